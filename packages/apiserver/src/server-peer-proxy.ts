import type { Clock } from '@skewplane/apimachinery';
import type { Registry } from 'prom-client';
import type { ServerConfig } from './config.js';
import type { ClientIdentity } from './control/certificates/client-identity.js';
import type { DiscoveryDocuments } from './discovery/discovery-documents.js';
import type { EffectiveConfig } from './effective-config.js';
import { defaultAdvertiseAddress } from './advertise-address.js';
import type { LiveViews } from './live-views.js';
import type { Logger } from './logger.js';
import { advertisedAddress } from './peer-proxy/advertised-address.js';
import type { Crash } from './peer-proxy/process-crash.js';
import type { EndpointLeaseStore } from './peer-proxy/leases/endpoint-lease-store.js';
import type { PeerTlsMaterial } from './peer-proxy/forward/peer-connector.js';
import { createPeerProxy, type PeerProxy } from './peer-proxy/peer-proxy.js';
import type { StorageVersions } from './peer-proxy/storage-version/storage-versions.js';
import type { LoopbackClient } from './registry/loopback.js';
import type { EtcdKv } from './storage/etcd3/etcd-kv.js';

export interface ServerPeerProxyDeps {
  readonly processId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: () => number;
  readonly views: LiveViews;
  readonly loopback: LoopbackClient;
  readonly kv: EtcdKv;
  readonly documents: DiscoveryDocuments;
  readonly register: Registry;
  readonly isReady: () => Promise<boolean>;
  /** Undefined without the StorageVersion API. */
  readonly storageVersions: StorageVersions | undefined;
  readonly crash: Crash;
  /** What peers are shown; undefined without `--proxy-client-cert-file`. */
  readonly identity: ClientIdentity | undefined;
}

/** The peer proxy of one server, as its flags say. */
export function createServerPeerProxy(
  config: ServerConfig,
  { proxyGate }: EffectiveConfig,
  deps: ServerPeerProxyDeps,
): PeerProxy {
  const { peer } = config;
  return createPeerProxy(
    {
      minor: config.binaryMinor,
      gateEnabled: proxyGate,
      hostname: config.hostname,
      processId: deps.processId,
      advertisedAddress: advertisedAddress({
        peerAdvertiseIp: peer.advertiseIp,
        peerAdvertisePort: peer.advertisePort,
        advertiseAddress: config.advertiseAddress,
        bindAddress: config.bindAddress,
        securePort: config.securePort,
        hostAddress: defaultAdvertiseAddress(config.bindAddress),
      }),
      tls: tlsOf(peer.ca, deps.identity),
      links: peer.links,
      quirks: peer.quirks,
      timings: peer.timings,
    },
    {
      leases: deps.views.leases,
      crds: deps.views.crds,
      apiServices: deps.views.apiServices,
      client: deps.loopback,
      endpointStore: endpointStore(deps.kv),
      localDiscovery: deps.documents,
      registry: deps.register,
      isReady: deps.isReady,
      clock: deps.clock,
      random: deps.random,
      storageVersions: deps.storageVersions,
      crash: deps.crash,
      logger: deps.logger,
    },
  );
}

function tlsOf(
  ca: Buffer | undefined,
  identity: ClientIdentity | undefined,
): PeerTlsMaterial | undefined {
  if (ca === undefined || identity === undefined) return undefined;
  return {
    ca,
    // Asked for with each connection: a fault may have put another certificate in place.
    get cert() {
      return identity.cert;
    },
    get key() {
      return identity.key;
    },
    onChange: (listener) => {
      identity.onChange(listener);
    },
  };
}

function endpointStore(kv: EtcdKv): EndpointLeaseStore {
  return {
    list: (prefix) => kv.list(prefix),
    put: async (key, value, ttlSeconds) => {
      await kv.put(key, value, { ttlSeconds });
    },
    delete: (key) => kv.delete(key),
  };
}
