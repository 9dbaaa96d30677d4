import { createHash } from 'node:crypto';
import type { ApiGroupDiscovery } from '../../discovery/api-group-discovery.js';

/** An aggregated discovery list, encoded once. */
export interface DiscoveryDocument {
  readonly groups: readonly ApiGroupDiscovery[];
  /** The list as JSON. */
  readonly bytes: Buffer;
  /** With its quotes, as `ETag` carries and `If-None-Match` must match it. */
  readonly etag: string;
}

/**
 * Encodes the list. The ETag is over the list without kind and version, so that it says the same whichever
 * server and whichever profile the content came by.
 * @see kubernetes/apiserver `pkg/endpoints/discovery/aggregated/etag.go`
 */
export function discoveryDocument(groups: readonly ApiGroupDiscovery[]): DiscoveryDocument {
  const list = JSON.stringify({ metadata: {}, items: groups });
  const hash = createHash('sha512').update(list).digest('hex').toUpperCase();
  const head = '{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2",';
  return { groups, bytes: Buffer.from(`${head}${list.slice(1)}`), etag: `"${hash}"` };
}
