import { describe, expect, it } from 'vitest';
import type { Schema } from '@skewplane/apimachinery';
import { schemasFor, type SchemaSet } from '../schemas/schema-set.js';
import { protobufMessages } from './message-set.js';
import type { ProtoField, ProtoMessage } from './proto-message.js';

const messages = protobufMessages();
const minors = [30, 31, 32, 33, 34, 35, 36];

const all = () =>
  [...messages.names()].map((name) => {
    const message = messages.message(name);
    if (message === undefined) throw new Error(`${name} is named but not there`);
    return message;
  });

/** `io.k8s.kube-aggregator.pkg...` is `k8s.io.kube_aggregator.pkg...`. */
const messageName = (definition: string) =>
  definition
    .replace(/^io\.k8s\./, 'k8s.io.')
    .replace(/^k8s\.io\.[^.]+/, (start) => start.replaceAll('-', '_'));

/** Fields as they stand in JSON. */
const jsonFields = (message: ProtoMessage): ProtoField[] =>
  message.fields.flatMap((field) =>
    field.inlined && typeof field.type !== 'string' ? jsonFields(field.type.get()) : [field],
  );

it('resolves every reference, and orders fields by numbers that do not repeat', () => {
  const found = all();
  for (const { name, fields } of found) {
    const numbers = fields.map(({ number }) => number);
    expect(numbers, name).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const { type } of fields) if (typeof type !== 'string') type.get();
  }
  expect(found.length).toBeGreaterThan(900);
});

it.each(minors)('has a message for every kind of 1.%d', (minor) => {
  const schemas = schemasFor(minor);
  const missing = [...schemas.names()].filter((name) => {
    const gvk = schemas.kindOf(name);
    if (gvk === undefined) return false;
    const asked = gvk === 'all' ? { group: 'apps', version: 'v1', kind: lastPart(name) } : gvk;
    return messages.forKind(asked)?.name !== messageName(name);
  });
  expect(missing).toEqual([]);
});

const lastPart = (name: string) => name.slice(name.lastIndexOf('.') + 1);

it.each(minors)('has a field for every property of 1.%d, of a type that fits', (minor) => {
  const schemas = schemasFor(minor);
  const problems = [...schemas.names()].flatMap((name) => problemsOf(schemas, name));
  expect(problems).toEqual([]);
});

function problemsOf(schemas: SchemaSet, name: string): string[] {
  const message = messages.message(messageName(name));
  const properties = schemas.definition(name)?.properties;
  if (message?.form !== 'object' || properties === undefined) return [];
  const isKind = schemas.kindOf(name) !== undefined;
  const fields = new Map(jsonFields(message).map((field) => [field.name, field]));
  return [...properties].flatMap(([property, schema]) => {
    // The envelope says them.
    if (isKind && (property === 'apiVersion' || property === 'kind')) return [];
    const field = fields.get(property);
    if (field === undefined) return [`${name}.${property} is missing`];
    const [has, wants] = [formOfField(field), formOfSchema(schema)];
    return has === wants ? [] : [`${name}.${property} is ${has}, not ${wants}`];
  });
}

const jsonTypes: Readonly<Record<string, string>> = {
  string: 'string',
  bool: 'boolean',
  int32: 'integer:int32',
  int64: 'integer:int64',
  double: 'number:double',
  bytes: 'string:byte',
  object: 'object',
  quantity: 'string:quantity',
  'int-or-string': 'int-or-string',
  time: 'string:date-time',
  'micro-time': 'string:micro-time',
  list: 'list of string',
};

function formOfField({ holds, type }: ProtoField): string {
  const form = typeof type === 'string' ? type : type.get().form;
  const inner = jsonTypes[form] ?? 'any';
  return holds === 'one' ? inner : `${holds} of ${inner}`;
}

function formOfSchema(schema: Schema): string {
  const { type, format, items, additionalProperties } = schema;
  if (type === 'array') return `list of ${items === undefined ? 'any' : formOfSchema(items)}`;
  if (type === 'object' && additionalProperties !== undefined) {
    return `map of ${formOfSchema(additionalProperties)}`;
  }
  return format === undefined || type === 'any' ? type : `${type}:${format}`;
}

describe('fields', () => {
  const field = (message: string, name: string) =>
    messages.message(`k8s.io.api.core.v1.${message}`)?.fields.find((each) => each.name === name);

  // kubernetes/api core/v1/types.go
  it.each([
    ['a pointer', 'PodSpec', 'priority', { number: 25, type: 'int32', keepsZero: true }],
    ['without omitempty', 'Container', 'name', { number: 1, type: 'string', keepsZero: true }],
    ['with omitempty', 'Container', 'image', { number: 2, type: 'string', keepsZero: false }],
    ['a list', 'Container', 'command', { number: 3, type: 'string', holds: 'list' }],
    ['a map', 'Secret', 'data', { number: 2, type: 'bytes', holds: 'map' }],
    ['an embedded struct', 'Volume', 'volumeSource', { number: 2, inlined: true }],
  ])('%s', (_name, message, name, want) => {
    expect(field(message, name)).toMatchObject(want);
  });

  it('finds kinds that no schema lists', () => {
    const name = (group: string, version: string, kind: string) =>
      messages.forKind({ group, version, kind })?.name.replace('k8s.io.apimachinery.pkg.apis.', '');
    expect(name('', 'v1', 'Status')).toBe('meta.v1.Status');
    expect(name('meta.k8s.io', 'v1beta1', 'PartialObjectMetadata')).toBe(
      'meta.v1.PartialObjectMetadata',
    );
    expect(name('meta.k8s.io', 'v1beta1', 'PartialObjectMetadataList')).toBe(
      'meta.v1beta1.PartialObjectMetadataList',
    );
    expect(name('meta.k8s.io', 'v1', 'Table')).toBeUndefined();
  });
});
