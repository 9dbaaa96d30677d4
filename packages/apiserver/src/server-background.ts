import type { Clock } from '@skewplane/apimachinery';
import type { FastifyBaseLogger } from 'fastify';
import type { Aggregator } from './aggregator/aggregator.js';
import type { ApiExtensions } from './apiextensions/api-extensions.js';
import type { Bootstrap } from './bootstrap/bootstrap.js';
import type { LiveViews } from './live-views.js';
import type { PeerProxy } from './peer-proxy/peer-proxy.js';
import type { LoopbackClient } from './registry/loopback.js';
import { runClusterRoleAggregation } from './registry/rbac/clusterrole-aggregation.js';
import type { ServerStorageVersions } from './server-storage-versions.js';

export interface BackgroundParts {
  readonly views: LiveViews;
  readonly loopback: LoopbackClient;
  readonly bootstrap: Bootstrap;
  readonly storageVersions: ServerStorageVersions | undefined;
  readonly peerProxy: PeerProxy;
  readonly aggregator: Aggregator;
  readonly apiExtensions: ApiExtensions;
}

/** What runs beside requests; resolves when all of it has ended. */
export async function startBackground(
  parts: BackgroundParts,
  { clock, logger, signal }: { clock: Clock; logger: FastifyBaseLogger; signal: AbortSignal },
): Promise<void> {
  const { views, loopback, bootstrap, storageVersions, peerProxy, aggregator, apiExtensions } =
    parts;
  const logged = (what: string) => (error: unknown) => {
    if (!signal.aborted) logger.error({ err: error }, what);
  };
  await Promise.all([
    bootstrap
      .run()
      .catch(logged('Failed to put the system objects in place'))
      // Peers ask for our address as soon as they see our identity, with delays that double: making ourselves
      // known only when almost ready lets their first tries succeed.
      .then(() => peerProxy.start())
      .catch(logged('Failed to start the peer proxy')),
    storageVersions?.run().catch(logged('Failed to write storage versions')),
    runClusterRoleAggregation(
      {
        clusterRoles: views.clusterRoles,
        loopback,
        clock,
        onError: logged('Failed to aggregate cluster roles and will try again'),
      },
      signal,
    ).catch(logged('Failed to aggregate cluster roles')),
    aggregator.run().catch(logged('Failed to run the aggregation layer')),
    apiExtensions.run(signal).catch(logged('Failed to follow custom resource definitions')),
  ]);
}
