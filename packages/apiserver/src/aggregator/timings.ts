/** Every wait of the aggregation layer, in milliseconds; the defaults are upstream's. */
export interface AggregatorTimings {
  /** Between two checks of an APIService that nothing happened to. */
  readonly availabilityResyncMs: number;
  /** First delay after a failed check; doubles up to `availabilityRetryMaxMs`. */
  readonly availabilityRetryMs: number;
  readonly availabilityRetryMaxMs: number;
  /** How long an extension server may take to answer a probe. */
  readonly probeTimeoutMs: number;
  /** Between two looks at the discovery document of an extension server. */
  readonly discoveryRefreshMs: number;
  /** First delay after a failed look (1.36 and later); doubles up to `discoveryRefreshMs`. */
  readonly discoveryRetryMs: number;
  readonly discoveryTimeoutMs: number;
  /** How long an extension server may take to answer a client's `/apis/<group>/<version>`. */
  readonly discoveryRequestTimeoutMs: number;
  /** Before the first look at the OpenAPI documents of an extension server. */
  readonly openApiStartMs: number;
  /** Between two such looks; after a failure the first delay, which doubles up to `openApiRetryMaxMs`. */
  readonly openApiRefreshMs: number;
  readonly openApiRetryMaxMs: number;
  readonly openApiTimeoutMs: number;
  /** First delay after a failed registration; doubles up to `registrationRetryMaxMs`. */
  readonly registrationRetryMs: number;
  readonly registrationRetryMaxMs: number;
  readonly extensionDialTimeoutMs: number;
  readonly extensionTlsHandshakeTimeoutMs: number;
  readonly extensionTcpKeepAliveMs: number;
}

export const upstreamAggregatorTimings: AggregatorTimings = Object.freeze({
  availabilityResyncMs: 30_000,
  availabilityRetryMs: 5,
  availabilityRetryMaxMs: 30_000,
  probeTimeoutMs: 5_000,
  discoveryRefreshMs: 60_000,
  discoveryRetryMs: 500,
  discoveryTimeoutMs: 5_000,
  discoveryRequestTimeoutMs: 5_000,
  openApiStartMs: 1_000,
  openApiRefreshMs: 60_000,
  openApiRetryMaxMs: 3_600_000,
  openApiTimeoutMs: 60_000,
  registrationRetryMs: 5,
  registrationRetryMaxMs: 1_000_000,
  extensionDialTimeoutMs: 30_000,
  extensionTlsHandshakeTimeoutMs: 10_000,
  extensionTcpKeepAliveMs: 30_000,
});
