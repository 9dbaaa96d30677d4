import {
  isNotFound,
  isRecord,
  type Clock,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { LoopbackClient } from '../../registry/loopback.js';
import type { LiveView } from '../../storage/live-view.js';
import type { Logger } from '../logger.js';
import { identityLabel, identityLabelValue, leaseGvr, leaseNamespace } from './identity-lease.js';

export interface IdentityLeaseGcDeps {
  /** Everything below `leases/`. */
  readonly leases: LiveView;
  readonly client: LoopbackClient;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly periodMs: number;
}

/**
 * Deletes identity Leases that nobody has renewed for their duration: what is left of servers that crashed.
 * @see kubernetes/kubernetes `pkg/controlplane/controller/apiserverleasegc`
 */
export class IdentityLeaseGc {
  readonly #deps: IdentityLeaseGcDeps;
  #cancel: (() => void) | undefined;
  #pass: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: IdentityLeaseGcDeps) {
    this.#deps = deps;
  }

  /** The first pass runs when the Leases are known. */
  start(): void {
    const { leases, logger } = this.#deps;
    leases.synced.then(
      () => {
        this.#tick();
      },
      (error: unknown) => {
        logger.error({ err: error }, 'Identity leases could not be listed');
      },
    );
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#pass;
  }

  #tick(): void {
    if (this.#stopped) return;
    this.#pass = this.#collect().then(() => {
      if (this.#stopped) return;
      this.#cancel = this.#deps.clock.setTimeout(() => {
        this.#tick();
      }, this.#deps.periodMs);
    });
  }

  async #collect(): Promise<void> {
    const { leases, clock, logger } = this.#deps;
    for (const { object } of leases.list(`leases/${leaseNamespace}/`)) {
      if (this.#stopped) return;
      if (object.metadata.labels?.[identityLabel] !== identityLabelValue) continue;
      if (!isLeaseExpired(object, clock.now())) continue;
      try {
        await this.#deleteIfStillExpired(object.metadata.name ?? '');
      } catch (error) {
        if (isNotFound(error)) continue; // another server was faster
        logger.error({ err: error, lease: object.metadata.name }, 'Error deleting lease');
      }
    }
  }

  /** The view may be behind: the Lease itself decides. */
  async #deleteIfStillExpired(name: string): Promise<void> {
    const { client, clock } = this.#deps;
    const target = { gvr: leaseGvr, namespace: leaseNamespace, name };
    const lease = await client.get(target);
    if (isLeaseExpired(lease, clock.now())) await client.delete(target);
  }
}

/** True without a renew time or duration, and when both together lie in the past. */
export function isLeaseExpired(lease: Immutable<KubeObject>, nowMs: number): boolean {
  const spec = lease['spec'];
  if (!isRecord(spec)) return true;
  const { renewTime, leaseDurationSeconds } = spec;
  if (typeof renewTime !== 'string' || typeof leaseDurationSeconds !== 'number') return true;
  return Date.parse(renewTime) + leaseDurationSeconds * 1000 < nowMs;
}
