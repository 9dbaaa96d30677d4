import {
  formatGroupVersion,
  recordUpdate,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { ResourceScope } from './resource-scope.js';
import type { WriteContext } from './write-context.js';

/**
 * Notes in `metadata.managedFields` who set what in a write that is no apply; edits `object`, which is in the
 * storage version. Ownership is kept in terms of the version that the client used.
 */
export function recordOwnership(
  scope: ResourceScope,
  current: Immutable<KubeObject> | undefined,
  object: KubeObject,
  write: WriteContext,
  subresource: string,
): void {
  if (write.fieldManager === undefined) return;
  const updated = recordUpdate({
    // Shared, and only read there.
    live: current === undefined ? undefined : (scope.fromStorage(current) as KubeObject),
    updated: scope.fromStorage(object) as KubeObject,
    manager: write.fieldManager,
    apiVersion: formatGroupVersion(scope.gvr),
    subresource,
    nowMs: write.nowMs,
    schema: scope.schema,
  });
  const { managedFields } = updated.metadata;
  if (managedFields === undefined) delete object.metadata.managedFields;
  else object.metadata.managedFields = managedFields;
}
