import type { ManagedFieldsEntry } from '../kube-object.js';
import {
  difference,
  fieldSetOfPaths,
  hasPath,
  isEmptyFieldSet,
  type FieldSet,
} from './field-set.js';
import { decodeOwners, encodeOwners, withFields, type Owner } from './managers.js';
import { fieldElement } from './path-element.js';

/** Where the replicas of a scalable kind are, by apiVersion; null for a version that cannot be scaled. */
export type ReplicasPaths = ReadonlyMap<string, readonly string[] | null>;

const scaleApiVersion = 'autoscaling/v1';
const scaleReplicas = ['spec', 'replicas'];

const setOf = (path: readonly string[]): FieldSet => fieldSetOfPaths([path]);
const owns = (owner: Owner, path: readonly string[]): boolean =>
  hasPath(owner.fields, path.map(fieldElement));

/**
 * Managed fields of the Scale of an object: its owners of replicas, as owners of `spec.replicas` of a Scale.
 * @throws {FieldPathError} when an entry is malformed
 * @see kubernetes/apimachinery `pkg/util/managedfields/scalehandler.go`, `ToSubresource`
 */
export function managedFieldsOfScale(
  parent: readonly ManagedFieldsEntry[],
  paths: ReplicasPaths,
): ManagedFieldsEntry[] | undefined {
  const owners = new Map<string, Owner>();
  for (const [id, owner] of decodeOwners(parent)) {
    const path = paths.get(owner.apiVersion) ?? null;
    if (path === null || !owns(owner, path)) continue;
    owners.set(id, asOwnerOf(owner, scaleReplicas, scaleApiVersion));
  }
  return encodeOwners(owners);
}

/**
 * Managed fields of an object after a write to its Scale: replicas go over to who owns them there.
 * @param apiVersion version of the object in this request
 * @throws {FieldPathError} when an entry is malformed
 * @see kubernetes/apimachinery `pkg/util/managedfields/scalehandler.go`, `ToParent`
 */
export function managedFieldsAfterScale(
  parent: readonly ManagedFieldsEntry[],
  scale: readonly ManagedFieldsEntry[],
  { paths, apiVersion }: { paths: ReplicasPaths; apiVersion: string },
): ManagedFieldsEntry[] | undefined {
  const parentOwners = decodeOwners(parent);
  const scaleOwners = decodeOwners(scale);
  const result = new Map<string, Owner>();
  for (const [id, owner] of parentOwners) {
    const path = paths.get(owner.apiVersion);
    if (path === undefined) continue;
    if (path === null || !owns(owner, path) || scaleOwners.delete(id)) {
      result.set(id, owner);
      continue;
    }
    const rest = difference(owner.fields, setOf(path));
    if (!isEmptyFieldSet(rest)) result.set(id, withFields(owner, rest));
  }
  const replicas = paths.get(apiVersion) ?? null;
  for (const [id, owner] of scaleOwners) {
    if (replicas === null || !owns(owner, scaleReplicas)) continue;
    // Upstream takes times from the object's own entries, so a new owner comes without one.
    const time = parentOwners.get(id)?.time;
    result.set(id, { ...asOwnerOf(owner, replicas, apiVersion), time });
  }
  return encodeOwners(result);
}

function asOwnerOf(owner: Owner, path: readonly string[], apiVersion: string): Owner {
  return { ...owner, apiVersion, fields: setOf(path), entry: undefined };
}
