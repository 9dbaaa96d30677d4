/** How the aggregation layer of one release differs from that of others. */
export interface AggregatorGeneration {
  /** Do availability checks read EndpointSlices, or the older Endpoints? */
  readonly endpointsKind: 'endpoints' | 'endpointslices';
  /** Do probes believe any certificate? Requests of clients never do. */
  readonly probesInsecurely: boolean;
  /** Are failed discovery fetches tried again early, or with the next round only? */
  readonly retriesDiscovery: boolean;
  /** Names of the start hooks that check availability. */
  readonly availabilityHooks: readonly string[];
}

/**
 * By the minor of the binary: emulating an older release changes none of this.
 * @see kubernetes/kube-aggregator `pkg/controllers/status`, `pkg/apiserver/{apiserver,handler_discovery}.go`, branches
 * release-1.30 to release-1.36
 */
export function aggregatorGeneration(binaryMinor: number): AggregatorGeneration {
  return {
    endpointsKind: binaryMinor >= 34 ? 'endpointslices' : 'endpoints',
    probesInsecurely: binaryMinor <= 35,
    retriesDiscovery: binaryMinor >= 36,
    availabilityHooks:
      binaryMinor >= 31
        ? [
            'apiservice-status-local-available-controller',
            'apiservice-status-remote-available-controller',
          ]
        : ['apiservice-status-available-controller'],
  };
}
