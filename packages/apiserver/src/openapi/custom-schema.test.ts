import { describe, expect, it } from 'vitest';
import { writeCustomSchema } from './custom-schema.js';

const metadata = { $ref: 'ObjectMeta' };
const written = (raw: unknown, version: 'v2' | 'v3') =>
  writeCustomSchema(raw, { version, metadata: () => metadata });

const text = { type: 'string' };
const eitherType = [{ type: 'integer' }, { type: 'string' }];

// kubernetes/apiextensions-apiserver pkg/controller/openapi/v2/conversion_test.go
describe('writeCustomSchema', () => {
  it.each<{ name: string; raw: object; v2: object; v3?: object }>([
    {
      name: 'constraints and texts',
      raw: {
        type: 'string',
        title: 't',
        description: 'd',
        pattern: '^a',
        minLength: 1,
        maxLength: 3,
        enum: ['a'],
        format: 'hostname',
      },
      v2: {
        type: 'string',
        title: 't',
        description: 'd',
        pattern: '^a',
        minLength: 1,
        maxLength: 3,
        enum: ['a'],
        format: 'hostname',
      },
    },
    { name: 'a default', raw: { ...text, default: 'x' }, v2: text },
    {
      name: 'junctors',
      raw: { ...text, allOf: [{}], anyOf: [{}], oneOf: [{}], not: {} },
      v2: text,
    },
    {
      name: 'null',
      raw: { type: 'object', nullable: true, properties: { a: text }, items: text },
      v2: {},
    },
    { name: 'no null', raw: { ...text, nullable: false }, v2: text, v3: text },
    {
      name: 'required fields that may be null',
      raw: {
        type: 'object',
        required: ['a', 'b'],
        properties: { a: { ...text, nullable: true }, b: text },
      },
      v2: { type: 'object', required: ['b'], properties: { a: {}, b: text } },
    },
    {
      name: 'required entries of a map of nulls',
      raw: {
        type: 'object',
        required: ['a'],
        additionalProperties: { ...text, nullable: true },
      },
      v2: { type: 'object', additionalProperties: {} },
    },
    {
      name: 'unknown fields',
      raw: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
        properties: { a: text },
        required: ['a'],
      },
      v2: { 'x-kubernetes-preserve-unknown-fields': true, required: ['a'] },
    },
    { name: 'a list without items', raw: { type: 'array' }, v2: {} },
    {
      name: 'a number or a text',
      raw: { 'x-kubernetes-int-or-string': true },
      v2: { 'x-kubernetes-int-or-string': true },
      // pkg/apiserver/schema/unfold.go
      v3: { 'x-kubernetes-int-or-string': true, anyOf: eitherType },
    },
    {
      name: 'a number or a text, said before',
      raw: { 'x-kubernetes-int-or-string': true, anyOf: eitherType },
      v2: { 'x-kubernetes-int-or-string': true },
    },
    {
      name: 'a number or a text with more choices',
      raw: { 'x-kubernetes-int-or-string': true, anyOf: [{ pattern: 'a' }], allOf: [{}] },
      v2: { 'x-kubernetes-int-or-string': true },
      v3: {
        'x-kubernetes-int-or-string': true,
        anyOf: [{ pattern: 'a' }],
        allOf: [{ anyOf: eitherType }, {}],
      },
    },
    {
      name: 'an object inside',
      raw: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        properties: { spec: text },
        required: ['kind'],
      },
      v2: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        properties: { spec: text, apiVersion: text, kind: text, metadata },
        required: ['kind', 'apiVersion'],
      },
      v3: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        properties: { spec: text, apiVersion: text, kind: text, metadata },
        required: ['kind', 'apiVersion'],
      },
    },
    {
      name: 'an object inside of which fields are not known',
      raw: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
      v2: {
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
      },
      v3: {
        type: 'object',
        'x-kubernetes-embedded-resource': true,
        'x-kubernetes-preserve-unknown-fields': true,
        properties: { apiVersion: text, kind: text, metadata },
        required: ['kind', 'apiVersion'],
      },
    },
    {
      name: 'fields that have the names of keywords',
      raw: { type: 'object', properties: { nullable: text, default: text, not: text } },
      v2: { type: 'object', properties: { nullable: text, default: text, not: text } },
    },
    {
      name: 'what a field holds',
      raw: { type: 'array', items: { type: 'object', additionalProperties: { anyOf: [text] } } },
      v2: { type: 'array', items: { type: 'object', additionalProperties: {} } },
    },
    {
      name: 'rules and list types',
      raw: {
        type: 'array',
        items: text,
        'x-kubernetes-list-type': 'set',
        'x-kubernetes-validations': [{ rule: 'true' }],
      },
      v2: {
        type: 'array',
        items: text,
        'x-kubernetes-list-type': 'set',
        'x-kubernetes-validations': [{ rule: 'true' }],
      },
    },
  ])('writes $name', ({ raw, v2, v3 = raw }) => {
    expect(written(raw, 'v2')).toEqual(v2);
    expect(written(raw, 'v3')).toEqual(v3);
  });
});
