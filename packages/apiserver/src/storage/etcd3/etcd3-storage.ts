import type { Clock, Immutable, KubeObject, TraceRecorder } from '@skewplane/apimachinery';
import { StorageError } from '../errors.js';
import { parseResourceVersion, requireMinimum } from '../resource-version.js';
import type {
  CreateOptions,
  DeleteOptions,
  GetOptions,
  ListOptions,
  ListResult,
  RequestOptions,
  Storage,
  StorageEvent,
  UpdateFn,
  UpdateOptions,
  WatchOptions,
} from '../storage.js';
import { StoredObject, encodeForStorage } from '../stored-object.js';
import { watchDirectly } from './direct-watch.js';
import { isLeaseNotFound } from './etcd-error.js';
import type { Etcd3Client } from './etcd3-client.js';
import { LeaseManager } from './lease-manager.js';
import { listPages } from './list-pages.js';
import { attemptDetail, basisOf, readResult, transactionResult } from './trace-etcd.js';
import type { KeyValue, TxnOp } from './wire/kv.js';

interface Write {
  /** Mod revision the key must have; 0: it must be absent. */
  readonly expected: number;
  /** undefined deletes. */
  readonly bytes: Buffer | undefined;
  readonly ttlSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly trace?: TraceRecorder | undefined;
}

/** `current` of a lost race is what was there instead; undefined: nothing. */
type Outcome =
  | { readonly won: true; readonly revision: number }
  | { readonly won: false; readonly current: StoredObject | undefined };

/**
 * Storage on etcd itself. Each write is one transaction guarded by the mod revision, whose other branch reads
 * the key, so a lost race costs no extra round trip.
 * @see kubernetes/apiserver `pkg/storage/etcd3/store.go`
 */
export class Etcd3Storage implements Storage {
  readonly #client: Etcd3Client;
  readonly #leases: LeaseManager;

  constructor(client: Etcd3Client, clock: Clock) {
    this.#client = client;
    this.#leases = new LeaseManager(client, clock);
  }

  async create(
    key: string,
    object: Immutable<KubeObject>,
    options: CreateOptions = {},
  ): Promise<StoredObject> {
    const bytes = encodeForStorage(object);
    const outcome = await this.#write(key, { ...options, expected: 0, bytes });
    if (!outcome.won) throw new StorageError('KeyExists', { key });
    return new StoredObject(key, bytes, outcome.revision);
  }

  async get(key: string, options: GetOptions = {}): Promise<StoredObject> {
    const minimum = parseResourceVersion(options.resourceVersion);
    const span = options.trace?.begin('etcd read');
    const response = await this.#client.range({ key: this.#client.prefix + key }, options.signal);
    span?.end(...readResult(key, response));
    requireMinimum(minimum, response.revision);
    const found = this.#toObject(key, response.kvs[0]);
    if (found === undefined) throw new StorageError('KeyNotFound', { key });
    return found;
  }

  list(prefix: string, options: ListOptions = {}): Promise<ListResult> {
    return listPages(this.#client, prefix, options);
  }

  watch(prefix: string, options: WatchOptions = {}): Promise<AsyncIterable<StorageEvent>> {
    return watchDirectly({ client: this.#client, storage: this }, prefix, options);
  }

  async guaranteedUpdate(
    key: string,
    tryUpdate: UpdateFn,
    options: UpdateOptions = {},
  ): Promise<StoredObject> {
    const { signal, ttlSeconds, suggestion, trace } = options;
    let current = suggestion ?? (await this.#read(key, options));
    let isFresh = suggestion === undefined;
    for (;;) {
      const span = trace?.begin('next state');
      const attempt = await settle(async () => tryUpdate(current));
      span?.end(...basisOf(current, isFresh), attemptDetail(attempt));
      const isNoChange =
        attempt.ok && current !== undefined && changesNothing(current, attempt.value);
      if (!attempt.ok || isNoChange) {
        // A refusal or "nothing to do" counts only if it was said of the real state.
        const fresh: StoredObject | undefined = isFresh ? current : await this.#read(key, options);
        isFresh = true;
        if (fresh?.revision === current?.revision) {
          if (!attempt.ok) throw attempt.error;
          if (fresh !== undefined) {
            trace?.note('no write', `nothing would change at revision ${String(fresh.revision)}`);
            return fresh;
          }
        }
        current = fresh;
        continue;
      }
      const bytes = encodeForStorage(attempt.value);
      const expected = current?.revision ?? 0;
      const outcome = await this.#write(key, { expected, bytes, ttlSeconds, signal, trace });
      if (outcome.won) return new StoredObject(key, bytes, outcome.revision);
      current = outcome.current;
      isFresh = true;
    }
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<StoredObject> {
    const { signal, validate, suggestion, trace } = options;
    let current = suggestion ?? (await this.#read(key, options));
    let isFresh = suggestion === undefined;
    for (;;) {
      if (current === undefined) throw new StorageError('KeyNotFound', { key });
      const object: StoredObject = current;
      const allowed = await settle(async () => validate?.(object));
      if (!allowed.ok) {
        const fresh: StoredObject | undefined = isFresh ? object : await this.#read(key, options);
        isFresh = true;
        if (fresh?.revision === object.revision) throw allowed.error;
        current = fresh;
        continue;
      }
      const expected = object.revision;
      const outcome = await this.#write(key, { expected, bytes: undefined, signal, trace });
      if (outcome.won) return object.atRevision(outcome.revision);
      current = outcome.current;
      isFresh = true;
    }
  }

  async #read(key: string, { signal, trace }: RequestOptions): Promise<StoredObject | undefined> {
    const span = trace?.begin('etcd read');
    const response = await this.#client.range({ key: this.#client.prefix + key }, signal);
    span?.end(...readResult(key, response));
    return this.#toObject(key, response.kvs[0]);
  }

  async #write(key: string, write: Write): Promise<Outcome> {
    try {
      return await this.#swap(key, write);
    } catch (error) {
      if (!isLeaseNotFound(error)) throw error;
      // etcd lost the shared lease (a restored backup, an operator): the write did not happen.
      this.#leases.forget();
      return this.#swap(key, write);
    }
  }

  async #swap(key: string, write: Write): Promise<Outcome> {
    const { expected, bytes, ttlSeconds, signal, trace } = write;
    const span = trace?.begin('etcd transaction');
    const fullKey = this.#client.prefix + key;
    const operation: TxnOp =
      bytes === undefined
        ? { deleteKey: fullKey }
        : { put: { key: fullKey, value: bytes, lease: await this.#lease(ttlSeconds) } };
    const response = await this.#client.txn(
      {
        compare: [{ key: fullKey, target: 'mod', equals: expected }],
        success: [operation],
        failure: [{ range: { key: fullKey } }],
      },
      { signal },
    );
    span?.end(...transactionResult(fullKey, write, response));
    if (response.succeeded) return { won: true, revision: response.revision };
    return { won: false, current: this.#toObject(key, response.ranges[0]?.kvs[0]) };
  }

  async #lease(ttlSeconds: number | undefined): Promise<bigint | undefined> {
    if (ttlSeconds === undefined || ttlSeconds <= 0) return undefined;
    return this.#leases.leaseFor(ttlSeconds);
  }

  #toObject(key: string, kv: KeyValue | undefined): StoredObject | undefined {
    return kv === undefined ? undefined : new StoredObject(key, kv.value, kv.modRevision);
  }
}

function changesNothing(current: StoredObject, next: Immutable<KubeObject>): boolean {
  return next === current.object || current.hasBytes(encodeForStorage(next));
}

type Settled<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

async function settle<T>(run: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    return { ok: false, error };
  }
}
