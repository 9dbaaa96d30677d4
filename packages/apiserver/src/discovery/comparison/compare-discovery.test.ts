import { describe, expect, it } from 'vitest';
import { compareDiscovery, type DiscoveryFacts } from './compare-discovery.js';

type ResourceFact = DiscoveryFacts['resources'][number];

const all = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const deployment: ResourceFact = {
  group: 'apps',
  version: 'v1',
  resource: 'deployments',
  singular: 'deployment',
  kind: 'Deployment',
  namespaced: true,
  verbs: all,
  shortNames: ['deploy'],
  categories: ['all'],
  storageVersion: 'v1',
  subresources: [
    {
      name: 'scale',
      kind: 'Scale',
      verbs: ['get', 'patch', 'update'],
      groupVersion: 'autoscaling/v1',
    },
    { name: 'status', kind: 'Deployment', verbs: ['get', 'patch', 'update'] },
    { name: 'gone', kind: 'Deployment', verbs: ['get'], served: [null, 33] },
  ],
};

const differencesOf = (change: Partial<ResourceFact>) => {
  const facts: DiscoveryFacts = {
    discoveryGroupOrder: [[35, 36, []]],
    groups: [],
    resources: [{ ...deployment, ...change }],
  };
  return [...compareDiscovery(facts, 34)]
    .filter(({ place }) => place === 'apps/v1 deployments')
    .map((each) => each.class);
};

describe('compareDiscovery', () => {
  it.each<{ name: string; change: Partial<ResourceFact>; want: readonly string[] }>([
    { name: 'nothing', change: {}, want: [] },
    {
      name: 'a short name',
      change: { shortNames: ['dep'] },
      want: [
        'aggregated resource shortNames: only official dep',
        'aggregated resource shortNames: only ours deploy',
        'resource deployments shortNames: only official dep',
        'resource deployments shortNames: only ours deploy',
      ],
    },
    {
      name: 'the version that is stored',
      change: { storageVersion: [[34, 34, 'v1beta1']] },
      want: [
        expect.stringMatching(
          /^resource deployments storageVersionHash: official .*=, ours .*=$/,
        ) as string,
      ],
    },
    {
      name: 'nothing where the stored version is not known',
      change: { storageVersion: [[35, 36, 'v1']] },
      want: [],
    },
    {
      name: 'a subresource',
      change: { subresources: (deployment.subresources ?? []).slice(1) },
      want: [
        expect.stringMatching(/^aggregated resource subresources: only ours .*scale/) as string,
        expect.stringMatching(/^resource deployments\/scale: only ours/) as string,
      ],
    },
    {
      name: 'a resource that was not there yet',
      change: { served: [35, null] },
      want: [
        expect.stringMatching(/^aggregated resource: only ours/) as string,
        expect.stringMatching(/^resource: only ours/) as string,
      ],
    },
  ])('finds $name', ({ change, want }) => {
    expect(differencesOf(change)).toEqual(want);
  });
});
