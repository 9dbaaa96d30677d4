import { describe, expect, it } from 'vitest';
import type { JsonSchemaProps } from '../json-schema-props.js';
import { SchemaValidator } from './schema-validator.js';

const check = (schema: JsonSchemaProps, value: unknown, old?: unknown): string[] =>
  new SchemaValidator({ type: 'object', properties: { a: schema } }, 35)
    .validate({ a: value }, old === undefined ? {} : { old: { a: old } })
    .map(({ field, message }) => `${field}: ${message}`);

// kubernetes/apiextensions-apiserver pkg/apiserver/validation/validation_test.go
describe('SchemaValidator', () => {
  it.each<[JsonSchemaProps, unknown, string[]]>([
    [{ type: 'integer' }, 1, []],
    [
      { type: 'integer' },
      1.5,
      ['a: Invalid value: "number": a in body must be of type integer: "number"'],
    ],
    [{ type: 'number' }, 1, []],
    [
      { type: 'string' },
      true,
      ['a: Invalid value: "boolean": a in body must be of type string: "boolean"'],
    ],
    [
      { type: 'string' },
      null,
      ['a: Invalid value: "null": a in body must be of type string: "null"'],
    ],
    [{ type: 'string', nullable: true }, null, []],
    [{ 'x-kubernetes-int-or-string': true }, '80%', []],
    [
      { 'x-kubernetes-int-or-string': true },
      [],
      ['a: Invalid value: "array": a in body must be of type integer,string: "array"'],
    ],
    [{ type: 'string', maxLength: 2 }, 'abc', ['a: Too long: may not be more than 2 bytes']],
    [{ type: 'string', maxLength: 2 }, '😀😀', []],
    [
      { type: 'string', minLength: 2 },
      'a',
      ['a: Invalid value: "a": a in body should be at least 2 chars long'],
    ],
    [
      { type: 'string', pattern: '^b' },
      'a',
      ['a: Invalid value: "a": a in body should match \'^b\''],
    ],
    [
      { type: 'string', enum: ['x', 'y'] },
      'a',
      ['a: Unsupported value: "a": supported values: "x", "y"'],
    ],
    [
      { type: 'integer', minimum: 1 },
      0,
      ['a: Invalid value: 0: a in body should be greater than or equal to 1'],
    ],
    [
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      1,
      ['a: Invalid value: 1: a in body should be greater than 1'],
    ],
    [
      { type: 'integer', maximum: 1, exclusiveMaximum: true },
      1,
      ['a: Invalid value: 1: a in body should be less than 1'],
    ],
    [
      { type: 'integer', multipleOf: 3 },
      4,
      ['a: Invalid value: 4: a in body should be a multiple of 3'],
    ],
    [{ type: 'number', multipleOf: 0.1 }, 0.3, []],
    [
      { type: 'integer', format: 'int32' },
      3e9,
      ['<nil>: Invalid value: "": Checked value must be of type integer with format int32 in a'],
    ],
    [
      { type: 'array', items: { type: 'string' }, minItems: 1 },
      [],
      ['a: Invalid value: 0: a in body should have at least 1 items'],
    ],
    [
      { type: 'array', items: { type: 'string' }, maxItems: 1 },
      ['x', 'y'],
      ['a: Too many: 2: must have at most 1 items'],
    ],
    [
      { type: 'array', items: { type: 'string' } },
      ['x', 1],
      ['a[1]: Invalid value: "integer": a[1] in body must be of type string: "integer"'],
    ],
    [
      { type: 'object', minProperties: 1 },
      {},
      ['a: Invalid value: 0: a in body should have at least 1 properties'],
    ],
    [{ type: 'object', maxProperties: 0 }, { b: 1 }, ['a: Too many: 1: must have at most 0 items']],
    [{ type: 'object', required: ['b'] }, {}, ['a.b: Required value']],
    [
      { type: 'object', additionalProperties: { type: 'string' } },
      { b: 1 },
      ['a.b: Invalid value: "integer": a.b in body must be of type string: "integer"'],
    ],
    [
      { type: 'string', format: 'date-time' },
      '2024-01-01',
      ['a: Invalid value: "2024-01-01": a in body must be of type date-time: "2024-01-01"'],
    ],
    [{ type: 'string', format: 'date-time' }, '2024-01-01T10:00:00Z', []],
    [
      { type: 'string', format: 'ipv4' },
      '1.2.3',
      ['a: Invalid value: "1.2.3": a in body must be of type ipv4: "1.2.3"'],
    ],
    [{ type: 'string', format: 'nonsense' }, 'a', []],
    [
      { type: 'object', not: { required: ['b'] } },
      { b: 1 },
      ['<nil>: Invalid value: "": "a" must not validate the schema (not)'],
    ],
    [
      { type: 'object', oneOf: [{ required: ['b'] }, { required: ['c'] }] },
      { b: 1, c: 1 },
      [
        '<nil>: Invalid value: "": "a" must validate one and only one schema (oneOf). Found 2 valid alternatives',
      ],
    ],
    [
      { type: 'object', anyOf: [{ required: ['b'] }, { required: ['c'] }] },
      {},
      [
        '<nil>: Invalid value: "": "a" must validate at least one schema (anyOf)',
        'a.b: Required value',
      ],
    ],
    [
      { type: 'string', allOf: [{ minLength: 2 }, { maxLength: 5 }] },
      'a',
      [
        'a: Invalid value: "a": a in body should be at least 2 chars long',
        '<nil>: Invalid value: "": "a" must validate all the schemas (allOf)',
      ],
    ],
  ])('%j %j → %j', (schema, value, problems) => {
    expect(check(schema, value)).toEqual(problems);
  });

  // kubernetes/apiextensions-apiserver pkg/apiserver/validation/ratcheting_test.go
  it('holds only against a writer what the write changes', () => {
    const schema: JsonSchemaProps = {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, size: { type: 'integer', maximum: 5 } },
      },
    };
    const big = { name: 'big', size: 9 };
    expect(check(schema, [{ name: 'new', size: 1 }, big], [big])).toEqual([]);
    expect(check(schema, [{ name: 'big', size: 8 }], [big])).toHaveLength(1);
    expect(check({ type: 'array', items: schema.items }, [big, big], [big])).toHaveLength(2);
  });
});
