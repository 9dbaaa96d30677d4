import { expect, it } from 'vitest';
import { applyMergePatch, decodeMergePatch } from './merge-patch.js';
import type { JsonObject } from './json-value.js';

// RFC 7386, appendix A, as far as objects go, and evanphx/json-patch `merge.go` (v4) for nulls inside lists.
it.each<{ document: JsonObject; patch: JsonObject; want: JsonObject }>([
  { document: { a: 'b' }, patch: { a: 'c' }, want: { a: 'c' } },
  { document: { a: 'b' }, patch: { b: 'c' }, want: { a: 'b', b: 'c' } },
  { document: { a: 'b' }, patch: { a: null }, want: {} },
  { document: { a: 'b', b: 'c' }, patch: { a: null }, want: { b: 'c' } },
  { document: { a: ['b'] }, patch: { a: 'c' }, want: { a: 'c' } },
  { document: { a: 'c' }, patch: { a: ['b'] }, want: { a: ['b'] } },
  { document: { a: { b: 'c' } }, patch: { a: { b: 'd', c: null } }, want: { a: { b: 'd' } } },
  { document: { a: [{ b: 'c' }] }, patch: { a: [1] }, want: { a: [1] } },
  { document: { e: null }, patch: { a: 1 }, want: { e: null, a: 1 } },
  { document: {}, patch: { a: { bb: { ccc: null } } }, want: { a: { bb: {} } } },
  { document: {}, patch: { a: [null, { b: null, c: 1 }] }, want: { a: [null, { c: 1 }] } },
  { document: { a: {} }, patch: { a: [{ b: null }] }, want: { a: [{ b: null }] } },
  { document: { a: null }, patch: { a: { b: null } }, want: { a: {} } },
])('$document + $patch → $want', ({ document, patch, want }) => {
  const before = structuredClone(document);
  expect(applyMergePatch(document, patch)).toEqual(want);
  expect(document).toEqual(before);
});

it.each([
  { body: null, message: 'Invalid JSON Patch' },
  {
    body: [],
    message:
      'error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}',
  },
  {
    body: 1,
    message:
      'error decoding patch: json: cannot unmarshal number into Go value of type map[string]interface {}',
  },
])('refuses $body with 400', ({ body, message }) => {
  expect(() => decodeMergePatch(body)).toThrow(expect.objectContaining({ code: 400, message }));
});

it('keeps prototype names ordinary keys', () => {
  const patch = decodeMergePatch(
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  );
  const once = applyMergePatch({}, patch);
  const twice = applyMergePatch(once, patch);
  expect(JSON.stringify(twice)).toBe(JSON.stringify(patch));
  expect({}).not.toHaveProperty('polluted');
});
