import { isRecord } from '@skewplane/apimachinery';
import type { JsonSchema, OpenApiVersion } from './json-schema.js';

/** Words of JSON schema that a 2.0 document has no place for. */
const beyondV2 = ['allOf', 'anyOf', 'oneOf', 'not', 'nullable'];

/**
 * The schema of a custom resource as its definition says it, with everything that is told to people.
 * @see kubernetes/apiextensions-apiserver `pkg/controller/openapi/v2/conversion.go`
 */
export function writeCustomSchema(raw: unknown, version: OpenApiVersion): JsonSchema {
  if (!isRecord(raw)) return {};
  return version === 'v3' ? raw : toV2(raw);
}

function toV2(raw: JsonSchema): JsonSchema {
  const written: JsonSchema = {};
  for (const [name, value] of Object.entries(raw)) {
    if (!beyondV2.includes(name)) written[name] = writeMember(name, value);
  }
  const anything = raw['x-kubernetes-preserve-unknown-fields'] === true;
  // Old clients validate by the document: where anything goes, or null, they must not look further.
  if (anything || raw['nullable'] === true) {
    delete written['properties'];
    delete written['items'];
    delete written['type'];
  }
  if (written['type'] === 'array' && written['items'] === undefined) delete written['type'];
  requireNoNulls(written, raw);
  return written;
}

function requireNoNulls(written: JsonSchema, { properties, required }: JsonSchema): void {
  if (!isRecord(properties) || !Array.isArray(required)) return;
  const isNullable = (name: unknown): boolean => {
    const property = typeof name === 'string' ? properties[name] : undefined;
    return isRecord(property) && property['nullable'] === true;
  };
  const left = required.filter((name) => !isNullable(name));
  if (left.length > 0) written['required'] = left;
  else delete written['required'];
}

function writeMember(name: string, value: unknown): unknown {
  switch (name) {
    case 'properties':
      return isRecord(value)
        ? Object.fromEntries(
            Object.entries(value).map(([key, each]) => [key, writeCustomSchema(each, 'v2')]),
          )
        : value;
    case 'items':
    case 'additionalProperties':
      return isRecord(value) ? toV2(value) : value;
    default:
      return value;
  }
}
