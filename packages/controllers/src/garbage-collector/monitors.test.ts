import { FakeClock, type KubeObject, type OwnerReference } from '@skewplane/apimachinery';
import type { RestClient } from '@skewplane/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OwnerGraph } from './graph.js';
import { Monitors } from './monitors.js';

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const maps = { gvr: { group: '', version: 'v1', resource: 'configmaps' } };
const ships = { gvr: { group: 'example.com', version: 'v1', resource: 'ships' } };

const owner: OwnerReference = {
  apiVersion: 'example.com/v1',
  kind: 'Ship',
  name: 'o',
  uid: 'uid-o',
};
const object = (name: string, metadata: Partial<KubeObject['metadata']> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'ns', uid: `uid-${name}`, resourceVersion: '1', ...metadata },
});

let items: KubeObject[];
let listed: string[];
let enqueued: string[];
let monitors: Monitors;

beforeEach(() => {
  items = [];
  listed = [];
  enqueued = [];
  const client = {
    list: async (path: string) => {
      listed.push(path);
      return {
        items: path.endsWith('/configmaps') ? items : [],
        metadata: { resourceVersion: '1' },
      };
    },
    // Open until the informer is stopped.
    watch: async function* (_path: string, { signal }: { signal: AbortSignal }) {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true });
      });
      yield* [];
    },
  } as unknown as RestClient; // what informers use of it
  const enqueue = (uid: string) => {
    enqueued.push(uid);
  };
  const deps = { client, clock: new FakeClock(0), logger, random: () => 0 };
  monitors = new Monitors(deps, new OwnerGraph(), enqueue, () => undefined);
});
afterEach(() => monitors.stop());

const synced = () =>
  vi.waitFor(() => {
    expect(monitors.areSynced).toBe(true);
  });

describe('Monitors', () => {
  it('follow discovery', async () => {
    await monitors.follow([maps, ships]);
    await synced();
    await monitors.follow([maps]);
    expect(monitors.count).toBe(1);
    expect(listed).toEqual(['/api/v1/configmaps', '/apis/example.com/v1/ships']);
  });

  // kubernetes/kubernetes pkg/controller/garbagecollector/garbagecollector_test.go
  it('stay where a group-version cannot say what it holds', async () => {
    await monitors.follow([maps, ships]);
    await monitors.follow([maps], ['example.com/v1']);
    expect(monitors.count).toBe(2);
    await monitors.follow([maps], ['example.com/v2']);
    expect(monitors.count).toBe(1);
  });

  it.each([
    ['an owner that nobody has seen', { ownerReferences: [owner] }, ['uid-o']],
    ['what holds its dependents', { finalizers: ['foregroundDeletion'] }, []],
    [
      'what waits for its dependents',
      { finalizers: ['foregroundDeletion'], deletionTimestamp: '2026-01-01T00:00:00Z' },
      ['uid-a'],
    ],
    [
      'what has to forget its dependents',
      { finalizers: ['orphan'], deletionTimestamp: '2026-01-01T00:00:00Z' },
      ['uid-a'],
    ],
    ['what has no owner', {}, []],
  ])('have a look at %s', async (_, metadata, uids) => {
    items = [object('a', metadata)];
    await monitors.follow([maps]);
    await synced();
    expect(enqueued).toEqual(uids);
  });

  it('leave alone what has its owner in the graph', async () => {
    const ownerReferences = [{ ...owner, apiVersion: 'v1', kind: 'ConfigMap' }];
    items = [object('o'), object('a', { ownerReferences })];
    await monitors.follow([maps]);
    await synced();
    expect(enqueued).toEqual([]);
  });
});
