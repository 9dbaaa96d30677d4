import { compareKubeAwareVersions, type GroupVersion } from '@skewplane/apimachinery';
import type { DiscoveryPriorities } from '@skewplane/api';
import type { ResourceScope } from '../registry/resource-scope.js';

/** A group-version and its rank; from the resource table, or from an APIService object. */
export interface RankedGroupVersion extends GroupVersion {
  readonly groupPriority: number;
  readonly versionPriority: number;
}

export interface RankedGroup {
  readonly group: string;
  /** Preferred first. */
  readonly versions: readonly string[];
}

/**
 * Groups by the highest priority any of their versions gives them, then by name; versions by their own priority,
 * then the Kubernetes way.
 * @see kubernetes/apiserver `pkg/endpoints/discovery/aggregated/handler.go`,
 * kubernetes/kube-aggregator `pkg/apis/apiregistration/v1/helper/helpers.go`
 */
export function rankGroups(groupVersions: Iterable<RankedGroupVersion>): RankedGroup[] {
  const groups = new Map<string, RankedGroupVersion[]>();
  for (const each of groupVersions) {
    const versions = groups.get(each.group) ?? [];
    groups.set(each.group, [...versions, each]);
  }
  return [...groups]
    .map(([group, versions]) => ({ group, versions, priority: highestPriority(versions) }))
    .sort((a, b) => b.priority - a.priority || (a.group < b.group ? -1 : 1))
    .map(({ group, versions }) => ({ group, versions: rankVersions(versions) }));
}

function highestPriority(versions: readonly RankedGroupVersion[]): number {
  return Math.max(...versions.map(({ groupPriority }) => groupPriority));
}

function rankVersions(versions: readonly RankedGroupVersion[]): string[] {
  return [...versions]
    .sort(
      (a, b) =>
        b.versionPriority - a.versionPriority || compareKubeAwareVersions(a.version, b.version),
    )
    .map(({ version }) => version);
}

/** What the resource table serves, each group-version once. */
export function groupVersionsOf(
  scopes: Iterable<ResourceScope>,
  priorities: DiscoveryPriorities,
): RankedGroupVersion[] {
  const found = new Map<string, RankedGroupVersion>();
  for (const { gvr } of scopes) {
    const gv = { group: gvr.group, version: gvr.version };
    found.set(`${gv.group}/${gv.version}`, {
      ...gv,
      groupPriority: priorities.groupPriority(gv),
      versionPriority: priorities.versionPriority(gv),
    });
  }
  return [...found.values()];
}

/** Plain order of code units, as Go sorts strings. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
