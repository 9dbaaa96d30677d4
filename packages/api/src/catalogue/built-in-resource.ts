import type { GroupVersion, GroupVersionKind, GroupVersionResource } from '@skewplane/apimachinery';

export interface BuiltInSubresource {
  readonly name: string;
  /** Kind of its answers, in full. */
  readonly kind: GroupVersionKind;
  /** Sorted; empty when it can only be connected to. */
  readonly verbs: readonly string[];
}

/** One built-in resource in one version, as a server of one minor serves it. */
export interface BuiltInResource {
  readonly gvr: GroupVersionResource;
  readonly gvk: GroupVersionKind;
  readonly listKind: string;
  readonly singular: string;
  readonly namespaced: boolean;
  /** Sorted. */
  readonly verbs: readonly string[];
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  /** Sorted by name. */
  readonly subresources: readonly BuiltInSubresource[];
  /** Key below the etcd prefix, without slashes at the ends; `''` when nothing is stored. */
  readonly storagePrefix: string;
  /** What upstream writes to etcd, and what the storage version hash tells. It may be a version not served. */
  readonly storageVersion: GroupVersion;
  /** Text of the `Warning` header of every answer. */
  readonly deprecationWarning: string | undefined;
}
