import type { CustomResourceDefinition } from '../custom-resource-definition.js';
import { subschemas, type JsonSchemaProps } from '../json-schema-props.js';
import { isEnforcedFormat } from '../validation/formats.js';

/** Since this minor formats that mean nothing are told. */
const tellsFormatsSince = 35;

/** Says what upstream says of formats, and what this server does not do. */
export function definitionWarnings({ spec }: CustomResourceDefinition, minor: number): string[] {
  const schemas = spec.versions.flatMap(({ schema }) =>
    schema?.openAPIV3Schema === undefined ? [] : withSubschemas(schema.openAPIV3Schema),
  );
  const warnings = new Set<string>();
  if (minor >= tellsFormatsSince) for (const each of formats(schemas, minor)) warnings.add(each);
  if (schemas.some((each) => (each['x-kubernetes-validations'] ?? []).length > 0)) {
    warnings.add('x-kubernetes-validations are stored, but not evaluated by this server');
  }
  if (spec.conversion?.strategy === 'Webhook') {
    warnings.add(
      'conversion webhooks are not called by this server: objects can be read and written in the storage version only',
    );
  }
  return [...warnings];
}

const withSubschemas = (schema: JsonSchemaProps): JsonSchemaProps[] => [
  schema,
  ...subschemas(schema).flatMap(withSubschemas),
];

/** @see kubernetes/apiextensions-apiserver `pkg/registry/customresourcedefinition/strategy.go`, `WarningsOnCreate` */
function formats(schemas: readonly JsonSchemaProps[], minor: number): string[] {
  return schemas
    .filter(({ type = '', format = '' }) => format !== '' && !isEnforcedFormat(type, format, minor))
    .map(({ format = '' }) => `unrecognized format ${JSON.stringify(format)}`);
}
