import { FakeClock, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { peerEntry, type PeerEntries } from '../discovery/peer-entry.js';
import { quirksOf, type PeerProxyQuirks } from '../generation.js';
import { group } from '../testing/discovery-builders.js';
import { FakeLiveView } from '../testing/fake-live-view.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { upstreamTimings } from '../timings.js';
import { GvExclusionManager } from './gv-exclusion-manager.js';

const minuteMs = 60_000;

function crd(plural: string, apiGroup: string, versions: string[]): [string, KubeObject] {
  return [
    `apiextensions.k8s.io/customresourcedefinitions/${plural}.${apiGroup}`,
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `${plural}.${apiGroup}` },
      spec: { group: apiGroup, versions: versions.map((name) => ({ name, served: false })) },
    },
  ];
}

function apiService(version: string, apiGroup: string, service?: object): [string, KubeObject] {
  return [
    `apiregistration.k8s.io/apiservices/${version}.${apiGroup}`,
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${version}.${apiGroup}` },
      spec: { group: apiGroup, version, ...(service === undefined ? {} : { service }) },
    },
  ];
}

/** Peer `b` serves `batch/v1`, `x.io/v1` and `x.io/v2`. */
async function fixture(quirks: Partial<PeerProxyQuirks> = {}) {
  const clock = new FakeClock();
  const [crds, apiServices] = [new FakeLiveView(), new FakeLiveView()];
  const state = {
    invalidated: 0,
    raw: new Map([
      [
        'b',
        peerEntry('10.0.0.2:6443', [
          [group('', { v1: ['pods'] })],
          [group('batch', { v1: ['jobs'] }), group('x.io', { v1: ['xs'], v2: ['xs'] })],
        ]),
      ],
    ]) as PeerEntries,
  };
  const manager = new GvExclusionManager({
    crds,
    apiServices,
    raw: () => state.raw,
    invalidate: () => state.invalidated++,
    overwrite: (entries) => {
      state.raw = entries;
    },
    quirks: { ...quirksOf(36), ...quirks },
    timings: upstreamTimings,
    clock,
    logger: new RecordingLogger(),
  });
  onTestFinished(() => manager.stop());
  await manager.start();
  manager.triggerRefilter();
  await clock.advance(0);
  const gvrs = () => [...(manager.filtered.get('b')?.gvrs ?? [])];
  const groups = () =>
    manager.filtered
      .get('b')
      ?.groups.map(
        ({ metadata, versions }) => `${metadata.name}:${versions.map((v) => v.version).join('+')}`,
      );
  return { clock, crds, apiServices, state, manager, gvrs, groups };
}

// Spec 3.4.6, column D36; kubernetes/apiserver pkg/util/peerproxy/gv_exclusion_manager_test.go.
describe('GvExclusionManager', () => {
  it('uses an entry without excluded group-versions unchanged', async () => {
    const { manager, state, crds, clock } = await fixture();
    crds.set(...crd('foos', 'other.io', ['v1']));
    await clock.advance(0);
    expect(manager.filtered.get('b')).toBe(state.raw.get('b'));
  });

  it('S31: takes out every version a CRD names, served or not', async () => {
    const { crds, clock, gvrs, groups } = await fixture();
    crds.set(...crd('xs', 'x.io', ['v1', 'v2']));
    await clock.advance(0);
    expect(gvrs()).toEqual(['/v1/pods', 'batch/v1/jobs']);
    expect(groups()).toEqual(['batch:v1']);
  });

  it('writes over the raw entries with destructiveExclusionFilter on', async () => {
    const { crds, clock, state } = await fixture({ destructiveExclusionFilter: true });
    crds.set(...crd('xs', 'x.io', ['v1', 'v2']));
    await clock.advance(0);
    expect([...(state.raw.get('b')?.gvrs ?? [])]).toEqual(['/v1/pods', 'batch/v1/jobs']);
  });

  it('hides a built-in group-version that a CRD shares', async () => {
    const { crds, clock, gvrs } = await fixture();
    crds.set(...crd('things', 'batch', ['v1']));
    await clock.advance(0);
    expect(gvrs()).not.toContain('batch/v1/jobs');
  });

  it.each([
    ['with a service', { name: 's', namespace: 'n' }, ['batch:v1', 'x.io:v2']],
    ['without a service', undefined, ['batch:v1', 'x.io:v1+v2']],
  ])('an APIService %s leaves %j', async (_name, service, want) => {
    const { apiServices, clock, groups } = await fixture();
    apiServices.set(...apiService('v1', 'x.io', service));
    await clock.advance(0);
    expect(groups()).toEqual(want);
  });

  it('takes a dropped version for a deleted one: excluded for five more minutes', async () => {
    const { crds, clock, manager, groups } = await fixture();
    crds.set(...crd('xs', 'x.io', ['v1', 'v2']));
    await clock.advance(0);
    crds.set(...crd('xs', 'x.io', ['v2']));
    await clock.advance(5 * minuteMs);
    expect([...manager.excluded].sort()).toEqual(['x.io/v1', 'x.io/v2']);
    await clock.advance(1);
    expect(groups()).toEqual(['batch:v1', 'x.io:v1']);
  });

  it.each([
    { ghostAfterGrace: true, want: ['batch:v1', 'x.io:v1+v2'] },
    { ghostAfterGrace: false, want: ['batch:v1'] },
  ])(
    'after the grace of a deleted CRD, ghost $ghostAfterGrace: $want',
    async ({ ghostAfterGrace, want }) => {
      const { crds, clock, groups } = await fixture({ ghostAfterGrace });
      const [key, object] = crd('xs', 'x.io', ['v1', 'v2']);
      crds.set(key, object);
      await clock.advance(0);
      crds.delete(key);
      await clock.advance(5 * minuteMs + 1);
      expect(groups()).toEqual(want);
    },
  );

  it.each([
    // The second timer is swallowed: the next resync, at 10 min, finds it.
    { sharedGraceTimer: true, excludedAt7: true, excludedAt10: false },
    { sharedGraceTimer: false, excludedAt7: false, excludedAt10: false },
  ])('two deletions 1 min apart, shared timer $sharedGraceTimer', async (row) => {
    const { crds, clock, manager } = await fixture(row);
    crds.set(...crd('xs', 'x.io', ['v1']));
    crds.set(...crd('ys', 'y.io', ['v1']));
    crds.set(...crd('zs', 'z.io', ['v1'])); // resyncs replay what is still there
    await clock.advance(0);
    crds.delete(crd('xs', 'x.io', [])[0]);
    await clock.advance(minuteMs);
    crds.delete(crd('ys', 'y.io', [])[0]);
    await clock.advance(4 * minuteMs + 1000);
    expect(manager.excluded.has('x.io/v1')).toBe(false);
    await clock.advance(2 * minuteMs);
    expect(manager.excluded.has('y.io/v1')).toBe(row.excludedAt7);
    await clock.advance(3 * minuteMs);
    expect(manager.excluded.has('y.io/v1')).toBe(row.excludedAt10);
    expect(manager.excluded.has('z.io/v1')).toBe(true);
  });

  it.each([
    { noInvalidateOnEmpty: true, invalidated: 0 },
    { noInvalidateOnEmpty: false, invalidated: 1 },
  ])(
    'losing the last peer, noInvalidateOnEmpty $noInvalidateOnEmpty',
    async ({ noInvalidateOnEmpty, invalidated }) => {
      const { clock, manager, state } = await fixture({ noInvalidateOnEmpty });
      state.raw = new Map();
      state.invalidated = 0;
      manager.triggerRefilter();
      await clock.advance(0);
      expect(manager.filtered.size).toBe(0);
      expect(state.invalidated).toBe(invalidated);
    },
  );

  it('keeps the raw entries: what a removed exclusion hid comes back', async () => {
    const { crds, clock, state, gvrs } = await fixture();
    crds.set(...crd('xs', 'x.io', ['v1', 'v2']));
    await clock.advance(0);
    expect(gvrs()).toHaveLength(2);
    expect(state.raw.get('b')?.gvrs.size).toBe(4);
    expect(state.invalidated).toBeGreaterThan(0);
  });
});
