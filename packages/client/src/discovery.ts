import type { GroupVersionResource } from '@skewplane/apimachinery';
import type { RestClient } from './rest-client.js';

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

export interface DiscoveredResource {
  readonly gvr: GroupVersionResource;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** Is this the first version of its group that has the resource? */
  readonly preferred: boolean;
}

export interface Discovery {
  readonly resources: readonly DiscoveredResource[];
  /** Group-versions that are listed but cannot say what they hold. */
  readonly stale: readonly string[];
}

interface DiscoveryList {
  items?: {
    metadata: { name?: string };
    versions: {
      version: string;
      freshness?: string;
      resources?: {
        resource: string;
        responseKind?: { kind: string };
        scope: string;
        verbs: string[];
      }[];
    }[];
  }[];
}

/** Everything the API serves, from the aggregated documents. Subresources are left out. */
export async function discover(client: RestClient, signal: AbortSignal): Promise<Discovery> {
  const [core, groups] = await Promise.all(
    ['/api', '/apis'].map((path) => client.request('GET', path, { accept: aggregated, signal })),
  );
  const resources: DiscoveredResource[] = [];
  const stale: string[] = [];
  for (const { metadata, versions } of [...itemsOf(core), ...itemsOf(groups)]) {
    const group = metadata.name ?? '';
    const seen = new Set<string>();
    for (const { version, freshness, resources: listed = [] } of versions) {
      if (freshness === 'Stale') stale.push(`${group}/${version}`);
      for (const { resource, responseKind, scope, verbs } of listed) {
        resources.push({
          gvr: { group, version, resource },
          kind: responseKind?.kind ?? '',
          namespaced: scope === 'Namespaced',
          verbs,
          preferred: !seen.has(resource),
        });
        seen.add(resource);
      }
    }
  }
  return { resources, stale };
}

function itemsOf(document: unknown): NonNullable<DiscoveryList['items']> {
  return (document as DiscoveryList | undefined)?.items ?? [];
}
