import {
  effectiveVersion,
  parseRuntimeConfig,
  resolveFeatureGates,
  servedResources,
  supportedMinors,
} from '@skewplane/api';
import { describe, expect, it } from 'vitest';
import { registeredResources } from './registered-resources.js';

function registeredIn(minor: number, runtimeConfig = '') {
  const version = effectiveVersion(minor);
  const resources = servedResources({
    version,
    gates: resolveFeatureGates({ version, flags: 'StorageVersionAPI=true' }),
    runtimeConfig: parseRuntimeConfig(runtimeConfig),
  });
  return registeredResources(resources, minor);
}

const find = (minor: number, name: string, runtimeConfig?: string) =>
  registeredIn(minor, runtimeConfig).find((each) => each.name === name)?.versions;

// kubernetes/apiserver pkg/storageversion/manager_test.go, pkg/endpoints/installer.go; spec 3.3.1
describe('registeredResources', () => {
  it('tells what is written, read and served', () => {
    expect(find(31, 'apps.deployments')).toEqual({
      encodingVersion: 'apps/v1',
      decodableVersions: ['apps/v1', 'apps/v1beta2', 'apps/v1beta1'],
      servedVersions: ['apps/v1'],
    });
    expect(find(31, 'autoscaling.horizontalpodautoscalers')).toEqual({
      encodingVersion: 'autoscaling/v2',
      decodableVersions: [
        'autoscaling/v2',
        'autoscaling/v1',
        'autoscaling/v2beta1',
        'autoscaling/v2beta2',
      ],
      servedVersions: ['autoscaling/v2', 'autoscaling/v1'],
    });
    expect(find(31, 'core.pods')).toEqual({
      encodingVersion: 'v1',
      decodableVersions: ['v1'],
      servedVersions: ['v1'],
    });
  });

  it('registers shared storage once, under the first name', () => {
    const all = registeredIn(31);
    expect(all.filter(({ name }) => name.endsWith('.events'))).toEqual([
      {
        name: 'core.events',
        resource: { group: '', resource: 'events' },
        members: [
          { group: '', resource: 'events' },
          { group: 'events.k8s.io', resource: 'events' },
        ],
        versions: {
          encodingVersion: 'v1',
          decodableVersions: ['v1', 'events.k8s.io/v1'],
          servedVersions: ['v1'],
        },
      },
    ]);
  });

  it.each([
    { name: 'authorization.k8s.io.subjectaccessreviews', why: 'it is not stored' },
    { name: 'authentication.k8s.io.tokenreviews', why: 'it is not stored' },
    { name: 'core.bindings', why: 'it is not stored' },
    { name: 'core.componentstatuses', why: 'it is not stored' },
    { name: 'resource.k8s.io.resourceclaims', why: 'it is not served' },
  ])('leaves out $name: $why', ({ name }) => {
    expect(find(31, name)).toBeUndefined();
  });

  it('follows the runtime config', () => {
    const api = 'internal.apiserver.k8s.io/v1alpha1';
    const name = 'internal.apiserver.k8s.io.storageversions';
    expect(find(31, name)).toBeUndefined();
    expect(find(31, name, `${api}=true`)?.servedVersions).toEqual([api]);
    expect(find(31, 'batch.jobs', 'batch/v1=false')).toBeUndefined();
  });

  it.each(supportedMinors)('1.%i has names in order, and reads what it writes', (minor) => {
    const all = registeredIn(minor, 'api/all=true');
    const order = all.map(({ resource }) => `${resource.group} ${resource.resource}`);
    expect(order).toEqual([...order].sort());
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(50);
    // The kind refuses a status that says otherwise.
    const wrong = all.filter(
      ({ versions }) => !versions.decodableVersions?.includes(versions.encodingVersion),
    );
    expect(wrong).toEqual([]);
  });
});
