import { Counter, type Registry } from 'prom-client';
import type { Clock } from '@skewplane/apimachinery';
import type { ExtensionSource } from '../discovery/extension-source.js';
import type { RankedGroupVersion } from '../discovery/group-versions.js';
import type { PathHandler } from '../endpoints/non-resource.js';
import type { HealthCheck } from '../health/health.js';
import type { LiveViews } from '../live-views.js';
import type { Logger } from '../logger.js';
import type { LoopbackClient } from '../registry/loopback.js';
import type { Filter } from '../request/filter.js';
import { ApiServiceLister } from './api-service.js';
import { AutoregisterController, type RegisteredGroupVersion } from './autoregister-controller.js';
import { AvailabilityController, aborted } from './availability-controller.js';
import { createAvailabilityMetrics } from './availability-metrics.js';
import { registerCustomGroupVersions } from './custom-group-versions.js';
import { DiscoveryManager } from './discovery-manager.js';
import { ExtensionClient } from './extension-client.js';
import { ExtensionOpenApi } from './extension-openapi.js';
import { ExtensionTransports, type ShownCertificate } from './extension-transports.js';
import { aggregatorGeneration } from './generation.js';
import { proxyTo, withAggregator } from './proxy-filter.js';
import { registrationCheck } from './registration.js';
import { ServiceNetwork } from './service-network.js';
import { upstreamAggregatorTimings, type AggregatorTimings } from './timings.js';

export interface AggregatorOptions {
  readonly binaryMinor: number;
  /** Built-in group-versions that this process serves, ranked. */
  readonly groupVersions: readonly RegisteredGroupVersion[];
  /** Shown to extension servers. */
  readonly client: ShownCertificate;
  /** By `host:port` where to connect instead. */
  readonly links?: ReadonlyMap<string, string> | undefined;
  /** `--enable-aggregator-routing` */
  readonly toEndpoints: boolean;
  /** `--aggregator-reject-forwarding-redirect` */
  readonly refusesRedirects: boolean;
  /** `RemoteRequestHeaderUID` */
  readonly uidHeaderSent: boolean;
  readonly timings?: Partial<AggregatorTimings> | undefined;
}

export interface AggregatorDeps {
  readonly views: Pick<
    LiveViews,
    'apiServices' | 'crds' | 'services' | 'endpoints' | 'endpointSlices'
  >;
  readonly loopback: LoopbackClient;
  readonly registry: Registry;
  /** `host:port` of this server itself. */
  readonly own: () => string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

export interface AggregatorHook {
  /** As in `/readyz/poststarthook/<name>`. */
  readonly name: string;
  readonly isDone: () => boolean;
}

/** The aggregation layer of one server: APIServices, and the extension servers behind them. */
export interface Aggregator {
  /** Sends requests to extension servers; stands behind the peer proxy. */
  readonly filter: Filter;
  readonly hooks: readonly AggregatorHook[];
  readonly checks: readonly HealthCheck[];
  /** For the aggregated discovery document. */
  readonly extensions: ExtensionSource;
  /** Every APIService of the cluster, for unaggregated discovery. */
  registered(): Iterable<RankedGroupVersion>;
  /** OpenAPI v3 documents of extension servers: path below `/openapi/v3/` and URL. */
  openApiPaths(): Iterable<readonly [path: string, url: string]>;
  /** Fetches such a document for a client; undefined when no extension server has it. */
  openApiHandler(path: string): PathHandler | undefined;
  /** An aggregated document was made anew. */
  countAggregation(): void;
  /** Works until the signal aborts. */
  run(): Promise<void>;
  /** After the last request. */
  close(): Promise<void>;
}

export function createAggregator(options: AggregatorOptions, deps: AggregatorDeps): Aggregator {
  const parts = createParts(options, deps);
  const { apiServices, discovery, openApi, proxy } = parts;
  const aggregations = new Counter({
    name: 'aggregator_discovery_aggregation_count_total',
    help: '[ALPHA] How often the aggregated discovery document was made anew.',
    registers: [deps.registry],
  });
  let started = false;
  return {
    filter: withAggregator({ ...proxy, apiServices }),
    hooks: hooksOf(options, parts, () => started),
    checks: [parts.registration],
    extensions: discovery,
    registered: () => apiServices.all(),
    openApiPaths: () => openApi.paths(),
    openApiHandler: (path) => {
      const owner = openApi.ownerOf(path);
      return owner && (async (request, reply) => proxyTo(owner, { request, reply }, proxy));
    },
    countAggregation: () => {
      aggregations.inc();
    },
    run: async () => {
      started = true;
      await Promise.all([
        parts.availability.run(),
        discovery.run(deps.signal),
        openApi.run(deps.signal),
        register(options, deps, parts.autoregister),
        forgetTransports(parts, deps.signal),
      ]);
    },
    close: async () => {
      parts.registration.close();
      await parts.transports.close();
    },
  };
}

function createParts(options: AggregatorOptions, deps: AggregatorDeps) {
  const { clock, logger, random, loopback, signal, views } = deps;
  const { endpoints, endpointSlices, services } = views;
  const timings = { ...upstreamAggregatorTimings, ...options.timings };
  const generation = aggregatorGeneration(options.binaryMinor);
  const apiServices = new ApiServiceLister(views.apiServices);
  const network = new ServiceNetwork({
    ...{ services, endpoints, endpointSlices, random },
    toEndpoints: options.toEndpoints,
    own: deps.own,
  });
  const transports = new ExtensionTransports({
    ...{ clock, timings },
    client: options.client,
    links: options.links,
  });
  const client = new ExtensionClient({ network, transports, clock, signal });
  const common = { apiServices, client, clock, timings, logger };
  return {
    generation,
    apiServices,
    transports,
    availability: new AvailabilityController({
      ...{ ...common, services, endpoints, endpointSlices, network, transports, loopback, signal },
      metrics: createAvailabilityMetrics(deps.registry),
      endpointsKind: generation.endpointsKind,
      insecure: generation.probesInsecurely,
    }),
    discovery: new DiscoveryManager({ ...common, retriesDiscovery: generation.retriesDiscovery }),
    openApi: new ExtensionOpenApi(common),
    autoregister: new AutoregisterController({ ...common, loopback }),
    registration: registrationCheck(apiServices, options.groupVersions),
    proxy: {
      ...{ network, transports, timings, clock, logger },
      uidHeaderSent: options.uidHeaderSent,
      refusesRedirects: options.refusesRedirects,
    },
  };
}

type Parts = ReturnType<typeof createParts>;

/** @see kubernetes/kube-aggregator `pkg/apiserver/apiserver.go`, `AddPostStartHookOrDie` */
function hooksOf(
  { client }: AggregatorOptions,
  { apiServices, discovery, generation }: Parts,
  isStarted: () => boolean,
): AggregatorHook[] {
  const atOnce = [
    ...(client.cert === undefined || client.key === undefined
      ? []
      : ['aggregator-reload-proxy-client-cert']),
    'start-kube-aggregator-informers',
    ...generation.availabilityHooks,
    'kube-apiserver-autoregistration',
    'apiservice-openapi-controller',
    'apiservice-openapiv3-controller',
  ];
  return [
    ...atOnce.map((name) => ({ name, isDone: isStarted })),
    { name: 'apiservice-registration-controller', isDone: () => apiServices.isSynced },
    { name: 'apiservice-discovery-controller', isDone: () => discovery.hasLooked },
  ];
}

/** CRDs first: what is wanted for them must be known before anything is deleted for not being wanted. */
async function register(
  { groupVersions }: AggregatorOptions,
  { views, signal }: AggregatorDeps,
  autoregister: AutoregisterController,
): Promise<void> {
  await Promise.race([views.crds.synced, aborted(signal)]);
  if (signal.aborted) return;
  const unsubscribe = registerCustomGroupVersions(views.crds, autoregister);
  for (const each of groupVersions) autoregister.want(each, 'onstart');
  await autoregister.run(signal);
  unsubscribe();
}

async function forgetTransports(
  { apiServices, transports }: Parts,
  signal: AbortSignal,
): Promise<void> {
  const unsubscribe = apiServices.onChange((name) => {
    if (apiServices.get(name)?.service === undefined) transports.forget(name);
  });
  await aborted(signal);
  unsubscribe();
}
