import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeFieldSet,
  difference,
  fieldSetOfPaths,
  formatPath,
  hasPath,
  intersection,
  matchingFields,
  pathsOf,
  recursiveDifference,
  sortFieldSet,
  union,
  type FieldPattern,
  type FieldSet,
} from './field-set.js';

// Set algebra of kubernetes-sigs/structured-merge-diff fieldpath/set.go, checked against plain lists of paths.
describe('set algebra', () => {
  const paths = fc.array(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 }), {
    maxLength: 8,
  });
  const texts = (set: FieldSet): string[] => pathsOf(set).map(formatPath).sort();
  const text = (path: readonly string[]): string => path.map((name) => `.${name}`).join('');
  const unique = (list: string[]): string[] => [...new Set(list)].sort();

  it.each<{
    name: string;
    combine: (a: FieldSet, b: FieldSet) => FieldSet;
    expected: (a: string[], b: string[]) => string[];
  }>([
    { name: 'union', combine: union, expected: (a, b) => [...a, ...b] },
    {
      name: 'intersection',
      combine: intersection,
      expected: (a, b) => a.filter((each) => b.includes(each)),
    },
    {
      name: 'difference',
      combine: difference,
      expected: (a, b) => a.filter((each) => !b.includes(each)),
    },
    {
      name: 'recursiveDifference',
      combine: recursiveDifference,
      expected: (a, b) =>
        a.filter((each) => !b.some((other) => each === other || each.startsWith(`${other}.`))),
    },
  ])('$name', ({ combine, expected }) => {
    fc.assert(
      fc.property(paths, paths, (left, right) => {
        const [a, b] = [fieldSetOfPaths(left), fieldSetOfPaths(right)];
        const before = structuredClone({ a, b });
        const result = combine(a, b);
        expect(texts(result)).toEqual(unique(expected(left.map(text), right.map(text))));
        // The result is in its one form: decoding finds nothing to do.
        expect(decodeFieldSet(result)).toEqual(result);
        expect({ a, b }).toEqual(before);
      }),
    );
  });

  it('hasPath tells members from what is only on the way', () => {
    const set = fieldSetOfPaths([['a', 'b'], ['c']]);
    expect(hasPath(set, ['f:a', 'f:b'])).toBe(true);
    expect(hasPath(set, ['f:a'])).toBe(false);
    expect(hasPath(set, ['f:c', 'f:d'])).toBe(false);
  });
});

// fieldpath/serialize.go, fieldpath/serialize-pe.go
describe('decoding', () => {
  it.each<{ name: string; raw: unknown; want: FieldSet }>([
    { name: 'nothing', raw: undefined, want: {} },
    { name: 'a member with a dot only', raw: { 'f:a': { '.': {} } }, want: { 'f:a': {} } },
    { name: 'a dot at the root', raw: { '.': {}, 'f:a': {} }, want: { 'f:a': {} } },
    {
      name: 'keys in another order and spacing',
      raw: { 'k:{"b": 1, "a": "x"}': {} },
      want: { 'k:{"a":"x","b":1}': {} },
    },
    {
      name: 'spaces in values',
      raw: { 'v: "x"': {}, 'i:007': {} },
      want: { 'v:"x"': {}, 'i:7': {} },
    },
    {
      name: 'unknown kinds of elements are dropped',
      raw: { 'x:a': {}, 'f:a': {} },
      want: { 'f:a': {} },
    },
    { name: 'null for empty', raw: { 'f:a': null }, want: { 'f:a': {} } },
    {
      name: 'twins merge',
      raw: { 'k:{"a":1}': { 'f:x': {} }, 'k:{"a": 1}': { 'f:y': {} } },
      want: { 'k:{"a":1}': { 'f:x': {}, 'f:y': {} } },
    },
  ])('$name', ({ raw, want }) => {
    expect(decodeFieldSet(raw)).toEqual(want);
  });

  it('returns what is canonical as it is', () => {
    const raw = { 'f:a': { '.': {}, 'k:{"name":"x"}': { 'v:1': {} } } };
    expect(decodeFieldSet(raw)).toBe(raw);
  });

  it.each([
    [],
    'text',
    { a: {} },
    { 'f:a': 1 },
    { 'v:{': {} },
    { 'k:1': {} },
    { 'i:x': {} },
    { 'f:a': { b: {} } },
  ])('refuses %j', (raw) => {
    expect(() => decodeFieldSet(raw)).toThrow();
  });
});

// fieldpath/element.go: fields, keys, values, indices; numbers by value
it('sorts elements in the order of upstream', () => {
  const inOrder = [
    '.',
    'f:a',
    'f:b',
    'k:{"name":"a"}',
    'k:{"name":"b"}',
    'k:{"port":80,"protocol":"TCP"}',
    'k:{"port":443,"protocol":"TCP"}',
    'k:{"port":443,"protocol":"UDP"}',
    'v:9',
    'v:10',
    'v:"a"',
    'v:true',
    'i:2',
    'i:10',
  ];
  const set: FieldSet = Object.fromEntries<FieldSet>(
    [...inOrder].reverse().map((element) => [element, {}]),
  );
  expect(Object.keys(sortFieldSet(set))).toEqual(inOrder);
  expect(Object.keys(sortFieldSet({ 'f:x': set })['f:x'] ?? {})).toEqual(inOrder);
  const sorted = sortFieldSet(set);
  expect(sortFieldSet(sorted)).toBe(sorted);
});

it.each([
  {
    path: ['f:spec', 'f:containers', 'k:{"name":"app"}', 'f:image'],
    want: '.spec.containers[name="app"].image',
  },
  {
    path: ['f:ports', 'k:{"containerPort":80,"protocol":"TCP"}'],
    want: '.ports[containerPort=80,protocol="TCP"]',
  },
  { path: ['f:finalizers', 'v:"a/b"'], want: '.finalizers[="a/b"]' },
  { path: ['f:list', 'i:3'], want: '.list[3]' },
])('prints $want', ({ path, want }) => {
  expect(formatPath(path)).toBe(want);
});

// kubernetes-sigs/structured-merge-diff fieldpath/set.go, FilterIncludeMatches
it.each<[string, FieldPattern, FieldSet]>([
  ['everything', {}, { 'f:a': { 'f:b': {}, 'f:c': {} }, 'f:d': { 'k:1': { '.': {}, 'f:e': {} } } }],
  ['a branch', { 'f:a': {} }, { 'f:a': { 'f:b': {}, 'f:c': {} } }],
  ['a leaf', { 'f:a': { 'f:c': {} } }, { 'f:a': { 'f:c': {} } }],
  ['any element', { 'f:d': { '*': { 'f:e': {} } } }, { 'f:d': { 'k:1': { '.': {}, 'f:e': {} } } }],
  ['nothing of it', { 'f:x': {} }, {}],
])('matchingFields: %s', (_name, pattern, expected) => {
  const set = { 'f:a': { 'f:b': {}, 'f:c': {} }, 'f:d': { 'k:1': { '.': {}, 'f:e': {} } } };
  expect(matchingFields(set, pattern)).toEqual(expected);
});
