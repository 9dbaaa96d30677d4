import { formatTime, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { ResourceScope } from './resource-scope.js';
import type { DeleteRequest } from './write-context.js';

export const orphanFinalizer = 'orphan';
export const foregroundFinalizer = 'foregroundDeletion';

/** Beyond this a deletion timestamp would be no date any more. */
const maxGraceSeconds = 2 ** 31 - 1;

/** What a delete request does to an object. */
export type DeletePlan =
  /** Remove it from storage now. */
  | { readonly kind: 'remove' }
  /** It is marked already and nothing changes. */
  | { readonly kind: 'keep' }
  /** Mark it and wait for finalizers or the grace period. */
  | { readonly kind: 'mark'; readonly object: KubeObject };

/**
 * Decides between removing an object and marking it for deletion.
 * @see kubernetes/apiserver `pkg/registry/rest/delete.go`, `BeforeDelete`, and
 *   `pkg/registry/generic/registry/store.go`, `deletionFinalizersForGarbageCollection`
 */
export function planDelete(
  scope: ResourceScope,
  current: Immutable<KubeObject>,
  request: DeleteRequest,
  nowMs: number,
): DeletePlan {
  if (current.metadata.deletionTimestamp === undefined) {
    const marked = scope.strategy.markForDeletion?.(current, nowMs);
    if (marked !== undefined) return { kind: 'mark', object: marked };
  }
  const graceSeconds = graceFor(scope, current, request);
  const finalizers = finalizersFor(current, request);
  const alreadyMarked = current.metadata.deletionTimestamp !== undefined;
  const specFinalizers = hasSpecFinalizers(current);
  if (finalizers.length === 0 && !specFinalizers && graceSeconds === 0) return { kind: 'remove' };

  const remaining = current.metadata.deletionGracePeriodSeconds ?? 0;
  const shorter = alreadyMarked && graceSeconds < remaining;
  const sameFinalizers = sameMembers(finalizers, current.metadata.finalizers ?? []);
  if (alreadyMarked && !shorter && sameFinalizers) return { kind: 'keep' };

  const object = structuredClone(current) as KubeObject;
  const { metadata } = object;
  if (finalizers.length > 0) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
  if (!alreadyMarked || shorter) {
    metadata.deletionTimestamp = formatTime(nowMs + graceSeconds * 1000);
    metadata.deletionGracePeriodSeconds = graceSeconds;
    if (!alreadyMarked && (metadata.generation ?? 0) > 0)
      metadata.generation = (metadata.generation ?? 0) + 1;
  }
  if (specFinalizers)
    object['status'] = { ...(object['status'] as object | undefined), phase: 'Terminating' };
  return { kind: 'mark', object };
}

function graceFor(
  scope: ResourceScope,
  current: Immutable<KubeObject>,
  request: DeleteRequest,
): number {
  const seconds = scope.strategy.gracePeriodSeconds?.(current, request.gracePeriodSeconds) ?? 0;
  return Math.min(seconds, maxGraceSeconds);
}

/** Only namespaces have finalizers in their spec. */
function hasSpecFinalizers(current: Immutable<KubeObject>): boolean {
  if (current.kind !== 'Namespace' || current.apiVersion !== 'v1') return false;
  const spec = current['spec'] as { finalizers?: readonly string[] } | undefined;
  return (spec?.finalizers ?? []).length > 0;
}

/** The propagation policy decides whether the garbage collector has a word; without one finalizers stay as they are. */
function finalizersFor(current: Immutable<KubeObject>, request: DeleteRequest): string[] {
  const own = [...(current.metadata.finalizers ?? [])];
  const others = own.filter((each) => each !== orphanFinalizer && each !== foregroundFinalizer);
  if (request.orphanDependents !== undefined) {
    return request.orphanDependents ? [...others, orphanFinalizer] : others;
  }
  switch (request.propagationPolicy) {
    case 'Orphan':
      return [...others, orphanFinalizer];
    case 'Foreground':
      return [...others, foregroundFinalizer];
    case 'Background':
      return others;
    case undefined:
      return own;
  }
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
