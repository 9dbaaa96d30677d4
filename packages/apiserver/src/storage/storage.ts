import type { Immutable, KubeObject, TraceRecorder } from '@skewplane/apimachinery';
import type { StoredObject } from './stored-object.js';

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** Only while the request is traced. */
  readonly trace?: TraceRecorder | undefined;
}

export interface CreateOptions extends RequestOptions {
  /** Seconds until etcd drops the object by itself (events). */
  readonly ttlSeconds?: number | undefined;
}

export interface UpdateOptions extends RequestOptions {
  readonly ttlSeconds?: number | undefined;
  /** A guess at the current state that saves the first read; verified by the compare-and-swap. */
  readonly suggestion?: StoredObject | undefined;
}

export interface GetOptions extends RequestOptions {
  /**
   * `undefined` or `''`: linearizable. `'0'`: whatever the cache has. `'N'`: at least as new as N.
   */
  readonly resourceVersion?: string | undefined;
}

export type ResourceVersionMatch = '' | 'NotOlderThan' | 'Exact';

/** True when the object belongs to the answer. Called with shared objects: never edit them. */
export type Predicate = (object: StoredObject) => boolean;

export interface ListOptions extends GetOptions {
  readonly resourceVersionMatch?: ResourceVersionMatch | undefined;
  /** At most this many items; 0 or undefined: all. */
  readonly limit?: number | undefined;
  /** Opaque token of an earlier answer. */
  readonly continueToken?: string | undefined;
  readonly predicate?: Predicate | undefined;
}

export interface ListResult {
  readonly items: readonly StoredObject[];
  /** The one revision at which all items were read. */
  readonly revision: number;
  readonly continueToken?: string | undefined;
  /** Items after the last one returned; undefined when a predicate makes it unknown. */
  readonly remainingItemCount?: number | undefined;
}

export interface WatchOptions extends RequestOptions {
  /**
   * `undefined`, `''`: from now on, preceded by ADDED for the state that exists (most recent).
   * `'0'`: the same from whatever the cache has. `'N'`: every event after N.
   */
  readonly resourceVersion?: string | undefined;
  readonly predicate?: Predicate | undefined;
  /** Send BOOKMARK events: about once a minute, and one shortly before `deadlineMs`. */
  readonly allowBookmarks?: boolean | undefined;
  /** Send ADDED for the present state, then a BOOKMARK annotated `k8s.io/initial-events-end`. */
  readonly sendInitialEvents?: boolean | undefined;
  /** Clock time in epoch milliseconds at which the caller will end the watch. */
  readonly deadlineMs?: number | undefined;
}

export type StorageEvent =
  /** `object` of DELETED is the last state, at the revision of the deletion. */
  | { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: StoredObject }
  | { readonly type: 'BOOKMARK'; readonly revision: number; readonly initialEventsEnd?: boolean };

/**
 * Makes the next state from the current one (undefined: absent; create it). Must be pure: it runs again after
 * each lost race. Throwing ends the update. Returning `current.object` itself, or equal bytes, writes nothing.
 */
export type UpdateFn = (
  current: StoredObject | undefined,
) => Promise<Immutable<KubeObject>> | Immutable<KubeObject>;

export interface DeleteOptions extends RequestOptions {
  /** Runs on the fresh state before each attempt; throws to refuse. */
  readonly validate?: ((current: StoredObject) => Promise<void> | void) | undefined;
  readonly suggestion?: StoredObject | undefined;
}

/**
 * What the registry may ask of a store. `etcd3/` implements it; `cacher/` wraps another Storage. Keys are
 * relative to the etcd prefix and start without a slash: `pods/default/a`. A list or watch prefix ends
 * with `/` (or is a whole key, for one object).
 * @throws {StorageError} from every method
 */
export interface Storage {
  create(
    key: string,
    object: Immutable<KubeObject>,
    options?: CreateOptions,
  ): Promise<StoredObject>;
  get(key: string, options?: GetOptions): Promise<StoredObject>;
  list(prefix: string, options?: ListOptions): Promise<ListResult>;
  /** Resolves once registered; iteration ends with the signal, and throws `StorageError` when the stream breaks. */
  watch(prefix: string, options?: WatchOptions): Promise<AsyncIterable<StorageEvent>>;
  /** Re-applies `tryUpdate` to fresh state until its compare-and-swap wins. */
  guaranteedUpdate(
    key: string,
    tryUpdate: UpdateFn,
    options?: UpdateOptions,
  ): Promise<StoredObject>;
  /** @returns the last state, at the revision of the deletion */
  delete(key: string, options?: DeleteOptions): Promise<StoredObject>;
}
