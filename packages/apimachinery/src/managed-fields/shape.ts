import { isRecord } from '../kube-object.js';
import type { JsonObject } from '../patch/json-value.js';
import type { Schema } from '../schema.js';

/**
 * How ownership goes into a value: `map` and `list` values are owned field by field or item by item, a `leaf`
 * as a whole. Without a schema it is deduced: objects are granular, lists atomic.
 * @see kubernetes/kube-openapi `pkg/schemaconv`, kubernetes-sigs/structured-merge-diff `typed/helpers.go`, `deduceAtom`
 */
export type Shape = 'map' | 'list' | 'leaf';

export function shapeOf(schema: Schema | undefined, value: unknown): Shape {
  if (isDeduced(schema)) return isRecord(value) || value === null ? 'map' : 'leaf';
  switch (schema.type) {
    case 'object':
    case 'any':
      if (schema.mapType === 'atomic' || isRaw(schema)) return 'leaf';
      return isRecord(value) || value === null ? 'map' : 'leaf';
    case 'array':
      if (schema.listType !== 'map' && schema.listType !== 'set') return 'leaf';
      return Array.isArray(value) || value === null ? 'list' : 'leaf';
    default:
      return 'leaf';
  }
}

/** Is nothing known about the value, neither whether it is an object nor which fields it has? */
export function isDeduced(schema: Schema | undefined): schema is undefined {
  return (
    schema === undefined ||
    (schema.type === 'any' && schema.properties === undefined && !isRaw(schema))
  );
}

/** Upstream's schema takes a RawExtension for one scalar. */
const isRaw = (schema: Schema): boolean =>
  schema.name === 'io.k8s.apimachinery.pkg.runtime.RawExtension';

/** Schema of one field of a map or struct; undefined when it is to be deduced. */
export function fieldSchema(schema: Schema | undefined, name: string): Schema | undefined {
  return schema?.properties?.get(name) ?? schema?.additionalProperties;
}

/** Is the field part of a struct, and not a key of a map? */
export function isDeclared(schema: Schema | undefined, name: string): boolean {
  return schema?.properties?.has(name) ?? false;
}

/**
 * What stands in for an absent field of a built-in type. Upstream compares Go structs, in which nested structs
 * and fields without `omitempty` are always there; a field that always was there is not owned by whoever fills it,
 * only what is in it. Schema defaults (`{}`, `""`, `0`) and required lists are the traces of that.
 * @returns undefined when an absent field is absent upstream too
 */
export function zeroValue(schema: Schema | undefined, name: string): unknown {
  // Inline schemas are those of custom resources, which upstream compares as plain JSON.
  if (schema?.name === undefined) return undefined;
  const field = schema.properties?.get(name);
  if (field === undefined) return undefined;
  if (isRecord(field.default) && Object.keys(field.default).length === 0) return field.default;
  return schema.required?.includes(name) === true ? (field.default ?? null) : undefined;
}

export function isEmptyContainer(value: unknown): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && isEmptyObject(value);
}

export function isEmptyObject(value: JsonObject): boolean {
  for (const key in value) if (value[key] !== undefined) return false;
  return true;
}
