import { compareKubeAwareVersions } from '@skewplane/apimachinery';
import { compareNames, type RankedGroup, type RankedGroupVersion } from './group-versions.js';

export interface GroupVersionForDiscovery {
  readonly groupVersion: string;
  readonly version: string;
}

interface GroupContent {
  readonly name: string;
  readonly versions: readonly GroupVersionForDiscovery[];
  readonly preferredVersion: GroupVersionForDiscovery;
}

/** `/apis/<group>`; keys in wire order. */
export interface ApiGroup extends GroupContent {
  readonly kind: 'APIGroup';
  readonly apiVersion: 'v1';
}

/** `/apis` for clients that do not ask for an aggregated list. */
export interface ApiGroupList {
  readonly kind: 'APIGroupList';
  readonly apiVersion: 'v1';
  readonly groups: readonly GroupContent[];
}

/** `/api`; it is older than the apiVersion field. */
export interface ApiVersions {
  readonly kind: 'APIVersions';
  readonly versions: readonly string[];
  readonly serverAddressByClientCIDRs: readonly {
    readonly clientCIDR: string;
    readonly serverAddress: string;
  }[];
}

/** The group of APIService objects itself: it has none, and stands before all others. */
const registrationGroup: RankedGroup = { group: 'apiregistration.k8s.io', versions: ['v1'] };

/**
 * Every group that has APIService objects, whether or not anybody serves it.
 * @see kubernetes/kube-aggregator `pkg/apiserver/handler_apis.go`
 */
export function apiGroupList(registered: Iterable<RankedGroupVersion>): ApiGroupList {
  const groups = [registrationGroup, ...registeredGroups(registered)]
    .filter(({ group }) => group !== '')
    .map(groupContent);
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

/**
 * Groups by the highest priority that one of their APIServices gives them, then by the name of that APIService, which
 * starts with the version; versions by their own priority, then the Kubernetes way.
 * @see kubernetes/kube-aggregator `pkg/apis/apiregistration/v1/helper/helpers.go`, `SortedByGroupAndVersion`
 */
export function registeredGroups(registered: Iterable<RankedGroupVersion>): RankedGroup[] {
  const groups = new Map<string, RankedGroupVersion[]>();
  const nameOf = ({ group, version }: RankedGroupVersion) => `${version}.${group}`;
  const sorted = [...registered].sort(
    (a, b) => b.groupPriority - a.groupPriority || compareNames(nameOf(a), nameOf(b)),
  );
  for (const each of sorted) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  return [...groups].map(([group, versions]) => ({
    group,
    versions: versions
      .sort(
        (a, b) =>
          b.versionPriority - a.versionPriority || compareKubeAwareVersions(a.version, b.version),
      )
      .map(({ version }) => version),
  }));
}

/** Undefined when there is no such group. */
export function apiGroup(ranked: readonly RankedGroup[], name: string): ApiGroup | undefined {
  const found = ranked.find(({ group }) => group === name && group !== '');
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...groupContent(found) };
}

/**
 * @param serverAddress host and port clients should use
 * @see kubernetes/apiserver `pkg/endpoints/discovery/legacy.go`, `addresses.go`
 */
export function apiVersions(ranked: readonly RankedGroup[], serverAddress: string): ApiVersions {
  return {
    kind: 'APIVersions',
    versions: ranked.find(({ group }) => group === '')?.versions ?? [],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress }],
  };
}

function groupContent({ group, versions }: RankedGroup): GroupContent {
  const entries = versions.map((version) => ({ groupVersion: `${group}/${version}`, version }));
  const [preferredVersion] = entries;
  if (preferredVersion === undefined) throw new Error(`Group ${group} has no versions`);
  return { name: group, versions: entries, preferredVersion };
}
