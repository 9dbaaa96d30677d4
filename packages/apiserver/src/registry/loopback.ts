import type { GroupVersionResource, Immutable, KubeObject } from '@skewplane/apimachinery';

export interface LoopbackTarget {
  readonly gvr: GroupVersionResource;
  /** `''` for cluster-scoped resources. */
  readonly namespace: string;
  readonly name: string;
  readonly subresource?: 'status' | undefined;
}

/**
 * How parts of the server itself write objects: through the registry (strategy, validation, storage), as
 * `system:apiserver`, without HTTP, admission or authorization.
 * @throws {StatusError} as a client would see it
 */
export interface LoopbackClient {
  get(target: LoopbackTarget): Promise<Immutable<KubeObject>>;
  list(gvr: GroupVersionResource, namespace?: string): Promise<readonly Immutable<KubeObject>[]>;
  create(
    target: Omit<LoopbackTarget, 'name'>,
    object: Immutable<KubeObject>,
  ): Promise<Immutable<KubeObject>>;
  /** Guarded by `metadata.resourceVersion` when the object has one. */
  update(target: LoopbackTarget, object: Immutable<KubeObject>): Promise<Immutable<KubeObject>>;
  /** @param preconditions refuses with 409 when they do not hold */
  delete(
    target: LoopbackTarget,
    preconditions?: { readonly uid?: string; readonly resourceVersion?: string },
  ): Promise<void>;
}
