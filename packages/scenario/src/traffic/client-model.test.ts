import { describe, expect, it } from 'vitest';
import type { TrafficClient, TrafficResource } from '../document/scenario.js';
import { randomStream } from '../run/random.js';
import { ClientModel, type Decision } from './client-model.js';

const configMaps: TrafficResource = {
  gvr: { group: '', version: 'v1', resource: 'configmaps' },
  kind: 'ConfigMap',
  namespaced: true,
  object: {},
};

function client(change: Partial<TrafficClient> = {}): TrafficClient {
  return {
    name: 'writer',
    user: { name: 'admin', groups: [] },
    via: 'balanced',
    rate: 10,
    verbs: { create: 1, update: 1, patch: 1, delete: 1, get: 1, list: 1 },
    resources: [configMaps],
    namespace: 'default',
    watch: false,
    maxObjects: 5,
    requestTimeoutMs: 1_000,
    autoStart: true,
    line: 1,
    ...change,
  };
}

function decisions(count: number, seed = 1, change: Partial<TrafficClient> = {}): Decision[] {
  const given = client(change);
  const model = new ClientModel(given, randomStream(seed).split(given.name));
  return Array.from({ length: count }, () => model.next());
}

describe('ClientModel', () => {
  it('decides the same with the same seed, and otherwise with another', () => {
    expect(decisions(200)).toEqual(decisions(200));
    expect(decisions(200, 2)).not.toEqual(decisions(200));
  });

  it('never works on an object that it did not create, or has deleted', () => {
    const live = new Set<string>();
    for (const { verb, name } of decisions(1_000)) {
      if (name === undefined) continue;
      expect(live.has(name)).toBe(verb !== 'create');
      if (verb === 'create') live.add(name);
      if (verb === 'delete') live.delete(name);
      expect(live.size).toBeLessThanOrEqual(5);
    }
  });

  it.each([
    {
      what: 'one that only creates deletes the oldest when it has enough',
      verbs: { create: 1 },
      seen: ['create', 'delete'],
    },
    {
      what: 'one that only reads objects, of which there are none, lists',
      verbs: { get: 1 },
      seen: ['list'],
    },
  ])('$what', ({ verbs, seen }) => {
    const found = new Set(decisions(50, 1, { verbs }).map(({ verb }) => verb));
    expect([...found].sort()).toEqual(seen);
  });

  it('keeps to its rate', () => {
    const total = decisions(1_000).reduce((sum, { afterMs }) => sum + afterMs, 0);
    expect(total / 1_000).toBeGreaterThan(95);
    expect(total / 1_000).toBeLessThan(105);
  });
});

describe('randomStream', () => {
  const first = (path: string, seed = 1) => {
    const stream = path.split('/').reduce((random, name) => random.split(name), randomStream(seed));
    return [stream.next(), stream.next()];
  };

  it('gives each name a stream of its own, whoever drew before', () => {
    const root = randomStream(1);
    root.next();
    root.split('other').next();
    const late = root.split('a');
    expect([late.next(), late.next()]).toEqual(first('a'));
    expect(first('a')).not.toEqual(first('b'));
    expect(first('a')).not.toEqual(first('a', 2));
  });
});
