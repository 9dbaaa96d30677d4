import { isRecord } from '../kube-object.js';
import { setOwn, type JsonObject } from '../patch/json-value.js';
import type { Schema } from '../schema.js';
import { asMember, isEmptyFieldSet, isMember, type FieldSet } from './field-set.js';
import { fieldElement, itemElement, type PathElement } from './path-element.js';
import { fieldSchema, isDeclared, shapeOf } from './shape.js';

/**
 * Takes the members of `set` out of the object. What becomes empty by it goes as a whole.
 * @see kubernetes-sigs/structured-merge-diff `typed/remove.go`
 */
export function removeFields(
  object: JsonObject,
  set: FieldSet,
  schema: Schema | undefined,
): JsonObject {
  if (isEmptyFieldSet(set)) return object;
  const result: JsonObject = {};
  for (const name of Object.keys(object)) {
    const node = set[fieldElement(name)];
    const value =
      node === undefined ? object[name] : remainder(object[name], node, fieldSchema(schema, name));
    if (value !== undefined) setOwn(result, name, value);
  }
  return result;
}

/** What is left of a value; undefined when nothing is. */
function remainder(value: unknown, node: FieldSet, schema: Schema | undefined): unknown {
  if (isMember(node)) return undefined;
  const shape = shapeOf(schema, value);
  if (shape === 'leaf') return typeof value === 'object' ? undefined : value;
  if (isRecord(value)) {
    const rest = removeFields(value, node, schema);
    return Object.keys(rest).length === 0 ? undefined : rest;
  }
  if (!Array.isArray(value) || schema === undefined) return undefined;
  const rest = value
    .map((item: unknown) => {
      const below = node[itemElement(item, schema)];
      return below === undefined ? item : remainder(item, below, schema.items);
    })
    .filter((item) => item !== undefined);
  return rest.length === 0 ? undefined : rest;
}

/**
 * Adds the structs on the way to the members of a set. Sets of applied configurations hold leaves only, and a
 * struct whose last field goes must go with it.
 * @see kubernetes-sigs/structured-merge-diff `fieldpath/set.go`, `EnsureNamedFieldsAreMembers`
 */
export function withNamedFields(set: FieldSet, schema: Schema | undefined): FieldSet {
  const result: Record<PathElement, FieldSet> = {};
  for (const element of Object.keys(set)) {
    const node = set[element];
    if (node === undefined) continue;
    if (isEmptyFieldSet(node)) {
      result[element] = node;
      continue;
    }
    const name = element.startsWith('f:') ? element.slice(2) : undefined;
    const below = name === undefined ? schema?.items : fieldSchema(schema, name);
    const filled = withNamedFields(node, below);
    result[element] = name !== undefined && isDeclared(schema, name) ? asMember(filled) : filled;
  }
  return result;
}
