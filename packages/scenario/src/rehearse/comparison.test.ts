import { FakeClock, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { checkDifferences } from './check-differences.js';
import { Comparison } from './comparison.js';
import { comparable, differences } from './differences.js';
import type { Seen } from './differences.js';

describe('differences', () => {
  it.each([
    { name: 'none', before: { a: [1, { b: 2 }] }, now: { a: [1, { b: 2 }] }, want: [] },
    {
      name: 'a value',
      before: { a: { b: 1 } },
      now: { a: { b: 2 } },
      want: ['- a.b: 1', '+ a.b: 2'],
    },
    { name: 'a new field', before: {}, now: { a: { b: 1 } }, want: ['+ a: {"b":1}'] },
    { name: 'a lost field', before: { a: null }, now: {}, want: ['- a: null'] },
    { name: 'a longer list', before: { a: [1] }, now: { a: [1, 2] }, want: ['+ a[1]: 2'] },
    {
      name: 'another type',
      before: { a: [1] },
      now: { a: { b: 1 } },
      want: ['- a: [1]', '+ a: {"b":1}'],
    },
  ])('$name', ({ before, now, want }) => {
    expect(differences(before, now)).toEqual(want);
  });

  it('are bounded', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`f${at}`, at]));
    const lines = differences({}, many);
    expect(lines).toHaveLength(41);
    expect(lines.at(-1)).toBe('… and 60 more lines');
    expect(differences({}, { a: 'x'.repeat(5_000) })[0]?.length).toBeLessThan(400);
  });

  it('leave out what changes without meaning anything', () => {
    const object = {
      kind: 'Pod',
      metadata: { name: 'a', resourceVersion: '7', managedFields: [] },
    };
    expect(comparable(object)).toEqual({ kind: 'Pod', metadata: { name: 'a' } });
  });

  it('tell secrets apart without showing them', () => {
    const secret = (data: Record<string, string>, applied: string) =>
      comparable({
        kind: 'Secret',
        metadata: {
          name: 'key',
          annotations: { 'kubectl.kubernetes.io/last-applied-configuration': applied },
        },
        data,
      });
    const before = secret({ token: 'aHVudGVyMg==' }, '{"data":"aHVudGVyMg=="}');
    const now = secret({ token: 'b3RoZXI=' }, '{"data":"b3RoZXI="}');
    expect(differences(before, before)).toEqual([]);
    expect(differences(before, now)).toHaveLength(4);
    expect(JSON.stringify([before, now, differences(before, now)])).not.toMatch(/aHVudGVy|b3RoZXI/);
  });
});

describe('Comparison', () => {
  const web: KubeObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
  };

  function compared(seen: (instance: string) => Seen) {
    const clock = new FakeClock(0);
    const comparison = new Comparison({
      objects: [web],
      instances: ['apiserver-a', 'apiserver-b'],
      look: (_, instance) => Promise.resolve(seen(instance)),
      settleMs: 5_000,
      clock,
      signal: new AbortController().signal,
    });
    return { clock, comparison };
  }

  it('names the object, the instance and the field', async () => {
    let replicas = 1;
    const { clock, comparison } = compared((instance) =>
      instance === 'apiserver-b' ? { spec: { replicas } } : { spec: { replicas: 1 } },
    );
    expect(await comparison.compare()).toEqual([]);
    replicas = 3;
    const later = comparison.compare();
    await clock.advance(6_000);
    expect(await later).toEqual([
      {
        what: 'Deployment shop/web',
        instance: 'apiserver-b',
        diff: ['- spec.replicas: 1', '+ spec.replicas: 3'],
      },
    ]);
  });

  it('waits for what passes by itself', async () => {
    let seen: Seen = { kind: 'Deployment' };
    const { clock, comparison } = compared(() => seen);
    await comparison.compare();
    seen = { answered: { code: 503 } };
    const later = comparison.compare();
    await clock.advance(1_000);
    seen = { kind: 'Deployment' };
    await clock.advance(1_000);
    expect(await later).toEqual([]);
  });

  it('waits once for what stays', async () => {
    let seen: Seen = { kind: 'Deployment' };
    const { clock, comparison } = compared(() => seen);
    await comparison.compare();
    seen = { answered: { code: 404 } };
    const first = comparison.compare();
    await clock.advance(6_000);
    expect(await first).toHaveLength(2);
    expect(await comparison.compare()).toHaveLength(2);
    expect(clock.pending).toBe(0);
  });
});

describe('checkDifferences', () => {
  const passed = { exitCode: 0, output: 'a\nb\n', durationMs: 1 };

  it.each([
    { name: 'as before', now: passed, want: [] },
    {
      name: 'failed',
      now: { ...passed, exitCode: 3 },
      want: [{ what: 'check', diff: ['exit code 3', 'a', 'b'] }],
    },
    {
      name: 'too slow',
      now: { output: '', durationMs: 1, problem: 'not done after 1 s' },
      want: [{ what: 'check', diff: ['not done after 1 s'] }],
    },
    {
      name: 'other output',
      now: { ...passed, output: 'a\nc\n' },
      want: [{ what: 'output of the check', diff: ['- b', '+ c'] }],
    },
    {
      name: 'another order',
      now: { ...passed, output: 'b\na\n' },
      want: [{ what: 'output of the check', diff: ['the same lines in another order'] }],
    },
  ])('$name', ({ now, want }) => {
    expect(checkDifferences(now, passed, true)).toEqual(want);
  });

  it('lets the output differ when it may, but no failure pass, not even the first', () => {
    expect(checkDifferences({ ...passed, output: 'x' }, passed, false)).toEqual([]);
    expect(checkDifferences({ ...passed, exitCode: 1 }, undefined, false)).toHaveLength(1);
  });
});
