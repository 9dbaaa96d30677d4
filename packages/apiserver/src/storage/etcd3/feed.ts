import type { Clock } from '@skewplane/apimachinery';
import { StorageError, isStorageError } from '../errors.js';
import type { StorageLogger } from '../logger.js';
import { endOf } from './direct-watch.js';
import type { Etcd3Client } from './etcd3-client.js';
import { RevisionWaiters } from './revision-waiters.js';
import type { WatchEvent, WatchResponse } from './wire/watch.js';

/** One write below the prefix of a listener. `key` is relative to the etcd prefix. */
export interface FeedEvent {
  readonly key: string;
  readonly revision: number;
  /** undefined: deleted. A view of a larger message: copy what is kept. */
  readonly value: Buffer | undefined;
}

export interface FeedListener {
  /** Called in the order of revisions, each write once. */
  apply(event: FeedEvent): void;
  /** History was lost (compacted while disconnected, or etcd was restored): what is known may be wrong. */
  reset(): void;
}

export interface FeedDeps {
  readonly client: Pick<Etcd3Client, 'prefix' | 'watch' | 'currentRevision'>;
  readonly clock: Clock;
  readonly logger: StorageLogger;
  /** The group of keys that one listener takes, as it named itself when it attached. */
  readonly groupOf: (key: string) => string;
}

const minBackoffMs = 20;
const maxBackoffMs = 1_000;

/**
 * The one etcd watch of an instance, shared out to the caches.
 *
 * It watches every key of etcd and not just the prefix: each revision then has an event here, so `revision`
 * reaches any revision that a read returned, whoever wrote it and wherever (the compactor's key lies outside
 * the prefix). That makes "wait until the cache is as new as N" exact on every etcd version, without progress
 * requests, which etcd before 3.4.25 and 3.5.8 could answer too early. Old values are not asked for: a cache
 * has them.
 */
export class Feed {
  readonly #deps: FeedDeps;
  readonly #listeners = new Map<string, FeedListener>();
  readonly #waiters: RevisionWaiters;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;
  /** Everything up to here has been handed out; 0: not connected yet. */
  #revision = 0;
  #startRevision = 0;
  /** Events of a response that comes in fragments. */
  #fragments: WatchEvent[] = [];

  constructor(deps: FeedDeps) {
    this.#deps = deps;
    this.#waiters = new RevisionWaiters(deps.clock);
  }

  get revision(): number {
    return this.#revision;
  }

  /** Where the feed began: nothing older was ever seen here. */
  get startRevision(): number {
    return this.#startRevision;
  }

  /** Connects if need be. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves true once everything up to `revision` was handed out, false when `timeoutMs` passed first. */
  async waitFor(revision: number, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    this.start();
    return this.#revision >= revision || this.#waiters.wait(revision, timeoutMs, signal);
  }

  /** @returns detaches */
  attach(group: string, listener: FeedListener): () => void {
    this.#listeners.set(group, listener);
    return () => {
      if (this.#listeners.get(group) === listener) this.#listeners.delete(group);
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#waiters.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    const isOver = (): boolean => signal.aborted;
    let backoffMs = minBackoffMs;
    while (!isOver()) {
      const before = this.#revision;
      const error = await this.#watchOnce();
      if (isOver()) return;
      if (isStorageError(error, 'Expired')) this.#reset();
      backoffMs = this.#revision > before ? minBackoffMs : Math.min(backoffMs * 2, maxBackoffMs);
      this.#deps.logger.warn({ err: error, revision: this.#revision }, 'Lost the watch of etcd');
      await this.#deps.clock.sleep(backoffMs, signal).catch(() => undefined); // woken by close
    }
  }

  /** Runs one stream to its end, and tells why it ended. */
  #watchOnce(): Promise<Error> {
    return new Promise((resolve) => {
      const { signal } = this.#stop;
      let cancel: (() => void) | undefined;
      const end = (error: Error): void => {
        signal.removeEventListener('abort', onAbort);
        this.#fragments = [];
        cancel?.();
        resolve(error);
      };
      const onAbort = (): void => {
        end(new StorageError('Unreachable', { message: 'The feed was closed' }));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      const startRevision = this.#revision === 0 ? 0 : this.#revision + 1;
      const handlers = {
        onResponse: (response: WatchResponse) => {
          this.#onResponse(response, end);
        },
        onEnd: end,
      };
      this.#deps.client.watch({ key: '\0', rangeEnd: '\0', startRevision }, handlers).then(
        (stop) => {
          cancel = stop;
          if (signal.aborted) stop();
        },
        (error: unknown) => {
          end(error as Error);
        },
      );
    });
  }

  #onResponse(response: WatchResponse, end: (error: Error) => void): void {
    if (response.canceled) {
      end(endOf(response));
    } else if (response.created) {
      this.#onCreated(response.revision, end);
    } else if (response.fragment) {
      this.#fragments.push(...response.events);
    } else {
      const { events } = response;
      const all = this.#fragments.length === 0 ? events : [...this.#fragments, ...events];
      this.#fragments = [];
      this.#handOut(all, response.revision);
    }
  }

  #onCreated(revision: number, end: (error: Error) => void): void {
    if (this.#revision === 0) {
      this.#startRevision = revision;
      this.#advance(revision);
    } else if (revision < this.#revision) {
      this.#checkForLostHistory(end);
    }
  }

  /** A member that lags behind is harmless; a store whose newest revision is older was restored. */
  #checkForLostHistory(end: (error: Error) => void): void {
    this.#deps.client.currentRevision(this.#stop.signal).then((revision) => {
      if (revision >= this.#revision) return;
      end(new StorageError('Expired', { message: 'etcd went back to an older state' }));
    }, end);
  }

  #handOut(events: readonly WatchEvent[], sentAtRevision: number): void {
    const { prefix } = this.#deps.client;
    let last = this.#revision;
    for (const { type, kv } of events) {
      last = Math.max(last, kv.modRevision);
      if (kv.modRevision <= this.#revision || !kv.key.startsWith(prefix)) continue;
      const key = kv.key.slice(prefix.length);
      this.#listeners.get(this.#deps.groupOf(key))?.apply({
        key,
        revision: kv.modRevision,
        value: type === 'put' ? kv.value : undefined,
      });
    }
    // A response without events says that there are none up to its revision.
    this.#advance(events.length === 0 ? Math.max(last, sentAtRevision) : last);
  }

  #advance(revision: number): void {
    this.#revision = revision;
    this.#waiters.reached(revision);
  }

  #reset(): void {
    this.#revision = 0;
    for (const listener of [...this.#listeners.values()]) listener.reset();
  }
}
