import { expect, it } from 'vitest';
import type { Schema } from '@skewplane/apimachinery';
import { applySchemaDefaults } from './apply-schema-defaults.js';

const object = (properties: Record<string, Schema>, more: Partial<Schema> = {}): Schema => ({
  type: 'object',
  properties: new Map(Object.entries(properties)),
  ...more,
});
const size: Schema = { type: 'integer', default: 3 };
const schema = object({
  spec: object({
    size,
    nullable: { ...size, nullable: true },
    plain: { type: 'string' },
    nested: object({ size }, { default: {} }),
    list: { type: 'array', items: object({ size }) },
    map: { type: 'object', additionalProperties: object({ size }) },
    absent: object({ size }),
  }),
});

// kubernetes/apiextensions-apiserver pkg/apiserver/schema/defaulting/algorithm.go
it.each<[string, object, object]>([
  ['absent parents stay absent', {}, {}],
  [
    'a default may hold defaults',
    { spec: {} },
    { spec: { size: 3, nullable: 3, nested: { size: 3 } } },
  ],
  [
    'values that are there stay',
    { spec: { size: 0, nullable: null, nested: { size: 1 } } },
    { spec: { size: 0, nullable: null, nested: { size: 1 } } },
  ],
  [
    'null gives way unless it is allowed',
    { spec: { size: null, nullable: null, plain: null, nested: null } },
    { spec: { size: 3, nullable: null, plain: null, nested: { size: 3 } } },
  ],
  [
    'elements and values of maps',
    {
      spec: { size: 1, nullable: 1, nested: { size: 1 }, list: [{}, { size: 1 }], map: { a: {} } },
    },
    {
      spec: {
        size: 1,
        nullable: 1,
        nested: { size: 1 },
        list: [{ size: 3 }, { size: 1 }],
        map: { a: { size: 3 } },
      },
    },
  ],
])('%s', (_name, value, want) => {
  applySchemaDefaults(value, schema);
  expect(value).toEqual(want);
});

it('shares no default between objects', () => {
  const [a, b] = [{ spec: {} }, { spec: {} }] as { spec: { nested?: object } }[];
  applySchemaDefaults(a, schema);
  applySchemaDefaults(b, schema);
  expect(a?.spec.nested).not.toBe(b?.spec.nested);
});
