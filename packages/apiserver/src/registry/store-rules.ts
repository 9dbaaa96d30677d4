import {
  conflict,
  invalid,
  type GroupVersionKind,
  type Immutable,
  type KubeObject,
  type StatusError,
} from '@skewplane/apimachinery';
import type { AdmissionAttributes, Operation } from '../admission/admission.js';
import type { StoredObject } from '../storage/stored-object.js';
import type { ResourceScope } from './resource-scope.js';
import type { Preconditions, WriteContext } from './write-context.js';

export interface WriteAttributes {
  readonly scope: ResourceScope;
  readonly operation: Operation;
  readonly namespace: string;
  readonly subresource: string;
  readonly write: WriteContext;
}

export function admissionAttributes(
  { scope, operation, namespace, subresource, write }: WriteAttributes,
  object: Immutable<KubeObject> | undefined,
  oldObject: Immutable<KubeObject> | undefined,
): AdmissionAttributes {
  const kind: GroupVersionKind = scope.gvk;
  return {
    operation,
    kind,
    resource: scope.gvr,
    subresource,
    namespace,
    name: object?.metadata.name ?? oldObject?.metadata.name ?? '',
    object,
    oldObject,
    options: write.options,
    dryRun: write.dryRun,
    user: write.user,
  };
}

/** Where an object lives: `pods/default/a`, `nodes/n1`. */
export function keyOf(scope: ResourceScope, namespace: string, name: string): string {
  return scope.namespaced
    ? `${scope.storagePrefix}/${namespace}/${name}`
    : `${scope.storagePrefix}/${name}`;
}

export function prefixOf(scope: ResourceScope, namespace: string): string {
  return scope.namespaced && namespace !== ''
    ? `${scope.storagePrefix}/${namespace}/`
    : `${scope.storagePrefix}/`;
}

/** @see kubernetes/apiserver `pkg/storage/interfaces.go`, `Preconditions.Check` */
export function checkPreconditions(
  scope: ResourceScope,
  { metadata }: Immutable<KubeObject>,
  preconditions: Preconditions | undefined,
): void {
  const { uid, resourceVersion } = preconditions ?? {};
  if (uid !== undefined && uid !== '' && uid !== metadata.uid) {
    throw preconditionFailed(scope, metadata.name, 'UID', uid, metadata.uid);
  }
  if (
    resourceVersion !== undefined &&
    resourceVersion !== '' &&
    resourceVersion !== metadata.resourceVersion
  ) {
    throw preconditionFailed(
      scope,
      metadata.name,
      'ResourceVersion',
      resourceVersion,
      metadata.resourceVersion,
    );
  }
}

function preconditionFailed(
  scope: ResourceScope,
  name: string | undefined,
  what: 'UID' | 'ResourceVersion',
  wanted: string,
  found: string | undefined,
): StatusError {
  return conflict(
    scope.gvr,
    name ?? '',
    `Precondition failed: ${what} in precondition: ${wanted}, ${what} in object meta: ${found ?? ''}`,
  );
}

/** Optimistic concurrency: an update names the revision it was made from, where the kind insists. */
export function checkRevision(
  scope: ResourceScope,
  object: KubeObject,
  current: Immutable<KubeObject>,
): void {
  const asked = object.metadata.resourceVersion;
  const name = current.metadata.name ?? '';
  if (asked === undefined || asked === '' || asked === '0') {
    if (scope.strategy.allowUnconditionalUpdate) {
      // From here on it is as if the client had named what is stored.
      object.metadata.resourceVersion = current.metadata.resourceVersion ?? '';
      return;
    }
    // Upstream puts the resource where the kind belongs.
    throw invalid({ group: scope.gvr.group, kind: scope.gvr.resource }, name, [
      {
        reason: 'FieldValueInvalid',
        message: 'Invalid value: 0x0: must be specified for an update', // Go prints the number in hex
        field: 'metadata.resourceVersion',
      },
    ]);
  }
  if (asked !== current.metadata.resourceVersion) throw conflict(scope.gvr, name);
}

/** Deletion was asked for and the last finalizer went with this very update. */
export function nothingLeftToFinalize(next: KubeObject, current: Immutable<KubeObject>): boolean {
  const { metadata } = next;
  if (metadata.deletionTimestamp === undefined || (metadata.finalizers ?? []).length > 0)
    return false;
  if ((metadata.deletionGracePeriodSeconds ?? 0) !== 0) return false;
  const specFinalizers =
    (next['spec'] as { finalizers?: readonly string[] } | undefined)?.finalizers ?? [];
  if (next.kind === 'Namespace' && next.apiVersion === 'v1' && specFinalizers.length > 0)
    return false;
  return current.metadata.deletionTimestamp !== undefined;
}

export function withRevision(
  object: Immutable<KubeObject>,
  current: StoredObject | undefined,
): Immutable<KubeObject> {
  if (current === undefined) return object;
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(current.revision) } };
}
