import type { Clock } from '@skewplane/apimachinery';
import type { LiveView } from '../../storage/live-view.js';
import { addressOf, type PeerAddresses } from '../leases/peer-addresses.js';
import type { Logger } from '../logger.js';
import type { PeerProxyMetrics } from '../metrics.js';
import { ProcessCrash, type Crash } from '../process-crash.js';
import type { PeerProxyTimings } from '../timings.js';
import { WorkQueue } from '../work-queue.js';
import type { FetchedPeer } from './fetch-peer-discovery.js';
import { isEmptyEntry, type PeerEntries, type PeerEntry } from './peer-entry.js';
import { peerLeaseOf, peerToSync } from './peer-leases.js';
import { errorText } from '../error-text.js';

export interface PeerDiscoveryCacheDeps {
  readonly serverId: string;
  /** Everything below `leases/`, in all namespaces. */
  readonly leases: LiveView;
  readonly addresses: Pick<PeerAddresses, 'read'>;
  readonly fetch: (
    peer: { readonly serverId: string; readonly address: string },
    signal: AbortSignal,
  ) => Promise<FetchedPeer>;
  /** Called after each sync with everything that is now known. */
  readonly onRebuilt: (entries: PeerEntries) => void;
  readonly maxRetries: number;
  readonly timings: Pick<PeerProxyTimings, 'peerRetryMs' | 'peerRetryMaxMs'>;
  readonly metrics: Pick<PeerProxyMetrics, 'discoverySyncError'>;
  /** Called when `fetch` throws a `ProcessCrash`; the worker has ended then. */
  readonly crash: Crash;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * What peers serve, as they said when their identity Lease last came, went or changed hands. There is no other
 * refresh: an API that a peer turns on later is never noticed.
 * @see kubernetes/apiserver `pkg/util/peerproxy/peer_discovery.go`
 */
export class PeerDiscoveryCache {
  readonly #deps: PeerDiscoveryCacheDeps;
  readonly #queue: WorkQueue;
  readonly #stopping = new AbortController();
  #entries: PeerEntries = new Map();
  #unsubscribe: (() => void) | undefined;
  #worker: Promise<void> = Promise.resolve();

  constructor(deps: PeerDiscoveryCacheDeps) {
    this.#deps = deps;
    this.#queue = new WorkQueue({
      clock: deps.clock,
      baseDelayMs: deps.timings.peerRetryMs,
      maxDelayMs: deps.timings.peerRetryMaxMs,
    });
  }

  /** Unfiltered, by server ID. */
  get entries(): PeerEntries {
    return this.#entries;
  }

  /** Follows the Leases; resolves when those that exist are queued. The first fetch is not waited for. */
  async start(): Promise<void> {
    const { leases, serverId } = this.#deps;
    this.#unsubscribe = leases.onChange((change) => {
      const peer = peerToSync(change, serverId);
      if (peer !== undefined) this.#queue.add(peer);
    });
    await leases.synced;
    for (const peer of this.#peers()) this.#queue.add(peer);
    this.#worker = this.#queue.run((key) => this.#process(key));
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#stopping.abort();
    this.#queue.stop();
    await this.#worker;
  }

  /** Writes over what the peers said, until they are asked anew. */
  overwrite(entries: PeerEntries): void {
    this.#entries = entries;
  }

  async #process(key: string): Promise<void> {
    try {
      this.#handle(key, await this.#rebuild());
    } catch (error) {
      // Only the way down gets here: every other failure is an answer of `#rebuild`.
      if (!(error instanceof ProcessCrash)) throw error;
      this.#queue.stop();
      this.#deps.crash(error);
    }
  }

  /** @param failure of the sync that this key asked for */
  #handle(key: string, failure: unknown): void {
    const { logger, maxRetries } = this.#deps;
    if (this.#stopping.signal.aborted) return;
    if (failure === undefined) {
      this.#queue.forget(key);
      return;
    }
    const cause = errorText(failure);
    if (this.#queue.retries(key) < maxRetries) {
      logger.info({}, `Error syncing discovery for peer lease ${key}: ${cause}`);
      this.#queue.addRateLimited(key);
      return;
    }
    this.#queue.forget(key);
    logger.error({ err: failure }, 'Unhandled Error');
    logger.info({}, `Dropping lease ${key} out of the queue: ${cause}`);
  }

  /**
   * Asks every peer anew and puts the answers in place of all that was known: a peer that fails now is lost
   * even if it was known before.
   * @returns the last failure, or undefined
   * @throws {ProcessCrash}
   */
  async #rebuild(): Promise<unknown> {
    const { signal } = this.#stopping;
    const rebuilt = new Map<string, PeerEntry>();
    let failure: unknown;
    for (const serverId of this.#peers()) {
      try {
        const { entry, error } = await this.#ask(serverId, signal);
        if (error !== undefined) failure = error;
        if (!isEmptyEntry(entry)) rebuilt.set(serverId, entry);
      } catch (error) {
        if (error instanceof ProcessCrash) throw error;
        failure = error;
      }
      if (signal.aborted) return failure;
    }
    this.#entries = rebuilt;
    this.#deps.onRebuilt(rebuilt);
    return failure;
  }

  async #ask(serverId: string, signal: AbortSignal): Promise<FetchedPeer> {
    const { addresses, fetch, metrics } = this.#deps;
    let address: string;
    try {
      address = addressOf(await addresses.read(), serverId);
    } catch (error) {
      metrics.discoverySyncError('hostport_resolution');
      const cause = errorText(error);
      throw new Error(
        `failed to get host port info from identity lease for server ${serverId}: ${cause}`,
        { cause: error },
      );
    }
    return await fetch({ serverId, address }, signal);
  }

  /** Server IDs of all identity Leases but our own. */
  #peers(): string[] {
    const { leases, serverId } = this.#deps;
    const peers = new Set<string>();
    for (const { object } of leases.list('leases/')) {
      const peer = peerLeaseOf(object, serverId);
      if (peer !== undefined) peers.add(peer.serverId);
    }
    return [...peers];
  }
}
