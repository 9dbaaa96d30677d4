import {
  formatGroupVersion,
  problemOfManagedFields,
  recordUpdate,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { resetFieldsOf } from './reset-fields.js';
import type { ResourceScope } from './resource-scope.js';
import type { WriteContext } from './write-context.js';

/**
 * Notes in `metadata.managedFields` who set what in a write that is no apply; edits `object`, which is in the
 * storage version. Ownership is kept in terms of the version that the client used. Call it before admission: what
 * that sets is nobody's.
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
    resetFields: resetFieldsOf(scope, subresource),
  });
  setManagedFields(object, updated.metadata.managedFields);
}

type ManagedFields = KubeObject['metadata']['managedFields'];

function setManagedFields({ metadata }: KubeObject, managedFields: ManagedFields): void {
  if (managedFields === undefined) delete metadata.managedFields;
  else metadata.managedFields = managedFields;
}

/**
 * Admission may edit the records, but not break them: then those from before it stay, and the client is warned.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/fieldmanager/admission.go`
 */
export function keepOwnershipValid(
  before: Immutable<KubeObject>,
  admitted: KubeObject,
  warn: (text: string) => void,
): void {
  const { managedFields } = before.metadata;
  if (admitted.metadata.managedFields === managedFields) return;
  const problem = problemOfManagedFields(admitted.metadata.managedFields);
  if (problem === undefined) return;
  setManagedFields(admitted, managedFields as ManagedFields);
  warn(
    `.metadata.managedFields was in an invalid state after admission; this could be caused by an outdated mutating admission controller; please fix your requests: ${problem}`,
  );
}
