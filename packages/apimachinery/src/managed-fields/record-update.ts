import type { KubeObject, ManagedFieldsEntry } from '../kube-object.js';
import { equalJson } from '../patch/json-value.js';
import type { Schema } from '../schema.js';
import { decodeOwners, encodeOwners, type Owners } from './managers.js';
import { ownersAfterUpdate, withoutManagedFields } from './own.js';
import { FieldPathError } from './path-element.js';
import type { Convert, FieldFilter } from './versions.js';

export interface RecordUpdateOptions<T extends KubeObject> {
  /** The stored object in the version of the request; absent for a create. */
  readonly live: KubeObject | undefined;
  /** What is about to be stored in its place, with the managed fields the client sent. */
  readonly updated: T;
  /** Name of the writer: the `fieldManager` parameter, or `managerOrUserAgent` of the request. */
  readonly manager: string;
  /** Version of the request. */
  readonly apiVersion: string;
  /** `status`, `scale`, ...; absent on the main endpoint. */
  readonly subresource?: string | undefined;
  readonly nowMs: number;
  /** Schema of the kind at `apiVersion`; absent for a kind without one. */
  readonly schema: Schema | undefined;
  readonly convert?: Convert | undefined;
  readonly resetFields?: FieldFilter | undefined;
}

/**
 * Records who owns what after a create, update or patch: returns `updated` with new `metadata.managedFields`.
 * Never fails: an object whose lists have no field paths keeps the managed fields it had, as upstream does.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/fieldmanager.go`, `UpdateNoErrors`
 */
export function recordUpdate<T extends KubeObject>(options: RecordUpdateOptions<T>): T {
  const { live, updated, subresource = '' } = options;
  const owners = startingOwners(live, updated, subresource);
  const after = withoutManagedFields(updated);
  // Objects that are not tracked stay so until somebody applies to them.
  if (owners.size === 0 && (live?.metadata.uid ?? '') !== '') return after;
  const before = live === undefined ? emptyObjectLike(updated) : withoutManagedFields(live);
  try {
    return withOwners(after, ownersAfterUpdate(before, after, owners, { ...options, subresource }));
  } catch (error) {
    if (!(error instanceof FieldPathError)) throw error;
    return withEntries(after, live?.metadata.managedFields);
  }
}

/** What a new object is compared with. */
export function emptyObjectLike({
  apiVersion,
  kind,
}: Pick<KubeObject, 'apiVersion' | 'kind'>): KubeObject {
  return { apiVersion, kind, metadata: {} };
}

/** The object with its owners on record. */
export function withOwners<T extends KubeObject>(object: T, owners: Owners): T {
  return withEntries(object, encodeOwners(owners));
}

function withEntries<T extends KubeObject>(
  object: T,
  entries: ManagedFieldsEntry[] | undefined,
): T {
  if (entries === undefined) return withoutManagedFields(object);
  return { ...object, metadata: { ...object.metadata, managedFields: entries } };
}

/**
 * The client may edit managed fields of the object, and reset them with an empty list; a client that drops or
 * garbles them does not know them, and gets the live ones. Subresources cannot touch them.
 * @see kubernetes/apimachinery `pkg/util/managedfields/internal/fieldmanager.go`, `decodeLiveOrNew`
 */
function startingOwners(
  live: KubeObject | undefined,
  updated: KubeObject,
  subresource: string,
): Owners {
  const sent = updated.metadata.managedFields;
  if (subresource === '' && sent !== undefined) {
    if (isReset(sent)) return new Map();
    const owners = decodeOrNothing(sent);
    if (owners.size > 0) return owners;
  }
  return decodeOrNothing(live?.metadata.managedFields);
}

function isReset(entries: readonly ManagedFieldsEntry[]): boolean {
  return entries.length === 0 || (entries.length === 1 && equalJson(entries[0], {}));
}

function decodeOrNothing(entries: readonly ManagedFieldsEntry[] | undefined): Owners {
  try {
    return decodeOwners(entries ?? []);
  } catch (error) {
    if (!(error instanceof FieldPathError)) throw error;
    return new Map();
  }
}
