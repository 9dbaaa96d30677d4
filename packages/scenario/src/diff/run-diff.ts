import { type Clock, type KubeObject, Lifecycle, systemClock } from '@skewplane/apimachinery';
import { loadKubeconfig, RestClient } from '@skewplane/client';
import { type ClusterOptions, type HostProcess, startCluster } from '@skewplane/cluster';
import type { DiffResult, ObjectDiff } from './answer.js';
import { compareAnswers } from './compare-answers.js';
import { DiffServer } from './diff-server.js';

export interface RunDiffOptions {
  /** `1.34`. */
  readonly from: string;
  readonly to: string;
  /** Namespaces and definitions first, as manifests are loaded. */
  readonly objects: readonly KubeObject[];
  /** Node's `process` does. */
  readonly host: HostProcess;
  readonly dataDirectory: string;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  readonly onObject?: (diff: ObjectDiff) => void;
  readonly clusterDefaults?: Partial<ClusterOptions>;
}

/**
 * Asks two servers that know nothing of each other how they would take the same objects.
 * @throws {Error} when they cannot be started
 */
export async function runDiff(options: RunDiffOptions): Promise<DiffResult> {
  const { from, to, signal = new AbortController().signal, clock = systemClock } = options;
  const lifecycle = new Lifecycle();
  try {
    const servers = await startServers(options, { lifecycle, signal, clock });
    const namespaces = namespacesOf(options.objects);
    await Promise.all(servers.map((server) => server.prepare(namespaces)));
    const objects: ObjectDiff[] = [];
    for (const object of options.objects) {
      signal.throwIfAborted();
      const [before, now] = await Promise.all([servers[0].ask(object), servers[1].ask(object)]);
      const diff = compareAnswers(object, before, now);
      objects.push(diff);
      options.onObject?.(diff);
    }
    return { from, to, differs: objects.some(({ differs }) => differs), objects };
  } finally {
    await lifecycle.close();
  }
}

interface Deps {
  readonly lifecycle: Lifecycle;
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** One etcd, but a prefix each: neither sees an object of the other, nor that there is another. */
async function startServers(
  { from, to, host, dataDirectory, clusterDefaults = {} }: RunDiffOptions,
  { lifecycle, signal, clock }: Deps,
): Promise<[DiffServer, DiffServer]> {
  const prefix = clusterDefaults.etcd?.prefix ?? '';
  const cluster = await startCluster({
    fresh: !('servers' in (clusterDefaults.etcd ?? {})),
    ...clusterDefaults,
    host,
    dataDirectory,
    versions: [from, to],
    peerProxy: false,
    faultLinks: false,
    controllers: false,
    instanceArgs: {
      'apiserver-a': [`--etcd-prefix=${prefix}/from`],
      'apiserver-b': [`--etcd-prefix=${prefix}/to`],
    },
    clock,
    signal,
  });
  lifecycle.onClose(() => cluster.stop());
  const connection = await loadKubeconfig(cluster.kubeconfigPath);
  const open = (name: string) => {
    const { url } = cluster.instance(name);
    const client = new RestClient(
      { ...connection, server: url },
      { userAgent: 'skewplane-diff', headersTimeoutMs: 60_000 },
    );
    const server = new DiffServer(client, { clock, signal });
    lifecycle.onClose(() => server.close());
    return server;
  };
  return [open('apiserver-a'), open('apiserver-b')];
}

/** Those that objects are in, but none of them makes. */
function namespacesOf(objects: readonly KubeObject[]): string[] {
  const made = new Set(
    objects.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name),
  );
  const named = objects.map(({ metadata }) => metadata.namespace ?? 'default');
  return [...new Set(named)].filter((name) => !made.has(name));
}
