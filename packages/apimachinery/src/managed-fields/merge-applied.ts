import { isRecord } from '../kube-object.js';
import { getOwn, setOwn, type JsonObject } from '../patch/json-value.js';
import type { Schema } from '../schema.js';
import { itemElement, type PathElement } from './path-element.js';
import { fieldSchema, isEmptyContainer, shapeOf } from './shape.js';

/**
 * Lays an applied configuration over the live object: the configuration wins where both set a leaf, lists of type
 * `map` and `set` merge by item, nothing is removed. Neither argument is touched; parts are shared.
 * @throws {FieldPathError} when a live list item lacks its keys
 * @see kubernetes-sigs/structured-merge-diff `typed/merge.go`
 */
export function mergeApplied(
  live: JsonObject,
  applied: JsonObject,
  schema: Schema | undefined,
): JsonObject {
  const merged = { ...live };
  for (const name of Object.keys(applied)) {
    const value = applied[name];
    if (value === undefined) continue;
    setOwn(merged, name, mergeValues(getOwn(live, name), value, fieldSchema(schema, name)));
  }
  return merged;
}

function mergeValues(live: unknown, applied: unknown, schema: Schema | undefined): unknown {
  if (live === undefined || live === null) return applied;
  const shape = shapeOf(schema, applied ?? live);
  if (shape === 'leaf' || shape !== shapeOf(schema, live)) return applied;
  // Null and empty say nothing about what is inside.
  if (isEmptyContainer(applied)) return isEmptyContainer(live) ? applied : live;
  if (isRecord(live) && isRecord(applied)) return mergeApplied(live, applied, schema);
  return Array.isArray(live) && Array.isArray(applied) && schema !== undefined
    ? mergeLists(live, applied, schema)
    : applied;
}

interface IndexedList {
  readonly elements: readonly PathElement[];
  /** Item of each element; of items that share one none is known. */
  readonly items: ReadonlyMap<PathElement, unknown>;
}

function indexList(list: readonly unknown[], schema: Schema): IndexedList {
  const items = new Map<PathElement, unknown>();
  const elements = list.map((item) => {
    const element = itemElement(item, schema);
    items.set(element, items.has(element) ? undefined : item);
    return element;
  });
  return { elements, items };
}

/**
 * Merges two lists of keyed items. Items of the configuration come in its order; live-only items stay near their
 * neighbours.
 */
function mergeLists(
  live: readonly unknown[],
  applied: readonly unknown[],
  schema: Schema,
): unknown[] {
  const left = indexList(live, schema);
  const right = indexList(applied, schema);
  const shared = right.elements.filter((element) => left.items.has(element));
  const done = new Set<PathElement>();
  const result: unknown[] = [];
  let nextShared = 0;
  let l = 0;
  let r = 0;

  const take = (element: PathElement): void => {
    done.add(element);
    result.push(mergeValues(left.items.get(element), right.items.get(element), schema.items));
    if (shared[nextShared] === element) nextShared++;
    r++;
  };

  while (l < left.elements.length || r < right.elements.length) {
    const ours = left.elements[l];
    const theirs = right.elements[r];
    if (ours !== undefined) {
      if (ours === theirs) {
        take(ours);
        l++;
        continue;
      }
      const isShared = right.items.has(ours);
      if (
        isShared &&
        theirs !== undefined &&
        nextShared < shared.length &&
        shared[nextShared] !== ours
      ) {
        l++;
        continue;
      }
      if (!isShared) {
        result.push(live[l]);
        l++;
        continue;
      }
      if (done.has(ours)) l++;
    }
    if (theirs !== undefined) take(theirs);
  }
  return result;
}
