import type { Clock } from '@skewplane/apimachinery';
import { AdjustableClock, Lifecycle } from '@skewplane/apimachinery';
import { cachePrefixOf } from './cacher/cache-prefix.js';
import { Cacher } from './cacher/cacher.js';
import type { FreezeMode } from './cacher/resource-cache.js';
import { RevisionBatcher } from './cacher/revision-batcher.js';
import { runCompactor } from './etcd3/compactor.js';
import { Etcd3Client } from './etcd3/etcd3-client.js';
import type { EtcdOptions } from './etcd3/etcd3-client.js';
import { Etcd3Storage } from './etcd3/etcd3-storage.js';
import { EtcdKv } from './etcd3/etcd-kv.js';
import { Feed } from './etcd3/feed.js';
import { readHistory } from './etcd3/read-history.js';
import type { StorageLogger } from './logger.js';
import type { Storage } from './storage.js';

export interface StorageOptions extends EtcdOptions {
  /** Default five minutes; 0: this instance never compacts. */
  readonly compactionIntervalMs?: number | undefined;
  /** Events that may wait for one watcher before it is closed; default 1_000. */
  readonly watchQueueLimit?: number | undefined;
  /** How long a read waits for a revision from the future; default 3_000. */
  readonly freshTimeoutMs?: number | undefined;
}

export interface StorageDeps {
  readonly clock: Clock;
  readonly logger: StorageLogger;
  /** A number in [0, 1), for jitter; default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

export interface StorageHandle {
  /** Caches over etcd. */
  readonly storage: Storage;
  /** etcd without caches. */
  readonly direct: Storage;
  readonly kv: EtcdKv;
  /** Resolves when etcd answers; for `/readyz`. @throws {StorageError} */
  ping(signal?: AbortSignal): Promise<void>;
  /** Stops caches where they are: by the prefix of their keys, undefined for those that go on. */
  freezeCaches(modeOf: ((prefix: string) => FreezeMode | undefined) | undefined): void;
  /** Ends watches, stops the compactor and closes the connection. */
  close(): Promise<void>;
}

/** Everything of one instance that talks to etcd. Connects in the background; nothing waits for etcd here. */
export function createStorage(options: StorageOptions, deps: StorageDeps): StorageHandle {
  const { clock, logger, random = Math.random } = deps;
  const lifecycle = new Lifecycle();
  // Calls in flight stay on the real clock: one that is put forward by an hour would end them all.
  const client = new Etcd3Client(options, clock instanceof AdjustableClock ? clock.base : clock);
  lifecycle.onClose(async () => {
    client.close();
  });

  const direct = new Etcd3Storage(client, clock);
  const feed = new Feed({ client, clock, logger, groupOf: (key) => cachePrefixOf(key) ?? '' });
  lifecycle.onClose(() => feed.close());
  feed.start();

  const stop = new AbortController();
  const { compactionIntervalMs: intervalMs } = options;
  const compactor = runCompactor({ client, clock, logger, intervalMs }, stop.signal);
  lifecycle.onClose(() => {
    stop.abort();
    return compactor;
  });

  const cacher = new Cacher({
    inner: direct,
    feed,
    readHistory: (prefix, span) => readHistory(client, prefix, span),
    revisions: new RevisionBatcher(client),
    clock,
    random,
    watchQueueLimit: options.watchQueueLimit,
    freshTimeoutMs: options.freshTimeoutMs,
  });
  lifecycle.onClose(async () => {
    cacher.close();
  });
  return {
    storage: cacher,
    direct,
    kv: new EtcdKv(client),
    ping: (signal) => client.ping(signal),
    freezeCaches: (modeOf) => {
      cacher.freeze(modeOf);
    },
    close: () => lifecycle.close(),
  };
}
