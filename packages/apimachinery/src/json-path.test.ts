import { describe, expect, it } from 'vitest';
import { parseJsonPath } from './json-path.js';

const object = {
  metadata: { name: 'a', labels: { 'example.com/app': 'web', 'x.y': 'z' } },
  spec: { replicas: 3, list: [{ n: 1 }, { n: 2 }, { n: 3 }], nothing: null },
  status: {
    conditions: [
      { type: 'Ready', status: 'True' },
      { type: 'Synced', status: 'False' },
    ],
  },
};

// kubernetes/client-go util/jsonpath/jsonpath_test.go
describe('parseJsonPath', () => {
  it.each<{ path: string; want: unknown[] }>([
    { path: '.metadata.name', want: ['a'] },
    { path: '{.metadata.name}', want: ['a'] },
    { path: '$.metadata.name', want: ['a'] },
    { path: 'metadata.name', want: ['a'] },
    { path: ".metadata.labels['example.com/app']", want: ['web'] },
    { path: '.metadata.labels.x\\.y', want: ['z'] },
    { path: '.metadata.labels.example\\.com/app', want: ['web'] },
    { path: '.spec.list[0].n', want: [1] },
    { path: '.spec.list[-1].n', want: [3] },
    { path: '.spec.list[1:].n', want: [2, 3] },
    { path: '.spec.list[:2].n', want: [1, 2] },
    { path: '.spec.list[*].n', want: [1, 2, 3] },
    { path: '.spec.list[0,2].n', want: [1, 3] },
    { path: '.spec..n', want: [1, 2, 3] },
    { path: '.status.conditions[?(@.type=="Ready")].status', want: ['True'] },
    { path: ".status.conditions[?(@.type != 'Ready')].status", want: ['False'] },
    { path: '.spec.list[?(@.n>1)].n', want: [2, 3] },
    { path: '.spec.list[?(@.m)].n', want: [] },
    { path: '.spec.nothing', want: [null] },
    { path: '.spec.missing.deeper', want: [] },
    { path: '.spec.list[7]', want: [] },
  ])('$path', ({ path, want }) => {
    expect(parseJsonPath(path).find(object)).toEqual(want);
  });

  it.each(['.a[', '.a[x]', '.a b', '.a[?(@.b==c)]'])('refuses %s', (path) => {
    expect(() => parseJsonPath(path)).toThrow(SyntaxError);
  });
});
