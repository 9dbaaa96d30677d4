import { versionInfo } from '@skewplane/api';
import type { Registry } from 'prom-client';
import {
  jwksPath,
  openIdConfigurationPath,
  type OpenIdDocument,
} from './authentication/service-account/openid-documents.js';
import type { Aggregator } from './aggregator/aggregator.js';
import type { ServerConfig } from './config.js';
import type { DiscoveryDocuments } from './discovery/discovery-documents.js';
import { registeredGroups } from './discovery/api-groups.js';
import { rootPaths } from './discovery/root-paths.js';
import type { EffectiveConfig } from './effective-config.js';
import { controlRoutes, type ControlEndpoint } from './control/control-endpoint.js';
import { discoveryRoute } from './endpoints/discovery-routes.js';
import {
  exactPath,
  healthRoute,
  jsonRoute,
  metricsRoute,
  routes,
  type PathRoute,
} from './endpoints/non-resource.js';
import { openApiRoute } from './endpoints/openapi-routes.js';
import type { Logger } from './logger.js';
import type { OpenApiDocuments } from './openapi/openapi-documents.js';
import type { MergedDiscovery } from './peer-proxy/discovery/merged-discovery.js';
import type { ServerHealth } from './server-health.js';

export interface NonResourceDeps {
  readonly config: ServerConfig;
  readonly effective: EffectiveConfig;
  readonly documents: DiscoveryDocuments;
  readonly aggregator: Aggregator;
  readonly openApi: OpenApiDocuments;
  readonly merged: MergedDiscovery | undefined;
  readonly health: ServerHealth;
  readonly register: Registry;
  readonly logger: Logger;
  /** Empty unless the launcher may break and trace this instance. */
  readonly controlEndpoints: readonly ControlEndpoint[];
  readonly openId:
    { readonly configuration: OpenIdDocument; readonly jwks: OpenIdDocument } | undefined;
}

/** Every path that is no resource. */
export function nonResourceRoutes(deps: NonResourceDeps): PathRoute {
  const { config, effective, documents, aggregator, health, openId } = deps;
  const livez = () => health.livez();
  const readyz = () => health.readyz();
  const others = [
    ...['/healthz', '/livez', '/readyz', '/metrics', '/openapi/v2', '/openapi/v3', '/version'],
    ...(openId === undefined ? [] : [openIdConfigurationPath, jwksPath]),
    ...livez().flatMap(({ name }) => [`/healthz/${name}`, `/livez/${name}`]),
    ...readyz().map(({ name }) => `/readyz/${name}`),
  ];
  return routes(
    discoveryRoute({
      documents,
      registered: () => aggregator.registered(),
      merged: deps.merged,
      serverAddress: () => `${config.advertiseAddress}:${String(config.securePort)}`,
      betaServed: !effective.gates.enabled('AggregatedDiscoveryRemoveBetaType'),
    }),
    healthRoute('healthz', livez, deps.logger),
    healthRoute('livez', livez, deps.logger),
    healthRoute('readyz', readyz, deps.logger),
    metricsRoute(deps.register),
    openApiRoute(deps.openApi, (path) => aggregator.openApiHandler(path)),
    controlRoutes(deps.controlEndpoints),
    jsonRoute('/version', () => versionInfo(effective.version)),
    jsonRoute('/', () =>
      rootPaths([...documents.ranked(), ...registeredGroups(aggregator.registered())], others),
    ),
    ...(openId === undefined
      ? []
      : [
          openIdRoute(openIdConfigurationPath, openId.configuration),
          openIdRoute(jwksPath, openId.jwks),
        ]),
  );
}

function openIdRoute(path: string, { body, contentType, cacheControl }: OpenIdDocument): PathRoute {
  return exactPath(path, async (_request, reply) =>
    reply.header('cache-control', cacheControl).header('content-type', contentType).send(body),
  );
}
