import { describe, expect, it } from 'vitest';
import type { JsonObject } from './json-value.js';
import { applyStrategicMergePatch } from './strategic-merge-patch.js';
import { itemSchema } from './testing/item-schema.js';

interface Rule {
  readonly rule: string;
  readonly original: JsonObject;
  readonly patch: JsonObject;
  readonly want: JsonObject;
}

const schema = itemSchema();
const keys = (...names: string[]): JsonObject[] => names.map((key) => ({ key }));

function check({ original, patch, want }: Rule): void {
  const before = structuredClone({ original, patch });
  expect(applyStrategicMergePatch(original, patch, schema)).toEqual(want);
  expect({ original, patch }).toEqual(before);
}

// Rules that kubernetes/apimachinery pkg/util/strategicpatch/patch_test.go tells of; the cases are our own.
describe('maps (patch_test.go, TestStrategicMergePatch and TestCustomStrategicMergePatch)', () => {
  it.each<Rule>([
    { rule: 'an empty original takes it all', original: {}, patch: { a: '1' }, want: { a: '1' } },
    { rule: 'an empty patch changes nothing', original: { a: '1' }, patch: {}, want: { a: '1' } },
    {
      rule: 'a field comes, one changes, one goes',
      original: { key: 'k', a: '1', child: { a: '1' } },
      patch: { a: '2', b: '3', child: null },
      want: { key: 'k', a: '2', b: '3' },
    },
    {
      rule: 'a field goes from a nested map, and the map stays though it is empty',
      original: { labels: { x: '1' } },
      patch: { labels: { x: null } },
      want: { labels: {} },
    },
    {
      rule: 'a nested map is emptied by $patch: delete',
      original: { labels: { x: '1', y: '2' }, a: '1' },
      patch: { labels: { $patch: 'delete' } },
      want: { labels: {}, a: '1' },
    },
    {
      rule: 'the rest goes with $patch: replace',
      original: { a: '1', b: '2' },
      patch: { $patch: 'replace', key: 'k' },
      want: { key: 'k' },
    },
    {
      rule: 'everything goes with $patch: replace alone',
      original: { a: '1', labels: { x: '1' } },
      patch: { $patch: 'replace' },
      want: {},
    },
    {
      rule: 'a map patched with an empty one is as it was',
      original: { labels: { x: '1' } },
      patch: { labels: {} },
      want: { labels: { x: '1' } },
    },
    {
      rule: 'null for what is not there changes nothing',
      original: { a: '1' },
      patch: { labels: null, child: { b: null } },
      want: { a: '1', child: {} },
    },
    {
      rule: 'a field of strategy replace is replaced whole, beside a list that merges',
      original: { whole: { x: 1, y: { z: 2 } }, merged: keys('p') },
      patch: { whole: { y: { w: 3 } }, merged: keys('p', 'q') },
      want: { whole: { y: { w: 3 } }, merged: keys('p', 'q') },
    },
  ])('$rule', check);
});

describe('fields of no known type (patch_test.go, TestUnknownField)', () => {
  it.each<Rule>([
    {
      rule: 'scalars, lists and maps come as they are',
      original: { key: 'k' },
      patch: { yes: true, list: [3, 1, 2], map: { in: { deep: 1 } } },
      want: { key: 'k', yes: true, list: [3, 1, 2], map: { in: { deep: 1 } } },
    },
    {
      rule: 'they go by null',
      original: { key: 'k', list: [1], map: { x: 1 }, yes: true },
      patch: { map: null, yes: null },
      want: { key: 'k', list: [1] },
    },
    {
      rule: 'nulls at any depth of what is new are dropped, and their maps stay',
      original: {},
      patch: { map: { x: null, y: { z: null, w: 1 } }, other: { x: null } },
      want: { map: { y: { w: 1 } }, other: {} },
    },
    {
      rule: 'nulls in maps of new lists are dropped',
      original: {},
      patch: { list: [{ x: { y: 1, z: null } }, { x: { y: null } }] },
      want: { list: [{ x: { y: 1 } }, { x: {} }] },
    },
    {
      rule: 'nulls between scalars of a new list stay',
      original: {},
      patch: { list: ['x', null, 'y'] },
      want: { list: ['x', null, 'y'] },
    },
    {
      rule: 'nulls of the original stay',
      original: { gone: null, map: { x: null } },
      patch: { a: '1' },
      want: { gone: null, map: { x: null }, a: '1' },
    },
    { rule: 'an empty list comes', original: {}, patch: { list: [] }, want: { list: [] } },
    {
      rule: 'a directive that is null is a field that is null',
      original: {},
      patch: { map: { $patch: null, x: 1 } },
      want: { map: { x: 1 } },
    },
  ])('$rule', check);
});

describe('retainKeys (patch_test.go, "retainKeys map …" and "retainKeys list …")', () => {
  it.each<Rule>([
    {
      rule: 'without the directive a union merges like any map: change',
      original: { union: { key: 'k', a: '1' } },
      patch: { union: { a: '2' } },
      want: { union: { key: 'k', a: '2' } },
    },
    {
      rule: 'without the directive: deletion',
      original: { union: { key: 'k', a: '1' } },
      patch: { union: { a: null } },
      want: { union: { key: 'k' } },
    },
    {
      rule: 'without the directive: nothing in it',
      original: { union: { key: 'k' } },
      patch: { union: {} },
      want: { union: { key: 'k' } },
    },
    {
      rule: 'clears what is not listed (a value that was defaulted), though the patch says nothing of it',
      original: { union: { key: 'k', a: 'by default' } },
      patch: { union: { $retainKeys: ['key', 'b'], b: '1' } },
      want: { union: { key: 'k', b: '1' } },
    },
    {
      rule: 'clears and deletes at once',
      original: { union: { key: 'k', a: '1', b: '2' } },
      patch: { union: { $retainKeys: ['key'], b: null } },
      want: { union: { key: 'k' } },
    },
    {
      rule: 'clears without setting anything',
      original: { union: { key: 'k', a: '1' } },
      patch: { union: { $retainKeys: ['key'] } },
      want: { union: { key: 'k' } },
    },
    {
      rule: 'a map within merges: a field comes',
      original: { union: { key: 'k', a: '1', labels: { x: '1' } } },
      patch: { union: { $retainKeys: ['key', 'labels'], labels: { y: '2' } } },
      want: { union: { key: 'k', labels: { x: '1', y: '2' } } },
    },
    {
      rule: 'a map within merges: a field goes, another changes',
      original: { union: { key: 'k', labels: { x: '1', y: '2' } } },
      patch: { union: { $retainKeys: ['key', 'labels'], labels: { x: null, y: '3' } } },
      want: { union: { key: 'k', labels: { y: '3' } } },
    },
    {
      rule: 'a list within that does not merge is replaced',
      original: { union: { key: 'k', a: '1', replaced: keys('p') } },
      patch: { union: { $retainKeys: ['key', 'replaced'], replaced: keys('q') } },
      want: { union: { key: 'k', replaced: keys('q') } },
    },
    {
      rule: 'a list within that is not listed goes',
      original: { union: { key: 'k', replaced: keys('p'), names: ['x'], merged: keys('p') } },
      patch: { union: { $retainKeys: ['key'], replaced: null } },
      want: { union: { key: 'k' } },
    },
    {
      rule: 'a list of scalars within gains, loses and is ordered; its directives need not be listed',
      original: { union: { key: 'k', a: '1', names: ['x', 'y', 'z'] } },
      patch: {
        union: {
          $retainKeys: ['key', 'names'],
          '$setElementOrder/names': ['w', 'z', 'x'],
          '$deleteFromPrimitiveList/names': ['y'],
          names: ['w'],
        },
      },
      want: { union: { key: 'k', names: ['w', 'z', 'x'] } },
    },
    {
      rule: 'a list of maps within gains, changes and loses elements',
      original: { union: { key: 'k', a: '1', merged: keys('p', 'q') } },
      patch: {
        union: {
          $retainKeys: ['key', 'merged'],
          '$setElementOrder/merged': keys('q', 'r'),
          merged: [{ key: 'q', a: '1' }, { key: 'r' }, { $patch: 'delete', key: 'p' }],
        },
      },
      want: { union: { key: 'k', merged: [{ key: 'q', a: '1' }, { key: 'r' }] } },
    },
    {
      rule: 'elements of a list without the directive merge: a field comes, changes, goes',
      original: { retained: [{ key: 'p' }, { key: 'q', a: '1' }, { key: 'r', a: '1' }] },
      patch: {
        retained: [
          { key: 'p', a: '0' },
          { key: 'q', a: '2' },
          { key: 'r', a: null },
        ],
      },
      want: { retained: [{ key: 'p', a: '0' }, { key: 'q', a: '2' }, { key: 'r' }] },
    },
    {
      rule: 'elements of a list keep the keys they list',
      original: {
        retained: [
          { key: 'p', a: '1', b: '2' },
          { key: 'q', b: '2' },
        ],
      },
      patch: {
        '$setElementOrder/retained': keys('p', 'q'),
        retained: [
          { $retainKeys: ['key', 'a'], key: 'p', a: '3' },
          { $retainKeys: ['key', 'a'], key: 'q', a: '4', b: null },
        ],
      },
      want: {
        retained: [
          { key: 'p', a: '3' },
          { key: 'q', a: '4' },
        ],
      },
    },
    {
      // removeDirectives knows $patch alone; decoding then says that the field is unknown.
      rule: 'in what is new the directive is a field like others',
      original: {},
      patch: { union: { $retainKeys: ['a'], a: '1' } },
      want: { union: { $retainKeys: ['a'], a: '1' } },
    },
  ])('$rule', check);
});
