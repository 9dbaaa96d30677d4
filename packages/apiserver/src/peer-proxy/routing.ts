import type { Clock } from '@skewplane/apimachinery';
import type { Filter } from '../request/filter.js';
import type { LiveView } from '../storage/live-view.js';
import { fetchPeerDiscovery } from './discovery/fetch-peer-discovery.js';
import { LocalDiscoveryCache } from './discovery/local-discovery-cache.js';
import type { LocalDiscovery } from './discovery/local-discovery.js';
import { MergedDiscovery } from './discovery/merged-discovery.js';
import { PeerDiscoveryCache } from './discovery/peer-discovery-cache.js';
import { createExclusion } from './exclusion/create-exclusion.js';
import type { PeerExclusion } from './exclusion/peer-exclusion.js';
import type { PeerTransport } from './forward/peer-transport.js';
import { traitsOf, type Generation, type PeerProxyQuirks } from './generation.js';
import { gvrKey } from './gvr-key.js';
import type { PeerAddresses } from './leases/peer-addresses.js';
import type { Logger } from './logger.js';
import type { PeerProxyMetrics } from './metrics.js';
import type { PeerLookup } from './peer-lookup.js';
import { withPeerProxy } from './peer-proxy-filter.js';
import { hookFailure, type Crash } from './process-crash.js';
import type { ReadinessHook } from './readiness-hook.js';
import type { StorageVersions } from './storage-version/storage-versions.js';
import type { PeerProxyTimings } from './timings.js';

/** One peer as this server knows it. */
export interface KnownPeer {
  readonly serverId: string;
  /** `host:port` at which it was last asked. */
  readonly address: string;
  /** How many resources are routed by it, exclusions taken off. */
  readonly gvrCount: number;
}

/** The part of the peer proxy that a generation builds in its own way. */
export interface PeerRouting {
  readonly filter: Filter;
  /** Undefined in generations that do not merge. */
  readonly mergedDiscovery: MergedDiscovery | undefined;
  readonly isSynced: boolean;
  /** Its parts of `/readyz`. */
  readonly hooks: readonly ReadinessHook[];
  knownPeers(): KnownPeer[];
  /**
   * Resolves when requests are routed; the first fetch from peers is not waited for.
   * @throws {ProcessCrash} when a hook fails
   */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface RoutingOptions {
  readonly serverId: string;
  readonly generation: Generation;
  readonly quirks: PeerProxyQuirks;
  readonly timings: PeerProxyTimings;
}

export interface RoutingDeps {
  readonly leases: LiveView;
  readonly crds: LiveView;
  readonly apiServices: LiveView;
  readonly localDiscovery: LocalDiscovery;
  readonly addresses: PeerAddresses;
  readonly transport: PeerTransport;
  readonly metrics: PeerProxyMetrics;
  readonly clock: Clock;
  readonly random: () => number;
  /** What servers up to 1.32 route by. */
  readonly storageVersions?: StorageVersions | undefined;
  readonly crash: Crash;
  readonly logger: Logger;
}

/** Routing since 1.33: what is served here and by peers is known from discovery. */
export class DiscoveryRouting implements PeerRouting, PeerLookup {
  readonly filter: Filter;
  readonly mergedDiscovery: MergedDiscovery | undefined;
  readonly hooks: readonly ReadinessHook[];
  readonly #local: LocalDiscoveryCache;
  readonly #peers: PeerDiscoveryCache;
  readonly #exclusion: PeerExclusion;
  readonly #transport: PeerTransport;
  #workersStarted = false;
  #synced = false;

  constructor(options: RoutingOptions, deps: RoutingDeps) {
    const { serverId, quirks, timings } = options;
    const { metrics, transport } = deps;
    const traits = traitsOf[options.generation];
    this.#transport = transport;
    this.#local = new LocalDiscoveryCache({
      ...deps,
      discovery: deps.localDiscovery,
      refreshMs: timings.localDiscoveryRefreshMs,
    });
    this.#peers = new PeerDiscoveryCache({
      ...deps,
      serverId,
      timings,
      maxRetries: quirks.maxPeerRetries,
      fetch: (peer, signal) => fetchPeerDiscovery({ ...deps, quirks, traits }, peer, signal),
      onRebuilt: (entries) => {
        transport.retain(new Set([...entries.values()].map(({ address }) => address)));
        this.#exclusion.triggerRefilter();
      },
    });
    this.#exclusion = createExclusion(traits.exclusion, {
      ...deps,
      quirks,
      timings,
      raw: () => this.#peers.entries,
      invalidate: () => this.mergedDiscovery?.invalidate(),
      overwrite: (entries) => {
        this.#peers.overwrite(entries);
      },
    });
    this.mergedDiscovery = traits.mergesDiscovery
      ? new MergedDiscovery({
          serverId,
          metrics,
          local: deps.localDiscovery,
          peers: () => this.#exclusion.filtered,
        })
      : undefined;
    this.filter = withPeerProxy({ ...deps, quirks, traits, lookup: this });
    this.hooks = [
      { name: 'local-discovery-cache-sync', isDone: () => this.#local.isPopulated },
      { name: traits.peerDiscoveryHook, isDone: () => this.#workersStarted },
      { name: 'mixed-version-proxy-handler', isDone: () => this.#synced },
    ];
  }

  get isSynced(): boolean {
    return this.#synced;
  }

  servesLocally: PeerLookup['servesLocally'] = (gvr) => this.#local.serves(gvr);

  candidates: PeerLookup['candidates'] = (gvr) => {
    const key = gvrKey(gvr);
    return [...this.#exclusion.filtered]
      .filter(([, { gvrs }]) => gvrs.has(key))
      .map(([serverId]) => serverId);
  };

  knownPeers(): KnownPeer[] {
    return [...this.#exclusion.filtered].map(([serverId, { address, gvrs }]) => ({
      serverId,
      address,
      gvrCount: gvrs.size,
    }));
  }

  async start(): Promise<void> {
    try {
      this.#local.start();
    } catch (error) {
      throw hookFailure('local-discovery-cache-sync', error);
    }
    const workers = Promise.all([this.#exclusion.start(), this.#peers.start()]);
    this.#workersStarted = true;
    await workers;
    this.#synced = true;
  }

  async stop(): Promise<void> {
    this.#local.stop();
    this.mergedDiscovery?.stop();
    await this.#peers.stop();
    await this.#exclusion.stop();
    await this.#transport.close();
  }
}
