import { isRecord } from '../kube-object.js';
import type { JsonObject } from '../patch/json-value.js';
import type { Schema } from '../schema.js';
import { asMember, emptyFieldSet, type FieldSet } from './field-set.js';
import { fieldElement, itemElement, type PathElement } from './path-element.js';
import { fieldSchema, isDeclared, isEmptyObject, shapeOf } from './shape.js';

/**
 * The fields an applied configuration lays claim to: leaves, list items and map entries, but not the structs
 * on the way to them.
 * @throws {FieldPathError} when a list item lacks its keys
 * @see kubernetes-sigs/structured-merge-diff `typed/tofieldset.go`
 */
export function fieldSetOf(object: JsonObject, schema: Schema | undefined): FieldSet {
  const set: Record<PathElement, FieldSet> = {};
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value === undefined) continue;
    const node = nodeOf(value, fieldSchema(schema, name));
    const isClaimed =
      value === null || (isRecord(value) && isEmptyObject(value)) || !isDeclared(schema, name);
    if (isClaimed) set[fieldElement(name)] = asMember(node ?? emptyFieldSet);
    else if (node !== undefined) set[fieldElement(name)] = node;
  }
  return set;
}

/** The node for a value; undefined when it holds nothing to claim. */
function nodeOf(value: unknown, schema: Schema | undefined): FieldSet | undefined {
  const shape = shapeOf(schema, value);
  if (shape === 'leaf') return emptyFieldSet;
  const children =
    shape === 'map' && isRecord(value)
      ? fieldSetOf(value, schema)
      : Array.isArray(value) && schema !== undefined
        ? itemsOf(value, schema)
        : emptyFieldSet;
  for (const _element in children) return children;
  return undefined;
}

function itemsOf(items: readonly unknown[], schema: Schema): FieldSet {
  const set: Record<PathElement, FieldSet> = {};
  for (const item of items) {
    const element = itemElement(item, schema);
    // Items that share a key are owned as one, whatever is in them.
    set[element] =
      set[element] === undefined
        ? asMember(nodeOf(item, schema.items) ?? emptyFieldSet)
        : emptyFieldSet;
  }
  return set;
}
