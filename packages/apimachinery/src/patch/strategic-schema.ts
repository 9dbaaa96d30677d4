import type { Schema } from '../schema.js';
import { badRequest } from '../status.js';
import { goText, goType, goString } from './go-format.js';
import type { JsonObject } from './json-value.js';
import { untypedError } from './patch-error.js';

export const directiveMarker = '$patch';
export const retainKeysDirective = '$retainKeys';
export const setElementOrderPrefix = '$setElementOrder';
export const deleteFromPrimitiveListPrefix = '$deleteFromPrimitiveList';

/** How one field of an object is patched. */
export interface FieldPatchMeta {
  readonly schema: Schema | undefined;
  /** Without `retainKeys`, which only clients that make patches look at. */
  readonly strategy: 'merge' | 'replace' | undefined;
  readonly mergeKey: string | undefined;
}

/**
 * Looks up a field that is an object or list on both sides.
 * @throws {StatusError} 500 when the type has no such field, as upstream answers
 * @see kubernetes/apimachinery `third_party/forked/golang/json/fields.go`, `LookupPatchMetadataForStruct`
 */
export function lookUpField(parent: Schema | undefined, key: string): FieldPatchMeta {
  if (parent === undefined) return { schema: undefined, strategy: undefined, mergeKey: undefined };
  const property = parent.properties?.get(key);
  if (property !== undefined) {
    return {
      schema: property,
      strategy: property.patchStrategy?.find((each) => each !== 'retainKeys'),
      mergeKey: property.patchMergeKey,
    };
  }
  if (parent.additionalProperties !== undefined) {
    throw untypedError('merging an object in json but data type is not struct, instead is: map');
  }
  const struct = (parent.name ?? '').split('.').pop() ?? '';
  throw untypedError(
    `unable to find api field in struct ${struct} for the json field ${JSON.stringify(key)}`,
  );
}

/**
 * The field a parallel-list directive such as `$setElementOrder/ports` speaks of.
 * @throws {StatusError} 400 when the directive names no field
 */
export function directiveTarget(
  key: string,
  prefix: typeof setElementOrderPrefix | typeof deleteFromPrimitiveListPrefix,
): string {
  if (key.startsWith(`${prefix}/`)) return key.slice(prefix.length + 1);
  throw prefix === setElementOrderPrefix ? badSetElementOrder() : badRequest(badPrimitiveList);
}

const badPrimitiveList = 'invalid patch format of primitive list';

/** Error texts of kubernetes/apimachinery `pkg/util/mergepatch/errors.go`. */
export const badSetElementOrder = (): Error =>
  badRequest('invalid patch format of setElementOrder list');
export const badRetainKeys = (): Error => badRequest('invalid patch format of retainKeys');
export const noMergeKey = (item: JsonObject, mergeKey: string): Error =>
  untypedError(`map: ${goString(item)} does not contain declared merge key: ${mergeKey}`);
export const badDirective = (directive: unknown, patch: JsonObject): Error =>
  untypedError(`unknown patch type: ${goText(directive)} in map: ${goString(patch)}`);
export const badArgument = (expected: 'map' | 'list', actual: unknown): Error =>
  untypedError(
    `expected a ${goType(expected === 'map' ? {} : [])}, but received a ${goType(actual)}`,
  );
