import type { GroupVersion, GroupVersionResource } from '@skewplane/apimachinery';

/** `apps/v1/deployments`, `/v1/pods`: one string for a map key. */
export const gvrKey = ({ group, version, resource }: GroupVersionResource): string =>
  `${group}/${version}/${resource}`;

/** `apps/v1`, `/v1`: the part of a `gvrKey` before its resource. */
export const gvKey = ({ group, version }: GroupVersion): string => `${group}/${version}`;

/** The group-version in a `gvrKey`. Resources may hold a slash (`pods/exec`), groups and versions not. */
export function gvKeyOf(gvr: string): string {
  return gvr.slice(0, gvr.indexOf('/', gvr.indexOf('/') + 1));
}

/**
 * As log lines of the proxy print it, the empty group too: `apps/v1, Resource=deployments`.
 * @see kubernetes/apimachinery `pkg/runtime/schema/group_version.go`, `GroupVersionResource.String`
 */
export const gvrText = ({ group, version, resource }: GroupVersionResource): string =>
  `${group}/${version}, Resource=${resource}`;
