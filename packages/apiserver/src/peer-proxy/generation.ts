/**
 * The feature was rebuilt twice; these are its shapes by release.
 *
 * `SV` 1.28–1.32: routes by StorageVersion objects. `D33` 1.33–1.34: by discovery caches. `D35` 1.35: adds
 * merged discovery and a first exclusion of CRDs. `D36` 1.36 on: raw and filtered caches, on by default.
 */
export type Generation = 'SV' | 'D33' | 'D35' | 'D36';

/** @param minor the emulated minor: 36 for 1.36 */
export function generationOf(minor: number): Generation {
  if (minor >= 36) return 'D36';
  if (minor === 35) return 'D35';
  return minor >= 33 ? 'D33' : 'SV';
}

/**
 * Where releases differ in small things, true to upstream by default; a test or scenario may turn one off to
 * see what a fix would do.
 */
export interface PeerProxyQuirks {
  /** How often a failed sync of the peer cache is tried again before the Lease is dropped. */
  readonly maxPeerRetries: number;
  /** A restarted process finds its Lease and leaves the old `holderIdentity` in it. */
  readonly holderIdentityStickyOnRestart: boolean;
  /** The identity Lease is deleted when the process starts and when it stops. */
  readonly leaseDeletedOnStartAndStop: boolean;
  /** `X-Remote-Uid` is sent. */
  readonly uidHeaderSent: boolean;
  /** After its grace period a group-version comes back out of stale raw peer data. */
  readonly ghostAfterGrace: boolean;
  /** All deletions share one reap timer, so the second of two is reaped late. */
  readonly sharedGraceTimer: boolean;
  /** Losing the last peer leaves the merged document as it was. */
  readonly noInvalidateOnEmpty: boolean;
  /** Upgrade requests go out without `X-Remote-*`. */
  readonly upgradeWithoutIdentity: boolean;
  /** `x-kubernetes-peer-proxied: true` is added behind what the client sent, not put in its place. */
  readonly appendLoopHeader: boolean;
  /** Headers that both servers set reach the client twice. */
  readonly appendResponseHeaders: boolean;
}

/** The faithful switches of one emulated minor. */
export function quirksOf(minor: number): PeerProxyQuirks {
  const generation = generationOf(minor);
  return {
    maxPeerRetries: minor >= 35 ? 20 : 5,
    holderIdentityStickyOnRestart: minor <= 34,
    leaseDeletedOnStartAndStop: minor >= 35,
    uidHeaderSent: minor >= 32,
    ghostAfterGrace: generation === 'D36',
    sharedGraceTimer: generation === 'D36',
    noInvalidateOnEmpty: generation === 'D36',
    upgradeWithoutIdentity: true,
    appendLoopHeader: true,
    appendResponseHeaders: true,
  };
}

/** The generations whose routing this server has. */
export const routedGenerations: ReadonlySet<Generation> = new Set<Generation>(['D36']);

/**
 * The switches a server really runs with: where its own way of routing is missing it routes as the newest
 * release, with that release's switches for it, and keeps its own leases and headers.
 */
export function runningQuirks(minor: number): PeerProxyQuirks {
  const own = quirksOf(minor);
  if (routedGenerations.has(generationOf(minor))) return own;
  const { maxPeerRetries, ghostAfterGrace, sharedGraceTimer, noInvalidateOnEmpty } = quirksOf(36);
  return { ...own, maxPeerRetries, ghostAfterGrace, sharedGraceTimer, noInvalidateOnEmpty };
}
