import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RestClient, loadKubeconfig } from '@skewplane/client';
import { startCluster } from '@skewplane/cluster';
import type { Cluster, ClusterOptions } from '@skewplane/cluster';
import { ApiCaller } from './api-caller.js';

/** A whole plane for one test file, on random ports and with its data in a temporary directory. */
export interface TestPlane {
  readonly cluster: Cluster;
  readonly dataDirectory: string;
  /** A client of `skew` (the balanced address, the default), or of `skew-a` and so on. */
  client(context?: string): Promise<RestClient>;
  /** Requests as bytes, to see answers as bytes. */
  caller(url?: string): Promise<ApiCaller>;
  /** Stops everything and removes the data. */
  close(): Promise<void>;
}

export async function startPlane(
  options: Partial<Omit<ClusterOptions, 'host' | 'dataDirectory'>> = {},
): Promise<TestPlane> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'skewplane-e2e-'));
  const clients: RestClient[] = [];
  const callers: ApiCaller[] = [];
  const removeData = () => rm(dataDirectory, { recursive: true, force: true });
  const cluster = await startCluster({ host: process, dataDirectory, ...options }).catch(
    async (error: unknown) => {
      await removeData();
      throw error;
    },
  );
  return {
    cluster,
    dataDirectory,
    client: async (context = 'skew') => {
      const connection = await loadKubeconfig(cluster.kubeconfigPath, context);
      const client = new RestClient(connection, { userAgent: 'e2e', headersTimeoutMs: 20_000 });
      clients.push(client);
      return client;
    },
    caller: async (url = cluster.balancer.url) => {
      const pki = (file: string) => readFile(join(cluster.pkiDirectory, file));
      const [ca, cert, key] = await Promise.all(['ca.crt', 'admin.crt', 'admin.key'].map(pki));
      const caller = new ApiCaller(url, { ca, cert, key });
      callers.push(caller);
      return caller;
    },
    close: async () => {
      for (const caller of callers) caller.close();
      await Promise.all(clients.map((client) => client.close()));
      await cluster.stop();
      await removeData();
    },
  };
}
