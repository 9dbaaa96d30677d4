import type { StoredObject } from './stored-object.js';

export interface LiveViewChange {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: StoredObject;
  /** State before; undefined for ADDED. */
  readonly previous?: StoredObject | undefined;
}

/**
 * What one prefix holds, kept up to date by a watch: how parts of the server itself read Roles, Namespaces,
 * Leases or CRDs without asking etcd. `startLiveView` makes one.
 */
export interface LiveView {
  /** Resolves when the first list is in. */
  readonly synced: Promise<void>;
  readonly isSynced: boolean;
  /** @param key relative to the etcd prefix: `namespaces/default` */
  get(key: string): StoredObject | undefined;
  /** Everything below `prefix` (the whole view when omitted), in key order not guaranteed. */
  list(prefix?: string): Iterable<StoredObject>;
  /** Calls back in order after each change is visible; the answer unsubscribes. */
  onChange(listener: (change: LiveViewChange) => void): () => void;
}
