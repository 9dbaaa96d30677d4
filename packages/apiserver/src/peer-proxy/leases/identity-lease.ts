import {
  formatMicroTime,
  isAlreadyExists,
  isConflict,
  isNotFound,
  type Clock,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { LoopbackClient } from '../../registry/loopback.js';
import type { Logger } from '../logger.js';
import type { PeerProxyQuirks } from '../generation.js';
import type { PeerProxyTimings } from '../timings.js';

export const leaseGvr = {
  group: 'coordination.k8s.io',
  version: 'v1',
  resource: 'leases',
} as const;
export const leaseNamespace = 'kube-system';
export const identityLabel = 'apiserver.kubernetes.io/identity';
export const identityLabelValue = 'kube-apiserver';

const maxUpdateAttempts = 5;

export interface IdentityLeaseOptions {
  readonly serverId: string;
  readonly hostname: string;
  /** Random UUID of this process. */
  readonly processId: string;
  /** `ip:port` for the annotation; undefined with the gate off. For people only: nobody routes by it. */
  readonly advertisedAddress: string | undefined;
  readonly quirks: Pick<
    PeerProxyQuirks,
    'holderIdentityStickyOnRestart' | 'leaseDeletedOnStartAndStop'
  >;
  readonly timings: PeerProxyTimings;
}

export interface IdentityLeaseDeps {
  readonly client: LoopbackClient;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

/**
 * Keeps the Lease that tells the cluster this server exists.
 * @see kubernetes/component-helpers `apimachinery/lease/controller.go`
 * @see kubernetes/kubernetes `pkg/controlplane/apiserver/server.go`
 */
export class IdentityLease {
  readonly #options: IdentityLeaseOptions;
  readonly #deps: IdentityLeaseDeps;
  readonly #stopping = new AbortController();
  #latest: Immutable<KubeObject> | undefined;
  #running: Promise<void> | undefined;

  constructor(options: IdentityLeaseOptions, deps: IdentityLeaseDeps) {
    this.#options = options;
    this.#deps = deps;
  }

  start(): void {
    this.#running ??= this.#run(this.#stopping.signal);
  }

  /** Stops renewing; from 1.35 on the Lease goes with the process. */
  async stop(): Promise<void> {
    if (this.#running === undefined || this.#stopping.signal.aborted) return;
    this.#stopping.abort();
    await this.#running;
    if (this.#options.quirks.leaseDeletedOnStartAndStop) await this.#delete('stop');
  }

  /** Stops renewing without a word, as a process that dies does. */
  async abandon(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#deps;
    const { identityRenewMs, identityRenewJitter } = this.#options.timings;
    if (this.#options.quirks.leaseDeletedOnStartAndStop) await this.#delete('start');
    while (!signal.aborted) {
      await this.#sync(signal);
      const jitter = 1 + random() * identityRenewJitter;
      await pause(clock, identityRenewMs * jitter, signal);
    }
  }

  /** Renews what it wrote last without reading; when that fails, makes sure the Lease is there and tries again. */
  async #sync(signal: AbortSignal): Promise<void> {
    if (this.#latest !== undefined && (await this.#renew(this.#latest, signal))) return;
    const found = await this.#ensure(signal);
    if (found === undefined) return;
    this.#latest = found.lease;
    if (found.created) return;
    const base = this.#options.quirks.holderIdentityStickyOnRestart
      ? found.lease
      : this.#withHolder(found.lease);
    await this.#renew(base, signal);
  }

  /** @returns false when it gave up; the caller or the next round goes on */
  async #renew(base: Immutable<KubeObject>, signal: AbortSignal): Promise<boolean> {
    const { client, logger } = this.#deps;
    let current = base;
    for (let attempt = 0; attempt < maxUpdateAttempts && !signal.aborted; attempt++) {
      try {
        this.#latest = await client.update(this.#target, this.#stamped(current));
        return true;
      } catch (error) {
        logger.warn({ err: error, lease: this.#options.serverId }, 'Failed to update lease');
        if (!isConflict(error)) continue;
        const fresh = await this.#ensure(signal);
        if (fresh === undefined) return false;
        current = fresh.lease;
      }
    }
    return false;
  }

  /** Gets or creates the Lease, waiting longer after each failure. @returns undefined when stopped first */
  async #ensure(
    signal: AbortSignal,
  ): Promise<{ lease: Immutable<KubeObject>; created: boolean } | undefined> {
    const { clock, logger } = this.#deps;
    const { identityRetryMs, identityRetryMaxMs } = this.#options.timings;
    let delayMs = identityRetryMs;
    while (!signal.aborted) {
      try {
        return await this.#getOrCreate();
      } catch (error) {
        logger.error(
          { err: error, lease: this.#options.serverId, intervalMs: delayMs },
          'Failed to ensure lease exists, will retry',
        );
      }
      await pause(clock, delayMs, signal);
      delayMs = Math.min(delayMs * 2, identityRetryMaxMs);
    }
    return undefined;
  }

  async #getOrCreate(): Promise<{ lease: Immutable<KubeObject>; created: boolean }> {
    const { client } = this.#deps;
    try {
      return { lease: await client.get(this.#target), created: false };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    try {
      const lease = await client.create(
        { gvr: leaseGvr, namespace: leaseNamespace },
        this.#stamped(this.#fresh()),
      );
      return { lease, created: true };
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      return { lease: await client.get(this.#target), created: false };
    }
  }

  /** A stop must not wait forever for a store that is gone. */
  async #delete(when: 'start' | 'stop'): Promise<void> {
    const { client, clock, logger } = this.#deps;
    const timer = new AbortController();
    const late = clock
      .sleep(this.#options.timings.identityDeleteTimeoutMs, timer.signal)
      .then(() => {
        throw new Error('context deadline exceeded');
      });
    try {
      await Promise.race([client.delete(this.#target), late]);
    } catch (error) {
      if (isNotFound(error)) return;
      logger.error(
        { err: error, lease: this.#options.serverId, when },
        'Failed to delete apiserver identity lease',
      );
    } finally {
      timer.abort();
      await late.catch(() => undefined); // only ends the timer
    }
  }

  get #target() {
    return { gvr: leaseGvr, namespace: leaseNamespace, name: this.#options.serverId };
  }

  #fresh(): KubeObject {
    return {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: this.#options.serverId, namespace: leaseNamespace },
      spec: {
        holderIdentity: this.#holderIdentity,
        leaseDurationSeconds: this.#options.timings.identityLeaseDurationSeconds,
      },
    };
  }

  #withHolder(lease: Immutable<KubeObject>): KubeObject {
    const copy = structuredClone(lease) as KubeObject;
    copy['spec'] = { ...(copy['spec'] as object), holderIdentity: this.#holderIdentity };
    return copy;
  }

  /** A copy with the time of now, and the labels and annotation of this process. */
  #stamped(lease: Immutable<KubeObject>): KubeObject {
    const copy = structuredClone(lease) as KubeObject;
    const { hostname, advertisedAddress } = this.#options;
    copy.metadata.labels = {
      ...copy.metadata.labels,
      [identityLabel]: identityLabelValue,
      'kubernetes.io/hostname': hostname,
    };
    if (advertisedAddress !== undefined) {
      copy.metadata.annotations = {
        ...copy.metadata.annotations,
        'kubernetes.io/peer-advertise-address': advertisedAddress,
      };
    }
    const renewTime = formatMicroTime(this.#deps.clock.now());
    copy['spec'] = { ...(copy['spec'] as object), renewTime };
    return copy;
  }

  get #holderIdentity(): string {
    return `${this.#options.serverId}_${this.#options.processId}`;
  }
}

/** Waits, or returns early when the signal aborts. */
async function pause(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(delayMs, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
