import { expect, it } from 'vitest';
import { StatusError } from '../status.js';
import { applyJsonPatch, decodeJsonPatch, unknownJsonPatchFields } from './json-patch.js';
import type { JsonObject } from './json-value.js';

const patch = (document: JsonObject, operations: unknown): unknown =>
  applyJsonPatch(document, decodeJsonPatch(operations));

const failure = (run: () => unknown): StatusError => {
  try {
    run();
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
  throw new Error('expected a StatusError');
};

// RFC 6902 and RFC 6901; where a case is marked v4, evanphx/json-patch `patch.go` of that major, as the apiserver uses it.
it.each<{ name: string; document: JsonObject; operations: unknown; want: unknown }>([
  {
    name: 'add a key',
    document: { a: 1 },
    operations: [{ op: 'add', path: '/b', value: 2 }],
    want: { a: 1, b: 2 },
  },
  {
    name: 'add overwrites',
    document: { a: 1 },
    operations: [{ op: 'add', path: '/a', value: null }],
    want: { a: null },
  },
  {
    name: 'add into a list',
    document: { l: [1, 3] },
    operations: [{ op: 'add', path: '/l/1', value: 2 }],
    want: { l: [1, 2, 3] },
  },
  {
    name: 'add at the end',
    document: { l: [1] },
    operations: [{ op: 'add', path: '/l/-', value: 2 }],
    want: { l: [1, 2] },
  },
  {
    name: 'add at length',
    document: { l: [1] },
    operations: [{ op: 'add', path: '/l/1', value: 2 }],
    want: { l: [1, 2] },
  },
  {
    name: 'v4: add at -1 appends',
    document: { l: [1] },
    operations: [{ op: 'add', path: '/l/-1', value: 2 }],
    want: { l: [1, 2] },
  },
  {
    name: 'add without a value adds null',
    document: {},
    operations: [{ op: 'add', path: '/a' }],
    want: { a: null },
  },
  {
    name: 'escapes',
    document: { 'a/b': 1, 'c~d': 2, '~1': 3 },
    operations: [
      { op: 'remove', path: '/a~1b' },
      { op: 'replace', path: '/c~0d', value: 9 },
      { op: 'replace', path: '/~01', value: 8 },
    ],
    want: { 'c~d': 9, '~1': 8 },
  },
  {
    name: 'empty key',
    document: { '': 1 },
    operations: [{ op: 'replace', path: '/', value: 2 }],
    want: { '': 2 },
  },
  {
    name: 'remove from a list',
    document: { l: [1, 2] },
    operations: [{ op: 'remove', path: '/l/0' }],
    want: { l: [2] },
  },
  {
    name: 'v4: remove by negative index',
    document: { l: [1, 2] },
    operations: [{ op: 'remove', path: '/l/-1' }],
    want: { l: [1] },
  },
  {
    name: 'v4: replace of an absent key adds it',
    document: { a: {} },
    operations: [{ op: 'replace', path: '/a/b', value: 1 }],
    want: { a: { b: 1 } },
  },
  {
    name: 'replace the root',
    document: { a: 1 },
    operations: [{ op: 'replace', path: '', value: { b: 2 } }],
    want: { b: 2 },
  },
  {
    name: 'move',
    document: { a: { b: 1 }, c: {} },
    operations: [{ op: 'move', from: '/a/b', path: '/c/d' }],
    want: { a: {}, c: { d: 1 } },
  },
  {
    name: 'copy is deep',
    document: { a: { b: 1 } },
    operations: [
      { op: 'copy', from: '/a', path: '/c' },
      { op: 'replace', path: '/c/b', value: 2 },
    ],
    want: { a: { b: 1 }, c: { b: 2 } },
  },
  {
    name: 'v4: copy of an absent key writes null',
    document: {},
    operations: [{ op: 'copy', from: '/a', path: '/b' }],
    want: { b: null },
  },
  {
    name: 'test passes',
    document: { a: { b: [1, { c: 2 }] } },
    operations: [{ op: 'test', path: '/a', value: { b: [1, { c: 2 }] } }],
    want: { a: { b: [1, { c: 2 }] } },
  },
  {
    name: 'test of absence with null',
    document: {},
    operations: [{ op: 'test', path: '/a', value: null }],
    want: {},
  },
  {
    name: 'test of the root',
    document: { a: 1 },
    operations: [{ op: 'test', path: '', value: { a: 1 } }],
    want: { a: 1 },
  },
  { name: 'null is no operations', document: { a: 1 }, operations: null, want: { a: 1 } },
  {
    name: 'v4: text before the first slash is ignored',
    document: {},
    operations: [{ op: 'add', path: 'x/a', value: 1 }],
    want: { a: 1 },
  },
])('applies: $name', ({ document, operations, want }) => {
  const before = structuredClone(document);
  expect(patch(document, operations)).toEqual(want);
  expect(document).toEqual(before);
});

// kubernetes/apiserver pkg/endpoints/handlers/patch.go, applyJSPatch: apply errors are a generic 422.
it.each<{ name: string; document?: JsonObject; operations: unknown[] }>([
  { name: 'failed test', operations: [{ op: 'test', path: '/a', value: 2 }] },
  { name: 'missing parent', operations: [{ op: 'add', path: '/x/y', value: 2 }] },
  { name: 'parent is a scalar', operations: [{ op: 'add', path: '/a/y', value: 2 }] },
  { name: 'remove of an absent key', operations: [{ op: 'remove', path: '/x' }] },
  { name: 'move of an absent key', operations: [{ op: 'move', from: '/x', path: '/y' }] },
  {
    name: 'index past the end',
    document: { l: [] },
    operations: [{ op: 'add', path: '/l/1', value: 1 }],
  },
  {
    name: 'replace past the end',
    document: { l: [] },
    operations: [{ op: 'replace', path: '/l/0', value: 1 }],
  },
  { name: 'no index', document: { l: [1] }, operations: [{ op: 'remove', path: '/l/-' }] },
  { name: 'unknown operation', operations: [{ op: 'toString', path: '/a' }] },
  { name: 'no operation', operations: [{}] },
  { name: 'null operation', operations: [null] },
  { name: 'no path', operations: [{ op: 'add', value: 1 }] },
  { name: 'add at the root', operations: [{ op: 'add', path: '', value: {} }] },
  { name: 'scalar root', operations: [{ op: 'replace', path: '', value: 1 }] },
  {
    name: 'into an inherited name',
    operations: [{ op: 'add', path: '/constructor/prototype/x', value: 1 }],
  },
])('refuses with 422: $name', ({ document = { a: 1 }, operations }) => {
  const { status } = failure(() => patch(document, operations));
  expect(status).toMatchObject({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    details: {},
  });
});

it.each<{ name: string; body: unknown; message: string }>([
  {
    name: 'no list',
    body: {},
    message:
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
  },
  {
    name: 'no object',
    body: ['a'],
    message:
      'error decoding patch: json: cannot unmarshal string into Go value of type handlers.jsonPatchOp',
  },
  {
    name: 'path is no string',
    body: [{ op: 'add', path: 1 }],
    message:
      'error decoding patch: json: cannot unmarshal number into Go struct field jsonPatchOp.path of type string',
  },
])('refuses with 400: $name', ({ body, message }) => {
  expect(failure(() => decodeJsonPatch(body)).status).toMatchObject({
    code: 400,
    reason: 'BadRequest',
    message,
  });
});

it('takes at most 10,000 operations (kubernetes/apiserver pkg/endpoints/handlers/patch.go, maxJSONPatchOperations)', () => {
  const operations = (count: number) =>
    Array.from({ length: count }, () => ({ op: 'test', path: '/a', value: 1 }));
  expect(patch({ a: 1 }, operations(10_000))).toEqual({ a: 1 });
  expect(failure(() => decodeJsonPatch(operations(10_001))).status).toMatchObject({
    code: 413,
    reason: 'RequestEntityTooLarge',
    message:
      'Request entity too large: The allowed maximum operations in a JSON patch is 10000, got 10001',
  });
});

it('stops copies that double the document (kubernetes/apiserver pkg/server/config.go, JSONPatchMaxCopyBytes)', () => {
  const operations = Array.from({ length: 40 }, (_, index) => ({
    op: 'copy',
    from: '/a',
    path: `/a/b${index}`,
  }));
  expect(failure(() => patch({ a: { text: 'x'.repeat(100) } }, operations)).code).toBe(422);
});

it('keeps __proto__ an ordinary key', () => {
  const operations: unknown = JSON.parse(
    '[{"op":"add","path":"/data/__proto__","value":{"polluted":true}},{"op":"add","path":"/data/__proto__/more","value":1}]',
  );
  const result = patch({ data: {} }, operations);
  expect(JSON.stringify(result)).toBe('{"data":{"__proto__":{"polluted":true,"more":1}}}');
  expect({}).not.toHaveProperty('polluted');
  expect({}).not.toHaveProperty('more');
});

it('names unknown fields of operations', () => {
  const operations = decodeJsonPatch([{ op: 'test', path: '/a', value: 1, extra: true }]);
  expect(unknownJsonPatchFields(operations)).toEqual(['json patch unknown field "[0].extra"']);
});
