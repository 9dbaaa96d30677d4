import { describe, expect, it } from 'vitest';
import { parseRuntimeConfig } from '../runtime-config/runtime-config.js';
import { effectiveVersion, supportedMinors } from '../versions/effective-version.js';
import { resolveFeatureGates } from '../feature-gates/feature-gates.js';
import { inRange, resourceTable } from './resource-table.js';
import { servedResources, type ServedResourcesOptions } from './served-resources.js';

type Extra = Partial<ServedResourcesOptions> & {
  readonly config?: string;
  readonly flags?: string;
};

function served(minor: number, { config = '', flags = '', ...extra }: Extra = {}) {
  const version = extra.version ?? effectiveVersion(minor);
  return servedResources({
    version,
    runtimeConfig: parseRuntimeConfig(config),
    gates: resolveFeatureGates({ version, flags }),
    ...extra,
  });
}

function names(resources: ReturnType<typeof served>): string[] {
  return resources.map(({ gvr }) => [gvr.group, gvr.version, gvr.resource].join('/'));
}

function emulating(binaryMinor: number, emulatedMinor: number) {
  return { version: { binaryMinor, emulatedMinor, minCompatibilityMinor: emulatedMinor - 1 } };
}

function one(minor: number, gvr: string, extra: Extra = {}) {
  const resources = served(minor, { config: 'api/all=true', ...extra });
  const found = resources.find((each) => names([each])[0] === gvr);
  if (found === undefined) throw new Error(`${gvr} is not served`);
  return found;
}

describe('lifecycle: kubernetes/apiserver pkg/server/deleted_kinds.go', () => {
  it.each(supportedMinors)('1.%i with everything on serves what its own discovery has', (minor) => {
    const table = resourceTable().resources.filter((row) => inRange(row.served, minor));
    const want = table.map(({ group, version, resource }) => [group, version, resource].join('/'));
    const got = names(served(minor, { config: 'api/all=true', gates: { enabled: () => true } }));
    expect(got.sort()).toEqual(want.sort());
  });

  it.each<[string, number, Extra, string, boolean]>([
    ['GA is on', 36, {}, 'batch/v1/jobs', true],
    ['beta is off', 36, {}, 'resource.k8s.io/v1beta1/resourceclaims', false],
    [
      'beta by api/beta',
      36,
      { config: 'api/beta=true' },
      'resource.k8s.io/v1beta1/resourceclaims',
      true,
    ],
    ['alpha is off', 36, {}, 'internal.apiserver.k8s.io/v1alpha1/storageversions', false],
    [
      'the last beta on by default',
      31,
      {},
      'flowcontrol.apiserver.k8s.io/v1beta3/flowschemas',
      true,
    ],
    [
      'and off by api/beta',
      31,
      { config: 'api/beta=false' },
      'flowcontrol.apiserver.k8s.io/v1beta3/flowschemas',
      false,
    ],
    ['gate off', 36, { config: 'api/all=true' }, 'scheduling.k8s.io/v1alpha2/workloads', false],
    [
      'gate on',
      36,
      { config: 'api/all=true', flags: 'GenericWorkload=true' },
      'scheduling.k8s.io/v1alpha2/workloads',
      true,
    ],
    [
      'removed in the emulated minor',
      34,
      { config: 'api/all=true' },
      'admissionregistration.k8s.io/v1beta1/validatingadmissionpolicies',
      false,
    ],
    [
      'one more release',
      34,
      { config: 'api/all=true', serveRemovedForOneRelease: true },
      'admissionregistration.k8s.io/v1beta1/validatingadmissionpolicies',
      true,
    ],
    [
      'removed only in the binary',
      34,
      { config: 'api/all=true', ...emulating(34, 33) },
      'admissionregistration.k8s.io/v1beta1/validatingadmissionpolicies',
      true,
    ],
    [
      'source gone, emulation or not',
      34,
      { config: 'api/all=true', ...emulating(34, 33) },
      'resource.k8s.io/v1alpha3/resourceclaims',
      false,
    ],
    [
      'introduced after the emulated minor',
      34,
      emulating(34, 33),
      'resource.k8s.io/v1/resourceclaims',
      false,
    ],
    [
      'forward compatible',
      34,
      {
        config: 'resource.k8s.io/v1beta1=true',
        emulationForwardCompatible: true,
        ...emulating(34, 33),
      },
      'resource.k8s.io/v1/resourceclaims',
      true,
    ],
    ['one resource off', 36, { config: 'apps/v1/deployments=false' }, 'apps/v1/deployments', false],
    ['its neighbour on', 36, { config: 'apps/v1/deployments=false' }, 'apps/v1/daemonsets', true],
    ['version off', 36, { config: 'batch/v1=false' }, 'batch/v1/jobs', false],
  ])('%s: 1.%i %o → %s %s', (_name, minor, extra, gvr, want) => {
    expect(names(served(minor, extra)).includes(gvr)).toBe(want);
  });

  it.each<[string, Extra, string]>([
    [
      'resource',
      { config: 'resource.k8s.io/v1/resourceclaims=true', ...emulating(34, 33) },
      'cannot enable resource resource.k8s.io/v1, Resource=resourceclaims in runtime-config because it is introduced at 1.34 after the current version 1.33. Consider setting --runtime-config-emulation-forward-compatible=true',
    ],
    [
      'version',
      { config: 'resource.k8s.io/v1=true', ...emulating(34, 33) },
      'cannot enable version resource.k8s.io/v1 in runtime-config because all the resources have been introduced after the current version 1.33. Consider setting --runtime-config-emulation-forward-compatible=true',
    ],
  ])('refuses a future %s that was asked for by name', (_name, extra, message) => {
    expect(() => served(34, extra)).toThrow(new Error(message));
    const allowed = served(34, { ...extra, runtimeConfigForwardCompatible: true });
    expect(names(allowed)).toContain('resource.k8s.io/v1/resourceclaims');
  });
});

describe('order: kubernetes/kubernetes pkg/controlplane/apiserver/aggregator.go', () => {
  const groupsOf = (minor: number) => [
    ...new Set(
      served(minor, { config: 'api/all=true', gates: { enabled: () => true } }).map(
        ({ gvr }) => gvr.group,
      ),
    ),
  ];
  const upToDiscovery = [
    'apiregistration.k8s.io',
    '',
    'apps',
    'events.k8s.io',
    'authentication.k8s.io',
    'authorization.k8s.io',
    'autoscaling',
    'batch',
    'certificates.k8s.io',
    'networking.k8s.io',
    'policy',
    'rbac.authorization.k8s.io',
    'storage.k8s.io',
    'admissionregistration.k8s.io',
    'apiextensions.k8s.io',
    'scheduling.k8s.io',
    'coordination.k8s.io',
    'node.k8s.io',
    'discovery.k8s.io',
  ];

  it('puts resource.k8s.io late up to 1.31', () => {
    expect(groupsOf(31)).toEqual([
      ...upToDiscovery,
      'flowcontrol.apiserver.k8s.io',
      'internal.apiserver.k8s.io',
      'resource.k8s.io',
      'storagemigration.k8s.io',
    ]);
  });

  it('puts resource.k8s.io beside discovery.k8s.io from 1.32 on', () => {
    expect(groupsOf(36)).toEqual([
      ...upToDiscovery,
      'resource.k8s.io',
      'flowcontrol.apiserver.k8s.io',
      'internal.apiserver.k8s.io',
      'storagemigration.k8s.io',
    ]);
  });

  it('orders versions by priority', () => {
    const versions = served(34, { config: 'api/all=true' })
      .filter(({ gvr }) => gvr.resource === 'resourceclaims')
      .map(({ gvr }) => gvr.version);
    expect(versions).toEqual(['v1', 'v1beta2', 'v1beta1']);
  });
});

describe('what a resource tells of itself', () => {
  it.each<[number, string, string | undefined]>([
    [32, '/v1/endpoints', undefined],
    [
      33,
      '/v1/endpoints',
      'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
    ],
    [36, '/v1/componentstatuses', 'v1 ComponentStatus is deprecated in v1.19+'],
    [
      31,
      'flowcontrol.apiserver.k8s.io/v1beta3/flowschemas',
      'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema is deprecated in v1.29+, unavailable in v1.32+; use flowcontrol.apiserver.k8s.io/v1 FlowSchema',
    ],
    [
      35,
      'resource.k8s.io/v1beta1/deviceclasses',
      'resource.k8s.io/v1beta1 DeviceClass is deprecated in v1.35+, unavailable in v1.38+',
    ],
    [36, '/v1/pods', undefined],
  ])('1.%i %s warns %s (pkg/endpoints/deprecation/deprecation.go)', (minor, gvr, warning) => {
    expect(one(minor, gvr).deprecationWarning).toBe(warning);
  });

  it('counts deprecation by the binary', () => {
    expect(one(36, '/v1/endpoints', emulating(35, 32)).deprecationWarning).toMatch(/^v1 Endpoints/);
  });

  it.each([
    ['/v1/pods', 'pods'],
    ['/v1/services', 'services/specs'],
    ['/v1/endpoints', 'services/endpoints'],
    ['/v1/nodes', 'minions'],
    ['/v1/replicationcontrollers', 'controllers'],
    ['networking.k8s.io/v1/ingresses', 'ingress'],
    ['events.k8s.io/v1/events', 'events'],
    ['coordination.k8s.io/v1/leases', 'leases'],
    [
      'apiextensions.k8s.io/v1/customresourcedefinitions',
      'apiextensions.k8s.io/customresourcedefinitions',
    ],
    ['apiregistration.k8s.io/v1/apiservices', 'apiregistration.k8s.io/apiservices'],
    ['/v1/bindings', ''],
    ['/v1/componentstatuses', ''],
    ['authentication.k8s.io/v1/tokenreviews', ''],
  ])('%s lies below %s', (gvr, prefix) => {
    expect(one(36, gvr).storagePrefix).toBe(prefix);
  });

  it('has subresources with their own kinds', () => {
    const { subresources } = one(36, 'apps/v1/deployments');
    expect(subresources).toEqual([
      {
        name: 'scale',
        kind: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
        verbs: ['get', 'patch', 'update'],
      },
      {
        name: 'status',
        kind: { group: 'apps', version: 'v1', kind: 'Deployment' },
        verbs: ['get', 'patch', 'update'],
      },
    ]);
  });

  it.each<[number, string, boolean]>([
    [31, 'InPlacePodVerticalScaling=true', false],
    [32, '', false],
    [32, 'InPlacePodVerticalScaling=true', true],
    [33, '', true],
  ])('1.%i with gates "%s" has pods/resize: %s', (minor, flags, want) => {
    const { subresources } = one(minor, '/v1/pods', { flags });
    expect(subresources.some(({ name }) => name === 'resize')).toBe(want);
  });
});
