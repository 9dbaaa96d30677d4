import { isDeepStrictEqual } from 'node:util';
import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { refuseIfInvalid } from './before-create.js';
import { validateObjectMeta, validateObjectMetaUpdate } from './object-meta-validation.js';
import type { ResourceScope } from './resource-scope.js';
import type { WriteContext } from './write-context.js';

/** What part of an object a request may change. */
export type UpdateTarget = '' | 'status' | 'scale' | 'finalize' | 'other';

/**
 * Makes an update ready to be stored; edits `object`, reads `current`.
 * @see kubernetes/apiserver `pkg/registry/rest/update.go`, `BeforeUpdate`
 * @throws {StatusError} 422 with every problem
 */
export function beforeUpdate(
  scope: ResourceScope,
  object: KubeObject,
  current: Immutable<KubeObject>,
  write: WriteContext,
  target: UpdateTarget,
): void {
  keepSystemFields(object, current);
  if (target === 'status') keepAllButStatus(scope, object, current);
  else if (target === '' && scope.strategy.hasStatus) keepField(object, current, 'status');
  setGeneration(scope, object, current);

  const { strategy } = scope;
  if (target === 'status') strategy.prepareForStatusUpdate?.(object, current);
  else strategy.prepareForUpdate?.(object, current, write);
  if (target === 'finalize') return;

  const metaRules = { namespaced: scope.namespaced, nameRule: strategy.nameRule };
  refuseIfInvalid(scope, object, [
    ...validateObjectMeta(object.metadata, metaRules),
    ...validateObjectMetaUpdate(object.metadata, current.metadata),
    ...(target === 'status'
      ? (strategy.validateStatusUpdate?.(object, current) ?? [])
      : [
          ...(strategy.validate?.(object) ?? []),
          ...(strategy.validateUpdate?.(object, current) ?? []),
        ]),
  ]);
  for (const text of strategy.warnings?.(object) ?? []) write.warn(text);
}

/** Clients may leave out what only the server sets; what they send is judged by validation. */
function keepSystemFields(
  { metadata }: KubeObject,
  { metadata: old }: Immutable<KubeObject>,
): void {
  if (!metadata.uid && old.uid !== undefined) metadata.uid = old.uid;
  if (!metadata.creationTimestamp && old.creationTimestamp !== undefined)
    metadata.creationTimestamp = old.creationTimestamp;
  if (metadata.deletionTimestamp === undefined && old.deletionTimestamp !== undefined)
    metadata.deletionTimestamp = old.deletionTimestamp;
  if (
    metadata.deletionGracePeriodSeconds === undefined &&
    old.deletionGracePeriodSeconds !== undefined
  ) {
    metadata.deletionGracePeriodSeconds = old.deletionGracePeriodSeconds;
  }
  delete metadata.selfLink;
}

function keepField(object: KubeObject, current: Immutable<KubeObject>, field: string): void {
  if (current[field] === undefined) Reflect.deleteProperty(object, field);
  else object[field] = structuredClone(current[field]);
}

/**
 * A status update changes nothing but the status and, on built-in kinds, labels and annotations; on custom
 * resources no metadata but the ownership records.
 * @see kubernetes/apiextensions-apiserver `pkg/registry/customresource/status_strategy.go`
 */
function keepAllButStatus(
  scope: ResourceScope,
  object: KubeObject,
  current: Immutable<KubeObject>,
): void {
  for (const field of new Set([...Object.keys(object), ...Object.keys(current)])) {
    if (field === 'status' || field === 'metadata' || field === 'kind' || field === 'apiVersion')
      continue;
    keepField(object, current, field);
  }
  const { managedFields } = object.metadata;
  if (scope.origin === 'custom') {
    object.metadata = { ...(structuredClone(current.metadata) as KubeObject['metadata']) };
    if (managedFields !== undefined) object.metadata.managedFields = managedFields;
    return;
  }
  const { metadata } = object;
  if (current.metadata.ownerReferences === undefined) delete metadata.ownerReferences;
  else
    metadata.ownerReferences = structuredClone(current.metadata.ownerReferences) as NonNullable<
      typeof metadata.ownerReferences
    >;
}

/** Counts changes of what the user wants, never of metadata or status. */
function setGeneration(
  scope: ResourceScope,
  object: KubeObject,
  current: Immutable<KubeObject>,
): void {
  const generation = current.metadata.generation;
  if (generation === undefined && !scope.strategy.tracksGeneration) {
    delete object.metadata.generation;
    return;
  }
  const changed =
    scope.strategy.tracksGeneration &&
    !isDeepStrictEqual(desired(scope, object), desired(scope, current));
  object.metadata.generation = (generation ?? 0) + (changed ? 1 : 0);
}

function desired(scope: ResourceScope, object: Immutable<KubeObject>): Record<string, unknown> {
  const { metadata: _metadata, status, kind: _kind, apiVersion: _apiVersion, ...rest } = object;
  return scope.strategy.hasStatus || status === undefined ? rest : { ...rest, status };
}
