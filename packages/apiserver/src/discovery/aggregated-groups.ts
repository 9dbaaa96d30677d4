import type { GroupVersion, GroupVersionKind } from '@skewplane/apimachinery';
import type { ResourceScope, SubresourceInfo } from '../registry/resource-scope.js';
import type {
  ApiGroupDiscovery,
  ApiResourceDiscovery,
  ApiSubresourceDiscovery,
  ApiVersionDiscovery,
  DiscoveryKind,
} from './api-group-discovery.js';
import { compareNames, type RankedGroup } from './group-versions.js';
import { discoveryVerbs } from './verb-order.js';

/** Last minor whose empty timestamps are written as null. */
const lastWithNullTimestamp = 33;

/**
 * The groups of an aggregated document, ranked as given.
 * @see kubernetes/apiserver `pkg/endpoints/installer.go`, `ConvertGroupVersionIntoToDiscovery`
 */
export function aggregatedGroups(
  ranked: readonly RankedGroup[],
  scopes: Iterable<ResourceScope>,
  binaryMinor: number,
): ApiGroupDiscovery[] {
  const all = [...scopes];
  return ranked.map(({ group, versions }) => ({
    metadata: {
      name: group,
      ...(binaryMinor <= lastWithNullTimestamp ? { creationTimestamp: null } : {}),
    },
    versions: versions.map((version) =>
      versionDiscovery(
        version,
        all.filter(({ gvr }) => isSame(gvr, { group, version })),
      ),
    ),
  }));
}

function versionDiscovery(version: string, scopes: readonly ResourceScope[]): ApiVersionDiscovery {
  const resources = [...scopes]
    .sort((a, b) => compareNames(a.gvr.resource, b.gvr.resource))
    .map(resourceDiscovery);
  return { version, resources, freshness: 'Current' };
}

function resourceDiscovery(scope: ResourceScope): ApiResourceDiscovery {
  const { shortNames, categories, subresources } = scope;
  return {
    resource: scope.gvr.resource,
    responseKind: responseKind(scope.gvk, scope),
    scope: scope.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: scope.singular,
    verbs: discoveryVerbs(scope),
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(subresources.length > 0
      ? { subresources: subresources.map((each) => subresourceDiscovery(each, scope)) }
      : {}),
  };
}

function subresourceDiscovery(
  { name, kind, acceptedTypes = [], verbs }: SubresourceInfo,
  scope: ResourceScope,
): ApiSubresourceDiscovery {
  return {
    subresource: name,
    responseKind: responseKind(kind, scope),
    ...(acceptedTypes.length > 0 ? { acceptedTypes } : {}),
    verbs,
  };
}

/** Built-in resources leave out what their place in the document says already; custom ones spell it out. */
function responseKind(
  { group, version, kind }: GroupVersionKind,
  { origin, gvr }: ResourceScope,
): DiscoveryKind {
  const isImplied = origin === 'built-in' && isSame({ group, version }, gvr);
  return isImplied ? { group: '', version: '', kind } : { group, version, kind };
}

function isSame(a: GroupVersion, b: GroupVersion): boolean {
  return a.group === b.group && a.version === b.version;
}
