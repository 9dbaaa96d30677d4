import { describe, expect, it } from 'vitest';
import { schemasFor } from '@skewplane/api';
import { everything } from '../discovery/testing/everything.js';
import { builtInScopes, customScope, fakeLookup } from '../discovery/testing/fake-lookup.js';
import type { ResourceScope } from '../registry/resource-scope.js';
import { OpenApiDocuments } from './openapi-documents.js';
import { readV2Protobuf } from './testing/read-v2-protobuf.js';
import { encodeV2 } from './v2-protobuf.js';

const documentsOf = (minor: number, scopes: readonly ResourceScope[]) =>
  new OpenApiDocuments({
    lookup: fakeLookup(scopes),
    schemas: schemasFor(minor),
    serverVersion: `v1.${String(minor)}.0`,
  });

const constrained: ResourceScope = {
  ...customScope('a.example.com', 'v1', 'A'),
  schema: {
    type: 'object',
    raw: {
      type: 'object',
      title: 'An A',
      description: 'What an A is',
      externalDocs: { description: 'more', url: 'https://example.com' },
      required: ['spec'],
      properties: {
        spec: {
          type: 'object',
          minProperties: 1,
          maxProperties: 300,
          additionalProperties: true,
          example: { a: 1 },
        },
        size: {
          type: 'number',
          minimum: 0.5,
          maximum: 1e6,
          exclusiveMaximum: true,
          exclusiveMinimum: true,
          multipleOf: 0.25,
        },
        name: { type: 'string', pattern: '^[a-z]+$', minLength: 1, maxLength: 5_000_000_000 },
        tags: {
          type: 'array',
          items: { type: 'string' },
          minItems: 1,
          maxItems: 2,
          uniqueItems: true,
        },
        closed: { type: 'object', additionalProperties: false },
        port: { 'x-kubernetes-int-or-string': true },
        kept: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
  },
};

describe('encodeV2', () => {
  it('writes the smallest document byte for byte', () => {
    const bytes = encodeV2({ swagger: '2.0', info: { title: 'K', version: 'v' } });
    expect(bytes.toString('hex')).toBe('0a03322e3012060a014b120176');
  });

  it('refuses members it would lose', () => {
    expect(() => encodeV2({ definitions: { A: { oneOf: [] } } })).toThrow('oneOf');
  });

  // google/gnostic openapiv2/OpenAPIv2.proto
  it.each([30, 36])('loses nothing of the document of 1.%d', (minor) => {
    const documents = documentsOf(minor, [...builtInScopes(minor, everything), constrained]);
    const json: unknown = JSON.parse(documents.v2().bytes.toString());
    expect(readV2Protobuf(documents.v2Protobuf().bytes)).toEqual(json);
  });
});
