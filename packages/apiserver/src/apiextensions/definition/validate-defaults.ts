import { fieldInvalid, isRecord, type FieldError } from '@skewplane/apimachinery';
import { isDeepStrictEqual } from 'node:util';
import { pruneCustomResource } from '../../decoding/prune-and-check.js';
import { itemsOf, propertiesOf, type JsonSchemaProps } from '../json-schema-props.js';
import { StructuralSchema } from '../structural-schema.js';
import { validateEmbeddedResources } from '../validation/embedded-resources.js';
import { SchemaValidator } from '../validation/schema-validator.js';

/**
 * Defaults fit their own schema and have no field that would be pruned. Where defaults are forbidden nothing is
 * looked at.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/defaulting/validation.go`
 */
export function validateDefaults(
  schema: JsonSchemaProps,
  path: string,
  minor: number,
): FieldError[] {
  const items = itemsOf(schema);
  return [
    ...(schema.default === undefined ? [] : validateDefault(schema, `${path}.default`, minor)),
    ...(items === undefined ? [] : validateDefaults(items, `${path}.items`, minor)),
    ...propertiesOf(schema).flatMap(([name, each]) =>
      validateDefaults(each, `${path}.properties[${name}]`, minor),
    ),
  ];
}

function validateDefault(schema: JsonSchemaProps, path: string, minor: number): FieldError[] {
  const structural = new StructuralSchema(schema);
  const value = schema.default;
  const problems = isPruned(value, structural)
    ? []
    : [fieldInvalid(path, value, 'must not have unknown fields')];
  const embedded = validateEmbeddedResources(value, structural, path);
  if (embedded.length > 0) return [...problems, ...embedded];
  return [...problems, ...new SchemaValidator(schema, minor).validate(value, { at: path })];
}

/** Wrapped, for the root of what is pruned counts as an object with metadata. */
function isPruned(value: unknown, structural: StructuralSchema): boolean {
  if (!isRecord(value) && !Array.isArray(value)) return true;
  const pruned = { value: structuredClone(value) };
  pruneCustomResource(pruned, { type: 'object', properties: new Map([['value', structural]]) });
  return isDeepStrictEqual(pruned.value, value);
}
