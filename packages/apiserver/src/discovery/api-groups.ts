import type { RankedGroup } from './group-versions.js';

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

/** @see kubernetes/kube-aggregator `pkg/apiserver/handler_apis.go` */
export function apiGroupList(ranked: readonly RankedGroup[]): ApiGroupList {
  const groups = ranked.filter(({ group }) => group !== '').map(groupContent);
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
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
