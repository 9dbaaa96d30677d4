import type { Clock } from '@skewplane/apimachinery';
import { systemClock } from '@skewplane/apimachinery';
import { isStorageError } from './errors.js';
import { SortedObjects } from './cacher/sorted-objects.js';
import type { Storage, StorageEvent } from './storage.js';
import type { StoredObject } from './stored-object.js';

export interface LiveViewChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: StoredObject;
  /** State before; undefined for ADDED. */
  readonly previous?: StoredObject | undefined;
  /** The deletion itself was not seen: a list no longer had the object. `object` is as it was known. */
  readonly missed?: boolean | undefined;
}

/**
 * What one prefix holds, kept up to date by a watch: how parts of the server itself read Roles, Namespaces,
 * Leases or CRDs without asking etcd. `startLiveView` makes one.
 */
export interface LiveView {
  /** Resolves when the first list is in; never, when the signal aborts before. */
  readonly synced: Promise<void>;
  readonly isSynced: boolean;
  /** @param key relative to the etcd prefix: `namespaces/default` */
  get(key: string): StoredObject | undefined;
  /** Everything below `prefix` (the whole view when omitted), in key order not guaranteed. */
  list(prefix?: string): Iterable<StoredObject>;
  /** Calls back in order after each change is visible; the answer unsubscribes. */
  onChange(listener: (change: LiveViewChange) => void): () => void;
}

export interface LiveViewOptions {
  /** Ends the view. */
  readonly signal: AbortSignal;
  /** Told of each failure before the view tries again, and of listeners that throw. */
  readonly onError: (error: unknown) => void;
  readonly clock?: Clock | undefined;
}

const minBackoffMs = 50;
const maxBackoffMs = 5_000;

/** Lists and watches `prefix` until the signal aborts, through any break of the storage. */
export function startLiveView(
  storage: Pick<Storage, 'list' | 'watch'>,
  prefix: string,
  options: LiveViewOptions,
): LiveView {
  const view = new WatchedView(storage, prefix, options);
  void view.run(); // reports to onError and ends with the signal
  return view;
}

class WatchedView implements LiveView {
  readonly synced: Promise<void>;
  readonly #storage: Pick<Storage, 'list' | 'watch'>;
  readonly #prefix: string;
  readonly #options: LiveViewOptions;
  readonly #clock: Clock;
  readonly #listeners = new Set<(change: LiveViewChange) => void>();
  #objects = new SortedObjects();
  #revision = 0;
  #isSynced = false;
  #resolveSynced: () => void = () => undefined;

  constructor(storage: Pick<Storage, 'list' | 'watch'>, prefix: string, options: LiveViewOptions) {
    this.#storage = storage;
    this.#prefix = prefix;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.synced = new Promise((resolve) => {
      this.#resolveSynced = resolve;
    });
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key);
  }

  list(prefix = ''): Iterable<StoredObject> {
    return this.#objects.withPrefix(prefix);
  }

  onChange(listener: (change: LiveViewChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  async run(): Promise<void> {
    const { signal, onError } = this.#options;
    const isOver = (): boolean => signal.aborted;
    let backoffMs = minBackoffMs;
    while (!isOver()) {
      const before = this.#revision;
      try {
        if (this.#revision === 0) await this.#relist();
        await this.#follow();
      } catch (error) {
        if (isOver()) return;
        if (isStorageError(error, 'Expired')) this.#revision = 0;
        onError(error);
      }
      backoffMs = this.#revision > before ? minBackoffMs : Math.min(backoffMs * 2, maxBackoffMs);
      await this.#clock.sleep(backoffMs, signal).catch(() => undefined); // woken by the abort
    }
  }

  async #relist(): Promise<void> {
    const { items, revision } = await this.#storage.list(this.#prefix, {
      signal: this.#options.signal,
    });
    const old = this.#objects;
    this.#objects = new SortedObjects([...items]);
    this.#revision = revision;
    this.#isSynced = true;
    this.#resolveSynced();
    for (const object of items) this.#announce(object, old.get(object.key));
    for (const gone of old.withPrefix('')) {
      if (this.#objects.get(gone.key) !== undefined) continue;
      this.#tell({
        type: 'DELETED',
        object: gone.atRevision(revision),
        previous: gone,
        missed: true,
      });
    }
  }

  async #follow(): Promise<void> {
    const events = await this.#storage.watch(this.#prefix, {
      resourceVersion: String(this.#revision),
      allowBookmarks: true,
      signal: this.#options.signal,
    });
    for await (const event of events) this.#apply(event);
  }

  #apply(event: StorageEvent): void {
    if (event.type === 'BOOKMARK') {
      this.#revision = event.revision;
      return;
    }
    const { type, object } = event;
    this.#revision = object.revision;
    if (type !== 'DELETED') {
      this.#announce(object, this.#objects.set(object));
      return;
    }
    const previous = this.#objects.delete(object.key);
    this.#tell({ type, object, previous });
  }

  #announce(object: StoredObject, previous: StoredObject | undefined): void {
    if (previous === undefined) this.#tell({ type: 'ADDED', object });
    else if (previous.revision !== object.revision)
      this.#tell({ type: 'MODIFIED', object, previous });
  }

  #tell(change: LiveViewChange): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(change);
      } catch (error) {
        this.#options.onError(error);
      }
    }
  }
}
