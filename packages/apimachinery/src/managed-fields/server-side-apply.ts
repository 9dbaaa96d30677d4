import { isRecord, type KubeObject } from '../kube-object.js';
import { equalJson } from '../patch/json-value.js';
import { untypedError } from '../patch/patch-error.js';
import { badRequest } from '../status.js';
import { applyConflict, ApplyConflictError } from './apply-conflict.js';
import { fieldSetOf } from './field-set-of.js';
import { fieldsLastApplied, syncLastApplied } from './last-applied.js';
import {
  decodeOwners,
  ownerId,
  setOwner,
  withFields,
  withTime,
  type Owner,
  type Owners,
} from './managers.js';
import { mergeApplied } from './merge-applied.js';
import {
  ownersAfterUpdate,
  reconcileOwners,
  takeFields,
  withoutManagedFields,
  withoutNeverOwned,
} from './own.js';
import { FieldPathError } from './path-element.js';
import { prune } from './prune.js';
import { emptyObjectLike, withOwners } from './record-update.js';
import { joinProblems, problemsOfApplied } from './validate-applied.js';
import { changesByVersion, withoutReset, type VersionContext } from './versions.js';

export interface ServerSideApplyOptions extends VersionContext {
  /** The stored object in the version of the request; absent when apply creates it. */
  readonly live: KubeObject | undefined;
  /** The parsed apply patch. */
  readonly applied: Readonly<Record<string, unknown>>;
  /** Kind the endpoint serves. */
  readonly kind: string;
  /** The `fieldManager` parameter, which apply requires. */
  readonly manager: string;
  readonly force: boolean;
  /** `status`, ...; absent on the main endpoint. */
  readonly subresource?: string | undefined;
  readonly nowMs: number;
}

interface ApplyState {
  readonly object: KubeObject;
  readonly owners: Owners;
}

/** kubectl's own name as a manager; only for it is client-side apply taken into account. */
const kubectl = 'kubectl';
/** Owner of what was there before the object was tracked. */
const beforeFirstApply = 'before-first-apply';

/**
 * Server-side apply: merges a configuration into the live object and records who owns what. The result still has
 * to be defaulted and validated.
 * @throws {StatusError} 409 with the conflicts when others own fields that would change and `force` is not set;
 *   400 for the wrong kind or managed fields in the patch; 500 when it does not fit the schema, as upstream answers
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/fieldmanager.go`, `NewDefaultFieldManager`
 */
export function serverSideApply(options: ServerSideApplyOptions): KubeObject {
  const applied = checkApplied(options);
  const live = options.live ?? emptyObjectLike(options);
  const state: ApplyState = {
    object: withoutManagedFields(live),
    owners: startTracking(live, options),
  };
  try {
    const { object, owners } = applyAs(options.manager, state, applied, options);
    return withOwners(
      options.manager === kubectl ? syncLastApplied(object, applied) : object,
      owners,
    );
  } catch (error) {
    if (error instanceof ApplyConflictError) throw applyConflict(error);
    if (error instanceof FieldPathError)
      throw untypedError(`failed to merge config: ${error.message}`);
    throw error;
  }
}

function checkApplied({ applied, apiVersion, kind, schema }: ServerSideApplyOptions): KubeObject {
  if (applied['apiVersion'] !== apiVersion || applied['kind'] !== kind) {
    throw badRequest(`invalid object type: ${formatGvk(applied['apiVersion'], applied['kind'])}`);
  }
  const metadata = isRecord(applied['metadata']) ? applied['metadata'] : {};
  if (Array.isArray(metadata['managedFields'])) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const problems = problemsOfApplied(applied, schema);
  if (problems.length > 0) {
    const namespace = textOr(metadata['namespace'], '');
    const name = textOr(metadata['name'], '');
    throw untypedError(
      `failed to create typed patch object (${namespace}/${name}; ${formatGvk(apiVersion, kind)}): ${joinProblems(problems)}`,
    );
  }
  return { ...applied, apiVersion, kind, metadata };
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' ? value : otherwise;

/** Go's rendering of a GroupVersionKind: `apps/v1, Kind=Deployment`, `/v1, Kind=Pod`. */
function formatGvk(apiVersion: unknown, kind: unknown): string {
  const groupVersion = textOr(apiVersion, '');
  return `${groupVersion.includes('/') ? '' : '/'}${groupVersion}, Kind=${textOr(kind, '')}`;
}

/**
 * Owners of the live object. What an object without any holds is put down to `before-first-apply`, so that the
 * first apply conflicts with it where they differ.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/skipnonapplied.go`
 */
function startTracking(live: KubeObject, options: ServerSideApplyOptions): Owners {
  try {
    const owners = decodeOwners(live.metadata.managedFields ?? []);
    if (owners.size > 0 || options.live === undefined) return owners;
    return ownersAfterUpdate(emptyObjectLike(live), withoutManagedFields(live), owners, {
      ...options,
      manager: beforeFirstApply,
      subresource: options.subresource ?? '',
    });
  } catch (error) {
    if (!(error instanceof FieldPathError)) throw error;
    throw untypedError(`failed to decode managed fields: ${error.message}`);
  }
}

/** For kubectl, conflicts with what its own client-side apply set are forced. */
function applyAs(
  manager: string,
  state: ApplyState,
  applied: KubeObject,
  options: ServerSideApplyOptions,
): ApplyState {
  try {
    return applyOnce(state, applied, options);
  } catch (error) {
    if (manager !== kubectl || !(error instanceof ApplyConflictError)) throw error;
    const allowed = fieldsLastApplied(state.object, options.apiVersion, options.schema);
    if (allowed === undefined) throw error;
    const remaining = error.without(allowed);
    if (remaining.length > 0) throw new ApplyConflictError(remaining);
    return applyOnce(state, applied, { ...options, force: true });
  }
}

/** @see kubernetes-sigs/structured-merge-diff `merge/update.go`, `Apply` */
function applyOnce(
  { object: live, owners }: ApplyState,
  applied: KubeObject,
  options: ServerSideApplyOptions,
): ApplyState {
  const { apiVersion, schema, manager, subresource = '', force, nowMs } = options;
  const reconciled = reconcileOwners(live, owners, options);
  // A merge of two objects of one kind is an object of that kind.
  const merged = mergeApplied(live, applied, schema) as KubeObject;
  const applier: Owner = {
    manager: manager === '' ? 'unknown' : manager,
    operation: 'Apply',
    apiVersion,
    subresource,
    time: undefined,
    fields: withoutReset(fieldSetOf(applied, schema), options),
  };
  const self = ownerId(applier);
  const last = reconciled.get(self);
  const withApplier = new Map(reconciled).set(self, { ...applier, time: last?.time });
  const object = prune(merged, last, withApplier, options);
  const taken = takeFields(withApplier, changesByVersion(live, object, options), { self, force });

  const own = taken.get(self);
  if (own === undefined) return { object, owners: taken };
  const stripped = withFields(own, withoutNeverOwned(own.fields));
  // An apply that changes nothing does not count as a new one.
  setOwner(taken, self, equalJson(live, object) ? stripped : withTime(stripped, nowMs));
  return { object, owners: taken };
}
