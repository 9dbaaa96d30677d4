import { expect, it } from 'vitest';
import { applyPatch, parsePatch, patchTypeOf, type PatchType } from './apply-patch.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it.each<{ contentType: string; want: PatchType }>([
  { contentType: 'application/json-patch+json', want: 'json' },
  { contentType: 'application/merge-patch+json; charset=utf-8', want: 'merge' },
  { contentType: 'application/strategic-merge-patch+json', want: 'strategic' },
  { contentType: 'application/apply-patch+yaml', want: 'apply' },
])('$contentType → $want', ({ contentType, want }) => {
  expect(patchTypeOf(contentType)).toBe(want);
});

// kubernetes/apiserver pkg/endpoints/handlers/negotiation/errors.go
it.each([undefined, 'application/json', 'application/strategic-merge-patch+json'])(
  'refuses %s for a custom resource with 415',
  (contentType) => {
    expect(() => patchTypeOf(contentType, ['json', 'merge', 'apply'])).toThrow(
      expect.objectContaining({
        code: 415,
        message:
          'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml',
      }),
    );
  },
);

// kubernetes/apiserver pkg/endpoints/handlers/patch.go, validateAndTranscodePatch
it.each<PatchType>(['json', 'merge', 'strategic'])('refuses malformed JSON for %s', (type) => {
  expect(() => parsePatch(type, bytes('{'))).toThrow(
    expect.objectContaining({ code: 400, message: 'invalid JSON patch' }),
  );
});

it.each<{ text: string; want: unknown }>([
  { text: '{"a":1}', want: { a: 1 } },
  { text: 'null', want: {} },
  { text: 'a: 1', want: { a: 1 } },
])('reads the apply patch $text', ({ text, want }) => {
  expect(parsePatch('apply', bytes(text), () => ({ a: 1 }))).toEqual(want);
});

it.each(['[]', '"a"', ':'])('refuses the apply patch %s with 400', (text) => {
  const parseYaml = (): never => {
    throw new Error('line 1');
  };
  expect(() => parsePatch('apply', bytes(text), parseYaml)).toThrow(
    expect.objectContaining({ code: 400 }),
  );
});

it('applies by type', () => {
  const object = { metadata: { labels: { a: '1' } } };
  const schema = { type: 'object' } as const;
  expect(
    applyPatch({
      type: 'json',
      body: [{ op: 'remove', path: '/metadata/labels/a' }],
      object,
      schema,
    }),
  ).toEqual({ metadata: { labels: {} } });
  expect(applyPatch({ type: 'merge', body: { metadata: null }, object, schema })).toEqual({});
  expect(applyPatch({ type: 'strategic', body: { metadata: null }, object, schema })).toEqual({});
});

// A CRD's type has no strategy to go by: kubernetes/apimachinery pkg/util/strategicpatch/patch.go, StrategicMergeMapPatch
it('knows no strategic merge patch without a schema', () => {
  expect(() => applyPatch({ type: 'strategic', body: {}, object: {}, schema: undefined })).toThrow(
    expect.objectContaining({
      code: 400,
      message: 'strategic merge patch format is not supported',
    }),
  );
});

it('refuses a patch that makes the object a list', () => {
  expect(() =>
    applyPatch({
      type: 'json',
      body: [{ op: 'replace', path: '', value: [] }],
      object: {},
      schema: undefined,
    }),
  ).toThrow(expect.objectContaining({ code: 422 }));
});
