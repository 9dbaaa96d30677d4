import { describe, expect, it } from 'vitest';
import { parseTimings } from './timer-flags.js';
import { upstreamTimings } from './timings.js';

describe('parseTimings', () => {
  it("is upstream's when nothing is given", () => {
    expect(parseTimings([], 1)).toEqual({ timings: upstreamTimings, problems: [] });
  });

  it.each([
    ['peerRetry=20ms', { peerRetryMs: 20 }],
    ['localDiscoveryRefresh=1m30s', { localDiscoveryRefreshMs: 90_000 }],
    ['endpointTtl=20s', { endpointTtlSeconds: 20 }],
    ['endpointTtl=10ms', { endpointTtlSeconds: 1 }],
    ['exclusionReap=2s', { exclusionReapMs: 2_000 }],
  ])('takes %s', (entry, want) => {
    expect(parseTimings([entry], 1)).toEqual({
      timings: { ...upstreamTimings, ...want },
      problems: [],
    });
  });

  it('scales every duration but those that are given, and no factor', () => {
    const { timings } = parseTimings(['exclusionGrace=7s'], 0.01);
    expect(timings).toMatchObject({
      identityRenewMs: 100,
      identityLeaseDurationSeconds: 36,
      endpointTtlSeconds: 1,
      exclusionGraceMs: 7_000,
      identityRenewJitter: 0.04,
    });
  });

  it.each([
    ['no=1s', /^unknown timer "no", must be one of identityRenew, identityLeaseDuration, .*$/],
    ['peerRetry', /^timer peerRetry must be a duration above zero like 1m30s$/],
    ['peerRetry=5', /^timer peerRetry must be a duration above zero like 1m30s$/],
    ['peerRetry=0s', /^timer peerRetry must be a duration above zero like 1m30s$/],
    ['identityRenewJitter=1s', /^unknown timer "identityRenewJitter"/],
  ])('refuses %s', (entry, problem) => {
    const { timings, problems } = parseTimings([entry], 1);
    expect(timings).toEqual(upstreamTimings);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
  });
});
