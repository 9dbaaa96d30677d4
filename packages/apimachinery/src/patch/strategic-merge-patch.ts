import { isRecord } from '../kube-object.js';
import type { Schema } from '../schema.js';
import { badRequest } from '../status.js';
import { goJsonKind, goType } from './go-format.js';
import { deleteOwn, getOwn, setOwn, type JsonObject } from './json-value.js';
import {
  deleteFromList,
  elementType,
  mergeList,
  orderAfterDeletions,
  type ListMergeOptions,
} from './strategic-lists.js';
import { orderElements } from './strategic-order.js';
import { checkAgainstElementOrder } from './strategic-set-order.js';
import {
  badArgument,
  badDirective,
  badRetainKeys,
  deleteFromPrimitiveListPrefix,
  directiveMarker,
  directiveTarget,
  lookUpField,
  retainKeysDirective,
  setElementOrderPrefix,
  type FieldPatchMeta,
} from './strategic-schema.js';

/**
 * Reads the parsed body of a strategic merge patch.
 * @throws {StatusError} 400 when it is no object
 */
export function decodeStrategicMergePatch(body: unknown): JsonObject {
  if (body === null) return {};
  if (isRecord(body)) return body;
  throw badRequest(
    `json: cannot unmarshal ${goJsonKind(body)} into Go value of type map[string]interface {}`,
  );
}

/**
 * Applies a strategic merge patch as the server does. `schema` tells which lists merge and by which key;
 * a type without one takes no such patch. Neither argument is touched; unchanged parts are shared.
 * @throws {StatusError} 400 or 422 for malformed directives; 500 for what upstream leaves untyped
 * @see kubernetes/apimachinery `pkg/util/strategicpatch/patch.go`, `StrategicMergeMapPatchUsingLookupPatchMeta`
 */
export function applyStrategicMergePatch(
  original: JsonObject,
  patch: JsonObject,
  schema: Schema | undefined,
): JsonObject {
  if (schema === undefined) throw badRequest('strategic merge patch format is not supported');
  return mergeMap(original, patch, schema);
}

function mergeMap(original: JsonObject, patch: JsonObject, schema: Schema | undefined): JsonObject {
  if (Object.hasOwn(patch, directiveMarker)) return applyMapDirective(patch);
  const result = { ...original };
  const rest = { ...patch };
  applyRetainKeys(result, rest);
  applyElementOrders(result, rest, schema);
  for (const key of Object.keys(rest)) mergeField(result, key, rest[key], schema);
  return result;
}

function applyMapDirective(patch: JsonObject): JsonObject {
  const { [directiveMarker]: directive, ...rest } = patch;
  if (directive === 'replace') return rest;
  if (directive === 'delete') return {};
  throw badDirective(directive, patch);
}

/** `$retainKeys`: drops every key of `result` that is not listed; the patch may set only listed ones. */
function applyRetainKeys(result: JsonObject, patch: JsonObject): void {
  if (!Object.hasOwn(patch, retainKeysDirective)) return;
  const listed = getOwn(patch, retainKeysDirective);
  deleteOwn(patch, retainKeysDirective);
  if (!Array.isArray(listed)) throw badRetainKeys();
  const retained = new Set<unknown>(listed);
  for (const key of Object.keys(patch)) {
    const isExempt =
      patch[key] === null ||
      key.startsWith(deleteFromPrimitiveListPrefix) ||
      key.startsWith(setElementOrderPrefix);
    if (!isExempt && !retained.has(key)) throw badRetainKeys();
  }
  for (const key of Object.keys(result)) if (!retained.has(key)) deleteOwn(result, key);
}

/** `$setElementOrder/<list>`: merges that list here and now, and puts it in the order asked for. */
function applyElementOrders(
  result: JsonObject,
  patch: JsonObject,
  schema: Schema | undefined,
): void {
  for (const directive of Object.keys(patch)) {
    if (!directive.startsWith(setElementOrderPrefix)) continue;
    const order = asList(patch[directive]);
    deleteOwn(patch, directive);
    const key = directiveTarget(directive, setElementOrderPrefix);
    const original = Object.hasOwn(result, key) ? asList(getOwn(result, key)) : undefined;
    const additions = Object.hasOwn(patch, key) ? asList(getOwn(patch, key)) : undefined;
    const meta = lookUpField(schema, key);
    if (additions !== undefined) checkAgainstElementOrder(additions, order, meta.mergeKey);

    const merged = mergeOrderedList(original, additions, meta);
    if (merged === undefined) continue;
    elementType(original ?? [], additions ?? []);
    const server = orderOnServer(original ?? [], additions ?? [], meta);
    setOwn(result, key, orderElements(merged, { patch: order, server, mergeKey: meta.mergeKey }));
    deleteOwn(patch, key);
  }
}

function mergeOrderedList(
  original: unknown[] | undefined,
  additions: unknown[] | undefined,
  meta: FieldPatchMeta,
): unknown[] | undefined {
  if (additions === undefined) return original;
  if (original === undefined)
    return additions.filter((each) => !isDirective(each)).map(withoutDirectives);
  return mergeListField(original, additions, meta);
}

/** @see orderAfterDeletions */
function orderOnServer(
  original: readonly unknown[],
  additions: readonly unknown[],
  { strategy, mergeKey }: FieldPatchMeta,
): readonly unknown[] {
  if (strategy !== 'merge' || mergeKey === undefined) return original;
  return orderAfterDeletions(original, additions, mergeKey);
}

function asList(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw badArgument('list', value);
  return value;
}

function mergeField(
  result: JsonObject,
  patchKey: string,
  value: unknown,
  schema: Schema | undefined,
): void {
  const isDeletion = patchKey.startsWith(deleteFromPrimitiveListPrefix);
  const key = isDeletion ? directiveTarget(patchKey, deleteFromPrimitiveListPrefix) : patchKey;
  if (value === null) {
    deleteOwn(result, key);
    return;
  }
  const current = getOwn(result, key);
  if (Array.isArray(current) && Array.isArray(value)) {
    const meta = lookUpField(schema, key);
    const merge = isDeletion ? deleteFromListField : mergeListField;
    setOwn(result, key, merge(current, value, meta));
  } else if (isRecord(current) && isRecord(value)) {
    const meta = lookUpField(schema, key);
    setOwn(
      result,
      key,
      meta.strategy === 'replace' ? value : mergeMap(current, value, meta.schema),
    );
  } else if (!isDeletion || (current !== null && goType(current) === goType(value))) {
    // A deletion list that meets no list sets what it holds, if that is of the same type.
    setCleaned(result, key, withoutNulls(value));
  }
}

/** Sets what is new, or takes the field away when all that is new is a directive. */
function setCleaned(result: JsonObject, key: string, value: unknown): void {
  if (isDirective(value)) deleteOwn(result, key);
  else setOwn(result, key, withoutDirectives(value));
}

function mergeListField(
  original: unknown[],
  additions: unknown[],
  { schema, strategy, mergeKey }: FieldPatchMeta,
): unknown[] {
  if (strategy !== 'merge') return additions;
  return mergeList(original, additions, mergeOptions(schema?.items, mergeKey));
}

/** Only scalars are deleted this way: with elements that are objects upstream merges. */
function deleteFromListField(
  original: unknown[],
  doomed: unknown[],
  { schema, mergeKey }: FieldPatchMeta,
): unknown[] {
  return deleteFromList(original, doomed, mergeOptions(schema?.items, mergeKey));
}

function mergeOptions(element: Schema | undefined, mergeKey: string | undefined): ListMergeOptions {
  return {
    mergeKey,
    elementKind: element?.properties === undefined ? (element?.type ?? 'struct') : 'struct',
    mergeElement: (current, addition) => mergeMap(current, addition, element),
  };
}

function isDirective(value: unknown): boolean {
  return isRecord(value) && Object.hasOwn(value, directiveMarker);
}

/** Objects that are directives vanish from what is newly added, at any depth. */
function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((each) => !isDirective(each)).map(withoutDirectives);
  }
  return isRecord(value)
    ? mapEntries(value, (each) => !isDirective(each), withoutDirectives)
    : value;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  return isRecord(value) ? mapEntries(value, (each) => each !== null, withoutNulls) : value;
}

function mapEntries(
  object: JsonObject,
  keep: (value: unknown) => boolean,
  change: (value: unknown) => unknown,
): JsonObject {
  const result: JsonObject = {};
  for (const key of Object.keys(object)) {
    if (keep(object[key])) setOwn(result, key, change(object[key]));
  }
  return result;
}
