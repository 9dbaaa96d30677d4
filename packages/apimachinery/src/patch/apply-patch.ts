import { parseExactJson, stringifyExactJson } from '../exact-json.js';
import { isRecord } from '../kube-object.js';
import type { Schema } from '../schema.js';
import { badRequest, invalid, unsupportedMediaType, type StatusError } from '../status.js';
import { fieldInvalid } from '../field-error.js';
import { goJsonKind } from './go-format.js';
import type { JsonObject } from './json-value.js';
import { applyJsonPatch, decodeJsonPatch } from './json-patch.js';
import { applyMergePatch, decodeMergePatch } from './merge-patch.js';
import { applyStrategicMergePatch, decodeStrategicMergePatch } from './strategic-merge-patch.js';

/** How the body of a PATCH request is to be understood. `apply` is server-side apply. */
export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

/** Media type of each patch type, in the order upstream lists them when it refuses another. */
export const patchMediaTypes: Readonly<Record<PatchType, string>> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** All of them: what built-in resources accept. */
export const patchTypes: readonly PatchType[] = ['json', 'merge', 'strategic', 'apply'];

/**
 * The patch type a Content-Type header names; parameters such as the charset do not count.
 * @param accepted patch types the resource takes; custom resources take no strategic merge patch
 * @throws {StatusError} 415 for any other content type
 */
export function patchTypeOf(
  contentType: string | undefined,
  accepted: readonly PatchType[] = patchTypes,
): PatchType {
  const mediaType = (contentType ?? '').split(';', 1)[0] ?? '';
  const type = accepted.find((each) => patchMediaTypes[each] === mediaType);
  if (type === undefined) throw unsupportedMediaType(accepted.map((each) => patchMediaTypes[each]));
  return type;
}

/** Reads YAML; only apply patches in YAML that is not JSON need it. */
export type ParseYaml = (text: string) => unknown;

/**
 * Parses the body of a PATCH request.
 * @throws {StatusError} 400 when it is not JSON, or for `apply` neither JSON nor YAML
 * @see kubernetes/apiserver `pkg/endpoints/handlers/patch.go`, `validateAndTranscodePatch`
 */
export function parsePatch(type: PatchType, bytes: Uint8Array, parseYaml?: ParseYaml): unknown {
  const text = new TextDecoder().decode(bytes);
  if (type === 'apply') return decodeApplyPatch(parseApplyPatch(text, parseYaml));
  try {
    return parseExactJson(text);
  } catch (error) {
    throw badRequest('invalid JSON patch', { cause: error });
  }
}

function parseApplyPatch(text: string, parseYaml: ParseYaml | undefined): unknown {
  try {
    // JSON is YAML, and what kubectl sends.
    return parseExactJson(text);
  } catch (notJson) {
    try {
      if (parseYaml !== undefined) return parseYaml(text);
    } catch (error) {
      throw badRequest(`error encoding patch: error converting YAML to JSON: ${messageOf(error)}`, {
        cause: error,
      });
    }
    throw badRequest(`error encoding patch: error converting YAML to JSON: ${messageOf(notJson)}`);
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function decodeApplyPatch(body: unknown): JsonObject {
  if (body === null || body === undefined) return {};
  if (isRecord(body)) return body;
  throw badRequest(
    `error decoding patch: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${goJsonKind(body)} into Go value of type map[string]interface {}`,
  );
}

export interface ApplyPatchOptions {
  /** `apply` is not among them: that is `serverSideApply`. */
  readonly type: Exclude<PatchType, 'apply'>;
  /** The parsed patch. */
  readonly body: unknown;
  /** The current object in the version the patch is written for; not touched. */
  readonly object: Readonly<JsonObject>;
  readonly schema: Schema | undefined;
}

/**
 * Applies a patch that is no apply patch. The result is JSON still to be decoded as the kind it should be:
 * a patch can remove or retype anything.
 * @throws {StatusError} 400 for a malformed patch, 413 for too many operations, 422 when it does not apply
 */
export function applyPatch({ type, body, object, schema }: ApplyPatchOptions): JsonObject {
  switch (type) {
    case 'json':
      return asObject(applyJsonPatch(object, decodeJsonPatch(body)));
    case 'merge':
      return applyMergePatch(object, decodeMergePatch(body));
    case 'strategic':
      return applyStrategicMergePatch(object, decodeStrategicMergePatch(body), schema);
  }
}

function asObject(patched: unknown): JsonObject {
  if (isRecord(patched)) return patched;
  throw notAnObject(patched);
}

function notAnObject(patched: unknown): StatusError {
  return invalid({ group: '', kind: '' }, '', [
    fieldInvalid(
      'patch',
      stringifyExactJson(patched),
      `couldn't get version/kind; json parse error: json: cannot unmarshal ${goJsonKind(patched)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    ),
  ]);
}
