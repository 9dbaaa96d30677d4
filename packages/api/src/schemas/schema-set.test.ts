import { describe, expect, it } from 'vitest';
import type { Schema } from '@skewplane/apimachinery';
import { newestMinor, oldestMinor } from '../generated/minors.js';
import { schemasFor } from './schema-set.js';

const core = (name: string) => `io.k8s.api.core.v1.${name}`;
const minors = [30, 31, 32, 33, 34, 35, 36];

function at(schema: Schema | undefined, ...path: string[]): Schema | undefined {
  return path.reduce(
    (found, name) => (name === '[]' ? found?.items : found?.properties?.get(name)),
    schema,
  );
}

describe('schemasFor', () => {
  it.each([oldestMinor - 1, newestMinor + 1, 30.5])('refuses minor %d', (minor) => {
    expect(() => schemasFor(minor)).toThrow(RangeError);
  });

  it.each(minors)('1.%d: every definition parses and every reference resolves', (minor) => {
    const schemas = schemasFor(minor);
    let fields = 0;
    for (const name of schemas.names()) {
      const { properties } = schemas.definition(name) ?? {};
      fields += properties?.size ?? 0;
    }
    expect(fields).toBeGreaterThan(2500);
  });

  it.each([
    [33, 'PodSpec', ['hostnameOverride', 'schedulingGroup']],
    [35, 'PodSpec', ['schedulingGroup']],
    [36, 'ConfigMap', []],
    // Its line differs between minors, but it is there in all.
    [30, 'Toleration', []],
  ])('1.%d knows what %s has in other minors only', (minor, name, fields) => {
    const foreign = schemasFor(minor).foreignFieldsOf(core(name));
    expect(foreign).toEqual(expect.arrayContaining(fields));
    if (fields.length === 0) expect(foreign).toEqual([]);
    expect(schemasFor(minor).foreignFieldsOf(core('None'))).toEqual([]);
  });

  // Facts: release notes of the fields, kubernetes/api core/v1 types.go of each release.
  it.each<{ name: string; path: string[]; type: string; from: number; to: number }>([
    { name: 'PodSpec', path: ['hostnameOverride'], type: 'PodSpec', from: 34, to: 36 },
    { name: 'PodSpec', path: ['resources', 'limits'], type: 'PodSpec', from: 32, to: 36 },
    { name: 'PodSpec', path: ['workloadRef'], type: 'PodSpec', from: 35, to: 35 },
    { name: 'source of a claim', path: ['source'], type: 'PodResourceClaim', from: 30, to: 30 },
  ])('$name: $path is there from 1.$from to 1.$to', ({ type, path, from, to }) => {
    const having = minors.filter((minor) => at(schemasFor(minor).definition(core(type)), ...path));
    expect(having).toEqual(minors.filter((minor) => minor >= from && minor <= to));
  });

  const schemas = schemasFor(36);
  const pod = schemas.forKind({ group: '', version: 'v1', kind: 'Pod' });
  const service = schemas.forKind({ group: '', version: 'v1', kind: 'Service' });
  const crd = schemas.forKind({
    group: 'apiextensions.k8s.io',
    version: 'v1',
    kind: 'CustomResourceDefinition',
  });

  it.each<{ of: string; schema: Schema | undefined; want: object }>([
    {
      of: 'containers',
      schema: at(pod, 'spec', 'containers'),
      want: { type: 'array', listType: 'map', listMapKeys: ['name'], patchStrategy: ['merge'] },
    },
    {
      of: 'volumes',
      schema: at(pod, 'spec', 'volumes'),
      want: { patchStrategy: ['merge', 'retainKeys'], patchMergeKey: 'name' },
    },
    {
      of: 'int32',
      schema: at(pod, 'spec', 'priority'),
      want: { type: 'integer', format: 'int32' },
    },
    {
      of: 'quantity',
      schema: at(pod, 'spec', 'overhead')?.additionalProperties,
      want: { type: 'string', format: 'quantity' },
    },
    {
      of: 'time',
      schema: at(pod, 'metadata', 'creationTimestamp'),
      want: { type: 'string', format: 'date-time' },
    },
    {
      of: 'atomic map',
      schema: at(pod, 'spec', 'nodeSelector'),
      want: { type: 'object', mapType: 'atomic' },
    },
    {
      of: 'reference with a default',
      schema: at(pod, 'spec'),
      want: { name: core('PodSpec'), type: 'object', default: {}, required: ['containers'] },
    },
    {
      of: 'enum with a default',
      schema: at(service, 'spec', 'ports', '[]', 'protocol'),
      want: { default: 'TCP', enum: ['SCTP', 'TCP', 'UDP'] },
    },
    {
      of: 'int-or-string',
      schema: at(service, 'spec', 'ports', '[]', 'targetPort'),
      want: { type: 'int-or-string' },
    },
    {
      of: 'enum of elements',
      schema: at(pod, 'spec', 'volumes', '[]', 'persistentVolumeClaim'),
      want: { name: core('PersistentVolumeClaimVolumeSource') },
    },
    {
      of: 'fieldsV1',
      schema: at(pod, 'metadata', 'managedFields', '[]', 'fieldsV1'),
      want: { type: 'any', preserveUnknownFields: true },
    },
    {
      of: 'empty struct',
      schema: at(crd, 'spec', 'versions', '[]', 'subresources', 'status'),
      want: { type: 'object', properties: new Map() },
    },
  ])('reads $of', ({ schema, want }) => {
    expect(schema).toMatchObject(want);
  });

  it('lets types contain themselves', () => {
    const validation = at(crd, 'spec', 'versions', '[]', 'schema', 'openAPIV3Schema');
    const not = at(validation, 'not');
    expect(not?.name).toBe(validation?.name);
    expect(at(not, 'not', 'not', '$ref')).toMatchObject({ type: 'string' });
  });

  it('finds options in every group', () => {
    const kind = 'DeleteOptions';
    const inCore = schemas.forKind({ group: '', version: 'v1', kind });
    expect(inCore).toBeDefined();
    expect(schemas.forKind({ group: 'apps', version: 'v1', kind })).toBe(inCore);
    expect(schemas.kindOf('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions')).toBe('all');
  });

  // kubernetes/kubernetes api/openapi-spec/swagger.json
  it.each([
    { type: 'DeleteOptions', minor: 30, count: 59, has: 'resource.k8s.io/v1alpha2' },
    { type: 'DeleteOptions', minor: 36, count: 60, has: 'admission.k8s.io/v1' },
    { type: 'WatchEvent', minor: 33, count: 62, has: '/v1' },
    { type: 'Status', minor: 30, count: 2, has: 'resource.k8s.io/v1alpha2' },
    { type: 'Status', minor: 31, count: 1, has: '/v1' },
    { type: 'APIGroup', minor: 36, count: 1, has: '/v1' },
  ])('lists $count group-versions of $type in 1.$minor', ({ type, minor, count, has }) => {
    const kinds = schemasFor(minor).kindsOf(`io.k8s.apimachinery.pkg.apis.meta.v1.${type}`);
    expect(kinds).toHaveLength(count);
    const [group, version] = has.split('/');
    expect(kinds).toContainEqual({ group, version, kind: type });
    expect(schemasFor(minor).kindsOf('io.k8s.api.core.v1.PodSpec')).toEqual([]);
  });

  it('lists required fields as the types declare them', () => {
    const condition = schemasFor(34).definition('io.k8s.apimachinery.pkg.apis.meta.v1.Condition');
    expect(condition?.required).toEqual([
      'type',
      'status',
      'lastTransitionTime',
      'reason',
      'message',
    ]);
  });

  it('knows no kind that the minor lacks', () => {
    const gvk = { group: 'resource.k8s.io', version: 'v1', kind: 'ResourceClaim' };
    expect(schemasFor(33).forKind(gvk)).toBeUndefined();
    expect(schemasFor(34).forKind(gvk)).toBeDefined();
  });

  it('takes attributes from the release (StatefulSet serviceName is optional since 1.33)', () => {
    const required = (minor: number) =>
      schemasFor(minor).definition('io.k8s.api.apps.v1.StatefulSetSpec')?.required;
    expect(required(32)).toContain('serviceName');
    expect(required(33)).not.toContain('serviceName');
  });
});
