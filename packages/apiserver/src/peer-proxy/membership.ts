import type { Clock } from '@skewplane/apimachinery';
import type { LoopbackClient } from '../registry/loopback.js';
import type { LiveView } from '../storage/live-view.js';
import type { PeerProxyQuirks } from './generation.js';
import { EndpointLease } from './leases/endpoint-lease.js';
import type { EndpointLeaseStore } from './leases/endpoint-lease-store.js';
import { IdentityLeaseGc } from './leases/identity-lease-gc.js';
import { IdentityLease } from './leases/identity-lease.js';
import type { Logger } from './logger.js';
import type { PeerProxyTimings } from './timings.js';

export interface MembershipOptions {
  readonly serverId: string;
  readonly hostname: string;
  readonly processId: string;
  /** Where peers reach this server; undefined with the gate off: then nobody is told. */
  readonly advertisedAddress: string | undefined;
  readonly quirks: PeerProxyQuirks;
  readonly timings: PeerProxyTimings;
}

export interface MembershipDeps {
  readonly leases: LiveView;
  readonly client: LoopbackClient;
  readonly endpointStore: EndpointLeaseStore;
  readonly isReady: () => boolean | Promise<boolean>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

/** How this server makes itself known: its identity Lease, its address, and the tidying up after others. */
export class Membership {
  readonly #identity: IdentityLease;
  readonly #gc: IdentityLeaseGc;
  readonly #endpoint: EndpointLease | undefined;

  constructor(options: MembershipOptions, deps: MembershipDeps) {
    const { serverId, advertisedAddress, timings } = options;
    this.#identity = new IdentityLease(options, deps);
    this.#gc = new IdentityLeaseGc({ ...deps, periodMs: timings.identityGcMs });
    if (advertisedAddress !== undefined) {
      this.#endpoint = new EndpointLease(
        { serverId, address: advertisedAddress, timings },
        { ...deps, store: deps.endpointStore },
      );
    }
  }

  start(): void {
    this.#identity.start();
    this.#gc.start();
    this.#endpoint?.start();
  }

  /**
   * Says good-bye while this server still answers. The identity goes first: peers then forget this server before
   * they fail to find its address.
   */
  async leave(): Promise<void> {
    await this.#identity.stop();
    await this.#endpoint?.stop();
    await this.#gc.stop();
  }

  /** Ends all work and takes nothing back: others must find out by themselves. */
  async abandon(): Promise<void> {
    await Promise.all([this.#identity.abandon(), this.#endpoint?.abandon(), this.#gc.stop()]);
  }
}
