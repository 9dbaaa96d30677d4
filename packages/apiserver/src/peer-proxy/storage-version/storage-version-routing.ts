import type { GroupVersionResource } from '@skewplane/apimachinery';
import type { Filter } from '../../request/filter.js';
import type { LiveViewChange } from '../../storage/live-view.js';
import { traitsOf } from '../generation.js';
import type { AddressBook } from '../leases/peer-addresses.js';
import type { PeerLookup } from '../peer-lookup.js';
import { withPeerProxy } from '../peer-proxy-filter.js';
import type { ReadinessHook } from '../readiness-hook.js';
import type { KnownPeer, PeerRouting, RoutingDeps, RoutingOptions } from '../routing.js';
import { ServedBy } from './served-by.js';
import type { StorageVersions } from './storage-versions.js';

export type StorageVersionRoutingDeps = Omit<
  RoutingDeps,
  'leases' | 'crds' | 'apiServices' | 'localDiscovery' | 'crash'
> & { readonly storageVersions: StorageVersions };

/**
 * Routing until 1.32: a resource is served by the servers that its StorageVersion names. Only built-in resources
 * have one, so all others are left to the local handler.
 * @see kubernetes/apiserver `pkg/util/peerproxy/peerproxy_handler.go` of 1.32
 */
export class StorageVersionRouting implements PeerRouting, PeerLookup {
  readonly filter: Filter;
  readonly mergedDiscovery = undefined;
  readonly hooks: readonly ReadinessHook[] = [
    { name: 'unknown-version-proxy-filter', isDone: () => this.#synced },
  ];
  readonly #serverId: string;
  readonly #deps: StorageVersionRoutingDeps;
  readonly #servedBy = new ServedBy();
  #addresses: AddressBook = new Map();
  #synced = false;
  #unfollow: (() => void) | undefined;

  constructor({ serverId, quirks }: RoutingOptions, deps: StorageVersionRoutingDeps) {
    this.#serverId = serverId;
    this.#deps = deps;
    this.filter = withPeerProxy({
      ...deps,
      quirks,
      traits: traitsOf.SV,
      lookup: this,
      addresses: { read: () => this.#readAddresses() },
    });
  }

  get isSynced(): boolean {
    return this.#synced;
  }

  /** What no object names counts as served here: whether it is, the local handler knows. */
  servesLocally: PeerLookup['servesLocally'] = (gvr) =>
    this.#servedBy.serversOf(gvr)?.has(this.#serverId) ?? true;

  candidates: PeerLookup['candidates'] = (gvr: GroupVersionResource) => [
    ...(this.#servedBy.serversOf(gvr) ?? []),
  ];

  knownPeers(): KnownPeer[] {
    return [...this.#servedBy.counts()]
      .filter(([serverId]) => serverId !== this.#serverId)
      .map(([serverId, gvrCount]) => ({
        serverId,
        address: this.#addresses.get(serverId) ?? '',
        gvrCount,
      }));
  }

  async start(): Promise<void> {
    const { storageVersions } = this.#deps;
    const view = storageVersions.follow();
    this.#unfollow = view.onChange((change) => {
      this.#apply(change);
    });
    for (const { object } of view.list()) this.#servedBy.add(object);
    await Promise.all([view.synced, storageVersions.updated]);
    this.#synced = true;
  }

  async stop(): Promise<void> {
    this.#unfollow?.();
    await this.#deps.transport.close();
  }

  #apply({ type, object, previous, missed = false }: LiveViewChange): void {
    if (type === 'DELETED') {
      // Upstream is given a tombstone for this, which it takes for no StorageVersion: the entry stays.
      if (missed) this.#deps.logger.error({}, 'Invalid StorageVersion provided to deleteSV()');
      else this.#servedBy.delete(object.object);
      return;
    }
    if (previous !== undefined) this.#servedBy.delete(previous.object);
    this.#servedBy.add(object.object);
  }

  /** Remembers what it read, for those who ask what is known. */
  async #readAddresses(): Promise<AddressBook> {
    this.#addresses = await this.#deps.addresses.read();
    return this.#addresses;
  }
}
