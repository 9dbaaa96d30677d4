import type { Clock } from '@skewplane/apimachinery';
import { Change, matches } from '../change.js';
import { StorageError } from '../errors.js';
import type { Feed, FeedEvent, FeedListener } from '../etcd3/feed.js';
import type { Span } from '../etcd3/read-history.js';
import { initialEvents } from '../initial-events.js';
import type { ListResult, StorageEvent, WatchOptions } from '../storage.js';
import { StoredObject, ownBytes } from '../stored-object.js';
import { CacheWatcher } from './cache-watcher.js';
import { EventHistory } from './event-history.js';
import { SortedObjects } from './sorted-objects.js';
import { WatcherIndex } from './watcher-index.js';

export interface ResourceCacheDeps {
  readonly feed: Feed;
  readonly clock: Clock;
  readonly random: () => number;
  /** Lists the newest state of a prefix from etcd. */
  readonly load: (prefix: string) => Promise<Pick<ListResult, 'items' | 'revision'>>;
  /** Reads changes of a prefix from etcd's own history. */
  readonly readHistory: (prefix: string, span: Span) => Promise<readonly Change[]>;
  readonly watchQueueLimit: number;
}

/** Events that may come in while the first list is read. */
const maxPending = 100_000;
/** How far before its first list a cache may reach for a watch. */
const maxBackfill = 10_000;
const connectTimeoutMs = 10_000;
const loadAttempts = 5;

/**
 * How a cache that stands still answers reads without a resourceVersion: from what it has, or not at all, so that they
 * are etcd's to answer.
 */
export type FreezeMode = 'stale-reads' | 'fresh-reads';

/** Events that may wait for the end of a standstill; with more the cache begins anew. */
const maxHeldBack = 10_000;

interface Standstill {
  readonly mode: FreezeMode;
  /** Where the cache stopped; undefined while it has not been loaded. */
  revision: number | undefined;
  readonly heldBack: FeedEvent[];
  isLost: boolean;
  readonly waiting: Set<() => void>;
}

interface State {
  readonly objects: SortedObjects;
  readonly history: EventHistory;
  /** Revision of the list that `objects` began with. */
  readonly listRevision: number;
}

/** The present state and recent past of one resource, kept up to date by the feed from its first use on. */
export class ResourceCache implements FeedListener {
  readonly #prefix: string;
  readonly #deps: ResourceCacheDeps;
  readonly #watchers = new WatcherIndex();
  #state: State | undefined;
  #loading: Promise<void> | undefined;
  /** Extensions of the history, one after the other. */
  #extending: Promise<void> = Promise.resolve();
  /** Events seen while loading; undefined when not loading. */
  #pending: FeedEvent[] | undefined;
  #standstill: Standstill | undefined;

  constructor(prefix: string, deps: ResourceCacheDeps) {
    this.#prefix = prefix;
    this.#deps = deps;
  }

  get isReady(): boolean {
    return this.#state !== undefined;
  }

  /** The state is complete up to here; 0 when not ready. */
  get revision(): number {
    return this.#state === undefined
      ? 0
      : (this.#standstill?.revision ??
          Math.max(this.#state.listRevision, this.#deps.feed.revision));
  }

  /** Loads if need be. A failed load fails those who wait for it; the next use tries again. */
  async ready(): Promise<void> {
    if (this.#state !== undefined) return;
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
  }

  get(key: string): StoredObject | undefined {
    return this.#state?.objects.get(key);
  }

  /** Undefined unless it stands still. */
  get frozen(): FreezeMode | undefined {
    return this.#standstill?.mode;
  }

  /** Stays where it is, or where its first list will be, whatever happens in etcd. */
  freeze(mode: FreezeMode): void {
    const revision = this.isReady ? this.revision : undefined;
    const fresh = { revision, heldBack: [], isLost: false, waiting: new Set<() => void>() };
    this.#standstill = { ...fresh, ...this.#standstill, mode };
  }

  /** Catches up with all that happened meanwhile. */
  thaw(): void {
    const standstill = this.#standstill;
    this.#standstill = undefined;
    if (standstill === undefined) return;
    if (standstill.isLost) this.reset();
    for (const event of standstill.heldBack) this.#applyTo(this.#state, event);
    for (const wake of [...standstill.waiting]) wake();
  }

  /** Resolves when it does not stand still any more, after `timeoutMs`, or when the signal aborts. */
  async thawed(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    const standstill = this.#standstill;
    if (standstill === undefined || signal?.aborted === true) return;
    await new Promise<void>((resolve) => {
      const cancel = this.#deps.clock.setTimeout(() => {
        wake();
      }, timeoutMs);
      const wake = () => {
        cancel();
        standstill.waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      standstill.waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  /** What lies below `prefix` (or at that key) now. The cache must be ready. */
  list(prefix: string): StoredObject[] {
    const { objects } = this.#require();
    if (prefix.endsWith('/')) return objects.withPrefix(prefix);
    const object = objects.get(prefix);
    return object === undefined ? [] : [object];
  }

  /** Registers a watcher that first sees the present state. The cache must be ready. */
  watchFromNow(prefix: string, options: WatchOptions): AsyncIterable<StorageEvent> {
    const revision = this.revision;
    if (options.sendInitialEvents === false) return this.#register(prefix, [].values(), options);
    const items = this.list(prefix);
    options.trace?.note('watch', `from now, revision ${String(revision)}`, {
      revision,
      initialEvents: items.filter((item) => matches(options.predicate, item)).length,
    });
    return this.#register(prefix, initialEvents({ items, revision }, options), options);
  }

  /**
   * Registers a watcher that sees every change after `revision`. The cache must be ready.
   * @throws {StorageError} `Expired`
   */
  async watchSince(
    prefix: string,
    revision: number,
    options: WatchOptions,
  ): Promise<AsyncIterable<StorageEvent>> {
    const extend = (): Promise<void> => this.#extendBack(revision);
    // Whether the extension before failed is the concern of who asked for it.
    this.#extending = this.#extending.then(extend, extend);
    await this.#extending;
    if (this.#state === undefined) throw watchTooOld();
    const past = this.#state.history.since(revision);
    options.trace?.note('watch', `from revision ${String(revision)}`, {
      revision,
      cacheRevision: this.revision,
      changesSince: past.length,
    });
    const missed = pastEvents(past, prefix, options);
    return this.#register(prefix, missed, options, revision);
  }

  apply(event: FeedEvent): void {
    if (this.#pending !== undefined) {
      if (this.#pending.length < maxPending) this.#pending.push(copyOf(event));
      else this.#pending = undefined; // the load notices and starts over
    } else if (this.#standstill !== undefined) {
      this.#holdBack(this.#standstill, event);
    } else {
      this.#applyTo(this.#state, copyOf(event));
    }
  }

  #applyTo(state: State | undefined, event: FeedEvent): void {
    if (state !== undefined && event.revision > state.listRevision) this.#change(state, event);
  }

  #holdBack(standstill: Standstill, event: FeedEvent): void {
    if (this.#state === undefined || standstill.isLost) return;
    if (standstill.heldBack.length < maxHeldBack) standstill.heldBack.push(copyOf(event));
    else standstill.isLost = true;
    if (standstill.isLost) standstill.heldBack.length = 0;
  }

  /** Ends every watch, as a server does that stops. */
  close(): void {
    this.#watchers.endAll();
  }

  reset(): void {
    if (this.#standstill !== undefined && this.isReady) {
      this.#standstill.isLost = true;
      this.#standstill.heldBack.length = 0;
      return;
    }
    this.#state = undefined;
    this.#pending = undefined;
    this.#watchers.failAll(watchTooOld());
  }

  /**
   * A cache begins with its first use, while the client may come from a list of another instance: what happened
   * since this instance started is fetched when someone asks for it, as if the cache had been there all along.
   */
  async #extendBack(revision: number): Promise<void> {
    const history = this.#state?.history;
    const start = history?.start;
    if (history === undefined || start === undefined || revision >= start) return;
    if (revision < this.#deps.feed.startRevision || start - revision > maxBackfill) return;
    try {
      const span = { after: revision, upTo: start };
      history.extendBack(await this.#deps.readHistory(this.#prefix, span), revision);
    } catch (error) {
      // Compacted, or etcd is away: the watch then is too old, and its client lists again.
      if (!(error instanceof StorageError)) throw error;
    }
  }

  #require(): State {
    if (this.#state === undefined) throw new Error(`The cache of ${this.#prefix} is not ready`);
    return this.#state;
  }

  async #load(): Promise<void> {
    const { feed } = this.#deps;
    feed.attach(this.#prefix, this);
    if (!(await feed.waitFor(1, connectTimeoutMs))) {
      throw new StorageError('Unreachable', { message: 'etcd is unreachable: no watch yet' });
    }
    for (let attempt = 1; attempt <= loadAttempts; attempt++) {
      if (await this.#loadOnce()) return;
    }
    throw new StorageError('Unreachable', { message: 'The watch of etcd keeps starting over' });
  }

  /** @returns false when the feed lost its place meanwhile */
  async #loadOnce(): Promise<boolean> {
    const { load, clock } = this.#deps;
    // Both in this order: what the list does not have, the feed brings.
    const pending: FeedEvent[] = [];
    this.#pending = pending;
    try {
      const { items, revision } = await load(this.#prefix);
      if (this.#pending !== pending) return false;
      const objects = new SortedObjects(items.map((object) => object.detached()));
      const history = new EventHistory(clock, revision);
      const state = { objects, history, listRevision: revision };
      for (const event of pending) {
        if (event.revision > revision) this.#change(state, event);
      }
      this.#state = state;
      if (this.#standstill !== undefined) this.#standstill.revision = this.revision;
      return true;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  #change(state: State, { key, revision, value }: FeedEvent): void {
    const { objects, history } = state;
    const object = value === undefined ? undefined : new StoredObject(key, value, revision);
    const previous = object === undefined ? objects.delete(key) : objects.set(object);
    if (object === undefined && previous === undefined) return;
    const change = new Change(key, revision, { object, previous });
    history.push(change);
    this.#watchers.dispatch(change);
  }

  #register(
    scope: string,
    initial: Iterator<StorageEvent>,
    options: WatchOptions,
    onlyAfter = 0,
  ): AsyncIterable<StorageEvent> {
    const deps = {
      clock: this.#deps.clock,
      random: this.#deps.random,
      queueLimit: this.#deps.watchQueueLimit,
      currentRevision: () => this.revision,
      onlyAfter,
      onClose: (closed: CacheWatcher) => {
        this.#watchers.remove(closed);
      },
    };
    const watcher = new CacheWatcher(scope, initial, { deps, options });
    if (options.signal?.aborted === true) watcher.events.end();
    else this.#watchers.add(watcher);
    return watcher.events;
  }
}

function watchTooOld(): StorageError {
  return new StorageError('Expired', {
    message: 'The resourceVersion for the provided watch is too old.',
  });
}

function* pastEvents(
  changes: readonly Change[],
  prefix: string,
  options: WatchOptions,
): Generator<StorageEvent, undefined> {
  for (const change of changes) {
    const concerns = prefix.endsWith('/') ? change.key.startsWith(prefix) : change.key === prefix;
    const seen = concerns ? change.seenThrough(options.predicate) : undefined;
    if (seen !== undefined) yield seen;
  }
  return undefined;
}

/** What a cache keeps must not hold the whole message it came in. */
function copyOf(event: FeedEvent): FeedEvent {
  return event.value === undefined ? event : { ...event, value: ownBytes(event.value) };
}
