import { isDeepStrictEqual } from 'node:util';
import {
  isRecord,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { refuseIfInvalid } from './before-create.js';
import { validateObjectMeta, validateObjectMetaUpdate } from './object-meta-validation.js';
import type { ResourceScope } from './resource-scope.js';
import type { WriteContext } from './write-context.js';

/** What part of an object a request may change: the object, or a part by the name of its subresource. */
export type UpdateTarget =
  '' | 'status' | 'scale' | 'finalize' | 'binding' | 'approval' | 'ephemeralcontainers' | 'resize';

/** Subresources that change one thing on top of what is there; their handlers judge it, not the kind's rules. */
const narrow: Readonly<Partial<Record<UpdateTarget, NarrowUpdate>>> = {
  binding: keepNothing,
  finalize: (object, current) => {
    keepField(object, current, 'status');
  },
  approval: keepAllBut('status', 'conditions'),
  ephemeralcontainers: keepAllBut('spec', 'ephemeralContainers'),
  resize: keepAllButResources,
};

type NarrowUpdate = (object: KubeObject, current: Immutable<KubeObject>) => void;

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
  const { strategy } = scope;
  keepSystemFields(object, current);
  const narrowed = narrow[target];
  if (narrowed !== undefined) narrowed(object, current);
  else if (target === 'status') keepAllButStatus(scope, object, current);
  else if (strategy.hasStatus) keepField(object, current, 'status');
  setGeneration(scope, object, current);

  if (target === 'status') strategy.prepareForStatusUpdate?.(object, current);
  else if (narrowed === undefined) strategy.prepareForUpdate?.(object, current, write);

  const metaRules = { namespaced: scope.namespaced, nameRule: strategy.nameRule };
  refuseIfInvalid(scope, object, [
    ...validateObjectMeta(object.metadata, metaRules),
    ...validateObjectMetaUpdate(object.metadata, current.metadata),
    ...(narrowed === undefined ? kindProblems(scope, object, current, target) : []),
  ]);
  for (const text of strategy.warnings?.(object) ?? []) write.warn(text);
}

function kindProblems(
  { strategy }: ResourceScope,
  object: KubeObject,
  current: Immutable<KubeObject>,
  target: UpdateTarget,
): FieldError[] {
  if (target === 'status') return strategy.validateStatusUpdate?.(object, current) ?? [];
  return [
    ...(strategy.validate?.(object, current) ?? []),
    ...(strategy.validateUpdate?.(object, current) ?? []),
  ];
}

function keepNothing(): void {
  // A binding writes what its handler made of the current pod.
}

/** Everything as it was but `object[part][field]`. */
function keepAllBut(part: string, field: string): NarrowUpdate {
  return (object, current) => {
    const wanted = isRecord(object[part]) ? object[part][field] : undefined;
    const before = structuredClone(current) as KubeObject;
    const holder = isRecord(before[part]) ? before[part] : {};
    if (wanted === undefined) Reflect.deleteProperty(holder, field);
    else holder[field] = wanted;
    replaceContent(object, { ...before, [part]: holder });
  };
}

/** Everything as it was but the resources of containers, matched by name. */
function keepAllButResources(object: KubeObject, current: Immutable<KubeObject>): void {
  const wanted = containersOf(object);
  const before = structuredClone(current) as KubeObject;
  for (const container of containersOf(before)) {
    const next = wanted.find(({ name }) => name === container.name);
    if (next?.resources !== undefined) container.resources = next.resources;
    if (next?.resizePolicy !== undefined) container.resizePolicy = next.resizePolicy;
  }
  replaceContent(object, before);
}

interface Container {
  readonly name: string;
  resources?: unknown;
  resizePolicy?: unknown;
}

function containersOf(pod: KubeObject): Container[] {
  const spec = pod['spec'];
  return isRecord(spec) && Array.isArray(spec['containers'])
    ? (spec['containers'] as Container[])
    : [];
}

/** Metadata and all; the revision the client wrote from was judged before. */
function replaceContent(object: KubeObject, content: KubeObject): void {
  const { managedFields } = object.metadata;
  for (const field of Object.keys(object)) Reflect.deleteProperty(object, field);
  Object.assign(object, content);
  if (managedFields !== undefined) object.metadata.managedFields = managedFields;
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
