import type { Schema } from '../schema.js';
import { emptyFieldSet, isEmptyFieldSet, type FieldSet } from './field-set.js';
import type { PathElement } from './path-element.js';
import { fieldSchema, isDeduced } from './shape.js';

/**
 * Fits a set that was recorded under another schema to this one: whoever owned fields inside of what is atomic
 * now owns it as a whole. What became granular stays as it is.
 * Returns the same set when nothing changes.
 * @see kubernetes-sigs/structured-merge-diff `typed/reconcile_schema.go`
 */
export function reconcileWithSchema(set: FieldSet, schema: Schema | undefined): FieldSet {
  if (isDeduced(schema)) return set;
  let result: Record<PathElement, FieldSet> | undefined;
  for (const element of Object.keys(set)) {
    const node = set[element];
    if (node === undefined || isEmptyFieldSet(node)) continue;
    const below = schemaBelow(schema, element);
    if (below === undefined) continue;
    const reconciled = isAtomic(below) ? emptyFieldSet : reconcileWithSchema(node, below);
    if (reconciled !== node) (result ??= { ...set })[element] = reconciled;
  }
  return result ?? set;
}

function schemaBelow(schema: Schema, element: PathElement): Schema | undefined {
  return element.startsWith('f:') ? fieldSchema(schema, element.slice(2)) : schema.items;
}

function isAtomic(schema: Schema): boolean {
  if (schema.type === 'array') return schema.listType !== 'map' && schema.listType !== 'set';
  return schema.type === 'object' && schema.mapType === 'atomic';
}
