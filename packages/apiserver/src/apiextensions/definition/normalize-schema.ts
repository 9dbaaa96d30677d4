import { isRecord } from '@skewplane/apimachinery';
import type { JsonSchemaProps } from '../json-schema-props.js';
import { subschemas } from '../json-schema-props.js';

/** Fields of JSONSchemaProps. */
const known: ReadonlySet<string> = new Set<keyof JsonSchemaProps>([
  'id',
  '$schema',
  '$ref',
  'description',
  'type',
  'format',
  'title',
  'default',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'enum',
  'maxProperties',
  'minProperties',
  'required',
  'items',
  'allOf',
  'oneOf',
  'anyOf',
  'not',
  'properties',
  'additionalProperties',
  'patternProperties',
  'dependencies',
  'additionalItems',
  'definitions',
  'externalDocs',
  'example',
  'nullable',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
]);

/**
 * Drops what JSONSchemaProps does not have. Decoding does that for typed places; what is below `items` and
 * `additionalProperties` may be a schema or something else, so it comes here as it was sent. Edits `schema`.
 */
export function normalizeSchema(schema: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(schema)) {
    if (!known.has(name) || value === null) Reflect.deleteProperty(schema, name);
  }
  for (const each of subschemas(schema)) if (isRecord(each)) normalizeSchema(each);
}
