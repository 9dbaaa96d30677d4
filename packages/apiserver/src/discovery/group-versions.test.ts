import { discoveryPriorities } from '@skewplane/api';
import { describe, expect, it } from 'vitest';
import { groupVersionsOf, rankGroups } from './group-versions.js';
import { builtInScopes, customScope } from './testing/fake-lookup.js';

const ranked = (scopes: Parameters<typeof groupVersionsOf>[0]) =>
  rankGroups(groupVersionsOf(scopes, discoveryPriorities(36)));

// kubernetes/apiserver pkg/endpoints/discovery/aggregated/handler.go, calculateAPIGroupsLocked
describe('rankGroups', () => {
  it('puts the aggregator first, then the core, and custom groups last by name', () => {
    const groups = ranked([
      customScope('zoo.example.com', 'v1', 'Cat'),
      customScope('art.example.com', 'v1', 'Print'),
      ...builtInScopes(36),
    ]).map(({ group }) => group);
    expect(groups.slice(0, 3)).toEqual(['apiregistration.k8s.io', '', 'apps']);
    expect(groups.slice(-2)).toEqual(['art.example.com', 'zoo.example.com']);
  });

  it('orders versions of equal priority the Kubernetes way', () => {
    const versions = ['v1alpha1', 'v1', 'v2beta1', 'v10', 'v2', 'foo', 'v1beta2'];
    const scopes = versions.map((version) => customScope('example.com', version, 'Thing'));
    expect(ranked(scopes)).toEqual([
      {
        group: 'example.com',
        versions: ['v10', 'v2', 'v1', 'v2beta1', 'v1beta2', 'v1alpha1', 'foo'],
      },
    ]);
  });

  it('prefers what has the higher version priority', () => {
    const autoscaling = ranked(builtInScopes(36)).find(({ group }) => group === 'autoscaling');
    expect(autoscaling?.versions).toEqual(['v2', 'v1']);
  });

  it('takes the highest priority any version gives its group', () => {
    const rank = (group: string, version: string, groupPriority: number) => ({
      group,
      version,
      groupPriority,
      versionPriority: 100,
    });
    const groups = rankGroups([rank('a', 'v1', 10), rank('b', 'v1', 5), rank('b', 'v2', 20)]);
    expect(groups.map(({ group }) => group)).toEqual(['b', 'a']);
  });
});
