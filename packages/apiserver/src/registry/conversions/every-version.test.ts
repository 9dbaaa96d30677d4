import { describe, expect, it } from 'vitest';
import {
  decodableVersions,
  parseRuntimeConfig,
  schemasFor,
  servedResources,
  effectiveVersion,
  supportedMinors,
  type BuiltInResource,
  type SchemaSet,
} from '@skewplane/api';
import {
  formatGroupVersion,
  isRecord,
  type KubeObject,
  type Schema,
} from '@skewplane/apimachinery';
import { converterFor, toVersion } from './converter-for.js';
import { misfits, sampleOf } from './testing/schema-sample.js';

const everything = (minor: number): BuiltInResource[] =>
  servedResources({
    version: effectiveVersion(minor),
    runtimeConfig: parseRuntimeConfig('api/all=true'),
    gates: { enabled: () => true },
  });

/** Resources of a minor that are stored and served in two versions or more. Events have two groups. */
function manyVersioned(minor: number): (readonly BuiltInResource[])[] {
  const stored = everything(minor).filter(({ storagePrefix }) => storagePrefix !== '');
  const byResource = new Map<string, BuiltInResource[]>();
  for (const each of stored) {
    const { group, resource } = each.gvr;
    const key = resource === 'events' ? resource : `${resource}.${group}`;
    byResource.set(key, [...(byResource.get(key) ?? []), each]);
  }
  return [...byResource.values()].filter((versions) => versions.length > 1);
}

interface Passage {
  readonly name: string;
  readonly minor: number;
  readonly from: BuiltInResource;
  readonly to: BuiltInResource;
}

const passages: Passage[] = supportedMinors.flatMap((minor) =>
  manyVersioned(minor).flatMap((versions) =>
    versions.flatMap((from) =>
      versions
        .filter((to) => to !== from)
        .map((to) => ({
          name: `1.${String(minor)} ${from.gvr.resource}: ${formatGroupVersion(from.gvr)} → ${formatGroupVersion(to.gvr)}`,
          minor,
          from,
          to,
        })),
    ),
  ),
);

const schemaSets = new Map<number, SchemaSet>(
  supportedMinors.map((minor) => [minor, schemasFor(minor)]),
);

function schemaOf(minor: number, { gvk }: BuiltInResource): Schema {
  const schema = schemaSets.get(minor)?.forKind(gvk);
  if (schema === undefined) throw new Error(`no schema of ${gvk.kind}`);
  return schema;
}

/** With every field set. For the unions of autoscaling/v2 that is every member, with the fields that go together. */
function sample(minor: number, resource: BuiltInResource): KubeObject {
  const { gvk } = resource;
  const object: KubeObject = {
    ...(sampleOf(schemaOf(minor, resource)) as KubeObject),
    apiVersion: formatGroupVersion(gvk),
    kind: gvk.kind,
  };
  if (gvk.kind !== 'HorizontalPodAutoscaler') return object;
  const { spec, status } = object as { spec?: object; status?: object };
  if (gvk.version === 'v2') {
    return { ...object, spec: { ...spec, metrics }, status: { ...status, currentMetrics } };
  }
  return {
    ...object,
    metadata: { ...object.metadata, annotations: currentCpuInV1 },
    status: { ...status, currentCPUUtilizationPercentage: 47 },
  };
}

const metric = { name: 'rps', selector: { matchLabels: { a: 'b' } } };
const describedObject = { apiVersion: 'v1', kind: 'Service', name: 's' };
const value = { type: 'Value', value: '5' };
const averageValue = { type: 'AverageValue', averageValue: '1k' };
const utilization = { type: 'Utilization', averageUtilization: 40 };

const metrics = [
  { type: 'Object', object: { describedObject, metric, target: value } },
  { type: 'Pods', pods: { metric, target: averageValue } },
  { type: 'Resource', resource: { name: 'memory', target: averageValue } },
  { type: 'Resource', resource: { name: 'memory', target: utilization } },
  {
    type: 'ContainerResource',
    containerResource: { name: 'cpu', container: 'c', target: utilization },
  },
  { type: 'External', external: { metric, target: value } },
  { type: 'External', external: { metric, target: averageValue } },
  { type: 'Resource', resource: { name: 'cpu', target: utilization } },
];
const current = { averageUtilization: 3, averageValue: '2' };
const currentMetrics = [
  {
    type: 'Object',
    object: { describedObject, metric, current: { value: '5', averageValue: '2' } },
  },
  { type: 'Pods', pods: { metric, current: { averageValue: '2' } } },
  { type: 'Resource', resource: { name: 'cpu', current } },
  { type: 'ContainerResource', containerResource: { name: 'cpu', container: 'c', current } },
  { type: 'External', external: { metric, current: { value: '5', averageValue: '2' } } },
];

/** v1 tells twice of the CPU. */
const currentCpuInV1 = {
  'autoscaling.alpha.kubernetes.io/current-metrics':
    '[{"type":"Resource","resource":{"name":"cpu","currentAverageUtilization":47,"currentAverageValue":"0"}}]',
};

// kubernetes/kubernetes pkg/api/testing/serialization_test.go, TestRoundTripTypes: through every version and back.
describe('objects with every field set', () => {
  it('are tried in every minor', () => {
    expect(new Set(passages.map(({ minor }) => minor))).toEqual(new Set(supportedMinors));
    expect(passages.length).toBeGreaterThan(150);
  });

  it.each(passages)('$name', ({ minor, from, to }) => {
    const { resource } = from.gvr;
    const object = sample(minor, from);
    expect(misfits(object, schemaOf(minor, from))).toEqual([]);

    const there = converterFor({ resource, from: from.gvr, to: to.gvr, minor })(object);
    expect(there.apiVersion).toBe(formatGroupVersion(to.gvr));
    expect(there.kind).toBe(object.kind);
    expect(misfits(there, schemaOf(minor, to))).toEqual([]);

    const back = converterFor({ resource, from: to.gvr, to: from.gvr, minor })(there);
    expect(back).toEqual(object);
  });

  // kubernetes/apiserver pkg/registry/generic/registry/storage_factory.go: what is read comes from what was stored.
  it.each(passages)('$name, by way of etcd', ({ minor, from, to }) => {
    const { resource } = from.gvr;
    const object = sample(minor, from);
    const stored = converterFor({ resource, from: from.gvr, to: from.storageVersion, minor })(
      object,
    );
    expect(stored.apiVersion).toBe(formatGroupVersion(from.storageVersion));
    const read = toVersion({ resource, to: to.gvr, minor })(stored);
    expect(read).toEqual(converterFor({ resource, from: from.gvr, to: to.gvr, minor })(object));
    expect(toVersion({ resource, to: from.gvr, minor })(stored)).toEqual(object);
  });

  it('are not edited', () => {
    for (const { minor, from, to } of passages.filter((each) => each.minor === 34)) {
      const object = sample(minor, from);
      const before = structuredClone(object);
      converterFor({ resource: from.gvr.resource, from: from.gvr, to: to.gvr, minor })(object);
      expect(object).toEqual(before);
    }
  });
});

/** Is something of the kind on by default in the minor? */
function isByDefault(minor: number, { gvk }: BuiltInResource): boolean {
  return servedResources({
    version: effectiveVersion(minor),
    runtimeConfig: parseRuntimeConfig(''),
    gates: { enabled: () => false },
  }).some((each) => each.gvk.group === gvk.group && each.gvk.kind === gvk.kind);
}

// kubernetes/apiserver pkg/server/storage/resource_encoding_config.go: the predecessor must be able to read it.
describe('what is stored', () => {
  it.each(supportedMinors.slice(1))('by 1.%i can be read by the minor before', (minor) => {
    const unreadable = everything(minor)
      .filter(({ storagePrefix, gvr }) => storagePrefix !== '' && gvr.group !== 'events.k8s.io')
      .filter((each) => isByDefault(minor - 1, each))
      .filter(
        ({ gvk, storageVersion }) =>
          !decodableVersions(gvk, minor - 1).includes(storageVersion.version),
      )
      .map(({ gvr, storageVersion }) => `${gvr.resource}: ${formatGroupVersion(storageVersion)}`);
    expect(unreadable).toEqual([]);
  });

  it.each(supportedMinors.slice(1))('by 1.%i fits the types of the minor before', (minor) => {
    const problems = passages
      .filter((each) => each.minor === minor)
      .filter(({ from }) => isByDefault(minor - 1, from))
      .flatMap(({ from }) => {
        const { resource } = from.gvr;
        const { storageVersion } = from;
        const stored = converterFor({ resource, from: from.gvr, to: storageVersion, minor })(
          sample(minor, from),
        );
        const types = schemaSets
          .get(minor - 1)
          ?.forKind({ ...storageVersion, kind: from.gvk.kind });
        if (types === undefined) return [`${from.gvk.kind} has no type`];
        // Fields that the minor added are passed over by its predecessor.
        return misfits(stored, types).filter((each) => !each.endsWith('is unknown'));
      });
    expect(problems).toEqual([]);
  });
});

// kubernetes/kubernetes pkg/apis/resource/v1beta1/conversion.go, hasAnyMainRequestFieldsSet
it('a request of which nothing is set has no exact one', () => {
  const group = 'resource.k8s.io';
  const requests = [{ name: 'r', deviceClassName: '', count: 0, allocationMode: '' }];
  const claim: KubeObject = {
    apiVersion: `${group}/v1beta1`,
    kind: 'ResourceClaim',
    metadata: {},
    spec: { devices: { requests } },
  };
  const to = { group, version: 'v1' };
  const { spec } = toVersion({ resource: 'resourceclaims', to, minor: 34 })(claim);
  expect(isRecord(spec) && spec['devices']).toEqual({ requests: [{ name: 'r' }] });
});
