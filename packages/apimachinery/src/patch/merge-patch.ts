import { isRecord } from '../kube-object.js';
import { badRequest } from '../status.js';
import { goJsonKind } from './go-format.js';
import { deleteOwn, getOwn, setOwn, type JsonObject } from './json-value.js';

/**
 * Reads the parsed body of a JSON merge patch.
 * @throws {StatusError} 400 when it is no object
 */
export function decodeMergePatch(body: unknown): JsonObject {
  if (body === null) throw badRequest('Invalid JSON Patch');
  if (!isRecord(body)) {
    throw badRequest(
      `error decoding patch: json: cannot unmarshal ${goJsonKind(body)} into Go value of type map[string]interface {}`,
    );
  }
  return body;
}

/**
 * Applies a JSON merge patch (RFC 7386). Unchanged parts are shared with `document`, which is not touched.
 * @see evanphx/json-patch `merge.go` (v4)
 */
export function applyMergePatch(document: JsonObject, patch: JsonObject): JsonObject {
  const result = { ...document };
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value === null) deleteOwn(result, key);
    else setOwn(result, key, mergeValue(getOwn(result, key), value));
  }
  return result;
}

function mergeValue(current: unknown, patch: unknown): unknown {
  if (!isRecord(current)) return withoutNulls(patch);
  return isRecord(patch) ? applyMergePatch(current, patch) : patch;
}

/** Nulls of a value that is new delete nothing and go; those that are elements of a list stay. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const result: JsonObject = {};
  for (const key of Object.keys(value)) {
    if (value[key] !== null) setOwn(result, key, withoutNulls(value[key]));
  }
  return result;
}
