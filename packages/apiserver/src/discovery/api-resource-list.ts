import {
  formatGroupVersion,
  type GroupVersion,
  type GroupVersionKind,
} from '@skewplane/apimachinery';
import type { ResourceScope } from '../registry/resource-scope.js';
import { compareNames } from './group-versions.js';
import { storageVersionHash } from './storage-version-hash.js';
import { discoveryVerbs } from './verb-order.js';

/** One line of `/apis/<group>/<version>`; keys in wire order. @see kubernetes/apimachinery `pkg/apis/meta/v1/types.go` */
export interface ApiResource {
  readonly name: string;
  readonly singularName: string;
  readonly namespaced: boolean;
  /** Absent when it is that of the list. */
  readonly group?: string;
  readonly version?: string;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly storageVersionHash?: string;
}

export interface ApiResourceList {
  readonly kind: 'APIResourceList';
  /** Absent for the core group, which is older than the field. */
  readonly apiVersion?: 'v1';
  readonly groupVersion: string;
  readonly resources: readonly ApiResource[];
}

/**
 * The answer to `/api/v1` and `/apis/<group>/<version>`; undefined when nothing is served there.
 * @see kubernetes/apiserver `pkg/endpoints/discovery/version.go`, `pkg/endpoints/installer.go`
 */
export function apiResourceList(
  scopes: Iterable<ResourceScope>,
  gv: GroupVersion,
): ApiResourceList | undefined {
  const own = [...scopes].filter(({ gvr }) => gvr.group === gv.group && gvr.version === gv.version);
  if (own.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    ...(gv.group === '' ? {} : { apiVersion: 'v1' }),
    groupVersion: formatGroupVersion(gv),
    resources: isCustom(own) ? inOrderOfCustom(own) : own.flatMap(linesOf).sort(byName),
  };
}

function byName(a: ApiResource, b: ApiResource): number {
  return compareNames(a.name, b.name);
}

function isCustom(scopes: readonly ResourceScope[]): boolean {
  return scopes.every(({ origin }) => origin === 'custom');
}

/** Built-in lines are sorted as paths; a custom resource stands before its subresources, status first. */
function inOrderOfCustom(scopes: readonly ResourceScope[]): ApiResource[] {
  return [...scopes].sort((a, b) => compareNames(a.gvr.resource, b.gvr.resource)).flatMap(linesOf);
}

function linesOf(scope: ResourceScope): ApiResource[] {
  const { gvr, gvk, shortNames, categories, namespaced } = scope;
  const resource: ApiResource = {
    name: gvr.resource,
    singularName: scope.singular,
    namespaced,
    ...ownGroupVersion(gvk, gvr),
    kind: gvk.kind,
    verbs: discoveryVerbs(scope),
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(scope.storagePrefix === ''
      ? {}
      : { storageVersionHash: storageVersionHash({ ...scope.storageVersion, kind: gvk.kind }) }),
  };
  const subresources = scope.subresources.map(({ name, kind, verbs }) => ({
    name: `${gvr.resource}/${name}`,
    singularName: '',
    namespaced,
    ...ownGroupVersion(kind, gvr),
    kind: kind.kind,
    verbs,
  }));
  return [resource, ...subresources];
}

function ownGroupVersion(
  { group, version }: GroupVersionKind,
  list: GroupVersion,
): Partial<GroupVersion> {
  return group === list.group && version === list.version ? {} : { group, version };
}
