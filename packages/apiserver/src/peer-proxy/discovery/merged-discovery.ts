import { encodeGroups, type DiscoveryDocument } from '../../discovery/encode-groups.js';
import type { PeerProxyMetrics } from '../metrics.js';
import type { LocalDiscovery } from './local-discovery.js';
import { mergeGroups } from './merge-groups.js';
import type { PeerEntries } from './peer-entry.js';

export interface MergedDiscoveryDeps {
  readonly serverId: string;
  readonly local: LocalDiscovery;
  /** The peers' entries after exclusion. */
  readonly peers: () => PeerEntries;
  readonly metrics: Pick<PeerProxyMetrics, 'mergedCacheHit' | 'mergedCacheMiss' | 'nopeerRequest'>;
}

/** The `/apis` of the whole plane, kept until the local document or the peers change. */
export class MergedDiscovery {
  readonly #deps: MergedDiscoveryDeps;
  readonly #unsubscribe: () => void;
  #cached: DiscoveryDocument | undefined;

  constructor(deps: MergedDiscoveryDeps) {
    this.#deps = deps;
    this.#unsubscribe = deps.local.onChange(() => {
      this.invalidate();
    });
  }

  /** The document for one request. */
  mergedApis(): DiscoveryDocument {
    const { metrics } = this.#deps;
    if (this.#cached !== undefined) {
      metrics.mergedCacheHit();
      return this.#cached;
    }
    metrics.mergedCacheMiss();
    this.#cached = encodeGroups(this.#merge());
    return this.#cached;
  }

  invalidate(): void {
    this.#cached = undefined;
  }

  /** A v2 request with `profile=nopeer` came, on `/api` or `/apis`. */
  countNopeer(): void {
    this.#deps.metrics.nopeerRequest();
  }

  stop(): void {
    this.#unsubscribe();
  }

  #merge() {
    const { serverId, local, peers } = this.#deps;
    const byPeer = new Map(
      [...peers()].filter(([id]) => id !== serverId).map(([id, { groups }]) => [id, groups]),
    );
    return mergeGroups({ serverId, groups: local.apis() }, byPeer);
  }
}
