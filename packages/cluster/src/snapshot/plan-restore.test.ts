import { describe, expect, it } from 'vitest';
import { planRestore } from './plan-restore.js';

const entry = (key: string, modRevision: number) => ({
  key: `/registry/${key}`,
  value: `value of ${key} at ${String(modRevision)}`,
  modRevision,
});

describe('planRestore', () => {
  it.each<{
    name: string;
    then: readonly [string, number][];
    now: readonly [string, number][];
    deletes: string[];
    puts: string[];
  }>([
    { name: 'nothing happened', then: [['a', 1]], now: [['a', 1]], deletes: [], puts: [] },
    {
      name: 'created',
      then: [['a', 1]],
      now: [
        ['a', 1],
        ['b', 2],
      ],
      deletes: ['b'],
      puts: [],
    },
    { name: 'changed', then: [['a', 1]], now: [['a', 2]], deletes: [], puts: ['a'] },
    { name: 'deleted', then: [['a', 1]], now: [], deletes: [], puts: ['a'] },
    {
      name: 'a Lease of a server was renewed, and one is new',
      then: [['leases/kube-system/apiserver-1', 1]],
      now: [
        ['leases/kube-system/apiserver-1', 9],
        ['leases/kube-system/apiserver-2', 9],
      ],
      deletes: [],
      puts: [],
    },
    {
      name: 'what controllers have made meanwhile, in a namespace of the system and in one of a user',
      then: [],
      now: [
        ['serviceaccounts/kube-system/default', 9],
        ['configmaps/default/kube-root-ca.crt', 9],
        ['configmaps/mine/kube-root-ca.crt', 9],
        ['configmaps/default/mine', 9],
      ],
      deletes: ['configmaps/mine/kube-root-ca.crt', 'configmaps/default/mine'],
      puts: [],
    },
    {
      name: 'a Lease of a user',
      then: [],
      now: [['leases/default/mine', 9]],
      deletes: ['leases/default/mine'],
      puts: [],
    },
    {
      name: 'addresses of peers, and what servers encode',
      then: [
        ['peerserverleases/a', 1],
        ['internal.apiserver.k8s.io/storageversions/apps.x', 1],
      ],
      now: [
        ['peerserverleases/b', 9],
        ['internal.apiserver.k8s.io/storageversions/apps.x', 3],
      ],
      deletes: [],
      puts: [],
    },
  ])('$name', ({ then, now, deletes, puts }) => {
    const held = new Map(then.map(([key, at]) => [`/registry/${key}`, entry(key, at)]));
    const plan = planRestore(
      '/registry/',
      held,
      now.map(([key, at]) => entry(key, at)),
    );
    const full = (key: string) => `/registry/${key}`;
    expect(plan.flatMap((write) => ('delete' in write ? [write.delete.key] : []))).toEqual(
      deletes.map(full),
    );
    expect(plan.flatMap((write) => ('put' in write ? [write.put] : []))).toEqual(
      puts.map((key) => ({ key: full(key), value: held.get(full(key))?.value })),
    );
  });
});
