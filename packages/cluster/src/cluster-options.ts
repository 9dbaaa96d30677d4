import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultVersions, formatMinor, newestMinor, oldestMinor } from '@skewplane/api';
import { systemClock } from '@skewplane/apimachinery';
import type { Clock } from '@skewplane/apimachinery';
import type { HostProcess } from './child/child-program.js';
import { ClusterError } from './cluster-error.js';
import type { EtcdConnection } from './instance/apiserver-flags.js';

/** A step of starting or stopping that is done. */
export interface ProgressStep {
  readonly step: string;
  readonly elapsedMs: number;
}

export interface ClusterOptions {
  /** Node's `process` does. */
  readonly host: HostProcess;
  /** PKI, etcd data, logs and kubeconfig go here. */
  readonly dataDirectory: string;
  /** One instance each, in this order, named `apiserver-a` and so on. */
  readonly versions?: readonly string[];
  /** The balanced address; the other ports follow it. 0, the default, picks free ones. */
  readonly basePort?: number;
  /** Whether instances proxy to each other what they do not serve themselves. */
  readonly peerProxy?: boolean;
  readonly controllers?: boolean;
  /** An etcd of one's own, or the binary to run one with; by default a binary is looked for. */
  readonly etcd?: EtcdConnection | { readonly binary?: string; readonly prefix?: string };
  /** Empties the data of a managed etcd first. */
  readonly fresh?: boolean;
  readonly featureGates?: Readonly<Record<string, boolean>>;
  /** Flags for every instance, after all others. */
  readonly extraArgs?: readonly string[];
  /** Flags for one instance by name, after those for every one. */
  readonly instanceArgs?: Readonly<Record<string, readonly string[]>>;
  readonly kubeconfigPath?: string;
  /** The script run as `<program> apiserver` and `<program> controllers`; by default the built one of this project. */
  readonly program?: string;
  /** Whether peers and etcd are reached through links of the launcher, which can be cut and slowed down. */
  readonly faultLinks?: boolean;
  readonly clock?: Clock;
  /** In [0, 1), for the jitter of links. */
  readonly random?: () => number;
  readonly onProgress?: (step: ProgressStep) => void;
  /** A child that ended without being asked to, with the last of what it printed. */
  readonly onUnexpectedExit?: (description: string) => void;
  /** Gives up starting; what has been started is stopped. */
  readonly signal?: AbortSignal;
}

export type CompleteClusterOptions = Required<Omit<ClusterOptions, Optional>> &
  Pick<ClusterOptions, Optional>;
type Optional = 'etcd' | 'signal' | 'program';

const maxInstances = 26;

/** Where `npm start` puts the etcd it fetches, whichever data a plane runs on. */
const repositoryBin = fileURLToPath(new URL('../../../.skewplane/bin', import.meta.url));

/** Where an etcd is looked for after the usual places. */
export function etcdDirectories(dataDirectory: string): string[] {
  return [join(dataDirectory, 'bin'), repositoryBin];
}

/** @throws {ClusterError} naming the first option that cannot be */
export function completeClusterOptions(options: ClusterOptions): CompleteClusterOptions {
  const complete: CompleteClusterOptions = {
    versions: defaultVersions,
    basePort: 0,
    peerProxy: true,
    controllers: true,
    faultLinks: true,
    random: Math.random,
    fresh: false,
    featureGates: {},
    extraArgs: [],
    instanceArgs: {},
    kubeconfigPath: join(options.dataDirectory, 'kubeconfig'),
    clock: systemClock,
    onProgress: () => undefined,
    onUnexpectedExit: () => undefined,
    ...options,
  };
  validateVersions(complete.versions);
  const names = instanceNames(complete.versions.length);
  const unknown = Object.keys(complete.instanceArgs).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ClusterError(`there is no instance ${unknown}: use ${names.join(', ')}`);
  }
  if (complete.fresh && isExternal(complete.etcd)) {
    throw new ClusterError('an external etcd is not emptied: use another --etcd-prefix instead');
  }
  return complete;
}

/** `apiserver-a`, `apiserver-b` and so on. */
export function instanceNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `apiserver-${instanceLetter(index)}`);
}

export function instanceLetter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}

export function isExternal(etcd: ClusterOptions['etcd']): etcd is EtcdConnection {
  return etcd !== undefined && 'servers' in etcd;
}

function validateVersions(versions: readonly string[]): void {
  if (versions.length < 1 || versions.length > maxInstances) {
    throw new ClusterError(`a plane has 1 to ${maxInstances} versions, not ${versions.length}`);
  }
  for (const version of versions) {
    const minor = /^1\.(\d+)$/.exec(version)?.[1];
    if (minor === undefined || Number(minor) < oldestMinor || Number(minor) > newestMinor) {
      throw new ClusterError(
        `version ${version} is not one of ${formatMinor(oldestMinor)} to ${formatMinor(newestMinor)}`,
      );
    }
  }
}
