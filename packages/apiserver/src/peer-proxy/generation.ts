/**
 * The feature was rebuilt twice; these are its shapes by release.
 *
 * `SV` 1.28–1.32: routes by StorageVersion objects. `D33` 1.33–1.34: by discovery caches. `D35` 1.35: adds
 * merged discovery and a first exclusion of CRDs. `D36` 1.36 on: raw and filtered caches, on by default.
 */
export type Generation = 'SV' | 'D33' | 'D35' | 'D36';

/**
 * The generation is that of the code, not of what it emulates: emulation moves gates and APIs, and neither
 * undoes a fix nor changes what goes over the wire.
 * @param minor the minor that the server is: 36 for a binary of 1.36, whatever it emulates
 */
export function generationOf(minor: number): Generation {
  if (minor >= 36) return 'D36';
  if (minor === 35) return 'D35';
  return minor >= 33 ? 'D33' : 'SV';
}

/** What sets the generations apart and no switch changes. */
export interface GenerationTraits {
  /** `/apis` is the merged document. */
  readonly mergesDiscovery: boolean;
  /** How group-versions of CRDs and aggregated APIs are kept out of what peers serve. */
  readonly exclusion: 'none' | 'mutable' | 'recomputed';
  /** How loud it is that nobody serves a resource. */
  readonly notServedLevel: 'error' | 'debug';
  /** Each request that is sent on leaves a line in the log. */
  readonly logsForwards: boolean;
  /** Peers are asked for their own view (`profile=nopeer`). */
  readonly asksForOwnView: boolean;
  /** Reroutes are counted by resource, and errors at all. */
  readonly countsByResource: boolean;
  /** Name of the start-up hook that begins to learn from peers. */
  readonly peerDiscoveryHook: 'peer-discovery-cache-sync' | 'peer-discovery-workers';
}

const before35: GenerationTraits = {
  mergesDiscovery: false,
  exclusion: 'none',
  notServedLevel: 'error',
  logsForwards: false,
  asksForOwnView: false,
  countsByResource: false,
  peerDiscoveryHook: 'peer-discovery-cache-sync',
};

const in35: GenerationTraits = {
  ...before35,
  mergesDiscovery: true,
  exclusion: 'mutable',
  logsForwards: true,
  asksForOwnView: true,
};

export const traitsOf: Readonly<Record<Generation, GenerationTraits>> = {
  SV: before35,
  D33: before35,
  D35: in35,
  D36: {
    ...in35,
    exclusion: 'recomputed',
    notServedLevel: 'debug',
    countsByResource: true,
    peerDiscoveryHook: 'peer-discovery-workers',
  },
};

/**
 * Where releases differ in small things, true to upstream by default; a test or scenario may turn one to
 * see what a fix would do.
 */
export interface PeerProxyQuirks {
  /** One candidate without an address is enough for a 503, though others have theirs. */
  readonly svAnyResolveErrorIs503: boolean;
  /** A peer whose discovery cannot be read takes this process down. */
  readonly crashOnPeerFetchError: boolean;
  /** How often a failed sync of the peer cache is tried again before the Lease is dropped. */
  readonly maxPeerRetries: number;
  /** A restarted process finds its Lease and leaves the old `holderIdentity` in it. */
  readonly holderIdentityStickyOnRestart: boolean;
  /** The identity Lease is deleted when the process starts and when it stops. */
  readonly leaseDeletedOnStartAndStop: boolean;
  /** Exclusion writes over what peers said, which is lost until they are asked anew. */
  readonly destructiveExclusionFilter: boolean;
  /** After its grace period a group-version comes back out of stale raw peer data. */
  readonly ghostAfterGrace: boolean;
  /** All deletions share one reap timer, so the second of two is reaped late. */
  readonly sharedGraceTimer: boolean;
  /** Losing the last peer leaves the merged document as it was. */
  readonly noInvalidateOnEmpty: boolean;
  /** What the core group is called in logs and labels. */
  readonly coreGroupKey: 'core' | '';
  /** `X-Remote-Uid` is sent. */
  readonly uidHeaderSent: boolean;
  /** Upgrade requests go out without `X-Remote-*`. */
  readonly upgradeWithoutIdentity: boolean;
  /** `x-kubernetes-peer-proxied: true` is added behind what the client sent, not put in its place. */
  readonly appendLoopHeader: boolean;
  /** Headers that both servers set reach the client twice. */
  readonly appendResponseHeaders: boolean;
}

/** The faithful switches of one minor. */
export function quirksOf(minor: number): PeerProxyQuirks {
  const generation = generationOf(minor);
  return {
    svAnyResolveErrorIs503: minor <= 31,
    crashOnPeerFetchError: generation === 'D33',
    maxPeerRetries: minor >= 35 ? 20 : 5,
    holderIdentityStickyOnRestart: minor <= 34,
    leaseDeletedOnStartAndStop: minor >= 35,
    destructiveExclusionFilter: generation === 'D35',
    ghostAfterGrace: generation === 'D36',
    sharedGraceTimer: generation === 'D36',
    noInvalidateOnEmpty: generation === 'D36',
    coreGroupKey: minor >= 35 ? '' : 'core',
    uidHeaderSent: minor >= 32,
    upgradeWithoutIdentity: true,
    appendLoopHeader: true,
    appendResponseHeaders: true,
  };
}
