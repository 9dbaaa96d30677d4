import type { Etcd3Client } from './etcd3-client.js';
import { endOfPrefix } from './wire/kv.js';

export interface EtcdEntry {
  /** Relative to the etcd prefix, as in `Storage`. */
  readonly key: string;
  readonly value: Buffer;
  /** etcd's mod revision. */
  readonly revision: number;
}

export interface PutOptions {
  readonly signal?: AbortSignal | undefined;
  /** etcd drops the key this long after its last put. */
  readonly ttlSeconds?: number | undefined;
  /** Write only if the key has this revision; 0: only if it is absent. */
  readonly expectedRevision?: number | undefined;
}

/**
 * Raw keys for the few things that are no API objects: leases of the endpoints of this server and its peers.
 * All reads are linearizable.
 * @throws {StorageError} from every method
 */
export class EtcdKv {
  readonly #client: Etcd3Client;

  constructor(client: Etcd3Client) {
    this.#client = client;
  }

  async get(key: string, signal?: AbortSignal): Promise<EtcdEntry | undefined> {
    const { kvs } = await this.#client.range({ key: this.#client.prefix + key }, signal);
    const kv = kvs[0];
    return kv === undefined ? undefined : { key, value: kv.value, revision: kv.modRevision };
  }

  /** Everything below `prefix`, in key order. */
  async list(prefix: string, signal?: AbortSignal): Promise<readonly EtcdEntry[]> {
    const root = this.#client.prefix;
    const key = root + prefix;
    const { kvs } = await this.#client.range({ key, rangeEnd: endOfPrefix(key) }, signal);
    return kvs.map((kv) => ({
      key: kv.key.slice(root.length),
      value: kv.value,
      revision: kv.modRevision,
    }));
  }

  /** @returns the revision written; undefined when `expectedRevision` did not hold */
  async put(key: string, value: Uint8Array, options: PutOptions = {}): Promise<number | undefined> {
    const { signal, ttlSeconds, expectedRevision } = options;
    const fullKey = this.#client.prefix + key;
    const lease = ttlSeconds === undefined ? undefined : await this.#client.grantLease(ttlSeconds);
    const response = await this.#client.txn(
      {
        compare:
          expectedRevision === undefined
            ? []
            : [{ key: fullKey, target: 'mod', equals: expectedRevision }],
        success: [{ put: { key: fullKey, value, lease } }],
      },
      { signal },
    );
    return response.succeeded ? response.revision : undefined;
  }

  async delete(key: string, signal?: AbortSignal): Promise<void> {
    await this.#client.txn(
      { compare: [], success: [{ deleteKey: this.#client.prefix + key }] },
      { signal },
    );
  }
}
