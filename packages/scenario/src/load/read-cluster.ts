import type { ScenarioCluster } from '../document/scenario.js';
import type { ClusterDocument } from '../document/scenario-document.js';
import { InstanceHistory } from './instance-history.js';
import type { Loading } from './loading.js';

export interface ReadCluster {
  readonly cluster: ScenarioCluster;
  readonly history: InstanceHistory;
}

export function readCluster(document: ClusterDocument, loading: Loading): ReadCluster {
  const timers = Object.entries(document.timers ?? {}).map(
    ([name, duration]) => `--skewplane-timer=${name}=${duration}`,
  );
  const history = new InstanceHistory(loading, {
    featureGates: document.featureGates ?? {},
    args: [...timers, ...(document.args ?? [])],
  });
  const instances = document.instances.map((instance, index) => {
    const change = typeof instance === 'string' ? { version: instance } : instance;
    const path = ['spec', 'cluster', 'instances', index];
    return history.begin(loading.instances[index] ?? '', change, path);
  });
  const { peerProxy = true, controllers = true } = document;
  return { cluster: { instances, peerProxy, controllers }, history };
}
