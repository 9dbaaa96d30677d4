import type { Registry } from 'prom-client';
import type { Filter } from '../request/filter.js';
import type { LiveView } from '../storage/live-view.js';
import type { LocalDiscovery } from './discovery/local-discovery.js';
import type { MergedDiscovery } from './discovery/merged-discovery.js';
import type { PeerConnectorOptions, PeerTlsMaterial } from './forward/peer-connector.js';
import { PooledPeerTransport } from './forward/peer-transport.js';
import { generationOf, quirksOf, type Generation, type PeerProxyQuirks } from './generation.js';
import { PeerAddresses } from './leases/peer-addresses.js';
import { Membership, type MembershipDeps } from './membership.js';
import { createPeerProxyMetrics } from './metrics.js';
import { ProcessCrash, type Crash } from './process-crash.js';
import type { ReadinessHook } from './readiness-hook.js';
import {
  DiscoveryRouting,
  type KnownPeer,
  type PeerRouting,
  type RoutingDeps,
  type RoutingOptions,
} from './routing.js';
import { serverIdFor } from './server-id.js';
import { StorageVersionRouting } from './storage-version/storage-version-routing.js';
import type { StorageVersions } from './storage-version/storage-versions.js';
import { upstreamTimings, type PeerProxyTimings } from './timings.js';

export interface PeerProxyOptions {
  /** 36 for a server that is 1.36, whatever it emulates: emulation leaves the proxy as it is. */
  readonly minor: number;
  /** `UnknownVersionInteroperabilityProxy` at the emulated version. */
  readonly gateEnabled: boolean;
  readonly hostname: string;
  /** Random UUID of this process. */
  readonly processId: string;
  /** `ip:port` from `advertisedAddress()`. */
  readonly advertisedAddress: string;
  /** Undefined without `--peer-ca-file`: peers may come here, nothing goes out. */
  readonly tls: PeerTlsMaterial | undefined;
  /** Where to connect instead of the addresses that peers advertise. */
  readonly links?: ReadonlyMap<string, string> | undefined;
  readonly quirks?: Partial<PeerProxyQuirks>;
  readonly timings?: Partial<PeerProxyTimings>;
}

export interface PeerProxyDeps extends MembershipDeps {
  readonly crds: LiveView;
  readonly apiServices: LiveView;
  readonly localDiscovery: LocalDiscovery;
  readonly registry: Registry;
  /** What servers up to 1.32 route by. */
  readonly storageVersions?: StorageVersions | undefined;
  /** Ends the process where upstream's ends. */
  readonly crash: Crash;
}

export interface PeerProxyState {
  readonly serverId: string;
  readonly generation: Generation;
  /** False also when this server does not route. */
  readonly synced: boolean;
  readonly peers: readonly KnownPeer[];
}

export interface PeerProxy {
  readonly serverId: string;
  readonly generation: Generation;
  /** Undefined when this server never sends requests on. */
  readonly filter: Filter | undefined;
  /** Undefined when `/apis` is the local document. */
  readonly mergedDiscovery: MergedDiscovery | undefined;
  readonly hooks: readonly ReadinessHook[];
  state(): PeerProxyState;
  /** Resolves when every hook is done. @throws {ProcessCrash} after `crash`, when a hook fails */
  start(): Promise<void>;
  /** Before the server stops listening: gives up the leases. `stop` does it when nobody did. */
  preShutdown(): Promise<void>;
  /** After the last request: ends all work and closes the connections to peers. */
  stop(): Promise<void>;
  /** Instead of `stop` for a process that dies: its leases stay. */
  abandon(): Promise<void>;
}

/** Puts the parts together for one server. */
export function createPeerProxy(options: PeerProxyOptions, deps: PeerProxyDeps): PeerProxy {
  const { minor, gateEnabled, advertisedAddress } = options;
  const serverId = serverIdFor(options.hostname);
  const generation = generationOf(minor);
  const settings = {
    serverId,
    generation,
    quirks: { ...quirksOf(minor), ...options.quirks },
    timings: { ...upstreamTimings, ...options.timings },
  };
  const membership = new Membership(
    {
      ...settings,
      hostname: options.hostname,
      processId: options.processId,
      advertisedAddress: gateEnabled ? advertisedAddress : undefined,
    },
    deps,
  );
  const routing =
    gateEnabled && options.tls !== undefined
      ? createRouting(
          settings,
          routingDeps({ tls: options.tls, links: options.links }, settings, deps),
        )
      : undefined;
  return assemble({ serverId, generation, gateEnabled, membership, routing, crash: deps.crash });
}

function routingDeps(
  target: Pick<PeerConnectorOptions, 'links'> & { readonly tls: PeerTlsMaterial },
  { generation, timings }: RoutingOptions,
  deps: PeerProxyDeps,
): RoutingDeps {
  return {
    ...deps,
    addresses: new PeerAddresses(deps.endpointStore),
    transport: new PooledPeerTransport({ ...target, clock: deps.clock, timings }),
    metrics: createPeerProxyMetrics(deps.registry, generation),
  };
}

/** The one place that knows which generation routes how. */
function createRouting(options: RoutingOptions, deps: RoutingDeps): PeerRouting {
  switch (options.generation) {
    case 'SV':
      if (deps.storageVersions === undefined) {
        throw new Error('Routing up to 1.32 needs StorageVersionAPI and APIServerIdentity');
      }
      return new StorageVersionRouting(options, {
        ...deps,
        storageVersions: deps.storageVersions,
      });
    case 'D33':
    case 'D35':
    case 'D36':
      return new DiscoveryRouting(options, deps);
  }
}

interface Parts {
  readonly serverId: string;
  readonly generation: Generation;
  readonly gateEnabled: boolean;
  readonly membership: Membership;
  readonly routing: PeerRouting | undefined;
  readonly crash: Crash;
}

function assemble({
  serverId,
  generation,
  gateEnabled,
  membership,
  routing,
  crash,
}: Parts): PeerProxy {
  let started = false;
  let left: Promise<void> | undefined;
  const leave = () => (left ??= started ? membership.leave() : Promise.resolve());
  const isStarted = () => started;
  return {
    serverId,
    generation,
    filter: routing?.filter,
    mergedDiscovery: routing?.mergedDiscovery,
    hooks: [
      { name: 'start-kube-apiserver-identity-lease-controller', isDone: isStarted },
      { name: 'start-kube-apiserver-identity-lease-garbage-collector', isDone: isStarted },
      ...(gateEnabled ? [{ name: 'peer-endpoint-reconciler-controller', isDone: isStarted }] : []),
      ...(routing?.hooks ?? []),
    ],
    state: () => ({
      serverId,
      generation,
      synced: routing?.isSynced ?? false,
      peers: routing?.knownPeers() ?? [],
    }),
    start: async () => {
      started = true;
      membership.start();
      try {
        await routing?.start();
      } catch (error) {
        if (error instanceof ProcessCrash) crash(error);
        throw error;
      }
    },
    preShutdown: leave,
    stop: async () => {
      await leave();
      await routing?.stop();
    },
    abandon: async () => {
      left ??= membership.abandon();
      await left;
      await routing?.stop();
    },
  };
}
