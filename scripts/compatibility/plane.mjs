import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadKubeconfig, RestClient } from '../../packages/client/dist/index.js';
import { startCluster } from '../../packages/cluster/dist/index.js';

/**
 * An instance of one minor with its controllers, and a client of ours to look at what came of an action.
 *
 * @param {number} minor
 */
export async function startInstance(minor) {
  const directory = await mkdtemp(join(tmpdir(), 'skewplane-compatibility-'));
  const removeDirectory = () => rm(directory, { recursive: true, force: true });
  try {
    const cluster = await startCluster({
      host: process,
      dataDirectory: directory,
      versions: [`1.${minor}`],
    });
    const client = new RestClient(await loadKubeconfig(cluster.kubeconfigPath), {
      userAgent: 'skewplane-compatibility',
    });
    return {
      directory,
      kubeconfig: cluster.kubeconfigPath,
      client,
      stop: async () => {
        await client.close();
        await cluster.stop();
        await removeDirectory();
      },
    };
  } catch (error) {
    await removeDirectory();
    throw error;
  }
}
