import { expect, it } from 'vitest';
import { generationOf, quirksOf, traitsOf } from './generation.js';

// Spec 0.1 and 9.2.
it.each([
  { minor: 30, generation: 'SV', retries: 5, sticky: true, deleted: false, uid: false, any: true },
  { minor: 32, generation: 'SV', retries: 5, sticky: true, deleted: false, uid: true, any: false },
  { minor: 33, generation: 'D33', retries: 5, sticky: true, deleted: false, uid: true, any: false },
  { minor: 34, generation: 'D33', retries: 5, sticky: true, deleted: false, uid: true, any: false },
  {
    minor: 35,
    generation: 'D35',
    retries: 20,
    sticky: false,
    deleted: true,
    uid: true,
    any: false,
  },
  {
    minor: 36,
    generation: 'D36',
    retries: 20,
    sticky: false,
    deleted: true,
    uid: true,
    any: false,
  },
])('1.$minor is $generation', ({ minor, generation, retries, sticky, deleted, uid, any }) => {
  expect(generationOf(minor)).toBe(generation);
  expect(quirksOf(minor)).toEqual({
    svAnyResolveErrorIs503: any,
    crashOnPeerFetchError: generation === 'D33',
    maxPeerRetries: retries,
    holderIdentityStickyOnRestart: sticky,
    leaseDeletedOnStartAndStop: deleted,
    destructiveExclusionFilter: generation === 'D35',
    ghostAfterGrace: generation === 'D36',
    sharedGraceTimer: generation === 'D36',
    noInvalidateOnEmpty: generation === 'D36',
    coreGroupKey: minor < 35 ? 'core' : '',
    uidHeaderSent: uid,
    upgradeWithoutIdentity: true,
    appendLoopHeader: true,
    appendResponseHeaders: true,
  });
});

// Spec 2.5, 3.4.3, 3.6(9), 3.8 and 4.1.
it.each([
  ['SV', 'none', false, 'error', false],
  ['D33', 'none', false, 'error', false],
  ['D35', 'mutable', true, 'error', false],
  ['D36', 'recomputed', true, 'debug', true],
] as const)(
  '%s excludes %s, merges: %s, says on %s level that nobody serves a resource',
  (generation, exclusion, merges, level, counts) => {
    expect(traitsOf[generation]).toMatchObject({
      exclusion,
      mergesDiscovery: merges,
      asksForOwnView: merges,
      logsForwards: merges,
      notServedLevel: level,
      countsByResource: counts,
      peerDiscoveryHook: counts ? 'peer-discovery-workers' : 'peer-discovery-cache-sync',
    });
  },
);
