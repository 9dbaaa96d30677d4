import { FakeClock, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { peerEntry, type PeerEntries } from '../discovery/peer-entry.js';
import { group } from '../testing/discovery-builders.js';
import { FakeLiveView } from '../testing/fake-live-view.js';
import { RecordingLogger } from '../testing/recording-logger.js';
import { upstreamTimings } from '../timings.js';
import { MutableExclusionFilter } from './mutable-exclusion-filter.js';

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

const asFetched = (): PeerEntries =>
  new Map([
    [
      'b',
      peerEntry('10.0.0.2:6443', [
        [group('', { v1: ['pods'] })],
        [group('batch', { v1: ['jobs'] }), group('x.io', { v1: ['xs'], v2: ['xs'] })],
      ]),
    ],
  ]);

async function fixture({ destructive = true, crds = new FakeLiveView() } = {}) {
  const clock = new FakeClock();
  const apiServices = new FakeLiveView();
  const state = { invalidated: 0, raw: asFetched() };
  const filter = new MutableExclusionFilter({
    crds,
    apiServices,
    raw: () => state.raw,
    overwrite: (entries) => {
      state.raw = entries;
    },
    invalidate: () => state.invalidated++,
    quirks: { destructiveExclusionFilter: destructive },
    timings: upstreamTimings,
    clock,
    logger: new RecordingLogger(),
  });
  onTestFinished(() => filter.stop());
  await filter.start();
  /** The peers are asked anew, and say the same. */
  const refetch = () => {
    state.raw = asFetched();
    filter.triggerRefilter();
  };
  const versions = () =>
    filter.filtered
      .get('b')
      ?.groups.map(
        (each) => `${each.metadata.name}:${each.versions.map((v) => v.version).join('+')}`,
      );
  return { clock, crds, apiServices, state, filter, refetch, versions };
}

// Spec 3.4.6, column D35; kubernetes/apiserver pkg/util/peerproxy/exclusion_filter_test.go (release 1.35).
describe('MutableExclusionFilter', () => {
  it('takes the group-versions of a CRD out at once, for routing and for merging', async () => {
    const { crds, state, filter, versions } = await fixture();
    crds.set(...crd('xs', 'x.io', ['v1']));
    expect([...(filter.filtered.get('b')?.gvrs ?? [])]).toEqual([
      '/v1/pods',
      'batch/v1/jobs',
      'x.io/v2/xs',
    ]);
    expect(versions()).toEqual(['batch:v1', 'x.io:v2']);
    expect(state.invalidated).toBe(1);
  });

  it('knows the CRDs that were there before it', async () => {
    const crds = new FakeLiveView();
    crds.set(...crd('xs', 'x.io', ['v1', 'v2']));
    const { versions } = await fixture({ crds });
    expect(versions()).toEqual(['batch:v1']);
  });

  it.each([
    ['with a service', { name: 's', namespace: 'n' }, ['batch:v1', 'x.io:v2']],
    ['without a service', undefined, ['batch:v1', 'x.io:v1+v2']],
  ])('an APIService %s leaves %j', async (_name, service, want) => {
    const { apiServices, versions } = await fixture();
    apiServices.set(...apiService('v1', 'x.io', service));
    expect(versions()).toEqual(want);
  });

  it('leaves merged discovery alone when nothing is taken out', async () => {
    const { crds, state } = await fixture();
    crds.set(...crd('foos', 'other.io', ['v1']));
    expect(state.invalidated).toBe(0);
  });

  it('makes merged discovery anew after every sync of the peers, an empty one too', async () => {
    const { filter, state } = await fixture();
    state.raw = new Map();
    filter.triggerRefilter();
    expect(state.invalidated).toBe(1);
    expect(filter.filtered.size).toBe(0);
  });

  it('excludes for ever what a CRD drops while it lives on', async () => {
    const { crds, clock, refetch, versions } = await fixture();
    crds.set(...crd('xs', 'x.io', ['v1', 'v2']));
    crds.set(...crd('xs', 'x.io', ['v1']));
    await clock.advance(60 * minuteMs);
    refetch();
    expect(versions()).toEqual(['batch:v1']);
  });

  it.each([
    { name: 'still excluded within the grace', afterMs: 5 * minuteMs, want: ['batch:v1'] },
    // Deleted on a tick of the reaper: at +5 min the age is not yet above the grace.
    { name: 'reaped with the next tick', afterMs: 6 * minuteMs, want: ['batch:v1', 'x.io:v1+v2'] },
  ])('deleted and fetched anew: $name', async ({ afterMs, want }) => {
    const { crds, clock, refetch, versions } = await fixture();
    const [key, object] = crd('xs', 'x.io', ['v1', 'v2']);
    crds.set(key, object);
    crds.delete(key);
    await clock.advance(afterMs);
    refetch();
    expect(versions()).toEqual(want);
  });

  it('keeps absent what was filtered until the peers are asked anew', async () => {
    const { crds, clock, filter, refetch, versions } = await fixture();
    const [key, object] = crd('xs', 'x.io', ['v1', 'v2']);
    crds.set(key, object);
    crds.delete(key);
    await clock.advance(10 * minuteMs);
    expect([...filter.excluded]).toEqual([]);
    expect(versions()).toEqual(['batch:v1']);
    refetch();
    expect(versions()).toEqual(['batch:v1', 'x.io:v1+v2']);
  });

  it('brings it back with destructiveExclusionFilter off', async () => {
    const { crds, clock, versions } = await fixture({ destructive: false });
    const [key, object] = crd('xs', 'x.io', ['v1', 'v2']);
    crds.set(key, object);
    expect(versions()).toEqual(['batch:v1']);
    crds.delete(key);
    await clock.advance(6 * minuteMs);
    expect(versions()).toEqual(['batch:v1', 'x.io:v1+v2']);
  });

  it('starts no grace while another object owns the group-version', async () => {
    const { crds, apiServices, clock, filter } = await fixture();
    const [key, object] = crd('xs', 'x.io', ['v1']);
    crds.set(key, object);
    apiServices.set(...apiService('v1', 'x.io', { name: 's', namespace: 'n' }));
    crds.delete(key);
    await clock.advance(10 * minuteMs);
    expect([...filter.excluded]).toEqual(['x.io/v1']);
  });

  it('ends the grace of what comes back', async () => {
    const { crds, clock, filter } = await fixture();
    const [key, object] = crd('xs', 'x.io', ['v1']);
    crds.set(key, object);
    crds.delete(key);
    await clock.advance(2 * minuteMs);
    crds.set(key, object);
    await clock.advance(10 * minuteMs);
    expect([...filter.excluded]).toEqual(['x.io/v1']);
  });

  it('reaps two deletions each in its time', async () => {
    const { crds, clock, filter } = await fixture();
    const [first, second] = [crd('xs', 'x.io', ['v1']), crd('ys', 'y.io', ['v1'])];
    crds.set(...first);
    crds.set(...second);
    crds.delete(first[0]);
    await clock.advance(2 * minuteMs);
    crds.delete(second[0]);
    await clock.advance(4 * minuteMs);
    expect([...filter.excluded]).toEqual(['y.io/v1']);
    await clock.advance(2 * minuteMs);
    expect([...filter.excluded]).toEqual([]);
  });
});
