import { isRecord, type Schema } from '@skewplane/apimachinery';
import { FatalDecodingError, joinPath, TypedWalk } from './typed-walk.js';

export interface CheckOptions {
  /** Digits of unusual numbers by path, from parsing. */
  readonly literals?: ReadonlyMap<string, string> | undefined;
  /** Path of the value itself, when it is part of an object (`metadata`). */
  readonly at?: string | undefined;
}

export interface CheckResult {
  readonly value: unknown;
  /** Paths of fields that the type does not have, as strict decoding names them. They are gone from `value`. */
  readonly unknownFields: readonly string[];
  /** Go's text for a value that does not fit its type; undefined when all do. */
  readonly error: string | undefined;
}

/**
 * Makes of a parsed value what Go's decoder would make of it: drops unknown fields and nulls, writes quantities, times
 * and base64 in their one form, and finds values that do not fit. Edits `value`, which must be the caller's own. Follows the
 * value, not the schema, so it costs what the value costs.
 * @see kubernetes-sigs/json `internal/golang/encoding/json/decode.go`
 */
export function pruneAndCheck(
  value: unknown,
  schema: Schema,
  { literals = new Map(), at = '' }: CheckOptions = {},
): CheckResult {
  const walk = new TypedWalk(literals, at);
  try {
    const checked = walk.walk(value, schema);
    return {
      value: checked,
      unknownFields: walk.unknownFields,
      error: walk.error,
    };
  } catch (error) {
    if (!(error instanceof FatalDecodingError)) throw error;
    return { value, unknownFields: [], error: error.message };
  }
}

/**
 * Drops what a custom resource's schema does not have, and answers the paths in order. Types are not checked here: a
 * CRD's validation does that with its own words. `apiVersion`, `kind` and `metadata` of the object and of embedded ones stay.
 * Edits `object`.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/pruning/algorithm.go`
 */
export function pruneCustomResource(object: Record<string, unknown>, schema: Schema): string[] {
  const dropped: string[] = [];
  prune(object, { ...rootView(schema), embeddedResource: true }, [], dropped);
  return dropped.sort();
}

type PrunedSchema = Pick<
  Schema,
  'properties' | 'additionalProperties' | 'items' | 'preserveUnknownFields' | 'embeddedResource'
>;

/** Properties may be a getter, which a spread would lose. */
const rootView = (schema: Schema): PrunedSchema => ({
  properties: schema.properties,
  additionalProperties: schema.additionalProperties,
  items: schema.items,
  preserveUnknownFields: schema.preserveUnknownFields,
});

const ownedByServer = new Set(['apiVersion', 'kind', 'metadata']);

function prune(value: unknown, schema: PrunedSchema, path: string[], dropped: string[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      if (schema.items === undefined) continue;
      path.push(`[${String(index)}]`);
      prune(item, schema.items, path, dropped);
      path.pop();
    }
  } else if (isRecord(value)) pruneMembers(value, schema, path, dropped);
}

function pruneMembers(
  value: Record<string, unknown>,
  schema: PrunedSchema,
  path: string[],
  dropped: string[],
): void {
  for (const key of Object.keys(value)) {
    if (schema.embeddedResource === true && ownedByServer.has(key)) continue;
    path.push(key);
    const member = schema.properties?.get(key) ?? schema.additionalProperties;
    if (member !== undefined) prune(value[key], member, path, dropped);
    else if (schema.preserveUnknownFields !== true) {
      Reflect.deleteProperty(value, key);
      dropped.push(joinPath(path));
    }
    path.pop();
  }
}
