import type { KubeObject } from '@skewplane/apimachinery';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StorageError } from './errors.js';
import type { StorageErrorCode } from './errors.js';
import type { Storage, StorageEvent, WatchOptions } from './storage.js';
import type { StoredObject } from './stored-object.js';

/** A store to test, on an etcd that nobody else compacts. */
export interface StorageUnderTest {
  readonly storage: Storage;
  /** Makes history before `revision` unreadable. */
  compact(revision: number): Promise<void>;
  close(): Promise<void>;
}

export function pod(name: string, extra: Record<string, unknown> = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default' }, ...extra };
}

export function withValue(object: StoredObject | undefined, value: unknown): KubeObject {
  if (object === undefined) throw new Error('There is no object');
  return { ...object.copy(), value };
}

/** Reads events until `count` have come. */
export async function take(
  events: AsyncIterable<StorageEvent>,
  count: number,
): Promise<StorageEvent[]> {
  const taken: StorageEvent[] = [];
  const iterator = events[Symbol.asyncIterator]();
  while (taken.length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/** `ADDED pods/default/a@7`, or `BOOKMARK@7`. */
export function describeEvent(event: StorageEvent): string {
  if (event.type === 'BOOKMARK') {
    return `BOOKMARK${event.initialEventsEnd === true ? ' end' : ''}@${event.revision}`;
  }
  return `${event.type} ${event.object.key}@${event.object.revision}`;
}

export async function codeOf(work: Promise<unknown>): Promise<StorageErrorCode | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof StorageError) return error.code;
    throw error;
  }
}

const names = ({ items }: { items: readonly StoredObject[] }): string[] =>
  items.map(({ key }) => key.slice(key.lastIndexOf('/') + 1));

/**
 * What every Storage must do. Sources: kubernetes/apiserver `pkg/storage/testing/store_tests.go` and
 * `watcher_tests.go` for the behaviours, `pkg/storage/interfaces.go` for the contract.
 */
export function describeStorage(name: string, make: () => Promise<StorageUnderTest>): void {
  describe(`storage contract: ${name}`, () => {
    let under: StorageUnderTest;
    let storage: Storage;
    let group = 0;
    beforeAll(async () => {
      under = await make();
      storage = under.storage;
    });
    afterAll(() => under.close());

    /** A prefix that no other test uses. */
    const fresh = (): string => `things${group++}/default/`;

    const fill = async (prefix: string, ...all: string[]): Promise<StoredObject[]> => {
      const made: StoredObject[] = [];
      for (const each of all) made.push(await storage.create(prefix + each, pod(each)));
      return made;
    };

    it('creates once, and answers with the revision it was written at', async () => {
      const key = `${fresh()}a`;
      const created = await storage.create(key, pod('a'));
      expect(created.object.metadata.resourceVersion).toBe(String(created.revision));
      expect((await storage.get(key)).object).toEqual(created.object);
      expect(await codeOf(storage.create(key, pod('a')))).toBe('KeyExists');
    });

    it('never stores resourceVersion or selfLink', async () => {
      const key = `${fresh()}a`;
      const metadata = { name: 'a', resourceVersion: '5', selfLink: '/x' };
      const created = await storage.create(key, { ...pod('a'), metadata });
      expect(created.object.metadata).toEqual({
        name: 'a',
        resourceVersion: String(created.revision),
      });
    });

    it.each([
      ['absent', undefined, 'KeyNotFound'],
      ['absent, from the cache', '0', 'KeyNotFound'],
      ['no number', 'x', 'InvalidResourceVersion'],
    ] as const)('get: %s', async (_, resourceVersion, code) => {
      expect(await codeOf(storage.get(`${fresh()}a`, { resourceVersion }))).toBe(code);
    });

    it('get from a revision waits for it or finds it too large', async () => {
      const key = `${fresh()}a`;
      const { revision } = await storage.create(key, pod('a'));
      const got = await storage.get(key, { resourceVersion: String(revision) });
      expect(got.revision).toBe(revision);
      const work = storage.get(key, { resourceVersion: String(revision + 1_000_000) });
      expect(await codeOf(work)).toBe('TooLargeResourceVersion');
    });

    it('every read sees every earlier write, update and delete', async () => {
      const prefix = fresh();
      const key = `${prefix}a`;
      for (let round = 0; round < 50; round++) {
        const created = await storage.create(key, pod('a', { round }));
        expect((await storage.get(key)).revision).toBe(created.revision);
        const updated = await storage.guaranteedUpdate(key, (at) => withValue(at, round));
        expect((await storage.list(prefix)).items[0]?.revision).toBe(updated.revision);
        await storage.delete(key);
        expect(await codeOf(storage.get(key))).toBe('KeyNotFound');
        expect(names(await storage.list(prefix))).toEqual([]);
      }
    });

    describe('guaranteedUpdate', () => {
      it('loses no increment of many writers', async () => {
        const key = `${fresh()}a`;
        await storage.create(key, pod('a', { value: 0 }));
        const increment = () =>
          storage.guaranteedUpdate(key, (at) => withValue(at, Number(at?.object['value']) + 1));
        await Promise.all(Array.from({ length: 30 }, increment));
        expect((await storage.get(key)).object['value']).toBe(30);
      });

      it('creates what is absent', async () => {
        const key = `${fresh()}a`;
        const made = await storage.guaranteedUpdate(key, (at) => {
          expect(at).toBeUndefined();
          return pod('a');
        });
        expect((await storage.get(key)).revision).toBe(made.revision);
      });

      it('writes nothing when nothing changes', async () => {
        const key = `${fresh()}a`;
        const created = await storage.create(key, pod('a'));
        const same = await storage.guaranteedUpdate(key, (at) => at?.copy() ?? pod('b'));
        expect(same.revision).toBe(created.revision);
        const identical = await storage.guaranteedUpdate(key, (at) => at?.object ?? pod('b'));
        expect(identical.revision).toBe(created.revision);
      });

      it('does not trust a stale suggestion that refuses or says nothing changes', async () => {
        const key = `${fresh()}a`;
        const suggestion = await storage.create(key, pod('a', { value: 'old' }));
        const current = await storage.guaranteedUpdate(key, (at) => withValue(at, 'new'));
        const seen: unknown[] = [];
        const refused = await storage.guaranteedUpdate(
          key,
          (at) => {
            seen.push(at?.object['value']);
            if (at?.object['value'] === 'old') throw new Error('stale');
            return withValue(at, 'newest');
          },
          { suggestion },
        );
        expect(seen).toEqual(['old', 'new']);
        const back = await storage.guaranteedUpdate(key, (at) => withValue(at, 'new'), {
          suggestion: current,
        });
        expect(back.revision).toBeGreaterThan(refused.revision);
        expect((await storage.get(key)).object['value']).toBe('new');
      });

      it('passes on what tryUpdate throws, once it was told of the real state', async () => {
        const key = `${fresh()}a`;
        await storage.create(key, pod('a'));
        const refusal = new Error('no');
        const work = storage.guaranteedUpdate(key, () => {
          throw refusal;
        });
        await expect(work).rejects.toBe(refusal);
      });
    });

    describe('delete', () => {
      it('answers with the last state at the revision of the deletion', async () => {
        const key = `${fresh()}a`;
        const created = await storage.create(key, pod('a', { value: 1 }));
        const deleted = await storage.delete(key);
        expect(deleted.revision).toBeGreaterThan(created.revision);
        expect(deleted.object['value']).toBe(1);
        expect(await codeOf(storage.delete(key))).toBe('KeyNotFound');
      });

      it('validates the real state, not a stale suggestion', async () => {
        const key = `${fresh()}a`;
        const suggestion = await storage.create(key, pod('a', { value: 'old' }));
        await storage.guaranteedUpdate(key, (at) => withValue(at, 'new'));
        const validate = (at: StoredObject): void => {
          if (at.object['value'] === 'old') throw new Error('refused');
        };
        expect((await storage.delete(key, { suggestion, validate })).object['value']).toBe('new');
      });

      it('keeps what validate refuses', async () => {
        const key = `${fresh()}a`;
        await storage.create(key, pod('a'));
        const refusal = new Error('refused');
        const validate = (): void => {
          throw refusal;
        };
        await expect(storage.delete(key, { validate })).rejects.toBe(refusal);
        expect((await storage.get(key)).key).toBe(key);
      });
    });

    describe('list', () => {
      it('is in key order, of its prefix only, at one revision', async () => {
        const prefix = fresh();
        await fill(prefix, 'c', 'a', 'b');
        await fill(prefix.replace('default', 'default2'), 'x');
        const listed = await storage.list(prefix);
        expect(names(listed)).toEqual(['a', 'b', 'c']);
        expect(names(await storage.list(`${prefix}b`))).toEqual(['b']);
        const newest = Math.max(...listed.items.map(({ revision }) => revision));
        expect(listed.revision).toBeGreaterThanOrEqual(newest);
      });

      it('pages at the revision of the first page', async () => {
        const prefix = fresh();
        await fill(prefix, 'a', 'b', 'c', 'd', 'e');
        const first = await storage.list(prefix, { limit: 2 });
        expect(names(first)).toEqual(['a', 'b']);
        expect(first.remainingItemCount).toBe(3);
        await storage.delete(`${prefix}c`);
        await fill(prefix, 'bb');
        const { continueToken } = first;
        const rest = await storage.list(prefix, { limit: 3, continueToken });
        expect(names(rest)).toEqual(['c', 'd', 'e']);
        expect(rest.revision).toBe(first.revision);
        expect(rest.continueToken).toBeUndefined();
        expect(rest.remainingItemCount).toBeUndefined();
      });

      it('makes tokens in the form of upstream (pkg/storage/continue.go)', async () => {
        const prefix = fresh();
        await fill(prefix, 'a', 'b');
        const { continueToken = '', revision } = await storage.list(prefix, { limit: 1 });
        const token = Buffer.from(continueToken, 'base64url').toString();
        expect(token).toBe(`{"v":"meta.k8s.io/v1","rv":${revision},"start":"a\\u0000"}`);
        expect(continueToken).not.toMatch(/=/);
      });

      it('keeps reading until the limit is filled with what matches', async () => {
        const prefix = fresh();
        const all = Array.from({ length: 30 }, (_, i) => `n${String(i).padStart(2, '0')}`);
        await fill(prefix, ...all);
        const predicate = ({ key }: StoredObject): boolean => key.endsWith('9');
        const first = await storage.list(prefix, { limit: 2, predicate });
        expect(names(first)).toEqual(['n09', 'n19']);
        expect(first.remainingItemCount).toBeUndefined();
        const { continueToken } = first;
        const rest = await storage.list(prefix, { limit: 2, predicate, continueToken });
        expect(names(rest)).toEqual(['n29']);
        expect(rest.continueToken).toBeUndefined();
      });

      it('reads the past exactly', async () => {
        const prefix = fresh();
        const [a] = await fill(prefix, 'a', 'b');
        const resourceVersion = String(a?.revision);
        const exact = { resourceVersion, resourceVersionMatch: 'Exact' } as const;
        expect(names(await storage.list(prefix, exact))).toEqual(['a']);
        expect((await storage.list(prefix, exact)).revision).toBe(a?.revision);
        const legacy = await storage.list(prefix, { resourceVersion, limit: 5 });
        expect(names(legacy)).toEqual(['a']);
        const newer = { resourceVersion, resourceVersionMatch: 'NotOlderThan' } as const;
        expect(names(await storage.list(prefix, newer))).toEqual(['a', 'b']);
      });

      it.each(['', 'Exact', 'NotOlderThan'] as const)(
        'of a future revision is too large (match %j)',
        async (resourceVersionMatch) => {
          const prefix = fresh();
          await fill(prefix, 'a');
          for (const resourceVersion of ['1000000', '9999999999999999999']) {
            const options = { resourceVersion, resourceVersionMatch };
            expect(await codeOf(storage.list(prefix, options))).toBe('TooLargeResourceVersion');
          }
        },
      );

      it('is served at its own revision to who lists and then reads on', async () => {
        const prefix = fresh();
        const { revision } = await storage.list(prefix);
        const resourceVersion = String(revision);
        expect(await codeOf(storage.list(prefix, { resourceVersion }))).toBeUndefined();
      });

      it.each([
        ['!!', 'continue key is not valid: illegal base64 data at input byte 0'],
        [
          Buffer.from('{"v":"v0","rv":1,"start":"a"}').toString('base64url'),
          'continue key is not valid: server does not recognize this encoded version v0',
        ],
        [
          Buffer.from('{"v":"meta.k8s.io/v1","rv":0,"start":"a"}').toString('base64url'),
          'continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
        ],
        [
          Buffer.from('{"v":"meta.k8s.io/v1","rv":1,"start":""}').toString('base64url'),
          'continue key is not valid: encoded start key empty (version meta.k8s.io/v1)',
        ],
        [
          Buffer.from('{"v":"meta.k8s.io/v1","rv":1,"start":"../b"}').toString('base64url'),
          'continue key is not valid: ../b',
        ],
      ])('refuses the token %j as pkg/storage/continue.go does', async (continueToken, message) => {
        await expect(storage.list(fresh(), { continueToken })).rejects.toMatchObject({
          code: 'InvalidContinueToken',
          message,
        });
      });
    });

    describe('watch', () => {
      const following = async (prefix: string, options: WatchOptions = {}) => {
        const stop = new AbortController();
        const events = await storage.watch(prefix, { ...options, signal: stop.signal });
        return { events, stop };
      };

      it('shows the state and then each change', async () => {
        const prefix = fresh();
        const [a] = await fill(prefix, 'a');
        const { events, stop } = await following(prefix);
        const updated = await storage.guaranteedUpdate(`${prefix}a`, (at) => withValue(at, 1));
        const deleted = await storage.delete(`${prefix}a`);
        await fill(prefix.replace('default', 'other'), 'x');
        const [b] = await fill(prefix, 'b');
        expect((await take(events, 4)).map(describeEvent)).toEqual([
          `ADDED ${prefix}a@${a?.revision}`,
          `MODIFIED ${prefix}a@${updated.revision}`,
          `DELETED ${prefix}a@${deleted.revision}`,
          `ADDED ${prefix}b@${b?.revision}`,
        ]);
        stop.abort();
        expect(await take(events, 1)).toEqual([]);
      });

      it('starts after a revision', async () => {
        const prefix = fresh();
        await storage.list(prefix);
        const [a, b] = await fill(prefix, 'a', 'b');
        const { events, stop } = await following(prefix, { resourceVersion: String(a?.revision) });
        const deleted = await storage.delete(`${prefix}a`);
        const [added, gone] = await take(events, 2);
        expect(added && describeEvent(added)).toBe(`ADDED ${prefix}b@${b?.revision}`);
        expect(gone && describeEvent(gone)).toBe(`DELETED ${prefix}a@${deleted.revision}`);
        expect(gone?.type === 'DELETED' && gone.object.object.metadata.resourceVersion).toBe(
          String(deleted.revision),
        );
        stop.abort();
      });

      it('watches one key alone', async () => {
        const prefix = fresh();
        const { events, stop } = await following(`${prefix}a`);
        const [, a] = await fill(prefix, 'aa', 'a');
        expect((await take(events, 1)).map(describeEvent)).toEqual([
          `ADDED ${prefix}a@${a?.revision}`,
        ]);
        stop.abort();
      });

      it('deletes what leaves the selection, in its last selected state (cache_watcher.go)', async () => {
        const prefix = fresh();
        const predicate = (object: StoredObject): boolean => object.object['value'] === 'in';
        const { revision } = await storage.list(prefix);
        const { events, stop } = await following(prefix, {
          resourceVersion: String(revision),
          predicate,
        });
        await storage.create(`${prefix}a`, pod('a', { value: 'out' }));
        const entered = await storage.guaranteedUpdate(`${prefix}a`, (at) => withValue(at, 'in'));
        const left = await storage.guaranteedUpdate(`${prefix}a`, (at) => withValue(at, 'out'));
        await storage.delete(`${prefix}a`);
        const [b] = [await storage.create(`${prefix}b`, pod('b', { value: 'in' }))];
        const seen = await take(events, 3);
        expect(seen.map(describeEvent)).toEqual([
          `ADDED ${prefix}a@${entered.revision}`,
          `DELETED ${prefix}a@${left.revision}`,
          `ADDED ${prefix}b@${b.revision}`,
        ]);
        expect(seen[1]?.type === 'DELETED' && seen[1].object.object['value']).toBe('in');
        stop.abort();
      });

      it('ends the initial events with a bookmark when both are asked for', async () => {
        const prefix = fresh();
        await fill(prefix, 'a', 'b');
        const { events, stop } = await following(prefix, {
          sendInitialEvents: true,
          allowBookmarks: true,
        });
        const seen = await take(events, 3);
        expect(seen.map(({ type }) => type)).toEqual(['ADDED', 'ADDED', 'BOOKMARK']);
        expect(seen[2]).toMatchObject({ initialEventsEnd: true });
        stop.abort();
      });

      it('sends no state when told not to', async () => {
        const prefix = fresh();
        await fill(prefix, 'a');
        const { events, stop } = await following(prefix, { sendInitialEvents: false });
        const [b] = await fill(prefix, 'b');
        expect((await take(events, 1)).map(describeEvent)).toEqual([
          `ADDED ${prefix}b@${b?.revision}`,
        ]);
        stop.abort();
      });
    });

    // Last: compaction takes the past of every other test away.
    describe('compaction', () => {
      it('expires lists and continue tokens of the past, which can go on inconsistently', async () => {
        const prefix = fresh();
        const [a] = await fill(prefix, 'a', 'b', 'c');
        const { continueToken } = await storage.list(prefix, { limit: 1 });
        const [d] = await fill(prefix, 'd');
        await under.compact(Number(d?.revision));
        const exact = {
          resourceVersion: String(a?.revision),
          resourceVersionMatch: 'Exact',
        } as const;
        await expect(storage.list(prefix, exact)).rejects.toMatchObject({
          code: 'Expired',
          message: 'The resourceVersion for the provided list is too old.',
          continueToken: undefined,
        });
        const expired: unknown = await storage
          .list(prefix, { continueToken })
          .catch((error: unknown) => error);
        if (!(expired instanceof StorageError)) throw new Error('The token should be expired');
        expect(expired.code).toBe('Expired');
        const next = Buffer.from(expired.continueToken ?? '', 'base64url').toString();
        expect(next).toBe('{"v":"meta.k8s.io/v1","rv":-1,"start":"a\\u0000"}');
        const rest = await storage.list(prefix, { continueToken: expired.continueToken });
        expect(names(rest)).toEqual(['b', 'c', 'd']);
      });

      it('expires watches from the past, in the stream', async () => {
        const prefix = fresh();
        const [a] = await fill(prefix, 'a', 'b');
        const { revision } = await storage.list(prefix);
        await under.compact(revision);
        const events = await storage.watch(prefix, {
          resourceVersion: String(Number(a?.revision) - 1),
        });
        expect(await codeOf(take(events, 1))).toBe('Expired');
      });
    });
  });
}
