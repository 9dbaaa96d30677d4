import type { KubeObject } from '../kube-object.js';
import { ApplyConflictError, type Conflict } from './apply-conflict.js';
import {
  difference,
  fieldSetOfPaths,
  intersection,
  isEmptyFieldSet,
  pathsOf,
  union,
  type FieldSet,
} from './field-set.js';
import {
  capUpdaters,
  ownerId,
  setOwner,
  withFields,
  withTime,
  type Owner,
  type Owners,
} from './managers.js';
import { reconcileWithSchema } from './reconcile-schema.js';
import { atVersion, changesByVersion, type Changes, type VersionContext } from './versions.js';

/**
 * Fields nobody ever owns: they name the object, or only the server sets them.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/stripmeta.go`
 */
const neverOwned: FieldSet = fieldSetOfPaths([
  ['apiVersion'],
  ['kind'],
  ['metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((field) => ['metadata', field]),
]);

export const withoutNeverOwned = (set: FieldSet): FieldSet => difference(set, neverOwned);

/** The object without its managed fields: they are no part of what is compared. */
export function withoutManagedFields<T extends KubeObject>(object: T): T {
  if (object.metadata.managedFields === undefined) return object;
  const { managedFields: _managedFields, ...metadata } = object.metadata;
  return { ...object, metadata };
}

/**
 * Fits owners to today's schemas; those of versions this server does not know are dropped.
 * @see kubernetes-sigs/structured-merge-diff `merge/update.go`, `reconcileManagedFieldsWithSchemaChanges`
 */
export function reconcileOwners(
  live: KubeObject,
  owners: Owners,
  context: VersionContext,
): Map<string, Owner> {
  const result = new Map<string, Owner>();
  for (const [id, owner] of owners) {
    const versioned = atVersion(live, owner.apiVersion, context);
    if (versioned === undefined) continue;
    result.set(id, withFields(owner, reconcileWithSchema(owner.fields, versioned.schema)));
  }
  return result;
}

export interface TakeOptions {
  /** The owner that keeps what it has; absent for updates, whose new share is not recorded yet. */
  readonly self?: string | undefined;
  /** Take fields of others, or refuse the write? */
  readonly force: boolean;
}

/**
 * Takes what a write touched from everybody else.
 * @throws {ApplyConflictError} when others own changed fields and `force` is not set
 * @see kubernetes-sigs/structured-merge-diff `merge/update.go`, `update`
 */
export function takeFields(
  owners: Owners,
  changesAt: (apiVersion: string) => Changes | undefined,
  { self, force }: TakeOptions,
): Map<string, Owner> {
  const conflicts: Conflict[] = [];
  const result = new Map<string, Owner>();
  for (const [id, owner] of owners) {
    if (id === self) {
      setOwner(result, id, owner);
      continue;
    }
    const changes = changesAt(owner.apiVersion);
    if (changes === undefined) continue;
    if (!force) {
      const contested = intersection(owner.fields, changes.changed);
      conflicts.push(...pathsOf(contested).map((path) => ({ ownerId: id, owner, path })));
    }
    setOwner(result, id, withFields(owner, difference(owner.fields, changes.touched)));
  }
  if (conflicts.length > 0) throw new ApplyConflictError(sortByOwner(conflicts));
  return result;
}

function sortByOwner(conflicts: Conflict[]): Conflict[] {
  return conflicts.sort((a, b) => (a.ownerId === b.ownerId ? 0 : a.ownerId < b.ownerId ? -1 : 1));
}

export interface UpdateOptions extends VersionContext {
  readonly manager: string;
  readonly subresource: string;
  readonly nowMs: number;
}

/**
 * The owners after a plain write of `after` over `before`: the writer owns what it changed, nobody what it removed.
 * The time of its entry moves only when it changed something.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/managedfieldsupdater.go`
 */
export function ownersAfterUpdate(
  before: KubeObject,
  after: KubeObject,
  owners: Owners,
  options: UpdateOptions,
): Owners {
  const changesAt = changesByVersion(before, after, options);
  const result = takeFields(reconcileOwners(before, owners, options), changesAt, { force: true });
  const changed = withoutNeverOwned(changesAt(options.apiVersion)?.changed ?? {});
  if (isEmptyFieldSet(changed)) return capUpdaters(result);

  const writer: Owner = {
    manager: options.manager === '' ? 'unknown' : options.manager,
    operation: 'Update',
    apiVersion: options.apiVersion,
    subresource: options.subresource,
    time: undefined,
    fields: changed,
  };
  const id = ownerId(writer);
  const previous = result.get(id);
  const fields = previous === undefined ? changed : union(previous.fields, changed);
  result.set(id, withTime({ ...writer, fields }, options.nowMs));
  return capUpdaters(result);
}
