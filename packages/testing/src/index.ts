export type { Cluster } from '@skewplane/cluster';
