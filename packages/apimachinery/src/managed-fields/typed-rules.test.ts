import { describe, expect, it } from 'vitest';
import type { Schema } from '../schema.js';
import { compareObjects } from './compare.js';
import type { FieldSet } from './field-set.js';
import { mergeApplied } from './merge-applied.js';

const text: Schema = { type: 'string' };
const struct = (fields: Record<string, Schema>): Schema => ({
  type: 'object',
  properties: new Map(Object.entries(fields)),
});
const item = struct({ key: text, id: { type: 'integer' }, value: { type: 'any' } });
const schema = struct({
  leaf: text,
  set: { type: 'array', items: text, listType: 'set' },
  list: { type: 'array', items: item, listType: 'map', listMapKeys: ['key', 'id'] },
  atomicList: { type: 'array', items: text, listType: 'atomic' },
  atomicMap: { type: 'object', additionalProperties: text, mapType: 'atomic' },
  map: { type: 'object', additionalProperties: text },
  struct: struct({ value: text }),
});

// kubernetes-sigs/structured-merge-diff typed/merge_test.go; the cases are our own.
describe('the order of merged sets', () => {
  it.each<{ live: string; applied: string; want: string; rule: string }>([
    { rule: 'less is said', live: 'pqr', applied: 'pq', want: 'pqr' },
    { rule: 'more is said', live: 'pq', applied: 'pqr', want: 'pqr' },
    { rule: 'nothing is said', live: 'pq', applied: '', want: 'pq' },
    { rule: 'nothing was there', live: '', applied: 'pq', want: 'pq' },
    { rule: 'another order', live: 'pq', applied: 'qp', want: 'qp' },
    { rule: 'nothing in common: live first', live: 'pqr', applied: 'xyz', want: 'pqrxyz' },
    { rule: 'the last one in common', live: 'pqr', applied: 'rxy', want: 'pqrxy' },
    { rule: 'live-only between those in common', live: 'pqrst', applied: 'prx', want: 'pqrstx' },
    { rule: 'new ones before those in common', live: 'pqxyz', applied: 'stxyz', want: 'pqstxyz' },
    {
      rule: 'new ones, and the common in another order',
      live: 'pqrs',
      applied: 'sxyp',
      want: 'qrsxyp',
    },
    { rule: 'all mixed', live: 'pqrst', applied: '1q2s3', want: 'p1qr2st3' },
  ])('$rule: $live and $applied', ({ live, applied, want }) => {
    expect(mergeApplied({ set: Array.from(live) }, { set: Array.from(applied) }, schema)).toEqual({
      set: Array.from(want),
    });
  });
});

describe('merges', () => {
  it.each<{ rule: string; live: object; applied: object; want: object }>([
    ...[null, [], {}].flatMap((nothing) =>
      [null, [], {}].map((before) => ({
        rule: `${JSON.stringify(nothing)} over ${JSON.stringify(before)}`,
        live: { atomicMap: before },
        applied: { atomicMap: nothing },
        want: { atomicMap: nothing },
      })),
    ),
    { rule: 'an empty map over none', live: {}, applied: { map: {} }, want: { map: {} } },
    { rule: 'null over none', live: {}, applied: { map: null }, want: { map: null } },
    {
      rule: 'null over empty',
      live: { struct: {} },
      applied: { struct: null },
      want: { struct: null },
    },
    {
      rule: 'empty over null',
      live: { struct: null },
      applied: { struct: {} },
      want: { struct: {} },
    },
    {
      rule: 'null over fields says nothing',
      live: { struct: { value: 'x' }, set: ['p'] },
      applied: { struct: null, set: null },
      want: { struct: { value: 'x' }, set: ['p'] },
    },
    {
      rule: 'atomic lists and maps are replaced',
      live: { atomicList: ['p', 'q'], atomicMap: { x: '1' } },
      applied: { atomicList: ['r'], atomicMap: { y: '2' } },
      want: { atomicList: ['r'], atomicMap: { y: '2' } },
    },
    {
      rule: 'items of two keys, one not said',
      live: { list: [{ key: 'p', id: 1, value: { x: 1 } }, { key: 'p' }] },
      applied: {
        list: [
          { key: 'p', id: 1, value: { y: 2 } },
          { key: 'p', value: 3 },
        ],
      },
      want: {
        list: [
          { key: 'p', id: 1, value: { x: 1, y: 2 } },
          { key: 'p', value: 3 },
        ],
      },
    },
    {
      rule: 'a value of no type becomes of another one',
      live: { list: [{ key: 'p', value: {} }] },
      applied: { list: [{ key: 'p', value: 1 }] },
      want: { list: [{ key: 'p', value: 1 }] },
    },
  ])('$rule', ({ live, applied, want }) => {
    const before = structuredClone({ live, applied });
    const merged = mergeApplied(
      live as Record<string, unknown>,
      applied as Record<string, unknown>,
      schema,
    );
    expect(merged).toEqual(want);
    expect({ live, applied }).toEqual(before);
  });
});

// kubernetes-sigs/structured-merge-diff typed/symdiff_test.go (Compare); the cases are our own.
describe('comparisons', () => {
  const one = 'k:{"id":1,"key":"p"}';
  it.each<{
    rule: string;
    before: object;
    after: object;
    added?: FieldSet;
    modified?: FieldSet;
    removed?: FieldSet;
  }>([
    { rule: 'alike', before: { leaf: 'x', set: ['p'] }, after: { set: ['p'], leaf: 'x' } },
    {
      rule: 'leaves',
      before: { leaf: 'x' },
      after: { leaf: 'y' },
      modified: { 'f:leaf': {} },
    },
    { rule: 'a set in another order', before: { set: ['p', 'q'] }, after: { set: ['q', 'p'] } },
    {
      rule: 'members of a set',
      before: { set: ['p', 'q'] },
      after: { set: ['q', 'r'] },
      added: { 'f:set': { 'v:"r"': {} } },
      removed: { 'f:set': { 'v:"p"': {} } },
    },
    {
      rule: 'an atomic list in another order',
      before: { atomicList: ['p', 'q'] },
      after: { atomicList: ['q', 'p'] },
      modified: { 'f:atomicList': {} },
    },
    {
      rule: 'an atomic map',
      before: { atomicMap: { x: '1' } },
      after: { atomicMap: { x: '1', y: '2' } },
      modified: { 'f:atomicMap': {} },
    },
    {
      rule: 'a map that comes, with what is in it',
      before: {},
      after: { map: { x: '1' } },
      added: { 'f:map': { '.': {}, 'f:x': {} } },
    },
    {
      rule: 'a map that loses all',
      before: { map: { x: '1' } },
      after: { map: {} },
      removed: { 'f:map': { 'f:x': {} } },
    },
    {
      rule: 'empty and null',
      before: { map: {} },
      after: { map: null },
      modified: { 'f:map': {} },
    },
    {
      rule: 'an item of a list that goes, with its keys',
      before: { list: [{ key: 'p', id: 1, value: 1 }] },
      after: { list: [] },
      removed: { 'f:list': { [one]: { '.': {}, 'f:id': {}, 'f:key': {}, 'f:value': {} } } },
    },
    {
      rule: 'a field of an item',
      before: { list: [{ key: 'p', id: 1, value: 1 }] },
      after: { list: [{ key: 'p', id: 1, value: 2 }] },
      modified: { 'f:list': { [one]: { 'f:value': {} } } },
    },
    {
      rule: 'a value of no type that becomes of another one',
      before: { list: [{ key: 'p', id: 1, value: 1 }] },
      after: { list: [{ key: 'p', id: 1, value: { x: 1 } }] },
      added: { 'f:list': { [one]: { 'f:value': { 'f:x': {} } } } },
      modified: { 'f:list': { [one]: { 'f:value': {} } } },
    },
  ])('$rule', ({ before, after, added = {}, modified = {}, removed = {} }) => {
    const left = before as Record<string, unknown>;
    const right = after as Record<string, unknown>;
    expect(compareObjects(left, right, schema)).toEqual({ added, modified, removed });
    // The other way round, what came has gone.
    expect(compareObjects(right, left, schema)).toMatchObject({ modified });
  });
});
