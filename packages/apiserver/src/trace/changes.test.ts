import { describe, expect, it } from 'vitest';
import type { TraceChange } from '@skewplane/apimachinery';
import { changesOf, countOf } from './changes.js';

describe('changesOf', () => {
  it.each<{ name: string; before: unknown; after: unknown; want: readonly TraceChange[] }>([
    { name: 'nothing', before: { a: [1] }, after: { a: [1] }, want: [] },
    {
      name: 'a field that is new',
      before: { spec: {} },
      after: { spec: { a: 1 } },
      want: [{ op: 'add', path: '/spec/a', to: 1 }],
    },
    {
      name: 'a field that is gone',
      before: { spec: { a: { b: 1 } } },
      after: { spec: {} },
      want: [{ op: 'remove', path: '/spec/a', from: { b: 1 } }],
    },
    {
      name: 'values within lists, and a longer list',
      before: { list: [{ a: 1 }] },
      after: { list: [{ a: 2 }, 'x'] },
      want: [
        { op: 'replace', path: '/list/0/a', from: 1, to: 2 },
        { op: 'add', path: '/list/1', to: 'x' },
      ],
    },
    {
      name: 'another type',
      before: { a: [] },
      after: { a: {} },
      want: [{ op: 'replace', path: '/a', from: [], to: {} }],
    },
    {
      name: 'keys that a pointer escapes, and keys of prototypes',
      before: {},
      after: JSON.parse('{"a/b~c":1,"__proto__":2}'),
      want: [
        { op: 'add', path: '/a~1b~0c', to: 1 },
        { op: 'add', path: '/__proto__', to: 2 },
      ],
    },
    {
      name: 'a whole object',
      before: undefined,
      after: { a: 1 },
      want: [{ op: 'add', path: '/', to: { a: 1 } }],
    },
  ])('tells $name', ({ before, after, want }) => {
    expect(changesOf(before, after)).toEqual({ changes: want });
  });

  const hidden = 'do not tell';
  it.each<{ name: string; before: unknown; after: unknown; paths: readonly string[] }>([
    {
      name: 'data of a Secret',
      before: { kind: 'Secret', data: { a: hidden } },
      after: { kind: 'Secret', data: { a: `${hidden} 2`, b: hidden } },
      paths: ['/data/a', '/data/b'],
    },
    {
      name: 'all data of a Secret at once, and strings',
      before: { kind: 'Secret', data: { a: hidden } },
      after: { kind: 'Secret', stringData: { a: hidden } },
      paths: ['/data', '/stringData'],
    },
    {
      name: 'a whole Secret with what was applied last',
      before: undefined,
      after: {
        kind: 'Secret',
        data: { a: hidden },
        metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': hidden } },
      },
      paths: ['/'],
    },
    {
      name: 'a Secret that goes',
      before: { kind: 'Secret', data: { a: hidden } },
      after: undefined,
      paths: ['/'],
    },
    {
      name: 'the token of a TokenRequest',
      before: { kind: 'TokenRequest' },
      after: { kind: 'TokenRequest', status: { token: hidden } },
      paths: ['/status'],
    },
    {
      name: 'the token of a TokenReview',
      before: { kind: 'TokenReview', spec: {} },
      after: { kind: 'TokenReview', spec: { token: hidden } },
      paths: ['/spec/token'],
    },
  ])('redacts $name', ({ before, after, paths }) => {
    const { changes } = changesOf(before, after);
    expect(changes.map(({ path }) => path)).toEqual(paths);
    expect(JSON.stringify(changes)).not.toContain(hidden);
    expect(JSON.stringify(changes)).toContain('<redacted>');
  });

  it('redacts nothing of other kinds', () => {
    const changed = changesOf({ kind: 'ConfigMap' }, { kind: 'ConfigMap', data: { a: hidden } });
    expect(changed.changes).toEqual([{ op: 'add', path: '/data', to: { a: hidden } }]);
  });

  it('cuts what is long, and counts what is too much', () => {
    const many = Object.fromEntries(Array.from({ length: 130 }, (_, at) => [`k${String(at)}`, at]));
    const found = changesOf({ text: '' }, { text: 'x'.repeat(5_000), ...many });
    expect(found.changes).toHaveLength(100);
    expect(found.more).toBe(31);
    expect(countOf(found)).toBe('131 changes');
    expect(String(found.changes[0]?.to)).toMatch(/^x{1000}… \(5000 characters\)$/);
  });
});
