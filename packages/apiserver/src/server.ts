import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Writable } from 'node:stream';
import { discoveryPriorities, schemasFor, versionInfo } from '@skewplane/api';
import {
  AdjustableClock,
  Lifecycle,
  serviceUnavailable,
  type Clock,
} from '@skewplane/apimachinery';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { AdmissionChain } from './admission/chain.js';
import { namespaceReader, readOrUndefined } from './admission/namespace-reader.js';
import { buildAdmissionPlugins } from './admission/plugins.js';
import { ApiExtensions } from './apiextensions/api-extensions.js';
import { fileAuditSink } from './audit/file-sink.js';
import { metadataOfEverything } from './audit/policy.js';
import { Bootstrap } from './bootstrap/bootstrap.js';
import type { ServerConfig } from './config.js';
import { clockEndpoint } from './control/clock-endpoint.js';
import type { ControlEndpoint } from './control/control-endpoint.js';
import { createBodyDecoder } from './decoding/body-decoder.js';
import { DiscoveryDocuments } from './discovery/discovery-documents.js';
import { effectiveConfig, type EffectiveConfig } from './effective-config.js';
import { builtInSpecialHandlers, dispatch } from './endpoints/dispatch.js';
import { componentStatusHandlers } from './endpoints/component-statuses.js';
import { FrameCache } from './endpoints/frame-cache.js';
import { sendPageNotFound } from './endpoints/respond.js';
import { reviewHandlers } from './endpoints/reviews.js';
import type { AuditFilterDeps } from './filters/audit.js';
import { WaitGroup } from './filters/wait-group.js';
import { buildHandlerChain } from './handler-chain.js';
import { closeHttpServer, createHttpServer } from './http-server.js';
import { startLiveViews, type LiveViews } from './live-views.js';
import { createMetricsRegistry } from './metrics/metrics-registry.js';
import { createRequestMetrics } from './metrics/request-metrics.js';
import { nonResourceRoutes } from './non-resource-routes.js';
import { OpenApiDocuments } from './openapi/openapi-documents.js';
import type { Crash } from './peer-proxy/process-crash.js';
import { randomSuffix } from './registry/before-create.js';
import { createLoopbackClient } from './registry/loopback-client.js';
import { ResourceTable } from './registry/resource-table.js';
import { builtInScopes } from './registry/resources.js';
import {
  ServiceAllocator,
  ipAddressVersion,
} from './registry/service-addresses/service-allocator.js';
import { Store } from './registry/store.js';
import { createSecurity, type Security } from './security.js';
import { startBackground } from './server-background.js';
import { ServerFaults } from './server-faults.js';
import { ServerHealth } from './server-health.js';
import { createServerAggregator } from './server-aggregator.js';
import { createServerPeerProxy } from './server-peer-proxy.js';
import { createServerStorageVersions } from './server-storage-versions.js';
import { createServerWebhooks, type ServerWebhooks } from './server-webhooks.js';
import { createStorage } from './storage/create-storage.js';
import { tracesEndpoint } from './trace/traces-endpoint.js';
import { createTracing, type Tracing } from './trace/tracing.js';
import type { Storage } from './storage/storage.js';

/** @see kubernetes/apiserver `pkg/storage/storagebackend/factory/etcd3.go`, `dialTimeout` */
const etcdStartTimeoutMs = 20_000;
const etcdRetryMs = 100;

export interface ServerDeps {
  readonly clock: Clock;
  readonly logger: FastifyBaseLogger;
  /** In [0, 1). Draws peers and the length of watches. */
  readonly random: () => number;
  /** For audit events when `--audit-log-path` is `-`. */
  readonly stdout: Writable;
  /** Gives up waiting for etcd. */
  readonly startSignal: AbortSignal;
  /** Ends the process where upstream's ends. */
  readonly crash: Crash;
}

export interface ApiServer {
  /** `https://host:port` */
  readonly url: string;
  /** Stops in order; resolves when nothing is left. */
  close(): Promise<void>;
  /** Breaks off everything as the death of the process would: requests fail, leases stay. */
  kill(): Promise<void>;
}

/**
 * Builds each part once, hands it to its users and starts them in order.
 * @throws {ConfigError} before anything is started
 */
export async function startServer(config: ServerConfig, deps: ServerDeps): Promise<ApiServer> {
  const { clock, logger } = deps;
  const effective = effectiveConfig(config);
  for (const warning of effective.warnings) logger.warn(warning);
  const lifecycle = new Lifecycle();
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // every loop of the server listens to it
  const core = createCore(config, { ...deps, effective, lifecycle, signal: stopping.signal });
  const app = createApp(config, {
    ...deps,
    ...core,
    effective,
    lifecycle,
    stopping: stopping.signal,
  });
  try {
    await app.server.listen({ host: config.bindAddress, port: config.securePort });
    await untilReached(core.ping, clock, deps.startSignal);
  } catch (error) {
    stopping.abort(error);
    await closeHttpServer(app.server, { drained: app.waitGroup.idle(), graceMs: 0, clock });
    await lifecycle.close();
    throw error;
  }
  const background = startBackground(core, { clock, logger, signal: stopping.signal });
  const { health, peerProxy } = core;
  return {
    url: urlOf(config),
    close: async () => {
      health.stop(); // first, so that balancers look elsewhere
      await peerProxy.preShutdown();
      await clock.sleep(config.shutdownDelayMs);
      // A Status: what still comes in and cannot be served any more is answered with it.
      stopping.abort(serviceUnavailable('apiserver is shutting down'));
      await closeHttpServer(app.server, {
        drained: app.waitGroup.idle(),
        graceMs: config.shutdownGraceMs,
        clock,
      });
      await background;
      await peerProxy.stop();
      await lifecycle.close();
    },
    kill: async () => {
      stopping.abort(new Error('The server died'));
      await closeHttpServer(app.server, { drained: Promise.resolve(), graceMs: 0, clock });
      await peerProxy.abandon();
      await lifecycle.close();
    },
  };
}

/** @throws {StorageError} the last one, when etcd does not answer for as long as upstream waits for it */
async function untilReached(
  ping: () => Promise<void>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const giveUpAt = clock.now() + etcdStartTimeoutMs;
  for (;;) {
    try {
      await ping();
      return;
    } catch (error) {
      if (clock.now() >= giveUpAt) throw error;
    }
    await clock.sleep(etcdRetryMs, signal);
  }
}

function urlOf({ bindAddress, securePort }: ServerConfig): string {
  const host =
    bindAddress === '0.0.0.0' ? '127.0.0.1' : bindAddress === '::' ? '[::1]' : bindAddress;
  return `https://${host}:${String(securePort)}`;
}

interface CoreDeps extends ServerDeps {
  readonly effective: EffectiveConfig;
  readonly lifecycle: Lifecycle;
  readonly signal: AbortSignal;
}

type Core = ReturnType<typeof createCore>;

/** Everything below HTTP. */
function createCore(config: ServerConfig, deps: CoreDeps) {
  const { clock, logger, random, effective, lifecycle, signal } = deps;
  const { version } = effective;
  const minor = version.emulatedMinor;
  const register = createMetricsRegistry(effective, lifecycle);
  const backend = createStorage(config.etcd, { clock, logger, random });
  lifecycle.onClose(() => backend.close());
  const { storage } = backend;
  const views = startLiveViews(storage, { clock, logger, signal });

  const schemas = schemasFor(version.binaryMinor); // emulation takes no field away
  const lookup = new ResourceTable(
    builtInScopes({
      resources: effective.resources,
      schemas,
      minor: version.binaryMinor,
      eventTtlSeconds: config.eventTtlSeconds,
      isFeatureOn: (gate) => effective.gates.enabled(gate),
    }),
  );
  const security = createSecurity(config, { clock, logger, storage, views, minor });
  lifecycle.onClose(() => {
    security.close();
  });
  const webhooks = createServerWebhooks(config, {
    ...{ clock, logger, random, views, storage, lookup, schemas, register },
  });
  lifecycle.onClose(() => webhooks.close());
  const admission = new AdmissionChain(
    admissionPlugins(config, { views, security, storage, webhooks }),
  );
  const store = new Store({
    storage,
    admission,
    allocator: new ServiceAllocator({
      storage,
      clusterIpRange: config.serviceClusterIpRange,
      nodePortRange: config.serviceNodePortRange,
      ipAddressVersion: ipAddressVersion(lookup),
      random,
      onError: (error) => {
        logger.warn({ err: error }, 'Failed to give back the addresses of a service');
      },
    }),
  });
  const loopback = createLoopbackClient({ lookup, store, clock, signal });
  const apiExtensions = new ApiExtensions({
    definitions: views.crds,
    table: lookup,
    store,
    loopback,
    clock,
    objectMeta: schemas.definition('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta'),
    minor: version.binaryMinor,
    onError: (error) => {
      if (!signal.aborted) logger.error({ err: error }, 'Failed to serve a custom resource');
    },
  });
  lifecycle.onClose(() => {
    apiExtensions.close();
  });
  const faults = new ServerFaults(config, {
    ...{ random, lookup },
    freezeCaches: (modeOf) => {
      backend.freezeCaches(modeOf);
    },
  });
  const aggregator = createServerAggregator(config, effective, {
    ...{ clock, logger, random, views, loopback, register, signal },
    identity: faults.identity,
  });
  lifecycle.onClose(() => aggregator.close());
  const documents = new DiscoveryDocuments({
    lookup,
    priorities: discoveryPriorities(version.binaryMinor),
    binaryMinor: version.binaryMinor,
    extensions: aggregator.extensions,
    onAggregated: () => {
      aggregator.countAggregation();
    },
  });
  lifecycle.onClose(() => {
    documents.close();
  });
  const bootstrap = new Bootstrap({ config, minor, loopback, clock, logger, signal });
  const health = new ServerHealth({ ping: (request) => backend.ping(request), views });
  health.addHooks(bootstrap.hooks);
  health.addHooks(aggregator.hooks);
  health.addChecks(aggregator.checks);
  const storageVersions = createServerStorageVersions(config, effective, {
    ...{ storage, loopback, clock, logger, signal },
  });
  health.addHooks(storageVersions?.hooks ?? []);
  const peerProxy = createServerPeerProxy(config, effective, {
    processId: randomUUID(),
    ...{ clock, logger, random, views, loopback, documents, register },
    storageVersions,
    identity: faults.identity,
    crash: deps.crash,
    kv: backend.kv,
    isReady: () => health.isReady(signal),
  });
  health.addHooks(peerProxy.hooks);
  return {
    ping: (pingSignal?: AbortSignal) => backend.ping(pingSignal),
    register,
    views,
    schemas,
    lookup,
    security,
    store,
    loopback,
    apiExtensions,
    aggregator,
    faults,
    documents,
    bootstrap,
    health,
    storageVersions,
    peerProxy,
  };
}

interface AdmissionParts {
  readonly views: LiveViews;
  readonly security: Security;
  readonly storage: Storage;
  readonly webhooks: ServerWebhooks;
}

function admissionPlugins(
  config: ServerConfig,
  { views, security, storage, webhooks }: AdmissionParts,
) {
  return buildAdmissionPlugins({
    webhooks,
    disabled: config.disabledAdmissionPlugins,
    namespaces: namespaceReader(views.namespaces, storage),
    escalation: { authorizer: security.authorizer, resolver: security.rbacRules },
    getServiceAccount: async (namespace, name, signal) => {
      const key = `serviceaccounts/${namespace}/${name}`;
      return (views.serviceAccounts.get(key) ?? (await readOrUndefined(storage, key, signal)))
        ?.object;
    },
    randomSuffix,
  });
}

interface AppDeps extends ServerDeps, Core {
  readonly effective: EffectiveConfig;
  readonly lifecycle: Lifecycle;
  readonly stopping: AbortSignal;
}

/** The HTTP side: filters, dispatch, and the paths that are no resources. */
function createApp(
  config: ServerConfig,
  deps: AppDeps,
): { server: FastifyInstance; waitGroup: WaitGroup } {
  const { clock, logger, random, effective, lifecycle, security, schemas, lookup, peerProxy } =
    deps;
  const { version, gates } = effective;
  const openApi = new OpenApiDocuments({
    lookup,
    schemas,
    serverVersion: versionInfo(version).gitVersion,
    openId: security.openId !== undefined,
    extensionPaths: () => deps.aggregator.openApiPaths(),
  });
  lifecycle.onClose(() => {
    openApi.close();
  });
  const tracing = tracingOf(config, version);
  const findRoute = nonResourceRoutes({
    ...deps,
    config,
    openApi,
    merged: peerProxy.mergedDiscovery,
    openId: security.openId,
    controlEndpoints: tracing === undefined ? [] : controlEndpoints(deps, tracing),
  });
  const endpoints = {
    store: deps.store,
    decoder: createBodyDecoder(schemas),
    clock,
    random,
    frames: new FrameCache(),
    faults: deps.faults.injected,
    minWatchTimeoutMs: config.minWatchTimeoutMs,
    stopping: deps.stopping,
    lookup,
    special: new Map([
      ...builtInSpecialHandlers,
      ...componentStatusHandlers(deps.ping),
      ...reviewHandlers({ ...security, minor: version.emulatedMinor }),
    ]),
  };
  const waitGroup = new WaitGroup();
  const tls = {
    cert: config.tlsCert,
    key: config.tlsKey,
    ca: [config.clientCa, config.requestHeader.clientCa].filter((each) => each !== undefined),
  };
  const server = createHttpServer({
    tls,
    logger,
    filters: buildHandlerChain({
      clock,
      deadlineClock: clock instanceof AdjustableClock ? clock.base : clock,
      waitGroup,
      tracing: tracing?.filter,
      pathsInstalled: () => deps.health.arePathsInstalled,
      logging: {
        clock,
        logger,
        metrics: createRequestMetrics(deps.register),
        verbosity: config.verbosity,
      },
      requestTimeoutMs: config.requestTimeoutMs,
      authentication: { ...security, requestHeader: config.requestHeader, clock },
      audit: auditOf(config, deps),
      answerFaults: deps.faults.filter,
      impersonation: {
        authorizer: security.authorizer,
        minor: version.emulatedMinor,
        constrained: gates.enabled('ConstrainedImpersonation'),
      },
      authorization: { authorizer: security.authorizer, clock },
      limits: {
        maxReadOnly: config.maxRequestsInFlight,
        maxMutating: config.maxMutatingRequestsInFlight,
      },
      storageVersionBarrier: deps.storageVersions?.barrier,
      peerProxy: peerProxy.filter,
      aggregator: deps.aggregator.filter,
    }),
    handler: async (request, reply) => {
      const { info } = request.context;
      if (info.isResourceRequest) return dispatch(endpoints, info, request, reply);
      const route = findRoute(info.path);
      return route === undefined ? sendPageNotFound(reply) : route(request, reply);
    },
  });
  deps.faults.attach(server, tls);
  return { server, waitGroup };
}

/** What the launcher may do to this instance. */
function controlEndpoints({ clock, faults }: AppDeps, { ring }: Tracing): ControlEndpoint[] {
  const isAdjustable = clock instanceof AdjustableClock;
  return [
    ...(isAdjustable ? [clockEndpoint(clock)] : []),
    // The client waits for the end of another request: a clock put forward must not end that.
    tracesEndpoint(ring, isAdjustable ? clock.base : clock),
    ...faults.endpoints,
  ];
}

/** Undefined without the key of the plane. */
function tracingOf(
  { hostname, controlKey }: ServerConfig,
  version: EffectiveConfig['version'],
): Tracing | undefined {
  if (controlKey === undefined) return undefined;
  return createTracing({
    instance: hostname,
    version: versionInfo(version).gitVersion,
    controlKey,
    monotonicMs: () => performance.now(),
  });
}

function auditOf(
  { auditLogPath, auditPolicy = metadataOfEverything }: ServerConfig,
  { stdout, logger, lifecycle, clock }: Pick<AppDeps, 'stdout' | 'logger' | 'lifecycle' | 'clock'>,
): AuditFilterDeps | undefined {
  if (auditLogPath === '') return undefined;
  const sink = fileAuditSink(auditLogPath, stdout, logger);
  lifecycle.onClose(() => sink.close());
  return { sink, policy: auditPolicy, clock };
}
