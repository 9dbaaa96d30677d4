import { describe, expect, it } from 'vitest';
import type { Schema } from '@skewplane/apimachinery';
import { schemasFor } from '@skewplane/api';
import { parseJson } from './parse-json.js';
import { pruneAndCheck, pruneCustomResource } from './prune-and-check.js';

const schemas = schemasFor(34);
function schemaOf(kind: string, group = '', version = 'v1'): Schema {
  const schema = schemas.forKind({ group, version, kind });
  if (schema === undefined) throw new Error(`no ${kind}`);
  return schema;
}
const check = (kind: string, object: unknown, group = '') => {
  const { value, literals } = parseJson(
    typeof object === 'string' ? object : JSON.stringify(object),
  );
  return pruneAndCheck(value, schemaOf(kind, group), { literals });
};
const container = (fields: object) => ({ spec: { containers: [{ name: 'a', ...fields }] } });

describe('values that do not fit', () => {
  // kubernetes-sigs/json internal/golang/encoding/json/decode.go: UnmarshalTypeError
  it.each<[string, unknown, string, string?]>([
    [
      'Deployment',
      { spec: { replicas: 'x' } },
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
      'apps',
    ],
    [
      'Deployment',
      { spec: { replicas: 1.5 } },
      'json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32',
      'apps',
    ],
    [
      'Deployment',
      '{"spec":{"replicas":1.0}}',
      'json: cannot unmarshal number 1.0 into Go struct field DeploymentSpec.spec.replicas of type int32',
      'apps',
    ],
    [
      'Deployment',
      { spec: { replicas: 3000000000 } },
      'json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32',
      'apps',
    ],
    [
      'Pod',
      container({ image: 5 }),
      'json: cannot unmarshal number into Go struct field Container.spec.containers.image of type string',
    ],
    [
      'Pod',
      container({ env: [{ name: 'a', value: true }] }),
      'json: cannot unmarshal bool into Go struct field EnvVar.spec.containers.env.value of type string',
    ],
    [
      'Pod',
      { metadata: { labels: { a: 1 } } },
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
    ],
    [
      'Pod',
      { metadata: { labels: ['a'] } },
      'json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string',
    ],
    [
      'Pod',
      { spec: { containers: {} } },
      'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
    ],
    [
      'Pod',
      { spec: 'x' },
      'json: cannot unmarshal string into Go struct field Pod.spec of type v1.PodSpec',
    ],
    ['Pod', [], 'json: cannot unmarshal array into Go value of type v1.Pod'],
    [
      'Pod',
      { metadata: { creationTimestamp: 'x' } },
      'parsing time "x" as "2006-01-02T15:04:05Z07:00": cannot parse "x" as "2006"',
    ],
    [
      'Pod',
      { metadata: { creationTimestamp: '2024-13-01T00:00:00Z' } },
      'parsing time "2024-13-01T00:00:00Z": month out of range',
    ],
    [
      'Pod',
      { metadata: { creationTimestamp: '2024-01-01T00:00:00Zx' } },
      'parsing time "2024-01-01T00:00:00Zx": extra text: "x"',
    ],
    [
      'Pod',
      { metadata: { creationTimestamp: 7 } },
      'json: cannot unmarshal number into Go struct field ObjectMeta.metadata.creationTimestamp of type string',
    ],
    [
      'Pod',
      container({ resources: { limits: { cpu: 'much' } } }),
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
    ],
    [
      'Pod',
      container({ resources: { limits: [] } }),
      'json: cannot unmarshal array into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList',
    ],
    [
      'Service',
      { spec: { ports: [{ targetPort: true }] } },
      'json: cannot unmarshal bool into Go struct field ServicePort.spec.ports.targetPort of type int32',
    ],
    ['Secret', { data: { a: 'plain text' } }, 'illegal base64 data at input byte 5'],
    ['Secret', { data: { a: 'YWI' } }, 'illegal base64 data at input byte 0'],
    [
      'Secret',
      { data: { a: 5 } },
      'json: cannot unmarshal number into Go struct field Secret.data of type []uint8',
    ],
  ])('%s %j: %s', (kind, object, message, group) => {
    expect(check(kind, object, group).error).toBe(message);
  });

  it('reports the first mild error, but a decoder of its own ends it all', () => {
    const mild = { spec: { nodeName: 1, hostname: 2 } };
    expect(check('Pod', mild).error).toContain('spec.nodeName');
    const fatal = { spec: { nodeName: 1, overhead: { cpu: '?' } } };
    expect(check('Pod', fatal).error).toContain('quantities must match');
  });
});

describe('one form for every value', () => {
  it.each<[string, object, object]>([
    ['Pod', { metadata: { creationTimestamp: null, labels: null } }, { metadata: {} }],
    ['Pod', { metadata: { labels: { a: null } } }, { metadata: { labels: { a: '' } } }],
    ['Pod', { spec: { containers: [null] } }, { spec: { containers: [{}] } }],
    [
      'Pod',
      { spec: { overhead: { cpu: 0.5, memory: '1024Mi' } } },
      { spec: { overhead: { cpu: '500m', memory: '1Gi' } } },
    ],
    [
      'Pod',
      { metadata: { creationTimestamp: '2024-01-01T02:00:00.5+02:00' } },
      { metadata: { creationTimestamp: '2024-01-01T00:00:00Z' } },
    ],
    [
      'Event',
      { eventTime: '2024-01-01T02:00:00.123456+02:00' },
      { eventTime: '2024-01-01T00:00:00.123456Z' },
    ],
    [
      'Service',
      { spec: { ports: [{ targetPort: 'http' }, { targetPort: 80 }] } },
      { spec: { ports: [{ targetPort: 'http' }, { targetPort: 80 }] } },
    ],
    ['Secret', { data: { a: 'YW\nI=', b: [97, 98] } }, { data: { a: 'YWI=', b: 'YWI=' } }],
  ])('%s %j', (kind, object, want) => {
    expect(check(kind, object)).toMatchObject({ value: want, error: undefined });
  });
});

describe('unknown fields', () => {
  it('are dropped and named with their place', () => {
    const object = {
      foo: { bar: 1 },
      metadata: { labels: { any: 'x' }, nope: 1 },
      spec: {
        containers: [{ name: 'a' }, { imagee: 'b', resources: { limits: { cpu: '1' }, x: 1 } }],
      },
    };
    expect(check('Pod', object)).toEqual({
      value: {
        metadata: { labels: { any: 'x' } },
        spec: { containers: [{ name: 'a' }, { resources: { limits: { cpu: '1' } } }] },
      },
      unknownFields: [
        'foo',
        'metadata.nope',
        'spec.containers[1].imagee',
        'spec.containers[1].resources.x',
      ],
      error: undefined,
    });
  });

  it('stay where anything goes', () => {
    const fields = { 'f:metadata': { 'f:labels': {} } };
    const object = { metadata: { managedFields: [{ fieldsV1: fields }] } };
    expect(check('Pod', object)).toMatchObject({ value: object, unknownFields: [] });
  });

  it('are collected up to a hundred, as upstream', () => {
    const many = Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`x${String(at)}`, 1]));
    expect(check('Pod', { spec: many }).unknownFields).toHaveLength(100);
  });
});

it('keeps every digit of an int64', () => {
  const { value } = check('Pod', '{"spec":{"activeDeadlineSeconds":9223372036854775807}}');
  expect(value).toEqual({ spec: { activeDeadlineSeconds: 9223372036854775807n } });
});

// golang/go src/encoding/json/decode.go, literalStore
it.each([
  ['{"spec":{"activeDeadlineSeconds":9223372036854775808}}', 'number 9223372036854775808', 'int64'],
  ['{"spec":{"priority":9007199254740993}}', 'number 9007199254740993', 'int32'],
  ['{"spec":{"nodeName":9007199254740993}}', 'number', 'string'],
])('%s does not fit', (body, what, type) => {
  expect(check('Pod', body).error).toContain(`cannot unmarshal ${what} into`);
  expect(check('Pod', body).error).toContain(`of type ${type}`);
});

describe('pruneCustomResource', () => {
  const object = (properties: Record<string, Schema>, more: Partial<Schema> = {}): Schema => ({
    type: 'object',
    properties: new Map(Object.entries(properties)),
    ...more,
  });
  const text: Schema = { type: 'string' };
  const schema = object({
    spec: object({
      size: { type: 'integer' },
      free: object({ known: object({}) }, { preserveUnknownFields: true }),
      list: { type: 'array', items: object({ a: text }) },
      map: { type: 'object', additionalProperties: object({ a: text }) },
      template: object({ spec: object({}) }, { embeddedResource: true }),
    }),
  });

  it('drops what the schema lacks and keeps the rest, whatever its type', () => {
    const resource = {
      apiVersion: 'a/v1',
      kind: 'A',
      metadata: { name: 'a', anything: 1 },
      extra: 1,
      spec: {
        size: 'wrong type',
        free: { x: { y: 1 }, known: { z: 1 } },
        list: [{ a: 1, b: 2 }],
        map: { k: { a: 1, c: 3 } },
        template: { kind: 'B', metadata: { name: 'b' }, other: 1, spec: {} },
      },
    };
    expect(pruneCustomResource(resource, schema)).toEqual([
      'extra',
      'spec.free.known.z',
      'spec.list[0].b',
      'spec.map.k.c',
      'spec.template.other',
    ]);
    expect(resource).toEqual({
      apiVersion: 'a/v1',
      kind: 'A',
      metadata: { name: 'a', anything: 1 },
      spec: {
        size: 'wrong type',
        free: { x: { y: 1 }, known: {} },
        list: [{ a: 1 }],
        map: { k: { a: 1 } },
        template: { kind: 'B', metadata: { name: 'b' }, spec: {} },
      },
    });
  });
});
