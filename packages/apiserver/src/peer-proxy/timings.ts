/**
 * Every wait of the peer proxy; the defaults are upstream's. A name that ends in `Ms` or `Seconds` is a timer
 * that `--skewplane-timer` knows by the name before its unit.
 */
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
  /** Between two looks of 1.35 for group-versions whose grace is over. */
  readonly exclusionReapMs: number;
  /** Between two resyncs of the CRD and APIService views. */
  readonly exclusionResyncMs: number;
  /** Between two looks for the own identity Lease before the first StorageVersion is written. */
  readonly storageVersionLeasePollMs: number;
  /** Between two tries to write one StorageVersion. */
  readonly storageVersionRetryMs: number;
  /** Between two passes over the own StorageVersions. */
  readonly storageVersionPassMs: number;
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
  exclusionReapMs: 60_000,
  exclusionResyncMs: 300_000,
  storageVersionLeasePollMs: 100,
  storageVersionRetryMs: 1_000,
  storageVersionPassMs: 600_000,
  dialTimeoutMs: 30_000,
  tlsHandshakeTimeoutMs: 10_000,
  tcpKeepAliveMs: 30_000,
});
