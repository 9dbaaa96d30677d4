import type { Etcd3Client } from '../etcd3/etcd3-client.js';

/** etcd refuses transactions of more operations (`--max-txn-ops`). */
const maxBatch = 128;
const maxInFlight = 3;

/** What etcd says of one key now. */
export interface KeyState {
  /** 0: the key is absent. */
  readonly modRevision: number;
  /** The store's revision at the moment of the read. */
  readonly revision: number;
}

interface Lookup {
  readonly resolve: (state: KeyState) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks etcd which revision keys have, many in one linearizable transaction without values. A lookup only joins
 * a batch that is not sent yet, so its answer is never older than the question. Batches go out at once while
 * few are under way, and grow by themselves under load.
 */
export class RevisionBatcher {
  readonly #client: Pick<Etcd3Client, 'txn' | 'prefix'>;
  /** Not sent yet, by full key: readers of one key share its lookup. */
  #waiting = new Map<string, Lookup[]>();
  #inFlight = 0;
  #scheduled = false;

  constructor(client: Pick<Etcd3Client, 'txn' | 'prefix'>) {
    this.#client = client;
  }

  /** @param key relative to the etcd prefix */
  lookup(key: string): Promise<KeyState> {
    return new Promise((resolve, reject) => {
      const fullKey = this.#client.prefix + key;
      const lookups = this.#waiting.get(fullKey);
      if (lookups === undefined) this.#waiting.set(fullKey, [{ resolve, reject }]);
      else lookups.push({ resolve, reject });
      this.#schedule();
    });
  }

  /** The store's newest revision. */
  async currentRevision(): Promise<number> {
    return (await this.lookup('health')).revision;
  }

  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= maxInFlight || this.#waiting.size === 0) return;
    this.#scheduled = true;
    // One turn later: requests that arrive in the same turn share a batch.
    setImmediate(() => {
      this.#scheduled = false;
      this.#send(this.#takeBatch());
      this.#schedule();
    });
  }

  #takeBatch(): Map<string, Lookup[]> {
    const all = this.#waiting;
    if (all.size <= maxBatch) {
      this.#waiting = new Map();
      return all;
    }
    const batch = new Map<string, Lookup[]>();
    for (const [key, lookups] of all) {
      batch.set(key, lookups);
      all.delete(key);
      if (batch.size === maxBatch) break;
    }
    return batch;
  }

  #send(batch: ReadonlyMap<string, readonly Lookup[]>): void {
    this.#inFlight += 1;
    const success = Array.from(batch.keys(), (key) => ({ range: { key, keysOnly: true } }));
    this.#client
      .txn({ compare: [], success }, { readOnly: true })
      .then(
        ({ revision, ranges }) => {
          let index = 0;
          for (const lookups of batch.values()) {
            const modRevision = ranges[index++]?.kvs[0]?.modRevision ?? 0;
            for (const { resolve } of lookups) resolve({ modRevision, revision });
          }
        },
        (error: unknown) => {
          for (const lookups of batch.values()) for (const { reject } of lookups) reject(error);
        },
      )
      .finally(() => {
        this.#inFlight -= 1;
        this.#schedule();
      });
  }
}
