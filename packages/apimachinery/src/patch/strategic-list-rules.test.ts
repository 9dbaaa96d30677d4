import { describe, expect, it } from 'vitest';
import { StatusError } from '../status.js';
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
describe('lists of scalars', () => {
  it.each<Rule>([
    {
      rule: 'without a strategy: replaced',
      original: { sequence: ['x', 'y'] },
      patch: { sequence: ['z'] },
      want: { sequence: ['z'] },
    },
    {
      rule: 'without a strategy: replaced by nothing',
      original: { sequence: ['x'] },
      patch: { sequence: [] },
      want: { sequence: [] },
    },
    {
      rule: 'doubles go, wherever they come from',
      original: { names: ['x', 'y'] },
      patch: { names: ['y', 'z', 'z'] },
      want: { names: ['x', 'y', 'z'] },
    },
    {
      rule: 'both empty',
      original: { names: [], merged: [] },
      patch: { names: [], merged: [] },
      want: { names: [], merged: [] },
    },
    {
      rule: 'the order of the patch counts',
      original: { names: ['x', 'y', 'z'] },
      patch: { names: ['z', 'x'] },
      want: { names: ['y', 'z', 'x'] },
    },
    {
      rule: '$deleteFromPrimitiveList takes every double',
      original: { names: ['x', 'y', 'x', 'z'] },
      patch: {
        '$setElementOrder/names': ['y', 'z'],
        '$deleteFromPrimitiveList/names': ['x'],
      },
      want: { names: ['y', 'z'] },
    },
    {
      rule: '$deleteFromPrimitiveList of a list without a strategy',
      original: { sequence: ['x', 'y'] },
      patch: { '$deleteFromPrimitiveList/sequence': ['x', 'w'] },
      want: { sequence: ['y'] },
    },
    {
      rule: '$deleteFromPrimitiveList where the list is null',
      original: { names: null },
      patch: { '$deleteFromPrimitiveList/names': ['x'] },
      want: { names: null },
    },
    {
      rule: '$deleteFromPrimitiveList that is null deletes the list',
      original: { names: ['x'], a: '1' },
      patch: { '$deleteFromPrimitiveList/names': null },
      want: { a: '1' },
    },
    {
      rule: '$setElementOrder: what the server alone has stays where it was',
      original: { names: ['s', 'x', 't', 'y'] },
      patch: { '$setElementOrder/names': ['y', 'x'] },
      want: { names: ['s', 't', 'y', 'x'] },
    },
    {
      rule: '$setElementOrder: what is in neither is passed over',
      original: { names: ['x', 'y'] },
      patch: { '$setElementOrder/names': ['y', 'w', 'x'] },
      want: { names: ['y', 'x'] },
    },
    {
      rule: '$setElementOrder: doubles come together',
      original: { names: ['x', 'y', 'z', 'y'] },
      patch: { '$setElementOrder/names': ['y', 'x', 'z', 'y'] },
      want: { names: ['y', 'y', 'x', 'z'] },
    },
    {
      rule: '$setElementOrder of a list that is replaced',
      original: { sequence: ['x', 'y'] },
      patch: { '$setElementOrder/sequence': ['z', 'w'], sequence: ['z', 'w'] },
      want: { sequence: ['z', 'w'] },
    },
  ])('$rule', check);
});

describe('lists of maps', () => {
  it.each<Rule>([
    {
      rule: 'without a strategy: replaced, within a list that merges too',
      original: { merged: [{ key: 'p', a: '1', replaced: keys('x', 'y') }] },
      patch: { merged: [{ key: 'p', replaced: keys('z') }] },
      want: { merged: [{ key: 'p', a: '1', replaced: keys('z') }] },
    },
    {
      rule: 'a field of an element comes, changes, goes',
      original: { merged: [{ key: 'p' }, { key: 'q', a: '1' }, { key: 'r', a: '1' }] },
      patch: {
        merged: [
          { key: 'p', b: '0' },
          { key: 'q', a: '2' },
          { key: 'r', a: null, b: null },
        ],
      },
      want: { merged: [{ key: 'p', b: '0' }, { key: 'q', a: '2' }, { key: 'r' }] },
    },
    {
      rule: 'an element of an element: what others set in it stays',
      original: { merged: [{ key: 'p', merged: [{ key: 'x', a: '1' }, { key: 'y' }] }] },
      patch: { merged: [{ key: 'p', merged: [{ key: 'x', b: '2' }] }] },
      want: { merged: [{ key: 'p', merged: [{ key: 'x', a: '1', b: '2' }, { key: 'y' }] }] },
    },
    {
      rule: 'a list below a struct behind a pointer merges',
      original: { child: { merged: [{ key: 'p', a: '1' }] } },
      patch: { child: { merged: [{ key: 'p', b: '2' }, { key: 'q' }] } },
      want: { child: { merged: [{ key: 'p', a: '1', b: '2' }, { key: 'q' }] } },
    },
    {
      rule: 'two elements of one key in the patch merge',
      original: { merged: keys('p') },
      patch: {
        merged: [
          { key: 'q', a: '1' },
          { key: 'q', b: '2' },
        ],
      },
      want: { merged: [{ key: 'q', a: '1', b: '2' }, { key: 'p' }] },
    },
    {
      rule: 'of two elements of one key on the server the first is patched',
      original: {
        merged: [
          { key: 'p', a: '1' },
          { key: 'p', a: '2' },
        ],
      },
      patch: { merged: [{ key: 'p', b: '3' }] },
      want: {
        merged: [
          { key: 'p', a: '1', b: '3' },
          { key: 'p', a: '2' },
        ],
      },
    },
    {
      rule: '$patch: delete takes every element of the key',
      original: { merged: [{ key: 'p' }, { key: 'q', a: '1' }, { key: 'p' }] },
      patch: {
        merged: [
          { $patch: 'delete', key: 'p' },
          { $patch: 'delete', key: 'none' },
        ],
      },
      want: { merged: [{ key: 'q', a: '1' }] },
    },
    {
      rule: '$patch: delete of an element in a list that comes new',
      original: { a: '1' },
      patch: { merged: [{ key: 'p' }, { $patch: 'delete', key: 'none' }] },
      want: { a: '1', merged: keys('p') },
    },
    {
      rule: '$patch: replace empties the list',
      original: { merged: keys('p', 'q') },
      patch: { merged: [{ $patch: 'replace' }] },
      want: { merged: [] },
    },
    {
      rule: '$patch: replace puts in what stands beside it',
      original: { merged: [{ key: 'p', a: '1' }, { key: 'q' }] },
      patch: { merged: [{ $patch: 'replace' }, { key: 'p' }] },
      want: { merged: keys('p') },
    },
    {
      rule: '$patch: delete and an addition of the same key',
      original: { merged: [{ key: 'p', a: '1' }, { key: 'q' }] },
      patch: {
        merged: [
          { $patch: 'delete', key: 'p' },
          { key: 'p', b: '2' },
        ],
      },
      want: { merged: [{ key: 'p', b: '2' }, { key: 'q' }] },
    },
    {
      rule: '$setElementOrder: the order changes, what others added stays where it was',
      original: { merged: keys('s', 'p', 'q', 't') },
      patch: { '$setElementOrder/merged': keys('q', 'p') },
      want: { merged: keys('s', 'q', 'p', 't') },
    },
    {
      rule: '$setElementOrder: elements that differ in order and content',
      original: { merged: [{ key: 'p' }, { key: 'q', a: '1' }, { key: 'r' }] },
      patch: {
        '$setElementOrder/merged': keys('r', 'n', 'q', 'p'),
        merged: [{ key: 'n' }, { key: 'q', b: '2' }],
      },
      want: { merged: [{ key: 'r' }, { key: 'n' }, { key: 'q', a: '1', b: '2' }, { key: 'p' }] },
    },
    {
      rule: '$setElementOrder: elements of one key come together',
      original: {
        merged: [{ key: 'p' }, { key: 'q', a: '1' }, { key: 'r' }, { key: 'q', a: '2' }],
      },
      patch: { '$setElementOrder/merged': keys('q', 'r', 'p', 'q') },
      want: { merged: [{ key: 'q', a: '1' }, { key: 'q', a: '2' }, { key: 'r' }, { key: 'p' }] },
    },
    {
      rule: '$setElementOrder: an addition takes the place of a deletion, before it come those it follows',
      original: { merged: [{ key: 'old' }, { key: 'p', b: '1' }, { key: 's', b: '2' }] },
      patch: {
        '$setElementOrder/merged': keys('p', 'new'),
        merged: [{ key: 'new' }, { $patch: 'delete', key: 'old' }],
      },
      want: { merged: [{ key: 'p', b: '1' }, { key: 's', b: '2' }, { key: 'new' }] },
    },
    {
      rule: '$setElementOrder: without a deletion the addition goes before what it is not known to follow',
      original: { merged: keys('p', 's') },
      patch: { '$setElementOrder/merged': keys('p', 'new'), merged: keys('new') },
      want: { merged: keys('p', 'new', 's') },
    },
    {
      rule: '$setElementOrder: one list loses and is ordered, one within is ordered',
      original: { merged: [{ key: 'p', merged: keys('x', 'y') }, { key: 'q' }, { key: 'r' }] },
      patch: {
        '$setElementOrder/merged': keys('r', 'p'),
        merged: [
          { key: 'p', '$setElementOrder/merged': keys('y', 'x') },
          { $patch: 'delete', key: 'q' },
        ],
      },
      want: { merged: [{ key: 'r' }, { key: 'p', merged: keys('y', 'x') }] },
    },
    {
      rule: '$deleteFromPrimitiveList with maps merges them (patch.go, mergeSlice)',
      original: { merged: [{ key: 'p', a: '1' }] },
      patch: { '$deleteFromPrimitiveList/merged': [{ key: 'p', b: '2' }] },
      want: { merged: [{ key: 'p', a: '1', b: '2' }] },
    },
    {
      rule: '$deleteFromPrimitiveList of a map or scalar sets it (patch.go, mergeMap)',
      original: { labels: { x: '1' }, a: '1' },
      patch: {
        '$deleteFromPrimitiveList/labels': { y: '2' },
        '$deleteFromPrimitiveList/a': '2',
        '$deleteFromPrimitiveList/b': '3',
      },
      want: { labels: { x: '1', y: '2' }, a: '2' },
    },
  ])('$rule', check);
});

interface Refusal {
  readonly rule: string;
  readonly original?: JsonObject;
  readonly patch: JsonObject;
  readonly code?: number;
  readonly message: string;
}

// Texts: kubernetes/apimachinery pkg/util/strategicpatch/patch.go, pkg/util/mergepatch/errors.go.
it.each<Refusal>([
  {
    rule: 'scalars in another order than $setElementOrder has them',
    original: { names: ['x', 'y'] },
    patch: { '$setElementOrder/names': ['x', 'y'], names: ['y', 'x'] },
    message: "The order in patch list:\n[y x]\n doesn't match $setElementOrder list:\n[x y]\n",
  },
  {
    rule: 'an addition that $setElementOrder does not name',
    original: { merged: keys('p') },
    patch: { '$setElementOrder/merged': keys('p'), merged: keys('q') },
    message:
      "The order in patch list:\n[map[key:q]]\n doesn't match $setElementOrder list:\n[map[key:p]]\n",
  },
  {
    rule: '$patch: replace after the last element of $setElementOrder (validatePatchWithSetOrderList)',
    original: { merged: keys('p') },
    patch: { '$setElementOrder/merged': keys('q'), merged: [{ key: 'q' }, { $patch: 'replace' }] },
    message:
      "The order in patch list:\n[map[key:q] map[$patch:replace]]\n doesn't match $setElementOrder list:\n[map[key:q]]\n",
  },
  {
    rule: '$setElementOrder of scalars for a list of maps',
    original: { merged: keys('p') },
    patch: { '$setElementOrder/merged': ['p'] },
    message: 'value for key 0 is not a map',
  },
  {
    rule: '$setElementOrder of two empty lists (sliceElementType)',
    original: { merged: [] },
    patch: { '$setElementOrder/merged': [], merged: [] },
    message: 'no elements in any of the given slices',
  },
  {
    rule: 'a list first in a list (ErrNoListOfLists)',
    original: { names: [] },
    patch: { names: [['x']] },
    code: 422,
    message: 'the server rejected our request due to an error in our request',
  },
  {
    rule: 'a list after a scalar (sliceElementType asks only the first)',
    original: { names: ['x'] },
    patch: { names: [['y']] },
    message: 'list element types are not identical: [[x] [[y]]]',
  },
  {
    rule: 'an integer beside a number that is none (reflect.Type int64 and float64)',
    original: { names: [1] },
    patch: { names: [1.5] },
    message: 'list element types are not identical: [[1] [1.5]]',
  },
  {
    rule: 'what is in a map of lists (fields.go, LookupPatchMetadataForStruct)',
    original: { groups: { x: ['1'] } },
    patch: { groups: { x: ['2'] } },
    message: 'merging an object in json but data type is not struct, instead is: map',
  },
  {
    rule: 'a change within a field that the type does not have (TestUnknownField, "diff")',
    original: { complex: { nested: true } },
    patch: { complex: { nested: false } },
    message: 'unable to find api field in struct Item for the json field "complex"',
  },
  {
    rule: 'a deletion from a field that the type does not have',
    original: { list: ['x'] },
    patch: { '$deleteFromPrimitiveList/list': ['x'] },
    message: 'unable to find api field in struct Item for the json field "list"',
  },
  {
    rule: 'directives that are no text, as Go prints them (ErrBadPatchType)',
    patch: { $patch: 5 },
    message: 'unknown patch type: %!s(int64=5) in map: map[$patch:5]',
  },
  {
    rule: 'a directive that is null, in an element',
    original: { merged: keys('p') },
    patch: { merged: [{ $patch: null, key: 'p' }] },
    message: 'unknown patch type: %!s(<nil>) in map: map[$patch:<nil> key:p]',
  },
])('refuses: $rule', ({ original = {}, patch, code = 500, message }) => {
  let caught: unknown;
  try {
    applyStrategicMergePatch(original, patch, schema);
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(StatusError);
  expect(caught).toMatchObject({ code, message });
});
