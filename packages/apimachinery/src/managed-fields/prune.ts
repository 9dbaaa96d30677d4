import { isRecord, type KubeObject } from '../kube-object.js';
import {
  difference,
  fieldSetOfPaths,
  intersection,
  isEmptyFieldSet,
  union,
  type FieldSet,
} from './field-set.js';
import { fieldSetOf } from './field-set-of.js';
import type { Owner, Owners } from './managers.js';
import { removeFields, withNamedFields } from './remove-fields.js';
import { atVersion, type VersionContext, type VersionedObject } from './versions.js';

/**
 * Removes from a merged object what its applier applied last time, does not apply now, and nobody else owns.
 * @param last the applier's share before this apply
 * @param owners everybody's share, the applier's new one included
 * @see kubernetes-sigs/structured-merge-diff `merge/update.go`, `prune`
 */
export function prune(
  merged: KubeObject,
  last: Owner | undefined,
  owners: Owners,
  context: VersionContext,
): KubeObject {
  if (last === undefined || isEmptyFieldSet(last.fields)) return merged;
  const then = atVersion(merged, last.apiVersion, context);
  if (then === undefined) return merged;
  const pruned = remove(then, withNamedFields(last.fields, then.schema));
  const owned = addBackOwned(then, pruned, owners, context);
  const kept = addBackDangling(then, owned, last.fields);
  return convertBetween(kept, context.apiVersion, context)?.object ?? merged;
}

/** What makes an object one: fields in its metadata may go, these not. */
const typeAndMetadata = fieldSetOfPaths([['apiVersion'], ['kind'], ['metadata']]);

function remove({ object, schema }: VersionedObject, set: FieldSet): VersionedObject {
  const { apiVersion, kind, metadata } = object;
  const rest = removeFields(object, difference(set, typeAndMetadata), schema);
  const left = isRecord(rest['metadata']) ? rest['metadata'] : { name: metadata.name ?? '' };
  return { object: { ...rest, apiVersion, kind, metadata: left }, schema };
}

const namedFieldsOf = ({ object, schema }: VersionedObject): FieldSet =>
  withNamedFields(fieldSetOf(object, schema), schema);

/** Adds back what was removed and somebody owns, version by version, that of the last apply first. */
function addBackOwned(
  merged: VersionedObject,
  pruned: VersionedObject,
  owners: Owners,
  context: VersionContext,
): VersionedObject {
  const ownVersion = merged.object.apiVersion;
  const byVersion = new Map<string, FieldSet>([[ownVersion, {}]]);
  for (const { apiVersion, fields } of owners.values()) {
    const version = context.convert === undefined ? ownVersion : apiVersion;
    byVersion.set(version, union(byVersion.get(version) ?? {}, fields));
  }
  let result = pruned;
  for (const [version, owned] of byVersion) {
    const mergedThere = convertBetween(merged, version, context);
    const prunedThere = convertBetween(result, version, context);
    if (mergedThere === undefined || prunedThere === undefined) continue;
    const keep = union(namedFieldsOf(prunedThere), withNamedFields(owned, mergedThere.schema));
    const restored = remove(mergedThere, difference(namedFieldsOf(mergedThere), keep));
    result = convertBetween(restored, ownVersion, context) ?? result;
  }
  return result;
}

/** Adds back what went along although the applier never applied it. */
function addBackDangling(
  merged: VersionedObject,
  pruned: VersionedObject,
  last: FieldSet,
): VersionedObject {
  const gone = difference(namedFieldsOf(merged), namedFieldsOf(pruned));
  return remove(merged, intersection(gone, withNamedFields(last, merged.schema)));
}

function convertBetween(
  from: VersionedObject,
  apiVersion: string,
  { convert }: VersionContext,
): VersionedObject | undefined {
  if (convert === undefined || from.object.apiVersion === apiVersion) return from;
  return convert(from.object, apiVersion);
}
