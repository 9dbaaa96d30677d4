import { FakeClock, systemClock } from '@skewplane/apimachinery';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStorage } from '../../packages/apiserver/src/storage/create-storage.js';
import type {
  StorageHandle,
  StorageOptions,
} from '../../packages/apiserver/src/storage/create-storage.js';
import { StorageError } from '../../packages/apiserver/src/storage/errors.js';
import { Etcd3Client } from '../../packages/apiserver/src/storage/etcd3/etcd3-client.js';
import { startLiveView } from '../../packages/apiserver/src/storage/live-view.js';
import type { LiveView } from '../../packages/apiserver/src/storage/live-view.js';
import {
  codeOf,
  describeEvent,
  pod,
  take,
  withValue,
} from '../../packages/apiserver/src/storage/storage.suite.js';
import type { StorageEvent } from '../../packages/apiserver/src/storage/storage.js';
import { startEtcd } from './etcd.js';
import type { TestEtcd } from './etcd.js';
import { silentLogger } from './silent-logger.js';
import { startTcpProxy } from './tcp-proxy.js';
import type { TcpProxy } from './tcp-proxy.js';

let etcd: TestEtcd;
const closers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  etcd = await startEtcd();
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await etcd.close();
});

function start(options: Partial<StorageOptions> = {}): StorageHandle {
  const handle = createStorage(
    { servers: etcd.servers, ...options },
    { clock: systemClock, logger: silentLogger },
  );
  closers.push(() => handle.close());
  return handle;
}

function connect(): Etcd3Client {
  const client = new Etcd3Client({ servers: etcd.servers }, systemClock);
  closers.push(async () => {
    client.close();
  });
  return client;
}

/** Collects events until `stop`, or until the watch ends by itself. */
function collect(events: AsyncIterable<StorageEvent>): {
  seen: StorageEvent[];
  ended: Promise<unknown>;
} {
  const seen: StorageEvent[] = [];
  const follow = async (): Promise<unknown> => {
    try {
      for await (const event of events) seen.push(event);
      return undefined;
    } catch (error) {
      return error;
    }
  };
  return { seen, ended: follow() };
}

describe('etcd dies', () => {
  it.each(['kill', 'stop'] as const)(
    'a %s in a burst of writes loses nothing acknowledged, and watches go on without gap or repeat',
    async (death) => {
      const { storage } = start();
      const { revision } = await storage.list('pods/');
      const stop = new AbortController();
      const events = await storage.watch('pods/', {
        resourceVersion: String(revision),
        signal: stop.signal,
      });
      const { seen } = collect(events);
      const acknowledged = new Map<string, number>();
      let next = 0;
      let isOver = false;
      const write = async (): Promise<void> => {
        while (!isOver) {
          const key = `pods/default/p${next++}`;
          try {
            acknowledged.set(key, (await storage.create(key, pod(key))).revision);
          } catch (error) {
            // Whether it was written is unknown: it may be there, or not.
            if (!(error instanceof StorageError)) throw error;
          }
        }
      };
      const writers = [write(), write(), write(), write()];
      for (let round = 0; round < 2; round++) {
        const before = acknowledged.size;
        await vi.waitFor(() => {
          expect(acknowledged.size).toBeGreaterThan(before + 100);
        }, 10_000);
        await etcd[death]();
        await etcd.restart();
      }
      const before = acknowledged.size;
      await vi.waitFor(() => {
        expect(acknowledged.size).toBeGreaterThan(before + 100);
      }, 10_000);
      isOver = true;
      await Promise.all(writers);

      const listed = await storage.list('pods/');
      const present = new Map(listed.items.map(({ key, revision: at }) => [key, at]));
      for (const [key, at] of acknowledged) expect(present.get(key)).toBe(at);
      await vi.waitFor(() => {
        expect(seen.length).toBeGreaterThanOrEqual(present.size);
      }, 10_000);
      stop.abort();
      const want = listed.items
        .map((object) => describeEvent({ type: 'ADDED', object }))
        .sort((a, b) => revisionOf(a) - revisionOf(b));
      expect(seen.map(describeEvent)).toEqual(want);
    },
  );

  it('reads and writes fail with a clear error while it is down, and recover by themselves', async () => {
    const handle = start();
    const { storage, kv } = handle;
    await storage.create('pods/default/a', pod('a'));
    await storage.list('pods/');
    await handle.ping();
    await etcd.kill();
    const results = await Promise.all([
      codeOf(storage.get('pods/default/a')),
      codeOf(storage.list('pods/')),
      codeOf(storage.create('pods/default/b', pod('b'))),
      codeOf(handle.ping()),
      codeOf(kv.list('peerserverleases/')),
    ]);
    expect(results).toEqual(Array.from({ length: 5 }, () => 'Unreachable'));
    // What the cache may answer without etcd, it does.
    const cached = await storage.get('pods/default/a', { resourceVersion: '0' });
    expect(cached.object.metadata.name).toBe('a');
    await etcd.restart();
    await handle.ping();
    expect((await storage.get('pods/default/a')).revision).toBe(cached.revision);
  });

  it('a server that starts before etcd works once etcd is there', async () => {
    await etcd.stop();
    const { storage } = start();
    expect(await codeOf(storage.create('pods/default/a', pod('a')))).toBe('Unreachable');
    await etcd.restart();
    await vi.waitFor(async () => {
      await storage.list('pods/');
    }, 10_000);
    await storage.create('pods/default/a', pod('a'));
    expect((await storage.list('pods/')).items).toHaveLength(1);
  });

  it('etcd comes back with an older state: watches expire, caches and live views catch up', async () => {
    const { storage } = start();
    const other = start();
    const view = watchPods(storage);
    for (let i = 0; i < 20; i++) await other.storage.create(`pods/default/a${i}`, pod(`a${i}`));
    await vi.waitFor(() => {
      expect([...view.list()]).toHaveLength(20);
    });
    const { revision } = await storage.list('pods/');
    const { ended } = collect(await storage.watch('pods/', { resourceVersion: String(revision) }));
    await etcd.wipe();
    await etcd.restart();
    await other.direct.create('pods/default/b', pod('b'));
    expect(await ended).toMatchObject({ code: 'Expired' });
    await vi.waitFor(() => {
      expect([...view.list()].map(({ key }) => key)).toEqual(['pods/default/b']);
    }, 10_000);
    expect((await storage.list('pods/')).items.map(({ key }) => key)).toEqual(['pods/default/b']);
  });
});

function watchPods(storage: StorageHandle['storage']): LiveView {
  const stop = new AbortController();
  closers.push(async () => {
    stop.abort();
  });
  return startLiveView(storage, 'pods/', { signal: stop.signal, onError: () => undefined });
}

describe('the path to etcd is cut', () => {
  const cut = async (): Promise<{ proxy: TcpProxy; near: StorageHandle; far: StorageHandle }> => {
    const proxy = await startTcpProxy(Number(new URL(etcd.endpoint).port));
    closers.push(() => proxy.close());
    return { proxy, near: start({ servers: [proxy.endpoint] }), far: start() };
  };

  it('a watch misses nothing that was written meanwhile', async () => {
    const { proxy, near, far } = await cut();
    const { revision } = await near.storage.list('pods/');
    const options = { resourceVersion: String(revision) };
    const { seen } = collect(await near.storage.watch('pods/', options));
    proxy.cut();
    for (let i = 0; i < 50; i++) await far.storage.create(`pods/default/p${i}`, pod(`p${i}`));
    expect(seen).toEqual([]);
    proxy.mend();
    await vi.waitFor(() => {
      expect(seen).toHaveLength(50);
    }, 10_000);
    const revisions = seen.map((event) => revisionOf(describeEvent(event)));
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  });

  it('history compacted meanwhile: watches expire, caches and live views catch up', async () => {
    const { proxy, near, far } = await cut();
    await far.storage.create('pods/default/a', pod('a'));
    await far.storage.create('pods/default/kept', pod('kept'));
    const view = watchPods(near.storage);
    await view.synced;
    const changes: string[] = [];
    view.onChange(({ type, object }) => changes.push(`${type} ${object.key}`));
    const { revision } = await near.storage.list('pods/');
    const options = { resourceVersion: String(revision) };
    const { ended } = collect(await near.storage.watch('pods/', options));
    proxy.cut();
    await far.storage.delete('pods/default/a');
    const last = await far.storage.create('pods/default/b', pod('b'));
    await connect().compact(last.revision);
    proxy.mend();
    expect(await ended).toMatchObject({ code: 'Expired' });
    await vi.waitFor(() => {
      expect(changes).toEqual(['ADDED pods/default/b', 'DELETED pods/default/a']);
    }, 10_000);
    const { items } = await near.storage.list('pods/');
    expect(items.map(({ key }) => key)).toEqual(['pods/default/b', 'pods/default/kept']);
  });
});

function revisionOf(event: string): number {
  return Number(event.slice(event.lastIndexOf('@') + 1));
}

describe('watches', () => {
  it('a watcher that does not keep up is closed, and holds up no other', async () => {
    const { storage } = start({ watchQueueLimit: 10 });
    const { revision } = await storage.list('pods/');
    const options = { resourceVersion: String(revision) };
    const slow = await storage.watch('pods/', options);
    const quick = collect(await storage.watch('pods/', options));
    for (let i = 0; i < 20; i++) await storage.create(`pods/default/p${i}`, pod(`p${i}`));
    await vi.waitFor(() => {
      expect(quick.seen).toHaveLength(20);
    });
    const late = collect(slow);
    expect(await late.ended).toMatchObject({ code: 'SlowWatcher' });
    expect(late.seen).toHaveLength(10);
  });

  it('from before this instance began are too old, in the words of watch_cache_history.go', async () => {
    const old = await start().direct.create('pods/default/a', pod('a'));
    await start().direct.create('pods/default/b', pod('b'));
    const { storage } = start();
    const { revision } = await storage.list('pods/');
    const events = await storage.watch('pods/', { resourceVersion: String(old.revision - 1) });
    await expect(take(events, 1)).rejects.toMatchObject({
      code: 'Expired',
      message: `too old resource version: ${old.revision - 1} (${revision})`,
    });
  });

  it('go on from a list of another instance, though this one never saw the resource before', async () => {
    const [one, two] = [start(), start()];
    await two.storage.list('configmaps/'); // it runs, but has no cache of pods
    const a = await one.storage.create('pods/default/a', pod('a'));
    const { revision } = await one.storage.list('pods/');
    const b = await one.storage.guaranteedUpdate('pods/default/a', (at) => withValue(at, 1));
    const gone = await one.storage.delete('pods/default/a');
    await one.storage.create('configmaps/default/x', pod('x'));
    const [later, earlier] = await Promise.all(
      [revision, a.revision - 1].map((from) =>
        two.storage.watch('pods/', { resourceVersion: String(from) }),
      ),
    );
    if (later === undefined || earlier === undefined) throw new Error('There are two watches');
    const end = await one.storage.create('pods/default/b', pod('b'));
    const want = [
      `MODIFIED pods/default/a@${b.revision}`,
      `DELETED pods/default/a@${gone.revision}`,
      `ADDED pods/default/b@${end.revision}`,
    ];
    expect((await take(later, 3)).map(describeEvent)).toEqual(want);
    expect((await take(earlier, 4)).map(describeEvent)).toEqual([
      `ADDED pods/default/a@${a.revision}`,
      ...want,
    ]);
  });

  it('end when the server closes', async () => {
    const handle = start();
    const { ended } = collect(await handle.storage.watch('pods/'));
    await handle.close();
    expect(await ended).toBeUndefined();
  });

  it('send bookmarks about once a minute and before the deadline (cache_watcher.go)', async () => {
    const clock = new FakeClock();
    const handle = createStorage(
      { servers: etcd.servers, compactionIntervalMs: 0 },
      { clock, logger: silentLogger, random: () => 0 },
    );
    closers.push(() => handle.close());
    const { seen } = collect(
      await handle.storage.watch('pods/', {
        resourceVersion: '0',
        allowBookmarks: true,
        deadlineMs: clock.now() + 100_000,
      }),
    );
    const elsewhere = await handle.storage.create('configmaps/default/a', pod('a'));
    await handle.storage.list('configmaps/');
    await clock.advance(59_999);
    expect(seen).toEqual([]);
    await clock.advance(1);
    expect(seen.map(({ type }) => type)).toEqual(['BOOKMARK']);
    expect(seen[0]).toMatchObject({ revision: elsewhere.revision });
    await clock.advance(38_000);
    expect(seen).toHaveLength(2);
    await clock.advance(60_000);
    expect(seen).toHaveLength(2);
  });
});

describe('many and large objects', () => {
  it('lists far more than the 4 MiB that gRPC takes by default', async () => {
    const { storage, direct } = start();
    const filler = 'x'.repeat(500_000);
    for (let i = 0; i < 24; i++) {
      await storage.create(`secrets/default/s${i}`, { ...pod(`s${i}`), filler });
    }
    for (const each of [storage, direct]) {
      const { items } = await each.list('secrets/');
      expect(items).toHaveLength(24);
      expect(items.every(({ json }) => json.length > 500_000)).toBe(true);
    }
  });

  it('pages 20,000 objects consistently while they change', { timeout: 60_000 }, async () => {
    const { storage, direct } = start();
    await Promise.all(
      Array.from({ length: 20 }, async (_, lane) => {
        for (let i = lane; i < 20_000; i += 20) {
          await direct.create(`pods/default/p${i}`, pod(`p${i}`));
        }
      }),
    );
    expect((await direct.list('pods/')).items).toHaveLength(20_000);
    const first = await storage.list('pods/', { limit: 6_000 });
    expect(first.remainingItemCount).toBe(14_000);
    await storage.delete('pods/default/p9999');
    await storage.create('pods/default/p99999', pod('p99999'));
    const keys = new Set(first.items.map(({ key }) => key));
    let { continueToken } = first;
    while (continueToken !== undefined) {
      const page = await storage.list('pods/', { limit: 6_000, continueToken });
      expect(page.revision).toBe(first.revision);
      for (const { key } of page.items) keys.add(key);
      continueToken = page.continueToken;
    }
    expect(keys.size).toBe(20_000);
    expect(keys.has('pods/default/p9999')).toBe(true);
    expect(keys.has('pods/default/p99999')).toBe(false);
    expect((await storage.list('pods/')).items).toHaveLength(20_000);
  });
});

describe('time', () => {
  it('objects with a TTL share a lease and go away by themselves', async () => {
    const { storage } = start();
    const { revision } = await storage.list('events/');
    const events = await storage.watch('events/', { resourceVersion: String(revision) });
    await storage.create('events/default/a', pod('a'), { ttlSeconds: 2 });
    await storage.create('events/default/b', pod('b'));
    const seen = await take(events, 3);
    expect(seen.map((event) => describeEvent(event).replace(/@.*/, ''))).toEqual([
      'ADDED events/default/a',
      'ADDED events/default/b',
      'DELETED events/default/a',
    ]);
    expect(await codeOf(storage.get('events/default/a'))).toBe('KeyNotFound');
  });

  it('raw keys: guarded put, list, TTL', async () => {
    const { kv } = start();
    const first = await kv.put('peerserverleases/x', Buffer.from('1'), { expectedRevision: 0 });
    expect(first).toBeGreaterThan(0);
    const lost = await kv.put('peerserverleases/x', Buffer.from('2'), { expectedRevision: 0 });
    expect(lost).toBeUndefined();
    await kv.put('peerserverleases/x', Buffer.from('3'), {
      expectedRevision: first,
      ttlSeconds: 1,
    });
    await kv.put('peerserverleases/y', Buffer.from('4'));
    expect(
      (await kv.list('peerserverleases/')).map(({ key, value }) => `${key}=${value.toString()}`),
    ).toEqual(['peerserverleases/x=3', 'peerserverleases/y=4']);
    await kv.delete('peerserverleases/y');
    await vi.waitFor(async () => {
      expect(await kv.list('peerserverleases/')).toEqual([]);
    }, 10_000);
    expect(await kv.get('peerserverleases/x')).toBeUndefined();
  });

  it('one instance compacts per interval, to the revision of the tick before (compact.go)', async () => {
    const clock = new FakeClock();
    for (let i = 0; i < 2; i++) {
      const handle = createStorage(
        { servers: etcd.servers },
        { clock, logger: silentLogger, random: () => 0 },
      );
      closers.push(() => handle.close());
      await handle.ping();
    }
    const client = connect();
    const { storage } = start({ compactionIntervalMs: 0 });
    const compactVersion = async (): Promise<number> =>
      (await client.range({ key: 'compact_rev_key' })).kvs[0]?.version ?? 0;
    const a = await storage.create('pods/default/a', pod('a'));
    await clock.advance(300_000);
    await vi.waitFor(async () => {
      expect(await compactVersion()).toBe(1);
    });
    const b = await storage.guaranteedUpdate('pods/default/a', (at) => withValue(at, 1));
    await clock.advance(300_000);
    await vi.waitFor(async () => {
      expect(await compactVersion()).toBe(2);
    });
    const at = (revision: number) =>
      codeOf(
        storage.list('pods/', {
          resourceVersion: String(revision),
          resourceVersionMatch: 'Exact',
        }),
      );
    await vi.waitFor(async () => {
      expect(await at(a.revision - 1)).toBe('Expired');
    });
    expect(await at(b.revision)).toBeUndefined();
  });

  it('a list at a revision that only a foreign write made can be followed at once', async () => {
    const { storage } = start();
    await storage.list('pods/');
    const client = connect();
    const { revision } = await client.txn({
      compare: [],
      success: [{ put: { key: 'compact_rev_key', value: Buffer.from('0') } }],
    });
    const { revision: listed } = await storage.list('pods/', {
      resourceVersion: String(revision),
      resourceVersionMatch: 'NotOlderThan',
    });
    expect(listed).toBe(revision);
  });
});
