import {
  formatMicroTime,
  isConflict,
  isAlreadyExists,
  isNotFound,
  type Clock,
  type KubeObject,
} from '@skewplane/apimachinery';
import { resourcePath } from './resource-path.js';
import type { RestClient } from './rest-client.js';

const leases = { group: 'coordination.k8s.io', version: 'v1', resource: 'leases' };

interface LeaseSpec {
  holderIdentity?: string;
  leaseDurationSeconds?: number;
  acquireTime?: string;
  renewTime?: string;
  leaseTransitions?: number;
}

interface Lease extends KubeObject {
  spec: LeaseSpec;
}

export interface LeaderElectionOptions {
  readonly client: RestClient;
  readonly clock: Clock;
  readonly namespace: string;
  readonly name: string;
  readonly identity: string;
  /** Others take over this long after the last renewal. */
  readonly leaseDurationMs: number;
  /** The leader gives up when it could not renew for this long. */
  readonly renewDeadlineMs: number;
  readonly retryPeriodMs: number;
  readonly onError: (error: unknown) => void;
}

/** The lease was lost: what ran under it must have stopped. */
export class LeadershipLostError extends Error {
  override readonly name = 'LeadershipLostError';
}

/**
 * Waits for leadership, runs `lead` under it, gives the lease back at the end.
 * @throws {LeadershipLostError} when the lease could not be renewed in time; `lead`'s signal is aborted first
 * @see kubernetes/client-go `tools/leaderelection/leaderelection.go`
 */
export async function runAsLeader(
  options: LeaderElectionOptions,
  lead: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const elector = new Elector(options);
  while (!(await elector.tryAcquireOrRenew(signal))) {
    await options.clock.sleep(options.retryPeriodMs, signal);
  }
  const term = new AbortController();
  const stop = () => {
    term.abort(signal.reason);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  // Never rejects: nobody listens before `lead` has stopped.
  const lost = elector.renewUntilLost(term.signal).then(
    () => undefined,
    (error: unknown) => {
      term.abort(error);
      return error;
    },
  );
  try {
    await lead(term.signal);
  } finally {
    signal.removeEventListener('abort', stop);
    term.abort();
    const error = await lost;
    if (error instanceof LeadershipLostError) throw error;
    await elector.release();
  }
}

class Elector {
  readonly #options: LeaderElectionOptions;
  readonly #path: string;
  /** What was seen last, and when by our own clock: the clocks of others do not count. */
  #observed: { record: string; atMs: number } | undefined;

  constructor(options: LeaderElectionOptions) {
    this.#options = options;
    this.#path = resourcePath(leases, { namespace: options.namespace, name: options.name });
  }

  /** @returns whether we lead now */
  async tryAcquireOrRenew(signal: AbortSignal): Promise<boolean> {
    try {
      return await this.#attempt(signal);
    } catch (error) {
      if (signal.aborted) throw error;
      if (!isConflict(error) && !isAlreadyExists(error)) this.#options.onError(error);
      return false;
    }
  }

  async renewUntilLost(signal: AbortSignal): Promise<void> {
    const { clock, retryPeriodMs, renewDeadlineMs } = this.#options;
    let renewedAtMs = clock.now();
    while (!signal.aborted) {
      try {
        await clock.sleep(retryPeriodMs, signal);
      } catch {
        return; // aborted: the term is over
      }
      const giveUpAtMs = renewedAtMs + renewDeadlineMs;
      if (await this.#renewBefore(giveUpAtMs, signal)) renewedAtMs = clock.now();
      else if (!isAborted(signal) && clock.now() >= giveUpAtMs) {
        throw new LeadershipLostError(
          `The lease ${this.#options.name} could not be renewed in time`,
        );
      }
    }
  }

  /** A server that does not answer must not hold us here while others take over. */
  async #renewBefore(giveUpAtMs: number, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#options;
    const attempt = new AbortController();
    const abort = () => {
      attempt.abort();
    };
    signal.addEventListener('abort', abort, { once: true });
    const cancel = clock.setTimeout(abort, Math.max(giveUpAtMs - clock.now(), 0));
    try {
      return await this.tryAcquireOrRenew(attempt.signal);
    } catch {
      return false; // aborted: the caller knows why
    } finally {
      cancel();
      signal.removeEventListener('abort', abort);
    }
  }

  /** Lets the next one in without waiting for the lease to run out. */
  async release(): Promise<void> {
    const { client, clock, identity, onError } = this.#options;
    try {
      const lease = await client.get<Lease>(this.#path);
      if (lease.spec.holderIdentity !== identity) return;
      const now = formatMicroTime(clock.now());
      lease.spec = {
        ...lease.spec,
        holderIdentity: '',
        leaseDurationSeconds: 1,
        renewTime: now,
        acquireTime: now,
      };
      await client.update(this.#path, lease);
    } catch (error) {
      onError(error);
    }
  }

  async #attempt(signal: AbortSignal): Promise<boolean> {
    const { client, clock, identity, leaseDurationMs } = this.#options;
    const now = formatMicroTime(clock.now());
    const mine = {
      holderIdentity: identity,
      leaseDurationSeconds: leaseDurationMs / 1000,
      renewTime: now,
    };
    let lease: Lease;
    try {
      lease = await client.get<Lease>(this.#path, { signal });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      await this.#create({ ...mine, acquireTime: now, leaseTransitions: 0 }, signal);
      return true;
    }
    const { spec } = lease;
    const record = JSON.stringify(spec);
    if (record !== this.#observed?.record) this.#observed = { record, atMs: clock.now() };
    const held = Boolean(spec.holderIdentity) && spec.holderIdentity !== identity;
    const validForMs = (spec.leaseDurationSeconds ?? 0) * 1000;
    if (held && this.#observed.atMs + validForMs > clock.now()) return false;
    const taken = spec.holderIdentity !== identity;
    lease.spec = {
      ...spec,
      ...mine,
      acquireTime: taken ? now : (spec.acquireTime ?? now),
      leaseTransitions: (spec.leaseTransitions ?? 0) + (taken ? 1 : 0),
    };
    await client.update(this.#path, lease, { signal });
    return true;
  }

  async #create(spec: LeaseSpec, signal: AbortSignal): Promise<void> {
    const { client, namespace, name } = this.#options;
    await client.create(
      resourcePath(leases, { namespace }),
      { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name, namespace }, spec },
      { signal },
    );
  }
}

/** The compiler holds a signal that was not aborted a moment ago for one that never is. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
