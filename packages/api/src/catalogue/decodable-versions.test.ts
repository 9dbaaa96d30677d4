import { describe, expect, it } from 'vitest';
import { effectiveVersion, supportedMinors } from '../versions/effective-version.js';
import { decodableVersions } from './decodable-versions.js';
import { isCompiledIn } from './lifecycle.js';
import { resourceTable } from './resource-table.js';
import { storageVersionOf } from './storage-version.js';

// kubernetes/api <group>/<version>/register.go, kubernetes/kubernetes pkg/apis/*/install/install.go
describe('decodableVersions', () => {
  it.each([
    { group: '', kind: 'Pod', minor: 31, want: ['v1'] },
    { group: 'apps', kind: 'Deployment', minor: 31, want: ['v1', 'v1beta2', 'v1beta1'] },
    { group: 'apps', kind: 'DaemonSet', minor: 31, want: ['v1', 'v1beta2'] },
    {
      group: 'autoscaling',
      kind: 'HorizontalPodAutoscaler',
      minor: 32,
      want: ['v2', 'v1', 'v2beta1', 'v2beta2'],
    },
    { group: 'autoscaling', kind: 'HorizontalPodAutoscaler', minor: 36, want: ['v2', 'v1'] },
    {
      group: 'flowcontrol.apiserver.k8s.io',
      kind: 'FlowSchema',
      minor: 31,
      want: ['v1', 'v1beta3', 'v1beta2', 'v1beta1'],
    },
    { group: 'coordination.k8s.io', kind: 'LeaseCandidate', minor: 31, want: ['v1alpha1'] },
    { group: 'coordination.k8s.io', kind: 'LeaseCandidate', minor: 32, want: ['v1alpha2'] },
    { group: 'networking.k8s.io', kind: 'ServiceCIDR', minor: 31, want: ['v1beta1', 'v1alpha1'] },
    {
      group: 'apiextensions.k8s.io',
      kind: 'CustomResourceDefinition',
      minor: 30,
      want: ['v1', 'v1beta1'],
    },
    { group: 'example.com', kind: 'Foo', minor: 30, want: [] },
  ])('1.$minor of $group $kind: $want', ({ group, kind, minor, want }) => {
    expect(decodableVersions({ group, kind }, minor)).toEqual(want);
  });

  // Events are kept in the core version, which belongs to another kind.
  it.each(supportedMinors)('1.%i reads what it writes', (minor) => {
    const unreadable = resourceTable()
      .resources.filter((row) => isCompiledIn(row, minor) && row.verbs === '*')
      .filter(({ group }) => group !== 'events.k8s.io')
      .filter((row) => {
        const { version } = storageVersionOf(row, effectiveVersion(minor));
        return !decodableVersions(row, minor).includes(version);
      });
    expect(unreadable.map(({ group, resource }) => `${resource}.${group}`)).toEqual([]);
  });
});
