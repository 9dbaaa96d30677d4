import {
  fieldInvalid,
  fieldRequired,
  isRecord,
  parseGroupVersion,
  validateDns1035Label,
  validatePathSegmentName,
  type FieldError,
  type KubeObject,
  type Schema,
} from '@skewplane/apimachinery';
import { validateObjectMeta } from '../../registry/object-meta-validation.js';

/**
 * Whole objects within an object have a kind, a version and good metadata.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/objectmeta/validation.go`
 */
export function validateEmbeddedResources(
  value: unknown,
  schema: Schema | undefined,
  path = '',
): FieldError[] {
  if (schema === undefined) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, at) =>
      validateEmbeddedResources(item, schema.items, `${path}[${String(at)}]`),
    );
  }
  if (!isRecord(value)) return [];
  return [
    ...(schema.embeddedResource === true ? validateResource(value, path) : []),
    ...Object.entries(value).flatMap(([name, each]) => {
      const property = schema.properties?.get(name);
      return property === undefined
        ? validateEmbeddedResources(each, schema.additionalProperties, `${path}[${name}]`)
        : validateEmbeddedResources(each, property, path === '' ? name : `${path}.${name}`);
    }),
  ];
}

function validateResource(value: Record<string, unknown>, path: string): FieldError[] {
  const { apiVersion, kind, metadata } = value;
  return [
    ...(apiVersion === undefined
      ? [fieldRequired(`${path}.apiVersion`)]
      : validateVersion(apiVersion, `${path}.apiVersion`)),
    ...(kind === undefined ? [fieldRequired(`${path}.kind`)] : validateKind(kind, `${path}.kind`)),
    ...(metadata === undefined ? [] : validateMetadata(metadata, `${path}.metadata`)),
  ];
}

function validateVersion(apiVersion: unknown, path: string): FieldError[] {
  if (typeof apiVersion !== 'string') return [fieldInvalid(path, apiVersion, 'must be a string')];
  if (apiVersion === '') return [fieldInvalid(path, apiVersion, 'must not be empty')];
  return parseGroupVersion(apiVersion) === undefined
    ? [fieldInvalid(path, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)]
    : [];
}

function validateKind(kind: unknown, path: string): FieldError[] {
  if (typeof kind !== 'string') return [fieldInvalid(path, kind, 'must be a string')];
  if (kind === '') return [fieldInvalid(path, kind, 'must not be empty')];
  const problems = validateDns1035Label(kind.toLowerCase());
  if (problems.length === 0) return [];
  const problem = `may have mixed case, but should otherwise match: ${problems.join(',')}`;
  return [fieldInvalid(path, kind, problem)];
}

function validateMetadata(metadata: unknown, path: string): FieldError[] {
  if (!isRecord(metadata)) return [fieldInvalid(path, metadata, 'must be an object')];
  const meta: KubeObject['metadata'] = metadata;
  // A template has no name yet, and that is fine.
  const named = { ...meta, name: meta.name ? meta.name : 'fakename' };
  return validateObjectMeta(named, {
    namespaced: (meta.namespace ?? '') !== '',
    nameRule: validatePathSegmentName,
  }).map((problem) => ({ ...problem, field: problem.field.replace(/^metadata/, path) }));
}
