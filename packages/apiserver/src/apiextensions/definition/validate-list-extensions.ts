import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import { itemsOf, type JsonSchemaProps } from '../json-schema-props.js';

const listTypes = ['atomic', 'set', 'map'];
const mapTypes = ['atomic', 'granular'];

/**
 * `x-kubernetes-list-type` and its kin.
 * @param strict are sets of granular items and loose keys refused?
 * @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `ValidateCustomResourceDefinitionOpenAPISchema`
 */
export function validateListExtensions(
  schema: JsonSchemaProps,
  path: string,
  strict: boolean,
): FieldError[] {
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const field = `${path}.x-kubernetes-list-type`;
  const onlyMap = 'must be map if x-kubernetes-list-map-keys is non-empty';
  return [
    ...validateMapType(schema, path),
    ...validateListOf(schema, path, strict),
    ...(listType === undefined || listTypes.includes(listType)
      ? []
      : [fieldNotSupported(field, listType, listTypes)]),
    ...(keys.length > 0 && listType === undefined ? [fieldRequired(field, onlyMap)] : []),
    ...(keys.length > 0 && listType !== undefined && listType !== 'map'
      ? [fieldInvalid(field, listType, onlyMap)]
      : []),
    ...(listType === 'map' ? validateMap(schema, keys, path) : []),
    ...(strict ? looseLists(schema, path) : []),
  ];
}

/** Is there a rule about sets and keys that the schema, being older than the rule, does not keep? */
export const hasLooseLists = (schema: JsonSchemaProps): boolean =>
  looseLists(schema, '').length > 0 || setItems(schema, '').length > 0;

function validateMapType(schema: JsonSchemaProps, path: string): FieldError[] {
  const mapType = schema['x-kubernetes-map-type'];
  if (mapType === undefined) return [];
  return [
    ...needsType(schema, 'object', 'x-kubernetes-map-type', path),
    ...(mapTypes.includes(mapType)
      ? []
      : [fieldNotSupported(`${path}.x-kubernetes-map-type`, mapType, mapTypes)]),
  ];
}

function validateListOf(schema: JsonSchemaProps, path: string, strict: boolean): FieldError[] {
  if (schema['x-kubernetes-list-type'] === undefined) return [];
  const problems = needsType(schema, 'array', 'x-kubernetes-list-type', path);
  return problems.length === 0 && strict ? setItems(schema, path) : problems;
}

function needsType(
  { type = '' }: JsonSchemaProps,
  wanted: string,
  extension: string,
  path: string,
): FieldError[] {
  if (type === wanted) return [];
  const problem = `must be ${wanted} if ${extension} is specified`;
  const field = `${path}.type`;
  return [type === '' ? fieldRequired(field, problem) : fieldInvalid(field, type, problem)];
}

/** Items of a set are compared whole. */
function setItems(schema: JsonSchemaProps, path: string): FieldError[] {
  const items = itemsOf(schema);
  if (schema['x-kubernetes-list-type'] !== 'set' || items === undefined) return [];
  const problem = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const listType = items['x-kubernetes-list-type'];
  if (items.type === 'array' && listType !== undefined && listType !== 'atomic')
    return [fieldInvalid(`${path}.items.x-kubernetes-list-type`, listType, problem)];
  if (items.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic')
    return [fieldInvalid(`${path}.items.x-kubernetes-map-type`, listType ?? null, problem)];
  return [];
}

function validateMap(schema: JsonSchemaProps, keys: readonly string[], path: string): FieldError[] {
  const problems: FieldError[] = [];
  const keysField = `${path}.x-kubernetes-list-map-keys`;
  if (keys.length === 0) {
    const problem = 'must not be empty if x-kubernetes-list-type is map';
    problems.push(fieldRequired(keysField, problem));
  }
  if (schema.items === undefined) {
    const problem = 'must have a schema if x-kubernetes-list-type is map';
    return [...problems, fieldRequired(`${path}.items`, problem)];
  }
  const items = itemsOf(schema);
  if (items === undefined) {
    const problem = 'must only have a single schema if x-kubernetes-list-type is map';
    return [...problems, fieldInvalid(`${path}.items`, schema.items, problem)];
  }
  if (items.type !== 'object') {
    const problem = "must be object if parent array's x-kubernetes-list-type is map";
    return [...problems, fieldInvalid(`${path}.items.type`, items.type ?? '', problem)];
  }
  return [...problems, ...keys.flatMap((key, at) => validateKey(items, key, keys, at, path))];
}

function validateKey(
  items: JsonSchemaProps,
  key: string,
  keys: readonly string[],
  at: number,
  path: string,
): FieldError[] {
  const field = `${path}.x-kubernetes-list-map-keys`;
  const property = items.properties?.[key];
  const problems: FieldError[] = [];
  if (property === undefined) {
    problems.push(fieldInvalid(field, keys, 'entries must all be names of item properties'));
  } else if (property.type === 'array' || property.type === 'object') {
    const problem = "must be a scalar type if parent array's x-kubernetes-list-type is map";
    problems.push(fieldInvalid(`${path}.items.properties[${key}].type`, items.type, problem));
  }
  if (keys.indexOf(key) < at)
    problems.push(fieldInvalid(field, keys, 'must not contain duplicate entries'));
  return problems;
}

/** Keys are always there, and neither they nor whole items are null. */
function looseLists(schema: JsonSchemaProps, path: string): FieldError[] {
  const listType = schema['x-kubernetes-list-type'] ?? '';
  const items = itemsOf(schema);
  if (items === undefined || (listType !== 'set' && listType !== 'map')) return [];
  const problems: FieldError[] = [];
  if (items.nullable === true) {
    const problem = `cannot be nullable when x-kubernetes-list-type is ${listType}`;
    problems.push(fieldForbidden(`${path}.items.nullable`, problem));
  }
  if (listType === 'set') return problems;
  for (const key of schema['x-kubernetes-list-map-keys'] ?? []) {
    const property = items.properties?.[key];
    if (property === undefined) continue;
    const field = `${path}.items.properties[${key}]`;
    const why = 'this property is in x-kubernetes-list-map-keys, so it';
    if (items.required?.includes(key) !== true && property.default === undefined)
      problems.push(
        fieldRequired(`${field}.default`, `${why} must have a default or be a required property`),
      );
    if (property.nullable === true)
      problems.push(fieldForbidden(`${field}.nullable`, `${why} cannot be nullable`));
  }
  return problems;
}
