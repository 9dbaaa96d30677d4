import { describe, expect, it } from 'vitest';
import type { ApiChangeKind, FieldChangeKind, GateChangeKind } from './changes.js';
import { versionChanges } from './version-changes.js';

// kubernetes/kubernetes CHANGELOG-1.*.md and the lifecycle markers of kubernetes/api
describe('APIs', () => {
  it.each<[number, number, ApiChangeKind, string, string, string?]>([
    [
      31,
      32,
      'removed',
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'flowschemas',
      'use flowcontrol.apiserver.k8s.io/v1 FlowSchema',
    ],
    [
      35,
      36,
      'added',
      'admissionregistration.k8s.io/v1',
      'mutatingadmissionpolicies',
      'on by default',
    ],
    [
      34,
      36,
      'added',
      'admissionregistration.k8s.io/v1',
      'mutatingadmissionpolicies',
      'on by default',
    ],
    [33, 34, 'added', 'resource.k8s.io/v1', 'resourceclaims', 'on by default'],
    [32, 33, 'added', 'networking.k8s.io/v1', 'servicecidrs', 'on by default'],
    [32, 33, 'on by default', 'v1', 'pods/resize'],
    [
      32,
      33,
      'deprecated',
      'v1',
      'endpoints',
      'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    ],
    [
      34,
      35,
      'storage version',
      'resource.k8s.io/v1',
      'resourceclaims',
      'resource.k8s.io/v1beta2 → resource.k8s.io/v1',
    ],
    [36, 35, 'removed', 'admissionregistration.k8s.io/v1', 'mutatingadmissionpolicies'],
  ])('1.%i → 1.%i: %s %s %s', (from, to, change, groupVersion, resource, note) => {
    const found = versionChanges(from, to, { areas: ['apis'] }).apis?.find(
      (each) =>
        each.change === change && each.groupVersion === groupVersion && each.resource === resource,
    );
    expect(found).toBeDefined();
    if (note !== undefined) expect(found?.note).toBe(note);
  });

  it('says how to get what is off', () => {
    const { apis = [] } = versionChanges(33, 34, {
      areas: ['apis'],
      kind: 'PodCertificateRequest',
    });
    expect(apis.find(({ resource }) => resource === 'podcertificaterequests')?.note).toBe(
      'off by default: --runtime-config certificates.k8s.io/v1alpha1/podcertificaterequests=true, gate PodCertificateRequest',
    );
  });

  it('names a subresource only when it went alone', () => {
    const removed = (versionChanges(34, 36, { areas: ['apis'] }).apis ?? []).filter(
      ({ change }) => change === 'removed',
    );
    expect(removed.map(({ resource }) => resource)).toContain('storageversionmigrations');
    expect(removed.map(({ resource }) => resource)).not.toContain(
      'storageversionmigrations/status',
    );
  });
});

// kubernetes/api */types.go of each release
describe('fields', () => {
  it.each<[number, number, FieldChangeKind, string, string]>([
    [33, 34, 'added', 'core.v1.PodSpec', 'hostnameOverride'],
    [29 + 1, 31, 'added', 'core.v1.ContainerStatus', 'allocatedResourcesStatus'],
    [32, 33, 'added', 'core.v1.Lifecycle', 'stopSignal'],
    [34, 35, 'added', 'core.v1.PodSpec', 'workloadRef'],
    [35, 36, 'removed', 'core.v1.PodSpec', 'workloadRef'],
  ])('1.%i → 1.%i: %s %s %s', (from, to, change, definition, field) => {
    const { fields = [] } = versionChanges(from, to, { areas: ['fields'] });
    expect(fields).toContainEqual(expect.objectContaining({ change, definition, field }));
  });

  it('says where a kind has the field', () => {
    const { fields = [] } = versionChanges(33, 34, { areas: ['fields'], kind: 'deployment' });
    const added = fields.find(({ field }) => field === 'hostnameOverride');
    expect(added?.owners).toEqual([
      { group: 'apps', version: 'v1', kind: 'Deployment', path: '.spec.template.spec' },
    ]);
    expect(fields.every(({ owners }) => owners.length === 1)).toBe(true);
  });
});

describe('defaults and enums', () => {
  it('tells the operators that tolerations have had since 1.35', () => {
    const { defaults = [] } = versionChanges(34, 35, { areas: ['defaults'], kind: 'Pod' });
    const found = defaults.find(({ definition }) => definition === 'core.v1.Toleration');
    expect(found).toMatchObject({ change: 'enum', field: 'operator', after: '"Gt", "Lt"' });
  });
});

// kubernetes/kubernetes pkg/features/kube_features.go
describe('feature gates', () => {
  it.each<[number, number, GateChangeKind, string]>([
    [32, 33, 'on by default', 'InPlacePodVerticalScaling'],
    [32, 33, 'locked', 'SidecarContainers'],
    [34, 36, 'new', 'ConstrainedImpersonation'],
    [34, 36, 'gone', 'ComponentSLIs'],
    [36, 34, 'new', 'ComponentSLIs'],
  ])('1.%i → 1.%i: %s %s', (from, to, change, name) => {
    const { gates } = versionChanges(from, to, { areas: ['gates'] });
    expect(gates).toContainEqual(expect.objectContaining({ change, name }));
  });
});

// kubernetes/kubernetes plugin/pkg/auth/authorizer/rbac/bootstrappolicy
describe('bootstrap RBAC', () => {
  it.each([
    ['added', 'ClusterRole system:aggregate-to-view', 'get, list, watch events.events.k8s.io'],
    ['added', 'ClusterRole system:monitoring', 'get /flagz'],
    ['removed', 'ClusterRole system:controller:expand-controller', 'get services'],
    ['added', 'ClusterRole system:controller:device-taint-eviction-controller', undefined],
  ])('%s %s: %s', (change, object, detail) => {
    const { rbac } = versionChanges(34, 36, { areas: ['rbac'] });
    const want = { change, object, ...(detail === undefined ? {} : { detail }) };
    expect(rbac).toContainEqual(expect.objectContaining(want));
  });
});

describe('filters', () => {
  it('finds nothing between a minor and itself', () => {
    const changes = versionChanges(36, 36);
    expect(changes).toEqual({
      from: '1.36',
      to: '1.36',
      apis: [],
      fields: [],
      defaults: [],
      gates: [],
      rbac: [],
    });
  });

  it('keeps to a group, its rules included, and leaves gates out', () => {
    const { apis, fields, gates, rbac } = versionChanges(34, 36, { group: 'resource.k8s.io' });
    expect(new Set(apis?.map(({ group }) => group))).toEqual(new Set(['resource.k8s.io']));
    expect(
      fields?.every(({ owners }) => owners.every(({ group }) => group === 'resource.k8s.io')),
    ).toBe(true);
    expect(gates).toBeUndefined();
    expect(new Set(rbac?.map(({ group }) => group))).toEqual(new Set(['resource.k8s.io']));
  });

  it('calls the core group by its name', () => {
    const { apis } = versionChanges(32, 33, { areas: ['apis'], group: 'core' });
    expect(apis?.map(({ resource }) => resource)).toContain('pods/resize');
  });

  it('knows only the minors of the tables', () => {
    expect(() => versionChanges(20, 36)).toThrow(RangeError);
  });
});
