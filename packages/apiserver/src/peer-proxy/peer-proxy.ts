import type { Registry } from 'prom-client';
import type { Filter } from '../request/filter.js';
import type { LiveView } from '../storage/live-view.js';
import type { LocalDiscovery } from './discovery/local-discovery.js';
import type { MergedDiscovery } from './discovery/merged-discovery.js';
import type { PeerTlsMaterial } from './forward/peer-connector.js';
import { PooledPeerTransport } from './forward/peer-transport.js';
import {
  generationOf,
  runningQuirks,
  routedGenerations,
  type Generation,
  type PeerProxyQuirks,
} from './generation.js';
import { PeerAddresses } from './leases/peer-addresses.js';
import { Membership, type MembershipDeps } from './membership.js';
import { createPeerProxyMetrics } from './metrics.js';
import { DiscoveryRouting, type KnownPeer, type PeerRouting } from './routing.js';
import { serverIdFor } from './server-id.js';
import { upstreamTimings, type PeerProxyTimings } from './timings.js';

export interface PeerProxyOptions {
  /** 36 for a server that emulates 1.36. */
  readonly emulatedMinor: number;
  /** `UnknownVersionInteroperabilityProxy` at the emulated version. */
  readonly gateEnabled: boolean;
  readonly hostname: string;
  /** Random UUID of this process. */
  readonly processId: string;
  /** `ip:port` from `advertisedAddress()`. */
  readonly advertisedAddress: string;
  /** Undefined without `--peer-ca-file`: peers may come here, nothing goes out. */
  readonly tls: PeerTlsMaterial | undefined;
  readonly quirks?: Partial<PeerProxyQuirks>;
  readonly timings?: Partial<PeerProxyTimings>;
}

export interface PeerProxyDeps extends MembershipDeps {
  readonly crds: LiveView;
  readonly apiServices: LiveView;
  readonly localDiscovery: LocalDiscovery;
  readonly registry: Registry;
}

/** One named part of `/readyz`. */
export interface ReadinessHook {
  /** As in `/readyz/poststarthook/<name>`. */
  readonly name: string;
  isDone(): boolean;
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
  /** Resolves when every hook is done. @throws when a hook fails, which upstream does not survive */
  start(): Promise<void>;
  /** Before the server stops listening: gives up the leases. `stop` does it when nobody did. */
  preShutdown(): Promise<void>;
  /** After the last request: ends all work and closes the connections to peers. */
  stop(): Promise<void>;
}

/**
 * Puts the parts together for one server.
 */
export function createPeerProxy(options: PeerProxyOptions, deps: PeerProxyDeps): PeerProxy {
  const { emulatedMinor, gateEnabled, advertisedAddress } = options;
  const serverId = serverIdFor(options.hostname);
  const generation = generationOf(emulatedMinor);
  const settings = {
    serverId,
    quirks: { ...runningQuirks(emulatedMinor), ...options.quirks },
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
  const routing = gateEnabled ? createRouting(options, settings, deps) : undefined;
  return assemble({ serverId, generation, gateEnabled, membership, routing });
}

function createRouting(
  { emulatedMinor, tls }: PeerProxyOptions,
  settings: { serverId: string; quirks: PeerProxyQuirks; timings: PeerProxyTimings },
  deps: PeerProxyDeps,
): PeerRouting | undefined {
  if (tls === undefined) return undefined;
  const generation = generationOf(emulatedMinor);
  if (!routedGenerations.has(generation)) {
    // Every minor can take part, but only the newest way of routing exists so far.
    deps.logger.warn(
      { emulatedMinor, generation, routedAs: 'D36' },
      'Routing as a newer release does',
    );
  }
  return new DiscoveryRouting(settings, {
    ...deps,
    addresses: new PeerAddresses(deps.endpointStore),
    transport: new PooledPeerTransport({ tls, clock: deps.clock, timings: settings.timings }),
    metrics: createPeerProxyMetrics(deps.registry),
  });
}

interface Parts {
  readonly serverId: string;
  readonly generation: Generation;
  readonly gateEnabled: boolean;
  readonly membership: Membership;
  readonly routing: PeerRouting | undefined;
}

function assemble({ serverId, generation, gateEnabled, membership, routing }: Parts): PeerProxy {
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
      ...(routing === undefined ? [] : routingHooks(routing)),
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
      await routing?.start();
    },
    preShutdown: leave,
    stop: async () => {
      await leave();
      await routing?.stop();
    },
  };
}

function routingHooks(routing: PeerRouting): ReadinessHook[] {
  return [
    { name: 'local-discovery-cache-sync', isDone: () => routing.isLocalCacheFilled },
    { name: 'peer-discovery-workers', isDone: () => routing.areWorkersStarted },
    { name: 'mixed-version-proxy-handler', isDone: () => routing.isSynced },
  ];
}
