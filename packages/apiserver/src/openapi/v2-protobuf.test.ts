import { describe, expect, it } from 'vitest';
import { schemasFor } from '@skewplane/api';
import { builtInScopes, customScope, fakeLookup } from '../discovery/testing/fake-lookup.js';
import { OpenApiDocuments } from './openapi-documents.js';
import { encodeV2 } from './v2-protobuf.js';

/** A message as its length-delimited and varint fields, by number. */
function decode(bytes: Buffer): Map<number, (Buffer | number)[]> {
  const fields = new Map<number, (Buffer | number)[]>();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const value = varint();
    const isBytes = (tag & 7) === 2;
    const content = isBytes ? bytes.subarray(at, at + value) : value;
    if (isBytes) at += value;
    fields.set(tag >>> 3, [...(fields.get(tag >>> 3) ?? []), content]);
  }
  return fields;
}
/** Follows field numbers down; the first of repeated ones. */
function follow(bytes: Buffer, ...path: number[]): Buffer {
  return path.reduce((each, field) => {
    const found = decode(each).get(field)?.[0];
    return Buffer.isBuffer(found) ? found : Buffer.alloc(0);
  }, bytes);
}

describe('encodeV2', () => {
  it('writes the smallest document byte for byte', () => {
    const bytes = encodeV2({ swagger: '2.0', info: { title: 'K', version: 'v' } });
    expect(bytes.toString('hex')).toBe('0a03322e3012060a014b120176');
  });

  it('refuses members it would lose', () => {
    expect(() => encodeV2({ definitions: { A: { oneOf: [] } } })).toThrow('oneOf');
  });

  // kubernetes/cli-runtime pkg/resource/query_param_verifier.go reads these
  it('tells kubectl the kind and the parameters of a patch', () => {
    const scopes = [...builtInScopes(34), customScope('a.example.com', 'v1', 'A')];
    const deps = { lookup: fakeLookup(scopes), schemas: schemasFor(34), serverVersion: 'v1.34.0' };
    const { bytes } = new OpenApiDocuments(deps).v2Protobuf();
    const paths = decode(follow(bytes, 8)).get(2) as Buffer[];
    const name = '/apis/apps/v1/namespaces/{namespace}/deployments/{name}';
    const deployment = paths.find((each) => follow(each, 1).toString() === name);
    const patch = follow(deployment ?? Buffer.alloc(0), 2, 8);
    const extensions = (decode(patch).get(13) as Buffer[]).map((each) => [
      follow(each, 1).toString(),
      JSON.parse(follow(each, 2, 2).toString()) as unknown,
    ]);
    expect(Object.fromEntries(extensions)).toEqual({
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': { group: 'apps', kind: 'Deployment', version: 'v1' },
    });
    const queries = (decode(patch).get(8) as Buffer[]).map((each) =>
      follow(each, 1, 2, 3, 4).toString(),
    );
    expect(queries).toEqual(
      expect.arrayContaining(['dryRun', 'fieldManager', 'fieldValidation', 'force']),
    );
  });
});
