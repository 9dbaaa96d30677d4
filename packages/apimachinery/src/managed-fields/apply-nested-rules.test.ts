import { describe, expect, it } from 'vitest';
import type { Schema } from '../schema.js';
import { play, type Outcome, type Step } from './testing/scenario.js';

interface Rule extends Outcome {
  /** Test of upstream that tells of the rule; the cases are our own. */
  readonly rule: string;
  readonly steps: readonly Step[];
}

const text: Schema = { type: 'string' };
const number: Schema = { type: 'integer' };
const struct = (fields: Record<string, Schema>): Schema => ({
  type: 'object',
  properties: new Map(Object.entries(fields)),
});
const mapOf = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties });
const setOf = (items: Schema): Schema => ({ type: 'array', items, listType: 'set' });
const keyed = (items: Schema, ...listMapKeys: string[]): Schema => ({
  type: 'array',
  items,
  listType: 'map',
  listMapKeys,
});

const item = struct({ name: text, a: number, b: number, names: setOf(text), labels: mapOf(text) });
const schema = struct({
  set: setOf(text),
  list: keyed(item, 'name'),
  groups: mapOf(setOf(text)),
  tree: mapOf(mapOf(text)),
  whole: { ...mapOf(text), mapType: 'atomic' },
  struct: item,
  free: { type: 'object', preserveUnknownFields: true },
});
const by = (who: string, as: Step['as'], spec: Step['spec'], more: Partial<Step> = {}): Step => ({
  by: who,
  as,
  spec,
  ...more,
});

function check({ steps, spec, owners }: Rule): void {
  expect(play(steps, schema)).toEqual({ spec, owners });
}

// kubernetes-sigs/structured-merge-diff merge/nested_test.go, TestUpdateNestedType
describe('one in the other', () => {
  it.each<Rule>([
    {
      rule: 'listOfLists_change_value',
      steps: [
        by('me', 'apply', { list: [{ name: 'p', names: ['x', 'y'] }] }),
        by('me', 'apply', { list: [{ name: 'p', names: ['w', 'y'] }] }),
      ],
      spec: { list: [{ name: 'p', names: ['w', 'y'] }] },
      owners: {
        me: [
          'list[name=p]',
          'list[name=p].name',
          'list[name=p].names[=w]',
          'list[name=p].names[=y]',
        ],
      },
    },
    {
      rule: 'listOfMaps_change_key_and_value: another key is another item',
      steps: [
        by('me', 'apply', { list: [{ name: 'p', labels: { x: '1' } }] }),
        by('me', 'apply', { list: [{ name: 'q', labels: { y: '2' } }] }),
      ],
      spec: { list: [{ name: 'q', labels: { y: '2' } }] },
      owners: { me: ['list[name=q]', 'list[name=q].labels.y', 'list[name=q].name'] },
    },
    {
      rule: 'mapOfLists_change_key_and_value',
      steps: [
        by('me', 'apply', { groups: { p: ['x', 'y'] } }),
        by('me', 'apply', { groups: { q: ['y'] } }),
      ],
      spec: { groups: { q: ['y'] } },
      owners: { me: ['groups.q', 'groups.q[=y]'] },
    },
    {
      rule: 'mapOfMaps_change_value',
      steps: [
        by('me', 'apply', { tree: { p: { x: '1', y: '1' } } }),
        by('me', 'apply', { tree: { p: { y: '2', z: '3' } } }),
      ],
      spec: { tree: { p: { y: '2', z: '3' } } },
      owners: { me: ['tree.p', 'tree.p.y', 'tree.p.z'] },
    },
    {
      rule: 'struct_apply_remove_all: the struct goes with its last field',
      steps: [
        by('me', 'apply', { struct: { name: 'x' }, set: ['a'] }),
        by('me', 'apply', { set: ['a'] }),
      ],
      spec: { set: ['a'] },
      owners: { me: ['set[=a]'] },
    },
    {
      rule: 'struct_apply_update_remove_all: it stays with the field of another',
      steps: [
        by('me', 'apply', { struct: { name: 'x' } }),
        by('it', 'update', { struct: { name: 'x', a: 1 } }),
        by('me', 'apply', {}),
      ],
      spec: { struct: { a: 1 } },
      owners: { me: [], it: ['struct.a'] },
    },
    {
      rule: 'struct_apply_update_dangling: what one never applied does not go along',
      steps: [
        by('me', 'apply', { struct: { name: 'x', a: 1 } }),
        by('it', 'update', { struct: { name: 'x', a: 1, labels: { l: '1' } } }),
        by('me', 'apply', { struct: { name: 'x' } }),
      ],
      spec: { struct: { name: 'x', labels: { l: '1' } } },
      owners: { me: ['struct.name'], it: ['struct.labels', 'struct.labels.l'] },
    },
  ])('$rule', check);
});

// kubernetes-sigs/structured-merge-diff merge/multiple_appliers_test.go
describe('several appliers', () => {
  it.each<Rule>([
    {
      rule: 'remove_one: the last to give up an item takes it away',
      steps: [
        by('one', 'apply', { list: [{ name: 'p' }, { name: 'q' }] }),
        by('two', 'apply', { list: [{ name: 'p' }, { name: 'r' }] }),
        by('one', 'apply', { list: [{ name: 'q' }] }),
        by('two', 'apply', { list: [{ name: 'r' }] }),
      ],
      spec: { list: [{ name: 'q' }, { name: 'r' }] },
      owners: {
        one: ['list[name=q]', 'list[name=q].name'],
        two: ['list[name=r]', 'list[name=r].name'],
      },
    },
    {
      rule: 'same_value_no_conflict: two share what they say alike',
      steps: [
        by('one', 'apply', { list: [{ name: 'p', a: 0 }] }),
        by('two', 'apply', { list: [{ name: 'p', a: 0 }] }),
      ],
      spec: { list: [{ name: 'p', a: 0 }] },
      owners: {
        one: ['list[name=p]', 'list[name=p].a', 'list[name=p].name'],
        two: ['list[name=p]', 'list[name=p].a', 'list[name=p].name'],
      },
    },
    {
      rule: 'change_value_yes_conflict: a shared field is changed by force, which takes it from all',
      steps: [
        by('one', 'apply', { list: [{ name: 'p', a: 0 }] }),
        by('two', 'apply', { list: [{ name: 'p', a: 0 }] }),
        by('three', 'apply', { list: [{ name: 'p', a: 1 }] }, { conflicts: 2 }),
        by('three', 'force', { list: [{ name: 'p', a: 1 }] }),
      ],
      spec: { list: [{ name: 'p', a: 1 }] },
      owners: {
        one: ['list[name=p]', 'list[name=p].name'],
        two: ['list[name=p]', 'list[name=p].name'],
        three: ['list[name=p]', 'list[name=p].a', 'list[name=p].name'],
      },
    },
    {
      rule: 'remove_one_keep_one_with_two_versions: appliers at two versions',
      steps: [
        by('one', 'apply', { list: [{ name: 'p' }, { name: 'q' }, { name: 'r' }] }),
        by('two', 'apply', { list: [{ name: 'q' }, { name: 'r' }] }, { version: 'v2' }),
        by('one', 'apply', { list: [{ name: 'p' }] }, { version: 'v3' }),
      ],
      spec: { list: [{ name: 'p' }, { name: 'q' }, { name: 'r' }] },
      owners: {
        one: ['list[name=p]', 'list[name=p].name'],
        two: ['list[name=q]', 'list[name=q].name', 'list[name=r]', 'list[name=r].name'],
      },
    },
    {
      rule: 'TestMultipleApplierAtomicMaps: an atomic map has one owner, and force replaces it',
      steps: [
        by('one', 'apply', { whole: { x: '1' } }),
        by('two', 'apply', { whole: { y: '2' } }, { conflicts: 1 }),
        by('two', 'force', { whole: { y: '2' } }),
      ],
      spec: { whole: { y: '2' } },
      owners: { two: ['whole'] },
    },
    {
      rule: 'TestPreserveUnknownFields: what the type does not name is owned field by field',
      steps: [
        by('one', 'apply', { free: { x: 1, deep: { y: 2 } } }),
        by('two', 'apply', { free: { deep: { z: 3 } } }),
        by('one', 'apply', { free: { x: 1 } }),
      ],
      spec: { free: { x: 1, deep: { z: 3 } } },
      owners: { one: ['free.x'], two: ['free.deep', 'free.deep.z'] },
    },
  ])('$rule', check);
});

// kubernetes-sigs/structured-merge-diff merge/deduced_test.go, TestDeduced
describe('without a type', () => {
  it.each<Rule>([
    {
      rule: 'objects are owned field by field, and go with their last one',
      steps: [
        by('one', 'apply', { a: { x: 1 }, b: 2 }),
        by('two', 'apply', { a: { y: 3 } }),
        by('one', 'apply', { b: 2 }),
      ],
      spec: { a: { y: 3 }, b: 2 },
      owners: { one: ['b'], two: ['a', 'a.y'] },
    },
    {
      rule: 'lists are owned as a whole',
      steps: [
        by('one', 'apply', { a: [{ name: 'p' }] }),
        by('two', 'apply', { a: [{ name: 'q' }] }, { conflicts: 1 }),
        by('it', 'update', { a: [{ name: 'p' }, { name: 'q' }] }),
      ],
      spec: { a: [{ name: 'p' }, { name: 'q' }] },
      owners: { it: ['a'], one: [] },
    },
    {
      rule: 'a value may become of another kind',
      steps: [by('one', 'apply', { a: 1 }), by('one', 'apply', { a: { x: 1 } })],
      spec: { a: { x: 1 } },
      owners: { one: ['a', 'a.x'] },
    },
  ])('$rule', ({ steps, spec, owners }) => {
    expect(play(steps, undefined)).toEqual({ spec, owners });
  });
});

// kubernetes-sigs/structured-merge-diff merge/schema_change_test.go and typed/reconcile_schema_test.go
describe('a type that changes', () => {
  const plain = struct({ name: text, a: number });
  const granular = struct({ struct: plain, list: keyed(item, 'name') });
  const atomic = struct({ struct: { ...plain, mapType: 'atomic' }, list: keyed(item, 'name') });
  const twoKeys = struct({ list: keyed(item, 'name', 'a') });

  it.each<Rule & { readonly before: Schema }>([
    {
      rule: 'to-atomic: owners of fields own the whole',
      before: granular,
      steps: [
        by('one', 'apply', { struct: { name: 'x' } }),
        by('two', 'apply', { struct: { a: 1 } }),
        by('one', 'apply', { struct: { name: 'y' } }, { schema: atomic, conflicts: 1 }),
        by('one', 'force', { struct: { name: 'y' } }, { schema: atomic }),
      ],
      spec: { struct: { name: 'y' } },
      owners: { one: ['struct'] },
    },
    {
      rule: 'to-granular: the owner of the whole keeps it, and shares',
      before: atomic,
      steps: [
        by('one', 'apply', { struct: { name: 'x', a: 1 } }),
        by('two', 'apply', { struct: { a: 1 } }, { schema: granular }),
      ],
      spec: { struct: { name: 'x', a: 1 } },
      owners: { one: ['struct'], two: ['struct.a'] },
    },
    {
      rule: 'TestPromoteFieldToAssociativeListKey: a field that became a key tells items apart',
      before: granular,
      steps: [
        by('one', 'apply', { list: [{ name: 'p', a: 1 }] }),
        by('two', 'apply', { list: [{ name: 'p', a: 2 }] }, { schema: twoKeys }),
      ],
      spec: {
        list: [
          { name: 'p', a: 1 },
          { name: 'p', a: 2 },
        ],
      },
      owners: {
        one: ['list[name=p]', 'list[name=p].a', 'list[name=p].name'],
        two: ['list[a=2,name=p]', 'list[a=2,name=p].a', 'list[a=2,name=p].name'],
      },
    },
    {
      rule: 'TestAssociativeListSchemaChanges, new optional key: items without it keep their name',
      before: granular,
      steps: [
        by('one', 'apply', { list: [{ name: 'p', b: 1 }] }),
        by('one', 'apply', { list: [{ name: 'p', b: 2 }] }, { schema: twoKeys }),
      ],
      spec: { list: [{ name: 'p', b: 2 }] },
      owners: { one: ['list[name=p]', 'list[name=p].b', 'list[name=p].name'] },
    },
  ])('$rule', ({ before, steps, spec, owners }) => {
    expect(play(steps, before)).toEqual({ spec, owners });
  });
});
