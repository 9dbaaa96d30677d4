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
const port = struct({ port: number, protocol: { ...text, default: 'TCP' }, name: text });
const schema = struct({
  text,
  number,
  flag: { type: 'boolean' },
  set: setOf(text),
  list: keyed(item, 'name'),
  ports: keyed(port, 'port', 'protocol'),
  atomicList: { type: 'array', items: text, listType: 'atomic' },
  atomicMap: { ...mapOf(text), mapType: 'atomic' },
  labels: mapOf(text),
  groups: mapOf(setOf(text)),
  tree: mapOf(mapOf(text)),
  struct: item,
  free: { type: 'object', preserveUnknownFields: true },
});

const by = (who: string, as: Step['as'], spec: Step['spec'], more: Partial<Step> = {}): Step => ({
  by: who,
  as,
  spec,
  ...more,
});
const items = (...names: string[]) => names.map((name) => ({ name }));

function check({ steps, spec, owners }: Rule): void {
  expect(play(steps, schema)).toEqual({ spec, owners });
}

// kubernetes-sigs/structured-merge-diff merge/leaf_test.go, TestUpdateLeaf
describe('leaves', () => {
  it.each<Rule>([
    {
      rule: 'apply twice: what is not said again goes',
      steps: [
        by('me', 'apply', { number: 1, text: 'x', flag: true }),
        by('me', 'apply', { number: 2, text: 'y' }),
      ],
      spec: { number: 2, text: 'y' },
      owners: { me: ['number', 'text'] },
    },
    {
      rule: 'apply_update_apply_no_conflict: an updater changes another field',
      steps: [
        by('me', 'apply', { number: 1 }),
        by('it', 'update', { number: 1, flag: false }),
        by('me', 'apply', { number: 2 }),
      ],
      spec: { number: 2, flag: false },
      owners: { me: ['number'], it: ['flag'] },
    },
    {
      rule: 'apply_update_apply_with_conflict: the updater changed it, apply asks, force takes',
      steps: [
        by('me', 'apply', { number: 1, text: 'x' }),
        by('it', 'update', { number: 1, text: 'it' }),
        by('me', 'apply', { number: 1, text: 'y' }, { conflicts: 1 }),
        by('me', 'force', { number: 1, text: 'y' }),
      ],
      spec: { number: 1, text: 'y' },
      owners: { me: ['number', 'text'] },
    },
    {
      rule: 'apply_twice_dangling_different_version: the version of the last apply counts',
      steps: [
        by('me', 'apply', { number: 1, text: 'x' }),
        by('me', 'apply', { number: 1 }, { version: 'v2' }),
      ],
      spec: { number: 1 },
      owners: { me: ['number'] },
    },
    {
      rule: 'apply_update_remove_leaf: what nobody has any more cannot be in the way',
      steps: [
        by('me', 'apply', { number: 1, text: 'x' }),
        by('it', 'update', { number: 1 }),
        by('me', 'apply', { number: 1, text: 'y' }),
      ],
      spec: { number: 1, text: 'y' },
      owners: { me: ['number', 'text'] },
    },
    {
      rule: 'global_set_wildcard: an update to nothing takes all',
      steps: [by('me', 'apply', { number: 1 }), by('it', 'update', {})],
      spec: {},
      owners: {},
    },
    {
      rule: 'an applier gives up a field that an updater changed',
      steps: [
        by('me', 'apply', { number: 1, text: 'x' }),
        by('it', 'update', { number: 1, text: 'it' }),
        by('me', 'apply', { number: 1 }),
      ],
      spec: { number: 1, text: 'it' },
      owners: { me: ['number'], it: ['text'] },
    },
    {
      rule: 'a map that is left empty goes with its last entry',
      steps: [
        by('me', 'apply', { number: 1, labels: { a: 'x' } }),
        by('me', 'apply', { number: 1 }),
      ],
      spec: { number: 1 },
      owners: { me: ['number'] },
    },
  ])('$rule', check);
});

// kubernetes-sigs/structured-merge-diff merge/set_test.go and merge/duplicates_test.go
describe('sets', () => {
  it.each<Rule>([
    {
      rule: 'apply_twice_reorder: the order applied last counts',
      steps: [
        by('me', 'apply', { set: ['a', 'b', 'c', 'd'] }),
        by('me', 'apply', { set: ['a', 'd', 'c', 'b'] }),
      ],
      spec: { set: ['a', 'd', 'c', 'b'] },
      owners: { me: ['set[=a]', 'set[=b]', 'set[=c]', 'set[=d]'] },
    },
    {
      rule: 'apply_update_apply_reorder: an updater that reorders owns nothing',
      steps: [
        by('me', 'apply', { set: ['a', 'b', 'c'] }),
        by('it', 'update', { set: ['c', 'b', 'a'] }),
        by('me', 'apply', { set: ['a', 'b', 'c'] }),
      ],
      spec: { set: ['a', 'b', 'c'] },
      owners: { me: ['set[=a]', 'set[=b]', 'set[=c]'] },
    },
    {
      rule: 'apply_update_apply_with_overlap: additions of both stay where they were',
      steps: [
        by('me', 'apply', { set: ['a', 'b', 'c', 'd'] }),
        by('it', 'update', { set: ['a', 'b', 'x', 'c', 'd'] }),
        by('me', 'apply', { set: ['a', 'b', 'y', 'd'] }),
      ],
      spec: { set: ['a', 'b', 'x', 'y', 'd'] },
      owners: { me: ['set[=a]', 'set[=b]', 'set[=d]', 'set[=y]'], it: ['set[=x]'] },
    },
    {
      rule: 'apply_twice_remove: what one does not say any more goes',
      steps: [by('me', 'apply', { set: ['a', 'b', 'c'] }), by('me', 'apply', { set: ['a', 'c'] })],
      spec: { set: ['a', 'c'] },
      owners: { me: ['set[=a]', 'set[=c]'] },
    },
    {
      rule: 'apply_update_apply_remove_with_overlap: what an updater put back is its own',
      steps: [
        by('me', 'apply', { set: ['a', 'b'] }),
        by('it', 'update', { set: ['a'] }),
        by('it', 'update', { set: ['a', 'b'] }),
        by('me', 'apply', { set: ['a'] }),
      ],
      spec: { set: ['a', 'b'] },
      owners: { me: ['set[=a]'], it: ['set[=b]'] },
    },
    {
      rule: 'sets/ownership/duplicates: doubles are owned once',
      steps: [by('it', 'update', { set: ['a', 'a', 'b'] })],
      spec: { set: ['a', 'a', 'b'] },
      owners: { it: ['set', 'set[=a]', 'set[=b]'] },
    },
    {
      rule: 'sets/ownership/add_duplicate: who makes it double takes it',
      steps: [
        by('one', 'update', { set: ['a', 'b'] }),
        by('two', 'update', { set: ['a', 'a', 'b'] }),
      ],
      spec: { set: ['a', 'a', 'b'] },
      owners: { one: ['set', 'set[=b]'], two: ['set[=a]'] },
    },
    {
      rule: 'sets/ownership/remove_duplicate: who makes it single takes it',
      steps: [
        by('one', 'update', { set: ['a', 'a', 'b'] }),
        by('two', 'update', { set: ['a', 'b'] }),
      ],
      spec: { set: ['a', 'b'] },
      owners: { one: ['set', 'set[=b]'], two: ['set[=a]'] },
    },
    {
      rule: 'sets/merging/remove_duplicate: applying one that is double is a conflict',
      steps: [
        by('it', 'update', { set: ['a', 'a', 'b'] }),
        by('me', 'apply', { set: ['a'] }, { conflicts: 1 }),
        by('me', 'force', { set: ['a'] }),
      ],
      spec: { set: ['a', 'b'] },
      owners: { it: ['set', 'set[=b]'], me: ['set[=a]'] },
    },
    {
      rule: 'sets/merging/ignore_duplicate: doubles of others stay',
      steps: [by('it', 'update', { set: ['a', 'a', 'b'] }), by('me', 'apply', { set: ['c'] })],
      spec: { set: ['a', 'a', 'b', 'c'] },
      owners: { it: ['set', 'set[=a]', 'set[=b]'], me: ['set[=c]'] },
    },
  ])('$rule', check);
});

// kubernetes-sigs/structured-merge-diff merge/key_test.go, merge/duplicates_test.go, merge/default_keys_test.go
describe('lists with keys', () => {
  const doubled = [
    { name: 'p', a: 1 },
    { name: 'p', a: 2 },
    { name: 'q', a: 3 },
  ];
  const q = ['list[name=q]', 'list[name=q].a', 'list[name=q].name'];

  it.each<Rule>([
    {
      rule: 'TestUpdateAssociativeLists: removed by one, its field by another',
      steps: [
        by('me', 'apply', { list: [{ name: 'p', a: 1 }] }),
        by('it', 'update', { list: [{ name: 'p', a: 2 }] }),
        by('me', 'force', { list: [{ name: 'p', a: 1 }] }),
      ],
      spec: { list: [{ name: 'p', a: 1 }] },
      owners: { me: ['list[name=p]', 'list[name=p].a', 'list[name=p].name'] },
    },
    {
      rule: 'list/ownership/duplicated_items: items of one key are owned as one leaf',
      steps: [by('it', 'update', { list: doubled })],
      spec: { list: doubled },
      owners: { it: ['list', 'list[name=p]', ...q] },
    },
    {
      rule: 'list/ownership/change_duplicated_items: who changes one takes them all',
      steps: [
        by('one', 'update', { list: doubled }),
        by('two', 'update', { list: [doubled[0], { name: 'p', b: 9 }, doubled[2]] }),
      ],
      spec: { list: [doubled[0], { name: 'p', b: 9 }, doubled[2]] },
      owners: { one: ['list', ...q], two: ['list[name=p]'] },
    },
    {
      rule: 'list/ownership/add_duplicated_items_different_field: who doubles an item takes it',
      steps: [
        by('one', 'update', { list: [doubled[0], doubled[2]] }),
        by('two', 'update', { list: doubled }),
      ],
      spec: { list: doubled },
      owners: { one: ['list', ...q], two: ['list[name=p]'] },
    },
    {
      rule: 'list/merge/unrelated_with_duplicated_items: others are left alone',
      steps: [by('it', 'update', { list: doubled }), by('me', 'apply', { list: items('r') })],
      spec: { list: [...doubled, { name: 'r' }] },
      owners: { it: ['list', 'list[name=p]', ...q], me: ['list[name=r]', 'list[name=r].name'] },
    },
    {
      rule: 'list/merge/change_duplicated_items: a conflict with the leaf, and force makes one of them',
      steps: [
        by('it', 'update', { list: doubled }),
        by('me', 'apply', { list: [{ name: 'p', a: 5 }] }, { conflicts: 1 }),
        by('me', 'force', { list: [{ name: 'p', a: 5 }] }),
      ],
      spec: { list: [{ name: 'p', a: 5 }, doubled[2]] },
      owners: {
        it: ['list', ...q],
        me: ['list[name=p]', 'list[name=p].a', 'list[name=p].name'],
      },
    },
    {
      rule: 'TestDefaultKeysFlat: an absent key is its default, and nobody owns it',
      steps: [by('me', 'apply', { ports: [{ port: 80 }] })],
      spec: { ports: [{ port: 80 }] },
      owners: { me: ['ports[port=80,protocol=TCP]', 'ports[port=80,protocol=TCP].port'] },
    },
    {
      rule: 'TestDefaultKeysFlat: said and not said are one item',
      steps: [
        by('one', 'apply', { ports: [{ port: 80, protocol: 'TCP' }] }),
        by('two', 'apply', { ports: [{ port: 80, name: 'web' }] }),
      ],
      spec: { ports: [{ port: 80, protocol: 'TCP', name: 'web' }] },
      owners: {
        one: [
          'ports[port=80,protocol=TCP]',
          'ports[port=80,protocol=TCP].port',
          'ports[port=80,protocol=TCP].protocol',
        ],
        two: [
          'ports[port=80,protocol=TCP]',
          'ports[port=80,protocol=TCP].name',
          'ports[port=80,protocol=TCP].port',
        ],
      },
    },
    {
      rule: 'TestDefaultKeysFlat: a conflict at the item of the default',
      steps: [
        by('one', 'apply', { ports: [{ port: 80, name: 'x' }] }),
        by('two', 'apply', { ports: [{ port: 80, protocol: 'TCP', name: 'y' }] }, { conflicts: 1 }),
        by('two', 'apply', { ports: [{ port: 80, protocol: 'UDP', name: 'y' }] }),
      ],
      spec: {
        ports: [
          { port: 80, name: 'x' },
          { port: 80, protocol: 'UDP', name: 'y' },
        ],
      },
      owners: {
        one: [
          'ports[port=80,protocol=TCP]',
          'ports[port=80,protocol=TCP].name',
          'ports[port=80,protocol=TCP].port',
        ],
        two: [
          'ports[port=80,protocol=UDP]',
          'ports[port=80,protocol=UDP].name',
          'ports[port=80,protocol=UDP].port',
          'ports[port=80,protocol=UDP].protocol',
        ],
      },
    },
  ])('$rule', check);

  // TestDefaultKeysFlatErrors, apply_missing_defaulted_key_ambiguous
  it('two items of one key, one by default, cannot be applied', () => {
    const ports = [{ port: 80 }, { port: 80, protocol: 'TCP' }];
    expect(() => play([by('me', 'apply', { ports })], schema)).toThrow(
      'duplicate entries for key [port=80,protocol="TCP"]',
    );
  });
});
