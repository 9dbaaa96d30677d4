export { ControlPlane, startControlPlane } from './control-plane.js';
export type { AccessOptions, ControlPlaneOptions, InstanceSpec } from './options.js';
export type { Mix, RollOptions } from './roll.js';
export { waitFor } from './wait-for.js';
export type { WaitOptions } from './wait-for.js';
export { ClusterError } from '@skewplane/cluster';
export type { ActiveFault, Faults, FaultSpec, Instance } from '@skewplane/cluster';
export type { RestClient } from '@skewplane/client';
