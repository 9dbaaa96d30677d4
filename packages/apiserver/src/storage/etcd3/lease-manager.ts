import type { Clock } from '@skewplane/apimachinery';
import type { Etcd3Client } from './etcd3-client.js';

const maxReuseSeconds = 60;
const reuseShare = 0.05;
const maxObjects = 1_000;

interface Lease {
  readonly id: Promise<bigint>;
  readonly expiresAtMs: number;
  objects: number;
}

/**
 * Lets objects written close together share a lease, since etcd pays for each lease and not for each key.
 * A shared lease lives a little longer than asked for, by 5 % or one minute at most.
 * @see kubernetes/apiserver `pkg/storage/etcd3/lease_manager.go`
 */
export class LeaseManager {
  readonly #client: Pick<Etcd3Client, 'grantLease'>;
  readonly #clock: Clock;
  #last: Lease | undefined;

  constructor(client: Pick<Etcd3Client, 'grantLease'>, clock: Clock) {
    this.#client = client;
    this.#clock = clock;
  }

  /** A lease that lasts at least `ttlSeconds` from now. */
  async leaseFor(ttlSeconds: number): Promise<bigint> {
    const nowMs = this.#clock.now();
    const extraSeconds = Math.min(maxReuseSeconds, Math.floor(ttlSeconds * reuseShare));
    const last = this.#last;
    if (last !== undefined && last.objects < maxObjects) {
      const lastsLongEnough = nowMs + ttlSeconds * 1_000 < last.expiresAtMs;
      const notTooLong = nowMs + (ttlSeconds + extraSeconds) * 1_000 >= last.expiresAtMs;
      if (lastsLongEnough && notTooLong) {
        last.objects += 1;
        return last.id;
      }
    }
    return this.#grant(ttlSeconds + extraSeconds, nowMs);
  }

  /** Called when etcd no longer knows the lease (restored from a backup, revoked by hand). */
  forget(): void {
    this.#last = undefined;
  }

  async #grant(ttlSeconds: number, nowMs: number): Promise<bigint> {
    const id = this.#client.grantLease(ttlSeconds);
    const lease = { id, expiresAtMs: nowMs + ttlSeconds * 1_000, objects: 1 };
    this.#last = lease;
    try {
      return await id;
    } catch (error) {
      if (this.#last === lease) this.#last = undefined;
      throw error;
    }
  }
}
