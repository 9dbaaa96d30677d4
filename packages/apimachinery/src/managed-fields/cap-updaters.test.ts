import { describe, expect, it } from 'vitest';
import { capUpdaters, ownerId, type Owner } from './managers.js';

interface Entry {
  readonly manager: string;
  readonly version?: string;
  /** Seconds. */
  readonly at: number;
  readonly operation?: Owner['operation'];
}

/** Each owns the field of its own name. */
const owner = ({ manager, version = 'v1', at, operation = 'Update' }: Entry): Owner => ({
  manager,
  operation,
  apiVersion: version,
  subresource: '',
  time: new Date(at * 1000).toISOString(),
  fields: { [`f:${manager}`]: {} },
});

/** Updaters of v1 that are younger than all others. */
const young = (count: number): Entry[] =>
  Array.from({ length: count }, (_, index) => ({ manager: `young-${index}`, at: 1000 + index }));

function capped(entries: readonly Entry[]): Record<string, string[]> {
  const owners = new Map(entries.map((each) => [ownerId(owner(each)), owner(each)]));
  const result = [...capUpdaters(owners).values()].filter(
    ({ manager }) => !manager.startsWith('young'),
  );
  return Object.fromEntries(
    result.map(({ manager, apiVersion, fields }) => [
      `${manager} ${apiVersion}`,
      Object.keys(fields).sort(),
    ]),
  );
}

// kubernetes/apimachinery pkg/util/managedfields/internal/capmanagers_test.go, TestCapUpdateManagers; the cases are our own.
describe('no more than ten updaters', () => {
  it.each<{ rule: string; entries: Entry[]; want: Record<string, string[]> }>([
    {
      rule: 'ten are left alone',
      entries: [{ manager: 'a', at: 1 }, { manager: 'b', at: 2 }, ...young(8)],
      want: { 'a v1': ['f:a'], 'b v1': ['f:b'] },
    },
    {
      rule: 'appliers do not count',
      entries: [{ manager: 'a', at: 1, operation: 'Apply' }, { manager: 'b', at: 2 }, ...young(9)],
      want: { 'a v1': ['f:a'], 'b v1': ['f:b'] },
    },
    {
      rule: 'the two oldest of a version become one',
      entries: [{ manager: 'a', at: 1 }, { manager: 'b', at: 2 }, ...young(9)],
      want: { 'ancient-changes v1': ['f:a', 'f:b'] },
    },
    {
      rule: 'as many as it takes',
      entries: [
        { manager: 'a', at: 1 },
        { manager: 'b', at: 2 },
        { manager: 'c', at: 3 },
        ...young(9),
      ],
      want: { 'ancient-changes v1': ['f:a', 'f:b', 'f:c'] },
    },
    {
      rule: 'what was put together before takes the next',
      entries: [{ manager: 'ancient-changes', at: 1 }, { manager: 'b', at: 2 }, ...young(9)],
      want: { 'ancient-changes v1': ['f:ancient-changes', 'f:b'] },
    },
    {
      rule: 'the only one of a version stays, though it is the oldest',
      entries: [
        { manager: 'a', at: 1, version: 'v2' },
        { manager: 'b', at: 2 },
        { manager: 'c', at: 3 },
        ...young(8),
      ],
      want: { 'a v2': ['f:a'], 'ancient-changes v1': ['f:b', 'f:c'] },
    },
    {
      rule: 'each version has its own',
      entries: [
        { manager: 'a', at: 1, version: 'v2' },
        { manager: 'b', at: 2 },
        { manager: 'c', at: 3, version: 'v2' },
        { manager: 'd', at: 4 },
        ...young(8),
      ],
      want: { 'ancient-changes v1': ['f:b', 'f:d'], 'ancient-changes v2': ['f:a', 'f:c'] },
    },
    {
      rule: 'of one time the names decide',
      entries: [
        { manager: 'b', at: 1 },
        { manager: 'a', at: 1 },
        { manager: 'c', at: 1 },
        ...young(8),
      ],
      want: { 'ancient-changes v1': ['f:a', 'f:b'], 'c v1': ['f:c'] },
    },
  ])('$rule', ({ entries, want }) => {
    expect(capped(entries)).toEqual(want);
  });

  it('what is put together has the time of the youngest of it', () => {
    const entries = [{ manager: 'a', at: 1 }, { manager: 'b', at: 2 }, ...young(9)];
    const owners = new Map(entries.map((each) => [ownerId(owner(each)), owner(each)]));
    const bucket = [...capUpdaters(owners).values()].find(
      ({ manager }) => manager === 'ancient-changes',
    );
    expect(bucket?.time).toBe('1970-01-01T00:00:02.000Z');
  });
});
