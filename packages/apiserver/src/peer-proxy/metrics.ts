import { Counter, type Registry } from 'prom-client';
import type { GroupVersionResource } from '@skewplane/apimachinery';
import { traitsOf, type Generation } from './generation.js';

export type ProxyErrorType = 'endpoint_resolution' | 'proxy_transport';
export type DiscoverySyncErrorType = 'lease_list' | 'hostport_resolution' | 'fetch_discovery';

/** A discovery fetch counts under these empty labels. */
export const discoveryGvr: GroupVersionResource = { group: '', version: '', resource: '' };

export interface PeerProxyMetrics {
  /** One forward is over. @param code its HTTP status; 0 for a hijacked upgrade */
  rerouted(code: number, gvr: GroupVersionResource): void;
  proxyError(type: ProxyErrorType, gvr: GroupVersionResource): void;
  discoverySyncError(type: DiscoverySyncErrorType): void;
  mergedCacheHit(): void;
  mergedCacheMiss(): void;
  nopeerRequest(): void;
}

/** What an older release does not count. */
const uncounted = (): void => undefined;

/**
 * Registers the counters that servers of this generation have.
 * @see kubernetes/apiserver `pkg/util/peerproxy/metrics/metrics.go`
 * @see kubernetes/apiserver `pkg/endpoints/discovery/aggregated/metrics.go`
 */
export function createPeerProxyMetrics(
  registry: Registry,
  generation: Generation,
): PeerProxyMetrics {
  const { countsByResource, mergesDiscovery } = traitsOf[generation];
  return {
    rerouted: countsByResource ? reroutedByResource(registry) : reroutedByCode(registry),
    ...(countsByResource
      ? errorCounters(registry)
      : { proxyError: uncounted, discoverySyncError: uncounted }),
    ...(mergesDiscovery
      ? mergedCounters(registry)
      : { mergedCacheHit: uncounted, mergedCacheMiss: uncounted, nopeerRequest: uncounted }),
  };
}

const gvrLabels = ['group', 'version', 'resource'] as const;
const reroutedName = 'apiserver_rerouted_request_total';

function reroutedByCode(registry: Registry): PeerProxyMetrics['rerouted'] {
  const rerouted = new Counter({
    name: reroutedName,
    help: '[ALPHA] Requests sent on to a peer kube-apiserver.',
    labelNames: ['code'],
    registers: [registry],
  });
  return (code) => {
    rerouted.inc({ code: String(code) });
  };
}

function reroutedByResource(registry: Registry): PeerProxyMetrics['rerouted'] {
  const rerouted = new Counter({
    name: reroutedName,
    help: '[ALPHA] Requests sent on to a peer kube-apiserver; empty group, version and resource mean discovery.',
    labelNames: ['code', ...gvrLabels],
    registers: [registry],
  });
  return (code, { group, version, resource }) => {
    rerouted.inc({ code: String(code), group, version, resource });
  };
}

function errorCounters(
  registry: Registry,
): Pick<PeerProxyMetrics, 'proxyError' | 'discoverySyncError'> {
  const proxyErrors = new Counter({
    name: 'apiserver_peer_proxy_errors_total',
    help: '[ALPHA] Errors before a request could be sent on to a peer kube-apiserver.',
    labelNames: ['type', ...gvrLabels],
    registers: [registry],
  });
  const syncErrors = new Counter({
    name: 'apiserver_peer_discovery_sync_errors_total',
    help: '[ALPHA] Errors while learning what peer kube-apiservers serve.',
    labelNames: ['type'],
    registers: [registry],
  });
  return {
    proxyError: (type, { group, version, resource }) => {
      proxyErrors.inc({ type, group, version, resource });
    },
    discoverySyncError: (type) => {
      syncErrors.inc({ type });
    },
  };
}

function mergedCounters(
  registry: Registry,
): Pick<PeerProxyMetrics, 'mergedCacheHit' | 'mergedCacheMiss' | 'nopeerRequest'> {
  const counter = (name: string, help: string) => {
    const plain = new Counter({ name, help, registers: [registry] });
    return () => {
      plain.inc();
    };
  };
  return {
    mergedCacheHit: counter(
      'aggregator_discovery_peer_aggregated_cache_hits_total',
      '[ALPHA] Discovery answers taken from the peer-aggregated cache.',
    ),
    mergedCacheMiss: counter(
      'aggregator_discovery_peer_aggregated_cache_misses_total',
      '[ALPHA] Discovery answers for which all servers had to be aggregated.',
    ),
    nopeerRequest: counter(
      'aggregator_discovery_nopeer_requests_total',
      '[ALPHA] Discovery requests that asked for the local view only.',
    ),
  };
}
