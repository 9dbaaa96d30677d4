import { isRecord } from '@skewplane/apimachinery';
import type { JsonSchema, OpenApiVersion } from './json-schema.js';

export interface CustomSchemaOptions {
  readonly version: OpenApiVersion;
  /** A reference to the type of `metadata`. */
  readonly metadata: () => JsonSchema;
}

const text = { type: 'string' };
/** Types of the two fields that every object has. */
export const typeMeta = { apiVersion: text, kind: text };

/** Words of JSON schema that a 2.0 document of upstream goes without; it has no place for most of them. */
const beyondV2 = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'nullable', 'default']);

/** Members that are left out when they say nothing. */
const silent: Readonly<Record<string, (value: unknown) => boolean>> = {
  nullable: (value) => value === false,
  exclusiveMaximum: (value) => value === false,
  exclusiveMinimum: (value) => value === false,
  uniqueItems: (value) => value === false,
  required: (value) => Array.isArray(value) && value.length === 0,
};

/**
 * The schema of a custom resource as its definition says it, with everything that is told to people.
 * @see kubernetes/apiextensions-apiserver `pkg/controller/openapi/v2/conversion.go`, `pkg/apiserver/schema/unfold.go`
 */
export function writeCustomSchema(raw: unknown, options: CustomSchemaOptions): JsonSchema {
  if (!isRecord(raw)) return {};
  const written = options.version === 'v3' ? unfold(write(raw, options)) : toV2(raw, options);
  return embeds(raw, options) ? withObjectFields(written, options) : written;
}

function write(raw: JsonSchema, options: CustomSchemaOptions): JsonSchema {
  const written: JsonSchema = {};
  for (const [name, value] of Object.entries(raw)) {
    if (options.version === 'v2' && beyondV2.has(name)) continue;
    if (silent[name]?.(value) !== true) written[name] = writeMember(name, value, options);
  }
  return written;
}

function writeMember(name: string, value: unknown, options: CustomSchemaOptions): unknown {
  if (!isRecord(value)) return value;
  switch (name) {
    case 'properties':
      return Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key, writeCustomSchema(each, options)]),
      );
    case 'items':
    case 'additionalProperties':
      return writeCustomSchema(value, options);
    default:
      return value;
  }
}

function toV2(raw: JsonSchema, options: CustomSchemaOptions): JsonSchema {
  const written = write(raw, options);
  const keepsUnknown = raw['x-kubernetes-preserve-unknown-fields'] === true;
  const isNullable = raw['nullable'] === true;
  // Old kubectl validates by the document: where anything goes, or null, it must not look further.
  if (keepsUnknown || isNullable) {
    delete written['properties'];
    delete written['items'];
  }
  const isUnsaid =
    isNullable ||
    (written['type'] === 'array' && written['items'] === undefined) ||
    (keepsUnknown && written['type'] === 'object');
  if (isUnsaid) delete written['type'];
  const required = requiredInV2(raw, { told: written['properties'] !== undefined });
  if (required.length > 0) written['required'] = required;
  else delete written['required'];
  return written;
}

/** Without fields that may be null; but fields that the document hides stay required. */
function requiredInV2(
  { required, properties, additionalProperties }: JsonSchema,
  { told }: { told: boolean },
): readonly unknown[] {
  if (!Array.isArray(required)) return [];
  if (isRecord(additionalProperties) && additionalProperties['nullable'] === true) return [];
  if (!told || !isRecord(properties)) return required;
  const mayBeNull = (name: unknown): boolean => {
    const property = typeof name === 'string' ? properties[name] : undefined;
    return isRecord(property) && property['nullable'] === true;
  };
  return required.filter((name) => !mayBeNull(name));
}

const integerOrString = [{ type: 'integer' }, { type: 'string' }];
const isIntegerOrString = (anyOf: unknown) =>
  JSON.stringify(anyOf) === JSON.stringify(integerOrString);

/** Says in plain words of JSON schema what `x-kubernetes-int-or-string` means, unless the definition does so. */
function unfold(written: JsonSchema): JsonSchema {
  if (written['x-kubernetes-int-or-string'] !== true) return written;
  const { anyOf, allOf } = written;
  const parts: readonly unknown[] = Array.isArray(allOf) ? allOf : [];
  const [first] = parts;
  if (isIntegerOrString(anyOf) || (isRecord(first) && isIntegerOrString(first['anyOf']))) {
    return written;
  }
  return anyOf === undefined
    ? { ...written, anyOf: integerOrString }
    : { ...written, allOf: [{ anyOf: integerOrString }, ...parts] };
}

/** Does it hold a whole object whose fields a document of this version may list? */
const embeds = (raw: JsonSchema, { version }: CustomSchemaOptions) =>
  raw['x-kubernetes-embedded-resource'] === true &&
  (version === 'v3' || raw['x-kubernetes-preserve-unknown-fields'] !== true);

function withObjectFields(written: JsonSchema, { metadata }: CustomSchemaOptions): JsonSchema {
  const { properties, required } = written;
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  const missing = ['kind', 'apiVersion'].filter((name) => !names.includes(name));
  return {
    ...written,
    properties: { ...(isRecord(properties) ? properties : {}), ...typeMeta, metadata: metadata() },
    required: [...names, ...missing],
  };
}
