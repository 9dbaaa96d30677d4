import { isRecord } from '../kube-object.js';
import { equalJson, getOwn, type JsonObject } from '../patch/json-value.js';
import type { Schema } from '../schema.js';
import {
  emptyFieldSet,
  insertPath,
  union,
  type FieldSet,
  type FieldSetBuilder,
} from './field-set.js';
import { fieldElement, itemElement, type PathElement } from './path-element.js';
import { fieldSchema, isEmptyContainer, shapeOf, zeroValue } from './shape.js';

/** What differs between two states of an object; no field is in more than one of the sets. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

/** Fields that the later state sets differently or newly. */
export const changedFields = ({ added, modified }: Comparison): FieldSet => union(modified, added);

/**
 * Compares two states of an object of one version.
 * @throws {FieldPathError} when a list item lacks its keys
 * @see kubernetes-sigs/structured-merge-diff `typed/compare.go`
 */
export function compareObjects(
  before: JsonObject,
  after: JsonObject,
  schema: Schema | undefined,
): Comparison {
  const walk = new ComparisonWalk();
  walk.maps(before, after, schema);
  return walk.result;
}

class ComparisonWalk {
  readonly result: Record<keyof Comparison, FieldSetBuilder> = {
    added: {},
    modified: {},
    removed: {},
  };
  readonly #path: PathElement[] = [];

  maps(before: JsonObject, after: JsonObject, schema: Schema | undefined): void {
    for (const name of Object.keys(before)) {
      const left = before[name];
      if (left !== undefined) this.#field(name, left, getOwn(after, name), schema);
    }
    for (const name of Object.keys(after)) {
      const right = after[name];
      if (right !== undefined && getOwn(before, name) === undefined) {
        this.#field(name, undefined, right, schema);
      }
    }
  }

  #field(name: string, before: unknown, after: unknown, parent: Schema | undefined): void {
    if (before === after) return;
    const schema = fieldSchema(parent, name);
    const left = before === undefined ? zeroValue(parent, name) : before;
    const right = after === undefined ? zeroValue(parent, name) : after;
    this.#path.push(fieldElement(name));
    this.#either(left, right, schema);
    this.#path.pop();
  }

  /** At least one side is there. */
  #either(before: unknown, after: unknown, schema: Schema | undefined): void {
    if (before === undefined) insertPath(this.result.added, this.#path, wholeNode(after, schema));
    else if (after === undefined) {
      insertPath(this.result.removed, this.#path, wholeNode(before, schema));
    } else this.#values(before, after, schema);
  }

  #values(before: unknown, after: unknown, schema: Schema | undefined): void {
    if (before === after) return;
    const shape = shapeOf(schema, after ?? before);
    const otherShape = shapeOf(schema, before ?? after);
    if (shape !== otherShape) {
      this.#replaced(before, after, schema);
    } else if (shape === 'leaf' || (isEmptyContainer(before) && isEmptyContainer(after))) {
      if (!equalJson(before, after)) this.#modified();
    } else if (shape === 'map') {
      this.maps(isRecord(before) ? before : {}, isRecord(after) ? after : {}, schema);
    } else if (schema !== undefined) {
      this.#lists(asList(before), asList(after), schema);
    }
  }

  #modified(): void {
    insertPath(this.result.modified, this.#path, emptyFieldSet);
  }

  /** A value of free form became one of another form. */
  #replaced(before: unknown, after: unknown, schema: Schema | undefined): void {
    this.#modified();
    if (isRecord(before)) this.maps(before, {}, schema);
    if (isRecord(after)) this.maps({}, after, schema);
  }

  #lists(before: readonly unknown[], after: readonly unknown[], schema: Schema): void {
    if (equalJson(before, after)) return;
    const left = groupItems(before, schema);
    const right = groupItems(after, schema);
    for (const [element, items] of left) {
      this.#items(element, items, right.get(element) ?? [], schema);
    }
    for (const [element, items] of right) {
      if (!left.has(element)) this.#items(element, [], items, schema);
    }
  }

  /** Compares the items of one key. Several of the same key are owned as one leaf. */
  #items(element: PathElement, before: unknown[], after: unknown[], schema: Schema): void {
    this.#path.push(element);
    if (before.length <= 1 && after.length <= 1) {
      if (before[0] !== after[0]) this.#either(before[0], after[0], schema.items);
    } else if (before.length > 1 && after.length > 1) {
      if (!equalJson(before, after)) this.#modified();
    } else if (before.length > 1) {
      if (after.length > 0) this.#either(undefined, after[0], schema.items);
      insertPath(this.result.removed, this.#path, emptyFieldSet);
    } else {
      if (before.length > 0) this.#either(before[0], undefined, schema.items);
      insertPath(this.result.added, this.#path, emptyFieldSet);
    }
    this.#path.pop();
  }
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function groupItems(items: readonly unknown[], schema: Schema): Map<PathElement, unknown[]> {
  const groups = new Map<PathElement, unknown[]>();
  for (const item of items) {
    const element = itemElement(item, schema);
    const group = groups.get(element);
    if (group === undefined) groups.set(element, [item]);
    else group.push(item);
  }
  return groups;
}

/** The node of a value that is on one side only: everything in it is a member. */
function wholeNode(value: unknown, schema: Schema | undefined): FieldSet {
  if (isEmptyContainer(value)) return emptyFieldSet;
  const shape = shapeOf(schema, value);
  if (shape === 'leaf') return emptyFieldSet;
  const node: Record<string, FieldSet> = { '.': emptyFieldSet };
  if (isRecord(value)) {
    for (const name of Object.keys(value)) {
      const field = value[name];
      if (field !== undefined)
        node[fieldElement(name)] = wholeNode(field, fieldSchema(schema, name));
    }
  } else if (schema !== undefined) {
    for (const [element, items] of groupItems(asList(value), schema)) {
      node[element] = items.length > 1 ? emptyFieldSet : wholeNode(items[0], schema.items);
    }
  }
  return node;
}
