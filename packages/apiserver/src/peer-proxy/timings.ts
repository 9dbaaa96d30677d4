/** Every wait of the peer proxy, in milliseconds; the defaults are upstream's. */
export interface PeerProxyTimings {
  /** Between two renewals of the identity Lease. */
  readonly identityRenewMs: number;
  /** Largest part of the interval that is added at random. */
  readonly identityRenewJitter: number;
  readonly identityLeaseDurationSeconds: number;
  /** First wait after a failed creation; doubles up to `identityRetryMaxMs`. */
  readonly identityRetryMs: number;
  readonly identityRetryMaxMs: number;
  /** Longest wait for the deletion of the own Lease at start and stop. */
  readonly identityDeleteTimeoutMs: number;
  /** Between two passes over expired identity Leases. */
  readonly identityGcMs: number;
  /** etcd TTL of the endpoint lease. */
  readonly endpointTtlSeconds: number;
  readonly endpointRefreshMs: number;
  /** Between two looks at the own `/readyz` before the first endpoint lease. */
  readonly readyPollMs: number;
  readonly localDiscoveryRefreshMs: number;
  /** First delay of a retried peer sync; doubles up to `peerRetryMaxMs`. */
  readonly peerRetryMs: number;
  readonly peerRetryMaxMs: number;
  /** How long a deleted group-version stays excluded. */
  readonly exclusionGraceMs: number;
  /** Between two resyncs of the CRD and APIService views. */
  readonly exclusionResyncMs: number;
  readonly dialTimeoutMs: number;
  readonly tlsHandshakeTimeoutMs: number;
  readonly tcpKeepAliveMs: number;
}

export const upstreamTimings: PeerProxyTimings = Object.freeze({
  identityRenewMs: 10_000,
  identityRenewJitter: 0.04,
  identityLeaseDurationSeconds: 3600,
  identityRetryMs: 200,
  identityRetryMaxMs: 7_000,
  identityDeleteTimeoutMs: 10_000,
  identityGcMs: 3_600_000,
  endpointTtlSeconds: 15,
  endpointRefreshMs: 10_000,
  readyPollMs: 100,
  localDiscoveryRefreshMs: 1_800_000,
  peerRetryMs: 5,
  peerRetryMaxMs: 1_000_000,
  exclusionGraceMs: 300_000,
  exclusionResyncMs: 300_000,
  dialTimeoutMs: 30_000,
  tlsHandshakeTimeoutMs: 10_000,
  tcpKeepAliveMs: 30_000,
});
