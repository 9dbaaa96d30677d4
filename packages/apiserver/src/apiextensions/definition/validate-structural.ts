import { isDeepStrictEqual } from 'node:util';
import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import { itemsOf, propertiesOf, valuesOf, type JsonSchemaProps } from '../json-schema-props.js';
import { compileGoPattern } from '../validation/go-pattern.js';
import { validateCompleteness } from './validate-completeness.js';

type Level = 'root' | 'item' | 'field';

const intOrString = [{ type: 'integer' }, { type: 'string' }];

/**
 * Is the schema structural: does every value have one known type, told outside of alternatives?
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/schema/validation.go`, `ValidateStructural`
 */
export function validateStructural(schema: JsonSchemaProps, path: string): FieldError[] {
  const problems = [...validateNode(schema, 'root', path), ...validateCompleteness(schema, path)];
  const text = ({ field, message }: FieldError) => `${field}: ${message}`;
  return problems.sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

function validateNode(schema: JsonSchemaProps, level: Level, path: string): FieldError[] {
  const items = itemsOf(schema);
  const values = valuesOf(schema);
  const { additionalProperties } = schema;
  return [
    ...(schema.type === 'array' && items === undefined
      ? [fieldRequired(`${path}.items`, 'must be specified')]
      : []),
    ...(items === undefined ? [] : validateNode(items, 'item', `${path}.items`)),
    ...propertiesOf(schema).flatMap(([name, each]) =>
      validateNode(each, 'field', `${path}.properties[${name}]`),
    ),
    ...(additionalProperties !== undefined && level === 'root'
      ? [fieldForbidden(`${path}.additionalProperties`, 'must not be used at the root')]
      : []),
    ...(values === undefined ? [] : validateNode(values, 'field', `${path}.additionalProperties`)),
    ...validateExtensions(schema, path),
    ...validateValues(schema, path, {
      skipAnyOf: isDeepStrictEqual(schema.anyOf, intOrString),
      skipFirstAllOf: isDeepStrictEqual(schema.allOf?.[0]?.anyOf, intOrString),
    }),
    ...validateType(schema, level, path),
    ...validateMeta(schema, level, path),
  ];
}

function validateExtensions(schema: JsonSchemaProps, path: string): FieldError[] {
  if (schema['x-kubernetes-int-or-string'] !== true) return [];
  const problem = 'must be false if x-kubernetes-int-or-string is true';
  return (['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const)
    .filter((name) => schema[name] === true)
    .map((name) => fieldInvalid(`${path}.${name}`, true, problem));
}

function validateType(schema: JsonSchemaProps, level: Level, path: string): FieldError[] {
  const { type = '' } = schema;
  const at = `${path}.type`;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const problems: FieldError[] = [];
  if (embedded && type !== 'object') {
    const problem = 'must be object if x-kubernetes-embedded-resource is true';
    problems.push(type === '' ? fieldRequired(at, problem) : fieldInvalid(at, type, problem));
  } else if (
    type === '' &&
    schema['x-kubernetes-int-or-string'] !== true &&
    schema['x-kubernetes-preserve-unknown-fields'] !== true
  ) {
    problems.push(fieldRequired(at, withoutType[level]));
  }
  if (embedded && schema.additionalProperties !== undefined) {
    const problem = 'must not be used if x-kubernetes-embedded-resource is set';
    problems.push(fieldForbidden(`${path}.additionalProperties`, problem));
  }
  if (level === 'root' && type !== '' && type !== 'object')
    problems.push(fieldInvalid(at, type, 'must be object at the root'));
  return problems;
}

const withoutType: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

/** `apiVersion`, `kind` and `metadata` are given: a schema may hardly say more of them. */
function validateMeta(schema: JsonSchemaProps, level: Level, path: string): FieldError[] {
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const isObject = level === 'root' || embedded;
  const { kind, apiVersion, metadata } = schema.properties ?? {};
  const problems: FieldError[] = [];
  for (const [name, each] of Object.entries({ kind, apiVersion })) {
    if (isObject && each !== undefined && each.type !== 'string') {
      const at = `${path}.properties[${name}].type`;
      problems.push(fieldInvalid(at, each.type ?? '', 'must be string'));
    }
  }
  if (metadata !== undefined) {
    const at = `${path}.properties[metadata]`;
    if (isObject && metadata.type !== 'object')
      problems.push(fieldInvalid(`${at}.type`, metadata.type ?? '', 'must be object'));
    if (level === 'root' && !saysOnlyNames(metadata)) {
      const problem =
        'must not specify anything other than name and generateName, but metadata is implicitly specified';
      problems.push(fieldForbidden(at, problem));
    }
  }
  if (
    embedded &&
    schema['x-kubernetes-preserve-unknown-fields'] !== true &&
    Object.keys(schema.properties ?? {}).length === 0
  ) {
    const problem =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    problems.push(fieldRequired(`${path}.properties`, problem));
  }
  return problems;
}

function saysOnlyNames({
  type: _type,
  default: _default,
  properties = {},
  ...rest
}: JsonSchemaProps): boolean {
  const names = Object.keys(properties);
  return (
    names.every((each) => each === 'name' || each === 'generateName') &&
    Object.keys(rest).length === 0
  );
}

interface Skips {
  readonly skipAnyOf?: boolean;
  readonly skipFirstAllOf?: boolean;
}

/** Alternatives, and patterns. */
function validateValues(schema: JsonSchemaProps, path: string, skips: Skips = {}): FieldError[] {
  const { anyOf = [], allOf = [], oneOf = [], not, pattern } = schema;
  const nested = (list: readonly JsonSchemaProps[], name: string): FieldError[] =>
    list.flatMap((each, at) => validateNested(each, `${path}.${name}[${String(at)}]`));
  return [
    ...(skips.skipAnyOf === true ? [] : nested(anyOf, 'anyOf')),
    ...allOf.flatMap((each, at) =>
      validateNested(each, `${path}.allOf[${String(at)}]`, {
        skipAnyOf: skips.skipFirstAllOf === true && at === 0,
      }),
    ),
    ...nested(oneOf, 'oneOf'),
    ...(not === undefined ? [] : validateNested(not, `${path}.not`)),
    ...(pattern === undefined || pattern === '' ? [] : validatePattern(pattern, path)),
  ];
}

function validatePattern(pattern: string, path: string): FieldError[] {
  try {
    compileGoPattern(pattern);
    return [];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const problem = `must be a valid regular expression, but isn't: ${error.message}`;
    return [fieldInvalid(`${path}.pattern`, pattern, problem)];
  }
}

/** Below an alternative a schema restricts values and says nothing of their structure. */
function validateNested(schema: JsonSchemaProps, path: string, skips: Skips = {}): FieldError[] {
  const items = itemsOf(schema);
  return [
    ...validateValues(schema, path, skips),
    ...(items === undefined ? [] : validateNested(items, `${path}.items`)),
    ...propertiesOf(schema).flatMap(([name, each]) =>
      validateNested(each, `${path}.properties[${name}]`),
    ),
    ...nestedForbids
      .filter(([name]) => isSet(schema[name]))
      .map(([name, problem]) => fieldForbidden(`${path}.${name}`, problem)),
    ...(schema.properties?.['metadata'] === undefined
      ? []
      : [
          fieldForbidden(
            `${path}.properties[metadata]`,
            'must not be specified in a nested context',
          ),
        ]),
  ];
}

const isSet = (value: unknown): boolean =>
  value !== undefined &&
  value !== '' &&
  value !== false &&
  !(Array.isArray(value) && value.length === 0);

const nestedForbids: readonly (readonly [keyof JsonSchemaProps, string])[] = [
  ['type', 'must be empty to be structural'],
  ['additionalProperties', 'must be undefined to be structural'],
  ['default', 'must be undefined to be structural'],
  ['title', 'must be empty to be structural'],
  ['description', 'must be empty to be structural'],
  ['nullable', 'must be false to be structural'],
  ['x-kubernetes-preserve-unknown-fields', 'must be false to be structural'],
  ['x-kubernetes-embedded-resource', 'must be false to be structural'],
  ['x-kubernetes-int-or-string', 'must be false to be structural'],
  ['x-kubernetes-list-map-keys', 'must be empty to be structural'],
  ['x-kubernetes-list-type', 'must be undefined to be structural'],
  ['x-kubernetes-map-type', 'must be undefined to be structural'],
  ['x-kubernetes-validations', 'must be empty to be structural'],
];
