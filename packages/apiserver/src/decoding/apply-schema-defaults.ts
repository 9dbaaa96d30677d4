import { isRecord, type Schema } from '@skewplane/apimachinery';

/**
 * Fills the `default`s of a schema into an object, and drops nulls where a default stands ready and null is not
 * allowed. For custom resources; built-in kinds are defaulted by their strategies, for their schemas tell only some of it.
 * Edits `value`, which must be the caller's own.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/defaulting/algorithm.go`
 */
export function applySchemaDefaults(value: unknown, schema: Schema): void {
  if (Array.isArray(value)) {
    if (schema.items !== undefined)
      for (const item of value) applySchemaDefaults(item, schema.items);
  } else if (isRecord(value)) defaultMembers(value, schema);
}

function defaultMembers(value: Record<string, unknown>, schema: Schema): void {
  for (const [name, property] of schema.properties ?? []) {
    const missing = !Object.hasOwn(value, name);
    const refusedNull = value[name] === null && property.nullable !== true;
    if (property.default !== undefined && (missing || refusedNull)) {
      value[name] = structuredClone(property.default);
    }
    if (Object.hasOwn(value, name)) applySchemaDefaults(value[name], property);
  }
  defaultValues(value, schema);
}

function defaultValues(value: Record<string, unknown>, schema: Schema): void {
  const { additionalProperties: values, properties } = schema;
  if (values === undefined) return;
  for (const name of Object.keys(value)) {
    if (properties?.has(name) !== true) applySchemaDefaults(value[name], values);
  }
}
