import { Counter, type Registry } from 'prom-client';
import type { GroupVersionResource } from '@skewplane/apimachinery';

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

/**
 * Registers the counters of 1.36.
 * @see kubernetes/apiserver `pkg/util/peerproxy/metrics/metrics.go`
 * @see kubernetes/apiserver `pkg/endpoints/discovery/aggregated/metrics.go`
 */
export function createPeerProxyMetrics(registry: Registry): PeerProxyMetrics {
  const registers = [registry];
  const gvrLabels = ['group', 'version', 'resource'] as const;
  const rerouted = new Counter({
    name: 'apiserver_rerouted_request_total',
    help: '[ALPHA] Requests sent on to a peer kube-apiserver; empty group, version and resource mean discovery.',
    labelNames: ['code', ...gvrLabels],
    registers,
  });
  const proxyErrors = new Counter({
    name: 'apiserver_peer_proxy_errors_total',
    help: '[ALPHA] Errors before a request could be sent on to a peer kube-apiserver.',
    labelNames: ['type', ...gvrLabels],
    registers,
  });
  const syncErrors = new Counter({
    name: 'apiserver_peer_discovery_sync_errors_total',
    help: '[ALPHA] Errors while learning what peer kube-apiservers serve.',
    labelNames: ['type'],
    registers,
  });
  const plain = (name: string, help: string) => new Counter({ name, help, registers });
  const hits = plain(
    'aggregator_discovery_peer_aggregated_cache_hits_total',
    '[ALPHA] Discovery answers taken from the peer-aggregated cache.',
  );
  const misses = plain(
    'aggregator_discovery_peer_aggregated_cache_misses_total',
    '[ALPHA] Discovery answers for which all servers had to be aggregated.',
  );
  const nopeer = plain(
    'aggregator_discovery_nopeer_requests_total',
    '[ALPHA] Discovery requests that asked for the local view only.',
  );
  return {
    rerouted: (code, { group, version, resource }) => {
      rerouted.inc({ code: String(code), group, version, resource });
    },
    proxyError: (type, { group, version, resource }) => {
      proxyErrors.inc({ type, group, version, resource });
    },
    discoverySyncError: (type) => {
      syncErrors.inc({ type });
    },
    mergedCacheHit: () => {
      hits.inc();
    },
    mergedCacheMiss: () => {
      misses.inc();
    },
    nopeerRequest: () => {
      nopeer.inc();
    },
  };
}
