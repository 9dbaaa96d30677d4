import type { KubeObject } from '../kube-object.js';
import type { Schema } from '../schema.js';
import { changedFields, compareObjects, type Comparison } from './compare.js';
import {
  matchingFields,
  recursiveDifference,
  union,
  type FieldPattern,
  type FieldSet,
} from './field-set.js';

/** An object and the schema of the version it is in. */
export interface VersionedObject {
  readonly object: KubeObject;
  readonly schema: Schema | undefined;
}

/**
 * Converts an object to another version of its kind; undefined when this server does not know that version.
 * Managers own fields at the version they wrote, which need not be the version of the request. While an apply is
 * worked out objects come here with required fields missing.
 */
export type Convert = (object: KubeObject, apiVersion: string) => VersionedObject | undefined;

/** What an endpoint takes from clients: all but some fields, or some fields only. */
export type FieldFilter = { readonly without: FieldSet } | { readonly only: FieldPattern };

/** What ownership is reckoned by in one request. */
export interface VersionContext {
  /** Version of the request: the objects are in it. */
  readonly apiVersion: string;
  readonly schema: Schema | undefined;
  /** Without it, fields are taken to be the same at every version. */
  readonly convert?: Convert | undefined;
  /** Fields the endpoint resets, so that who sets them owns nothing: `status` on the main endpoint, and so on. */
  readonly resetFields?: FieldFilter | undefined;
}

/** The object at a version; undefined when the version is not known. */
export function atVersion(
  object: KubeObject,
  apiVersion: string,
  { apiVersion: current, schema, convert }: VersionContext,
): VersionedObject | undefined {
  if (apiVersion === current || convert === undefined) return { object, schema };
  return convert(object, apiVersion);
}

/** Fields that a write changed and removed, as seen at one version. */
export interface Changes {
  readonly changed: FieldSet;
  readonly removed: FieldSet;
  /** Both. */
  readonly touched: FieldSet;
}

/** Compares the states before and after a write at whatever version it is asked for, each once. */
export function changesByVersion(
  before: KubeObject,
  after: KubeObject,
  context: VersionContext,
): (apiVersion: string) => Changes | undefined {
  const known = new Map<string, Changes | undefined>();
  return (apiVersion) => {
    const key = context.convert === undefined ? context.apiVersion : apiVersion;
    if (!known.has(key)) known.set(key, compareAt(key, before, after, context));
    return known.get(key);
  };
}

function compareAt(
  apiVersion: string,
  before: KubeObject,
  after: KubeObject,
  context: VersionContext,
): Changes | undefined {
  const left = atVersion(before, apiVersion, context);
  const right = atVersion(after, apiVersion, context);
  if (left === undefined || right === undefined) return undefined;
  return changesOf(compareObjects(left.object, right.object, right.schema), context);
}

function changesOf(comparison: Comparison, context: VersionContext): Changes {
  const changed = withoutReset(changedFields(comparison), context);
  const removed = withoutReset(comparison.removed, context);
  return { changed, removed, touched: union(changed, removed) };
}

/** A set without the fields the endpoint resets. */
export function withoutReset(set: FieldSet, { resetFields }: VersionContext): FieldSet {
  if (resetFields === undefined) return set;
  return 'only' in resetFields
    ? matchingFields(set, resetFields.only)
    : recursiveDifference(set, resetFields.without);
}
