import { notFound, type KubeObject, type OwnerReference } from '@skewplane/apimachinery';
import type { RestClient } from '@skewplane/client';
import { beforeEach, describe, expect, it } from 'vitest';
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

  readonly client = {
    get: async (path: string) => {
      const name = path.split('/').at(-1) ?? '';
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
let enqueued: string[];

beforeEach(() => {
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
  return attemptToDelete({ client: api.client, graph, mapping, enqueue })(`uid-${name}`, signal);
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
});
