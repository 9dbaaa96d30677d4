import type { Clock } from '@skewplane/apimachinery';
import type { Logger } from '../logger.js';
import type { PeerProxyTimings } from '../timings.js';
import { endpointLeasePrefix, type EndpointLeaseStore } from './endpoint-lease-store.js';
import { endpointRecord, parseEndpointRecord } from './endpoint-record.js';
import { errorText } from '../error-text.js';

export interface EndpointLeaseOptions {
  readonly serverId: string;
  /** `ip:port` for peers. */
  readonly address: string;
  readonly timings: PeerProxyTimings;
}

export interface EndpointLeaseDeps {
  readonly store: EndpointLeaseStore;
  /** Does the own `/readyz` answer 200? */
  readonly isReady: () => boolean | Promise<boolean>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Publishes where peers reach this server, from the moment it is ready. Lives in etcd only, under a TTL.
 * @see kubernetes/apiserver `pkg/reconcilers/peer_endpoint_lease.go`
 */
export class EndpointLease {
  readonly #options: EndpointLeaseOptions;
  readonly #deps: EndpointLeaseDeps;
  readonly #key: string;
  #cancel: (() => void) | undefined;
  #work: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(options: EndpointLeaseOptions, deps: EndpointLeaseDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#key = `${endpointLeasePrefix}${options.serverId}`;
  }

  start(): void {
    this.#do(() => this.#waitUntilReady());
  }

  /** Stops refreshing and takes the record away; gives up after two refresh intervals. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#cancel?.();
    const { clock, logger, store } = this.#deps;
    const timer = new AbortController();
    const removed = this.#work.then(() => store.delete(this.#key));
    const late = clock.sleep(2 * this.#options.timings.endpointRefreshMs, timer.signal).then(
      () => {
        logger.warn({}, "peer_endpoint_controller's RemoveEndpoints() timed out");
      },
      () => undefined, // the timer was ended
    );
    try {
      await Promise.race([removed, late]);
    } catch (error) {
      logger.error({ err: error }, 'Unable to remove peer endpoint leases');
    } finally {
      timer.abort();
    }
  }

  /** Stops refreshing and leaves the record to its TTL, as a process that dies does. */
  async abandon(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#work;
  }

  async #waitUntilReady(): Promise<void> {
    const { readyPollMs } = this.#options.timings;
    if (await this.#isReady()) await this.#refresh();
    else this.#after(readyPollMs, () => this.#waitUntilReady());
  }

  async #isReady(): Promise<boolean> {
    try {
      return await this.#deps.isReady();
    } catch (error) {
      this.#deps.logger.debug({ err: error }, 'Readiness could not be asked for');
      return false;
    }
  }

  /** The next refresh is due one interval after this one began, however long it takes. */
  async #refresh(): Promise<void> {
    const { clock, logger } = this.#deps;
    const { endpointRefreshMs } = this.#options.timings;
    const startedMs = clock.now();
    try {
      await this.#write();
    } catch (error) {
      const cause = errorText(error);
      logger.error({ err: error }, `unable to update peer endpoint leases: ${cause}`);
    }
    const spentMs = clock.now() - startedMs;
    this.#after(Math.max(0, endpointRefreshMs - spentMs), () => this.#refresh());
  }

  async #write(): Promise<void> {
    const { serverId, address, timings } = this.#options;
    const { store } = this.#deps;
    // Checked before etcd is asked, as a bad address must fail the same way on every round.
    const record = endpointRecord(serverId, address, 1);
    const stored = (await store.list(endpointLeasePrefix)).find(({ key }) => key === this.#key);
    const known = stored === undefined ? undefined : parseEndpointRecord(stored.value);
    // Storage writes only what changed; the generation moves so that the TTL is renewed.
    record.metadata.generation = (known?.generation ?? 0) + 1;
    if (this.#stopped) return;
    await store.put(this.#key, Buffer.from(JSON.stringify(record)), timings.endpointTtlSeconds);
  }

  #after(delayMs: number, next: () => Promise<void>): void {
    if (this.#stopped) return;
    this.#cancel = this.#deps.clock.setTimeout(() => {
      this.#do(next);
    }, delayMs);
  }

  /** Keeps the one step in flight where `stop` can wait for it. No step rejects. */
  #do(step: () => Promise<void>): void {
    if (!this.#stopped) this.#work = step();
  }
}
