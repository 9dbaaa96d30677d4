import { notFound, type KubeObject, type OwnerReference } from '@skewplane/apimachinery';
import type { RestClient } from '@skewplane/client';
import { beforeEach, describe, expect, it } from 'vitest';
import { AbsentOwners } from './absent-owners.js';
import { attemptToDelete } from './attempt-to-delete.js';
import { OwnerGraph } from './graph.js';
import { RestMapping } from './rest-mapping.js';

const gvr = { group: '', version: 'v1', resource: 'configmaps' };
const { signal } = new AbortController();

const owner = (name: string, block = false): OwnerReference => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name,
  uid: `uid-${name}`,
  ...(block ? { blockOwnerDeletion: true } : {}),
});

const configMap = (name: string, metadata: KubeObject['metadata'] = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'ns', uid: `uid-${name}`, resourceVersion: '1', ...metadata },
});

/** A server that holds objects by name and notes what is asked of it. */
class FakeApi {
  readonly objects = new Map<string, KubeObject>();
  readonly writes: unknown[] = [];
  readonly reads: string[] = [];
  /** What every read is answered instead. */
  failure: Error | undefined;

  readonly client = {
    get: async (path: string) => {
      const name = path.split('/').at(-1) ?? '';
      this.reads.push(name);
      if (this.failure !== undefined) throw this.failure;
      const found = this.objects.get(name);
      if (found === undefined) throw notFound(gvr, name);
      return found;
    },
    delete: async (path: string, { body }: { body: { propagationPolicy: string } }) => {
      this.writes.push(['delete', path.split('/').at(-1), body.propagationPolicy]);
    },
    mergePatch: async (path: string, body: { metadata: object }) => {
      this.writes.push(['patch', path.split('/').at(-1), body.metadata]);
    },
  } as unknown as RestClient; // what the collector uses of it
}

let api: FakeApi;
let graph: OwnerGraph;
let absent: AbsentOwners;
let enqueued: string[];

beforeEach(() => {
  absent = new AbsentOwners();
  api = new FakeApi();
  graph = new OwnerGraph();
  enqueued = [];
});

/** Puts objects on the server and into the graph, then looks at one of them. */
async function look(name: string, ...objects: readonly KubeObject[]) {
  const mapping = new RestMapping();
  mapping.replace([{ gvr, kind: 'ConfigMap', namespaced: true, verbs: [], preferred: true }]);
  for (const object of objects) {
    api.objects.set(object.metadata.name ?? '', object);
    graph.upsert(gvr, object);
  }
  const enqueue = (uid: string) => {
    enqueued.push(uid);
  };
  return attemptToDelete({ client: api.client, graph, mapping, absent, enqueue })(
    `uid-${name}`,
    signal,
  );
}

// kubernetes/kubernetes pkg/controller/garbagecollector/garbagecollector_test.go
describe('attemptToDelete', () => {
  it('deletes what has lost its last owner', async () => {
    await look('a', configMap('a', { ownerReferences: [owner('gone')] }));
    expect(api.writes).toEqual([['delete', 'a', 'Background']]);
  });

  it('drops only the reference to an owner that is gone', async () => {
    const references = [owner('gone'), owner('o')];
    await look('a', configMap('o'), configMap('a', { ownerReferences: references }));
    expect(api.writes).toEqual([
      ['patch', 'a', { uid: 'uid-a', resourceVersion: '1', ownerReferences: [owner('o')] }],
    ]);
  });

  it('takes an owner of the same name with another uid for gone', async () => {
    await look(
      'a',
      configMap('o', { uid: 'newer' }),
      configMap('a', { ownerReferences: [owner('o')] }),
    );
    expect(api.writes).toEqual([['delete', 'a', 'Background']]);
  });

  it('waits for a kind that discovery does not know', async () => {
    const stranger = { ...owner('x'), kind: 'Unknown' };
    const result = await look('a', configMap('a', { ownerReferences: [stranger] }));
    expect(result.requeueAfterMs).toBeGreaterThan(0);
    expect(api.writes).toEqual([]);
  });

  it('lets dependents that block go before the owner', async () => {
    const dying = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['foregroundDeletion'] };
    await look('o', configMap('o', dying), configMap('a', { ownerReferences: [owner('o', true)] }));
    expect(enqueued).toEqual(['uid-a']);
    expect(api.writes).toEqual([]);
  });

  it('takes the finalizer off when no dependent blocks', async () => {
    await look(
      'o',
      configMap('o', {
        deletionTimestamp: '2026-01-01T00:00:00Z',
        finalizers: ['foregroundDeletion', 'x'],
      }),
    );
    expect(api.writes).toEqual([['patch', 'o', { resourceVersion: '1', finalizers: ['x'] }]]);
  });

  it('makes dependents forget an owner that orphans them', async () => {
    const dying = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['orphan'] };
    await look('o', configMap('o', dying), configMap('a', { ownerReferences: [owner('o')] }));
    expect(api.writes).toEqual([
      ['patch', 'a', { uid: 'uid-a', resourceVersion: '1', ownerReferences: [] }],
      ['patch', 'o', { resourceVersion: '1', finalizers: [] }],
    ]);
  });

  it('forgets an object that went unseen, and tells its owner', async () => {
    graph.upsert(gvr, configMap('a', { ownerReferences: [owner('o', true)] }));
    await look('a', configMap('o'));
    expect(enqueued).toEqual(['uid-o']);
    expect(graph.get('uid-a')).toBeUndefined();
  });

  it('asks once for an owner that is gone', async () => {
    const references = [owner('gone'), owner('o')];
    await look('a', configMap('o'), configMap('a', { ownerReferences: references }));
    await look('b', configMap('b', { ownerReferences: references }));
    expect(api.reads.filter((name) => name === 'gone')).toHaveLength(1);
    expect(api.writes).toHaveLength(2);
  });

  it('leaves what is in no namespace alone when its owner would be in one', async () => {
    const cluster = configMap('a', { ownerReferences: [owner('gone')] });
    delete cluster.metadata.namespace;
    expect(await look('a', cluster)).toEqual({});
    expect(api.writes).toEqual([]);
  });

  it('deletes nothing when the answer is no 404', async () => {
    graph.upsert(gvr, configMap('a', { ownerReferences: [owner('o')] }));
    api.failure = new Error('503');
    await expect(look('o')).rejects.toThrow('503');
    await expect(look('a')).rejects.toThrow('503');
    expect({ enqueued, writes: api.writes }).toEqual({ enqueued: [], writes: [] });
  });
});

// kubernetes/kubernetes pkg/controller/garbagecollector/graph_builder.go, `addDependentToOwners`, `enqueueVirtualDeleteEvent`
describe('an owner that nobody has seen', () => {
  const dependent = (name: string) => configMap(name, { ownerReferences: [owner('o')] });

  it('is looked for, once, and not its dependent', () => {
    expect(graph.upsert(gvr, dependent('a')).unseenOwners).toMatchObject([{ uid: 'uid-o' }]);
    expect(graph.upsert(gvr, dependent('a')).unseenOwners).toEqual([]);
    expect(graph.upsert(gvr, dependent('b')).unseenOwners).toEqual([]);
  });

  it('is not looked for when it is in the graph', () => {
    graph.upsert(gvr, configMap('o'));
    expect(graph.upsert(gvr, dependent('a'))).toMatchObject({ unseenOwners: [], isMisled: false });
  });

  it.each([
    ['another name', { ...owner('o'), name: 'x' }, {}],
    ['another group', { ...owner('o'), apiVersion: 'apps/v1' }, {}],
    ['another namespace', owner('o'), { namespace: 'elsewhere' }],
  ])('of %s than the one of that uid makes the dependent suspect', (_, reference, metadata) => {
    graph.upsert(gvr, configMap('o', metadata));
    const { isMisled } = graph.upsert(gvr, configMap('a', { ownerReferences: [reference] }));
    expect(isMisled).toBe(true);
  });

  it('has its dependents looked at once it is not found, and is looked for again by the next', async () => {
    graph.upsert(gvr, dependent('a'));
    await look('o');
    expect(enqueued).toEqual(['uid-a']);
    expect(absent.has(owner('o'), 'ns')).toBe(true);
    expect(graph.upsert(gvr, dependent('b')).unseenOwners).toMatchObject([{ uid: 'uid-o' }]);
  });

  it('is not found when another one has its name', async () => {
    graph.upsert(gvr, dependent('a'));
    api.objects.set('o', configMap('o', { uid: 'newer' }));
    await look('o');
    expect(enqueued).toEqual(['uid-a']);
  });

  it('is waited for when it is there', async () => {
    graph.upsert(gvr, dependent('a'));
    api.objects.set('o', configMap('o'));
    expect((await look('o')).requeueAfterMs).toBeGreaterThan(0);
    expect(enqueued).toEqual([]);
  });

  it('waits for a kind that discovery does not know', async () => {
    const stranger = { ...owner('x'), kind: 'Unknown' };
    graph.upsert(gvr, configMap('a', { ownerReferences: [stranger] }));
    expect((await look('x')).requeueAfterMs).toBeGreaterThan(0);
    expect(api.reads).toEqual([]);
  });
});

describe('an owner that waits for its dependents', () => {
  it('is looked at when one of them no longer blocks it', () => {
    graph.upsert(gvr, configMap('o'));
    graph.upsert(gvr, configMap('a', { ownerReferences: [owner('o', true)] }));
    const { unblockedOwners } = graph.upsert(
      gvr,
      configMap('a', { ownerReferences: [owner('o')] }),
    );
    expect(unblockedOwners).toMatchObject([{ uid: 'uid-o' }]);
  });
});

describe('AbsentOwners', () => {
  it('forgets those first that were not looked for longest', () => {
    for (let count = 0; count < 500; count++) absent.add(owner(`o${String(count)}`), 'ns');
    expect(absent.has(owner('o0'), 'ns')).toBe(true);
    absent.add(owner('one too many'), '');
    expect(absent.has(owner('o1'), 'ns')).toBe(false);
    expect(absent.has(owner('o0'), 'ns')).toBe(true);
    expect(absent.has(owner('one too many'), 'ns')).toBe(true);
  });
});
