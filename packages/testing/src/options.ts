import { defaultVersions } from '@skewplane/cluster';
import type { ClusterOptions } from '@skewplane/cluster';

/** One apiserver of a plane. */
export interface InstanceSpec {
  /** `1.30` to the newest minor in the tables. */
  readonly version: string;
  /** Further flags of kube-apiserver: `--runtime-config=batch/v1=false`. */
  readonly args?: readonly string[];
}

export interface ControlPlaneOptions {
  /**
   * One apiserver each, named `apiserver-a`, `apiserver-b` and so on in this order.
   * @default the newest minor, and before it the one before: `['1.35', '1.36']`
   */
  readonly instances?: readonly (string | InstanceSpec)[];
  /**
   * The loops for namespaces, service accounts and garbage collection. Without them a deleted namespace stays
   * Terminating, and pods need a service account that somebody has to make.
   * @default true
   */
  readonly controllers?: boolean;
  /**
   * Whether instances pass on to each other what they do not serve (Mixed Version Proxy).
   * @default true
   */
  readonly peerProxy?: boolean;
  /** Of every instance. */
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Further flags of every instance. */
  readonly args?: readonly string[];
  /** An etcd of one's own, or the binary to run; by default one is looked for. */
  readonly etcd?: ClusterOptions['etcd'];
  /** Gives up starting; what has been started is stopped. */
  readonly signal?: AbortSignal;
}

/** Who asks, and through which door. */
export interface AccessOptions {
  /** Instance by name or letter; the balanced address when absent. */
  readonly instance?: string;
  /** The admin when absent. Anybody else needs RBAC, as in any cluster. */
  readonly user?: { readonly name: string; readonly groups?: readonly string[] };
}

/** What the launcher wants to know. */
export function clusterOptionsOf(
  options: ControlPlaneOptions,
): Omit<ClusterOptions, 'host' | 'dataDirectory'> {
  const specs = (options.instances ?? defaultVersions.slice(-2)).map((each) =>
    typeof each === 'string' ? { version: each } : each,
  );
  const { controllers, peerProxy, featureGates, etcd, signal } = options;
  return {
    versions: specs.map(({ version }) => version),
    instanceArgs: Object.fromEntries(
      specs.map(({ args = [] }, index) => [nameOf(index), args] as const),
    ),
    extraArgs: options.args ?? [],
    ...(controllers === undefined ? {} : { controllers }),
    ...(peerProxy === undefined ? {} : { peerProxy }),
    ...(featureGates === undefined ? {} : { featureGates }),
    ...(etcd === undefined ? {} : { etcd }),
    ...(signal === undefined ? {} : { signal }),
  };
}

function nameOf(index: number): string {
  return `apiserver-${String.fromCharCode('a'.charCodeAt(0) + index)}`;
}
