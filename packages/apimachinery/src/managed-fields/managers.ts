import type { ManagedFieldsEntry } from '../kube-object.js';
import {
  decodeFieldSet,
  isEmptyFieldSet,
  sortFieldSet,
  union,
  type FieldSet,
} from './field-set.js';
import { FieldPathError } from './path-element.js';

/** One manager's share of an object, decoded. */
export interface Owner {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
  /** RFC 3339; absent when the entry never had one. */
  readonly time: string | undefined;
  readonly fields: FieldSet;
  /** The entry this was decoded from, as long as nothing about it changes. */
  readonly entry?: ManagedFieldsEntry | undefined;
}

/** Owners by identifier. Functions here return new maps and never change one. */
export type Owners = ReadonlyMap<string, Owner>;

/**
 * What tells two managers apart. An applier is the same at every version, an updater is not.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/managedfields.go`, `BuildManagerIdentifier`
 */
export function ownerId(
  owner: Pick<Owner, 'manager' | 'operation' | 'apiVersion' | 'subresource'>,
): string {
  const { manager, operation, apiVersion, subresource } = owner;
  // The order and the absent fields matter: upstream sorts by this text.
  return JSON.stringify({
    ...(manager === '' ? {} : { manager }),
    operation,
    ...(operation === 'Apply' ? {} : { apiVersion }),
    ...(subresource === '' ? {} : { subresource }),
  });
}

/**
 * Decodes `metadata.managedFields`.
 * @throws {FieldPathError} when an entry is malformed
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/managedfields.go`, `DecodeManagedFields`
 */
export function decodeOwners(entries: readonly ManagedFieldsEntry[]): Map<string, Owner> {
  const owners = new Map<string, Owner>();
  entries.forEach((entry, index) => {
    const owner = decodeOwner(entry, index);
    owners.set(ownerId(owner), owner);
  });
  return owners;
}

function decodeOwner(entry: ManagedFieldsEntry, index: number): Owner {
  const { operation, apiVersion = '', fieldsType = '' as string } = entry;
  if (operation !== 'Apply' && operation !== 'Update') {
    throw new FieldPathError('operation must be `Apply` or `Update`');
  }
  if (apiVersion === '') throw new FieldPathError('apiVersion must not be empty');
  if (fieldsType === '') {
    throw new FieldPathError(`missing fieldsType in managed fields entry ${index}`);
  }
  if (fieldsType !== 'FieldsV1') {
    throw new FieldPathError(
      `invalid fieldsType ${JSON.stringify(fieldsType)} in managed fields entry ${index}`,
    );
  }
  return {
    manager: entry.manager ?? '',
    operation,
    apiVersion,
    subresource: entry.subresource ?? '',
    time: entry.time ?? undefined,
    fields: decodeFieldSet(entry.fieldsV1),
    entry,
  };
}

/**
 * What is wrong with managed fields, in the words of the warning upstream gives when admission broke them;
 * undefined when nothing is.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/fieldmanager/admission.go`
 */
export function problemOfManagedFields(
  entries: readonly ManagedFieldsEntry[] | undefined,
): string | undefined {
  try {
    decodeOwners(entries ?? []);
    return undefined;
  } catch (error) {
    if (error instanceof FieldPathError) return error.message;
    throw error;
  }
}

/** Encodes owners in the order of the wire; undefined when there are none. */
export function encodeOwners(owners: Owners): ManagedFieldsEntry[] | undefined {
  if (owners.size === 0) return undefined;
  return [...owners.values()]
    .map((owner) => owner.entry ?? encodeOwner(owner))
    .sort(compareEntries);
}

function encodeOwner({
  manager,
  operation,
  apiVersion,
  time,
  fields,
  subresource,
}: Owner): ManagedFieldsEntry {
  return {
    ...(manager === '' ? {} : { manager }),
    operation,
    apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: sortFieldSet(fields),
    ...(subresource === '' ? {} : { subresource }),
  };
}

function compareEntries(a: ManagedFieldsEntry, b: ManagedFieldsEntry): number {
  return (
    compareText(a.operation, b.operation) ||
    seconds(a.time) - seconds(b.time) ||
    compareText(a.manager, b.manager) ||
    compareText(a.apiVersion, b.apiVersion) ||
    compareText(a.subresource, b.subresource)
  );
}

function compareText(a = '', b = ''): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function seconds(time: string | undefined): number {
  const ms = time === undefined ? 0 : Date.parse(time);
  return Number.isNaN(ms) ? 0 : Math.floor(ms / 1000);
}

/** A change of an owner's fields; it will be encoded anew. */
export function withFields(owner: Owner, fields: FieldSet): Owner {
  return owner.fields === fields ? owner : { ...owner, fields, entry: undefined };
}

export function withTime(owner: Owner, nowMs: number): Owner {
  return { ...owner, time: formatTime(nowMs), entry: undefined };
}

/** RFC 3339 in UTC, to the second. */
function formatTime(nowMs: number): string {
  return `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
}

/** Sets an owner, or drops it when it owns nothing. */
export function setOwner(owners: Map<string, Owner>, id: string, owner: Owner): void {
  if (isEmptyFieldSet(owner.fields)) owners.delete(id);
  else owners.set(id, owner);
}

/** @see kubernetes/apimachinery `pkg/util/managedfields/internal/fieldmanager.go`, `DefaultMaxUpdateManagers` */
const maxUpdaters = 10;
const ancientChanges = 'ancient-changes';

/**
 * Keeps the number of updaters at ten by merging the oldest of each version into one entry.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/capmanagers.go`
 */
export function capUpdaters(owners: Owners): Owners {
  const updaters = [...owners].filter(([, { operation }]) => operation === 'Update');
  if (updaters.length <= maxUpdaters) return owners;
  updaters.sort(
    ([leftId, left], [rightId, right]) =>
      seconds(left.time) - seconds(right.time) || compareText(leftId, rightId),
  );
  const result = new Map(owners);
  const firstOfVersion = new Map<string, string>();
  let excess = updaters.length - maxUpdaters;
  for (const [id, owner] of updaters) {
    if (excess === 0) break;
    const first = firstOfVersion.get(owner.apiVersion);
    if (first === undefined) {
      firstOfVersion.set(owner.apiVersion, id);
      continue;
    }
    mergeIntoBucket(result, first, id);
    excess--;
  }
  return result;
}

function mergeIntoBucket(owners: Map<string, Owner>, firstId: string, id: string): void {
  const owner = owners.get(id);
  if (owner === undefined) return;
  const bucket: Omit<Owner, 'fields'> = {
    manager: ancientChanges,
    operation: 'Update',
    apiVersion: owner.apiVersion,
    subresource: '',
    time: owner.time,
  };
  const bucketId = ownerId(bucket);
  const existing = owners.get(bucketId) ?? owners.get(firstId);
  if (!owners.has(bucketId)) owners.delete(firstId);
  owners.delete(id);
  owners.set(bucketId, {
    ...bucket,
    fields: union(owner.fields, existing?.fields ?? owner.fields),
  });
}
