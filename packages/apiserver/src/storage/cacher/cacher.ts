import type { Clock, Immutable, KubeObject } from '@skewplane/apimachinery';
import { matches } from '../change.js';
import type { Change } from '../change.js';
import { StorageError } from '../errors.js';
import { encodeContinue } from '../etcd3/continue-token.js';
import type { Feed } from '../etcd3/feed.js';
import type { Span } from '../etcd3/read-history.js';
import { parseResourceVersion, tooLarge } from '../resource-version.js';
import type {
  CreateOptions,
  DeleteOptions,
  GetOptions,
  ListOptions,
  ListResult,
  Storage,
  StorageEvent,
  UpdateFn,
  UpdateOptions,
  WatchOptions,
} from '../storage.js';
import type { StoredObject } from '../stored-object.js';
import { cachePrefixOf } from './cache-prefix.js';
import { ResourceCache, type FreezeMode } from './resource-cache.js';
import type { RevisionBatcher } from './revision-batcher.js';
import { fromCache, listed } from './trace-reads.js';

export interface CacherDeps {
  /** What the caches are of: asked when a cache cannot answer. */
  readonly inner: Storage;
  readonly feed: Feed;
  /** Changes of a prefix in a span of the past. */
  readonly readHistory: (prefix: string, span: Span) => Promise<readonly Change[]>;
  readonly revisions: RevisionBatcher;
  readonly clock: Clock;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** Events that may wait for one watcher; default 1_000. */
  readonly watchQueueLimit?: number | undefined;
  /** How long a read waits for a revision that is not here yet; default 3_000, as upstream. */
  readonly freshTimeoutMs?: number | undefined;
}

/** Events of a write arrive within milliseconds; after this long a linearizable read goes to etcd itself. */
const catchUpMs = 100;

/**
 * Answers reads and watches from memory without ever answering staler than etcd would.
 *
 * A linearizable read asks etcd for revisions only, never for values: a get for the one of its key, a list for
 * the newest of the store; then the cache, once it is as new as that, has the answer.
 * @see kubernetes/apiserver `pkg/storage/cacher/cacher.go`
 */
export class Cacher implements Storage {
  readonly #deps: CacherDeps;
  readonly #inner: Storage;
  readonly #caches = new Map<string, ResourceCache>();
  #modeOf: ((prefix: string) => FreezeMode | undefined) | undefined;
  readonly #freshTimeoutMs: number;

  constructor(deps: CacherDeps) {
    this.#deps = deps;
    this.#inner = deps.inner;
    this.#freshTimeoutMs = deps.freshTimeoutMs ?? 3_000;
  }

  create(
    key: string,
    object: Immutable<KubeObject>,
    options?: CreateOptions,
  ): Promise<StoredObject> {
    return this.#inner.create(key, object, options);
  }

  guaranteedUpdate(
    key: string,
    tryUpdate: UpdateFn,
    options: UpdateOptions = {},
  ): Promise<StoredObject> {
    const suggestion = options.suggestion ?? this.#cacheFor(key)?.get(key);
    return this.#inner.guaranteedUpdate(key, tryUpdate, { ...options, suggestion });
  }

  delete(key: string, options: DeleteOptions = {}): Promise<StoredObject> {
    const suggestion = options.suggestion ?? this.#cacheFor(key)?.get(key);
    return this.#inner.delete(key, { ...options, suggestion });
  }

  async get(key: string, options: GetOptions = {}): Promise<StoredObject> {
    const cache = this.#cacheFor(key);
    if (cache === undefined) return this.#inner.get(key, options);
    const { resourceVersion = '', signal, trace } = options;
    const span = trace?.begin('read');
    if (resourceVersion !== '') {
      await this.#fresh(cache, parseResourceVersion(resourceVersion), signal);
      span?.end(...fromCache(key, cache, { resourceVersion }));
      return required(key, cache.get(key));
    }
    if (!cache.isReady) await within(cache.ready(), signal);
    const modRevision =
      cache.frozen === 'stale-reads'
        ? (cache.get(key)?.revision ?? 0)
        : (await this.#deps.revisions.lookup(key)).modRevision;
    signal?.throwIfAborted();
    const cached = cache.get(key);
    if (modRevision === 0) {
      span?.end('etcd says there is no such key', { key });
      throw new StorageError('KeyNotFound', { key });
    }
    // A newer state than the one asked about was current after the question, so it is as good an answer.
    if (cached !== undefined && cached.revision >= modRevision) {
      span?.end(...fromCache(key, cache, { etcdRevision: modRevision }));
      return cached;
    }
    if (await this.#catchesUp(cache, modRevision, signal)) {
      span?.end(...fromCache(key, cache, { etcdRevision: modRevision, waited: true }));
      return required(key, cache.get(key));
    }
    span?.end('from etcd: the cache is behind', {
      etcdRevision: modRevision,
      cacheRevision: cache.revision,
    });
    return this.#inner.get(key, { signal, trace });
  }

  async list(prefix: string, options: ListOptions = {}): Promise<ListResult> {
    const cache = this.#cacheFor(prefix);
    const span = options.trace?.begin('list');
    if (cache === undefined || mustReadThrough(options)) {
      const result = await this.#inner.list(prefix, options);
      span?.end(...listed('etcd', prefix, result));
      return result;
    }
    const { resourceVersion = '', signal } = options;
    if (resourceVersion !== '') {
      await this.#fresh(cache, parseResourceVersion(resourceVersion), signal);
      const result = select(cache, prefix, options);
      span?.end(...listed('the cache', prefix, result, { resourceVersion }));
      return result;
    }
    if (!cache.isReady) await within(cache.ready(), signal);
    const revision = await this.#newestRevision(cache);
    signal?.throwIfAborted();
    const isFresh = await this.#catchesUp(cache, revision, signal);
    const result = isFresh
      ? select(cache, prefix, options)
      : await this.#inner.list(prefix, options);
    span?.end(
      ...listed(isFresh ? 'the cache' : 'etcd', prefix, result, { etcdRevision: revision }),
    );
    return result;
  }

  async watch(prefix: string, options: WatchOptions = {}): Promise<AsyncIterable<StorageEvent>> {
    const cache = this.#cacheFor(prefix);
    if (cache === undefined) return this.#inner.watch(prefix, options);
    const { resourceVersion = '', sendInitialEvents, signal } = options;
    const from = parseResourceVersion(resourceVersion);
    try {
      const isFromNow = from === 0 || sendInitialEvents === true;
      if (!isFromNow) {
        await within(cache.ready(), signal);
        return await cache.watchSince(prefix, from, options);
      }
      const minimum = resourceVersion === '' ? await this.#newestRevision(cache) : from;
      await this.#fresh(cache, minimum, signal);
      return cache.watchFromNow(prefix, options);
    } catch (error) {
      // Upstream accepts the watch and tells of these in its stream.
      if (!(error instanceof StorageError)) throw error;
      return failing(error);
    }
  }

  /**
   * Stops caches where they are, and lets others go on.
   * @param modeOf how the cache of a prefix stands still; undefined: it does not
   */
  freeze(modeOf: ((prefix: string) => FreezeMode | undefined) | undefined): void {
    this.#modeOf = modeOf;
    for (const [prefix, cache] of this.#caches) {
      const mode = modeOf?.(prefix);
      if (mode === undefined) cache.thaw();
      else cache.freeze(mode);
    }
  }

  /** Ends every watch. */
  close(): void {
    for (const cache of this.#caches.values()) cache.close();
  }

  /** Waits until the cache is at least as new as `revision`. @throws {StorageError} `TooLargeResourceVersion` */
  async #fresh(
    cache: ResourceCache,
    revision: number,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    await within(cache.ready(), signal);
    if (cache.revision >= revision) return;
    if (cache.frozen !== undefined) await cache.thawed(this.#freshTimeoutMs, signal);
    await this.#deps.feed.waitFor(revision, this.#freshTimeoutMs, signal);
    await within(cache.ready(), signal);
    if (cache.revision < revision) throw tooLarge(revision, cache.revision);
  }

  /** What a consistent read must not be older than; a cache that stands still knows of nothing newer than itself. */
  async #newestRevision(cache: ResourceCache): Promise<number> {
    if (cache.frozen === 'stale-reads') return cache.revision;
    return this.#deps.revisions.currentRevision();
  }

  async #catchesUp(
    cache: ResourceCache,
    revision: number,
    signal: AbortSignal | undefined,
  ): Promise<boolean> {
    if (cache.revision < revision) await this.#deps.feed.waitFor(revision, catchUpMs, signal);
    return cache.revision >= revision;
  }

  #cacheFor(key: string): ResourceCache | undefined {
    const prefix = cachePrefixOf(key);
    if (prefix === undefined) return undefined;
    let cache = this.#caches.get(prefix);
    if (cache === undefined) {
      const { watchQueueLimit = 1_000 } = this.#deps;
      const load = (all: string): Promise<ListResult> => this.#inner.list(all);
      cache = new ResourceCache(prefix, { ...this.#deps, load, watchQueueLimit });
      this.#caches.set(prefix, cache);
      const mode = this.#modeOf?.(prefix);
      if (mode !== undefined) cache.freeze(mode);
    }
    return cache;
  }
}

/**
 * Lists as of a revision in the past are etcd's to answer.
 * @see kubernetes/apiserver `pkg/storage/cacher/delegator.go`, `shouldDelegateList`
 */
function mustReadThrough(options: ListOptions): boolean {
  const {
    resourceVersion = '',
    resourceVersionMatch = '',
    limit = 0,
    continueToken = '',
  } = options;
  if (continueToken !== '' || resourceVersionMatch === 'Exact') return true;
  const isLegacyExact = resourceVersion !== '' && resourceVersion !== '0' && limit > 0;
  return resourceVersionMatch === '' && isLegacyExact;
}

function select(cache: ResourceCache, prefix: string, options: ListOptions): ListResult {
  const { predicate, resourceVersion } = options;
  // Upstream ignores the limit of a list from "any" revision.
  const limit = resourceVersion === '0' ? 0 : (options.limit ?? 0);
  const revision = cache.revision;
  const all = cache.list(prefix);
  if (limit <= 0) {
    const items = predicate === undefined ? all : all.filter((item) => matches(predicate, item));
    return { items, revision };
  }
  const items: StoredObject[] = [];
  for (const [index, object] of all.entries()) {
    if (matches(predicate, object)) items.push(object);
    if (items.length < limit || index + 1 === all.length) continue;
    const start = `${object.key.slice(prefix.length)}\0`;
    return {
      items,
      revision,
      continueToken: encodeContinue({ start, revision }),
      remainingItemCount: predicate === undefined ? all.length - index - 1 : undefined,
    };
  }
  return { items, revision };
}

function required(key: string, object: StoredObject | undefined): StoredObject {
  if (object === undefined) throw new StorageError('KeyNotFound', { key });
  return object;
}

async function* failing(error: StorageError): AsyncGenerator<StorageEvent> {
  yield* [];
  throw error;
}

/** Waits for shared work, but not longer than the caller. */
async function within(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return work;
  signal.throwIfAborted();
  let stopWaiting: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    stopWaiting = () => {
      signal.removeEventListener('abort', onAbort);
    };
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    stopWaiting?.();
  }
}
