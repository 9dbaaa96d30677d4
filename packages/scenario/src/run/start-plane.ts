import { startCluster, type Cluster, type ClusterOptions } from '@skewplane/cluster';
import type { Scenario } from '../document/scenario.js';
import { runFlags } from '../steps/perform-action.js';
import { randomStream } from './random.js';
import type { RunOptions } from './run-options.js';

/** Starts the plane as it is before the first step. */
export async function startPlane(
  scenario: Scenario,
  seed: number,
  options: Pick<RunOptions, 'host' | 'dataDirectory' | 'clock' | 'clusterDefaults'>,
  events: Required<Pick<ClusterOptions, 'onUnexpectedExit' | 'signal'>>,
): Promise<Cluster> {
  const { instances, peerProxy, controllers } = scenario.cluster;
  const { clusterDefaults = {}, clock } = options;
  const isExternal = clusterDefaults.etcd !== undefined && 'servers' in clusterDefaults.etcd;
  return startCluster({
    fresh: !isExternal,
    random: randomStream(seed).split('links').next,
    ...clusterDefaults,
    host: options.host,
    dataDirectory: options.dataDirectory,
    versions: instances.map(({ version }) => version),
    peerProxy,
    controllers,
    instanceArgs: Object.fromEntries(
      instances.map(({ name, featureGates, args }) => [
        name,
        [...runFlags(seed), ...gateFlag(featureGates), ...args],
      ]),
    ),
    ...events,
    ...(clock === undefined ? {} : { clock }),
  });
}

function gateFlag(gates: Readonly<Record<string, boolean>>): string[] {
  const pairs = Object.entries(gates).map(([name, on]) => `${name}=${String(on)}`);
  return pairs.length === 0 ? [] : [`--feature-gates=${pairs.join(',')}`];
}
