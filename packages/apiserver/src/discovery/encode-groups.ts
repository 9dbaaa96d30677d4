import { createHash } from 'node:crypto';
import type { ApiGroupDiscovery, ApiVersionDiscovery } from './api-group-discovery.js';
import type { DiscoveryVersion } from './discovery-form.js';

/** An aggregated discovery list, encoded once. */
export interface DiscoveryDocument {
  readonly groups: readonly ApiGroupDiscovery[];
  /** The v2 list as JSON, with the line end that ends every answer. */
  readonly bytes: Buffer;
  /** The value of the `ETag` header, quotes and all: `If-None-Match` has to equal it. */
  readonly etag: string;
}

/**
 * Encodes a list, local or merged. The ETag is over the list without kind and version, so that equal content has
 * an equal tag.
 * @see kubernetes/apiserver `pkg/endpoints/discovery/aggregated/etag.go`
 */
export function encodeGroups(groups: readonly ApiGroupDiscovery[]): DiscoveryDocument {
  const list = listText(groups);
  const hash = createHash('sha512').update(list).digest('hex').toUpperCase();
  return { groups, bytes: withVersion(list, 'v2'), etag: `"${hash}"` };
}

/** The same list in another version of its type: only the name of the version differs. */
export function bytesOfVersion(document: DiscoveryDocument, version: DiscoveryVersion): Buffer {
  return version === 'v2' ? document.bytes : withVersion(listText(document.groups), version);
}

/** Headers besides the content type. */
export function cachingHeaders({
  etag,
}: DiscoveryDocument): Readonly<Record<'etag' | 'vary' | 'cache-control', string>> {
  return { etag, vary: 'Accept', 'cache-control': 'public' };
}

function listText(groups: readonly ApiGroupDiscovery[]): string {
  return JSON.stringify({ metadata: {}, items: groups.map(wireGroup) });
}

function withVersion(list: string, version: DiscoveryVersion): Buffer {
  const head = `{"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/${version}",`;
  return Buffer.from(`${head}${list.slice(1)}\n`);
}

/** The core group has no name, and neither an empty name nor an empty list is written. */
function wireGroup({ metadata, versions }: ApiGroupDiscovery): unknown {
  const { name, ...others } = metadata;
  return { metadata: name === '' ? others : metadata, versions: versions.map(wireVersion) };
}

function wireVersion(version: ApiVersionDiscovery): unknown {
  if (version.resources.length > 0) return version;
  const { resources: _none, ...others } = version;
  return others;
}
