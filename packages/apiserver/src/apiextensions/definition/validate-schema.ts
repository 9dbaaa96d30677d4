import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  isRecord,
  type FieldError,
} from '@skewplane/apimachinery';
import type { DefinitionSpec, DefinitionVersion } from '../custom-resource-definition.js';
import {
  itemsOf,
  propertiesOf,
  someSchema,
  valuesOf,
  type JsonSchemaProps,
} from '../json-schema-props.js';
import { validateDefaults } from './validate-defaults.js';
import { validateListExtensions, hasLooseLists } from './validate-list-extensions.js';
import { validateRules } from './validate-rules.js';
import { validateStructural } from './validate-structural.js';

/** Which rules hold: a rule that the stored definition breaks is not asked of its successor. */
export interface SchemaRules {
  readonly minor: number;
  readonly requireSchema: boolean;
  readonly requireKnownTypes: boolean;
  readonly requireStrictLists: boolean;
}

export const strictRules = (minor: number): SchemaRules => ({
  minor,
  requireSchema: true,
  requireKnownTypes: true,
  requireStrictLists: true,
});

export function rulesFor({ versions }: DefinitionSpec, minor: number): SchemaRules {
  const schemas = versions.map(({ schema }) => schema?.openAPIV3Schema);
  const some = (breaks: (schema: JsonSchemaProps) => boolean): boolean =>
    schemas.some((each) => each !== undefined && someSchema(each, breaks));
  return {
    minor,
    requireSchema: !schemas.includes(undefined),
    requireKnownTypes: !some(({ type = '' }) => type !== '' && !knownTypes.includes(type)),
    requireStrictLists: !some(hasLooseLists),
  };
}

const knownTypes = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/**
 * @param path of the part that holds `openAPIV3Schema`
 * @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `validateCustomResourceDefinitionValidation`
 */
export function validateSchema(
  { schema: part }: DefinitionVersion,
  path: string,
  hasStatus: boolean,
  rules: SchemaRules,
): FieldError[] {
  const schema = part?.openAPIV3Schema;
  if (schema === undefined) return [];
  const at = `${path}.openAPIV3Schema`;
  return [
    ...(hasStatus ? validateRoot(schema, at) : []),
    ...(schema.nullable === true
      ? [fieldForbidden(`${at}.nullable`, 'nullable cannot be true at the root')]
      : []),
    ...structuralProblems(schema, at, rules.minor),
    ...validateNode(schema, at, { ...rules, isRoot: true }),
  ];
}

function structuralProblems(schema: JsonSchemaProps, path: string, minor: number): FieldError[] {
  if (someSchema(schema, isBeyondStructural)) return []; // told by validateNode
  const problems = validateStructural(schema, path);
  return problems.length > 0 ? problems : validateDefaults(schema, path, minor);
}

const isBeyondStructural = (schema: JsonSchemaProps): boolean =>
  beyondStructural.some((name) => schema[name] !== undefined) || Array.isArray(schema.items);

const beyondStructural = [
  'id',
  'additionalItems',
  'patternProperties',
  'definitions',
  'dependencies',
  '$ref',
] as const;

/** In Go's names, as the message lists them. */
const rootFields = [
  'Description',
  'Type',
  'Format',
  'Title',
  'Maximum',
  'ExclusiveMaximum',
  'Minimum',
  'ExclusiveMinimum',
  'MaxLength',
  'MinLength',
  'Pattern',
  'MaxItems',
  'MinItems',
  'UniqueItems',
  'MultipleOf',
  'Required',
  'Items',
  'Properties',
  'ExternalDocs',
  'Example',
  'XPreserveUnknownFields',
  'XValidations',
];

const goName = (name: string): string =>
  name
    .replace(/^x-kubernetes-/, 'X-')
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

function validateRoot(schema: JsonSchemaProps, path: string): FieldError[] {
  const { type = '' } = schema;
  if (type !== '' && type !== 'object') {
    const problem =
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    return [fieldInvalid(`${path}.type`, type, problem)];
  }
  const other = Object.entries(schema).some(
    ([name, value]) => value !== false && !rootFields.includes(goName(name)),
  );
  if (!other) return [];
  const problem = `only [${rootFields.join(' ')}] fields are allowed at the root of the schema if the status subresource is enabled`;
  return [fieldInvalid(path, schema, problem)];
}

interface NodeContext extends SchemaRules {
  readonly isRoot?: boolean;
  readonly insideMeta?: boolean;
  /** Why a default may not stand here; undefined where it may. */
  readonly noDefault?: string;
}

/** The rules that hold for every schema, wherever it stands. */
function validateNode(schema: JsonSchemaProps, path: string, context: NodeContext): FieldError[] {
  return [
    ...validateKeywords(schema, path, context),
    ...(schema.uniqueItems === true
      ? [
          fieldForbidden(
            `${path}.uniqueItems`,
            'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
          ),
        ]
      : []),
    ...validateChildren(schema, path, context),
    ...(schema['x-kubernetes-preserve-unknown-fields'] === false
      ? [
          fieldInvalid(
            `${path}.x-kubernetes-preserve-unknown-fields`,
            false,
            'must be true or undefined',
          ),
        ]
      : []),
    ...validateListExtensions(schema, path, context.requireStrictLists),
    ...validateRules(schema, path),
  ];
}

function validateChildren(
  schema: JsonSchemaProps,
  path: string,
  { isRoot = false, ...inherited }: NodeContext,
): FieldError[] {
  const { properties = {}, additionalProperties, not, items } = schema;
  const values = valuesOf(schema);
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const problems: FieldError[] = [];
  const mixed = Object.keys(properties).length > 0;
  if (mixed && additionalProperties !== undefined && additionalProperties !== true) {
    const problem = 'additionalProperties and properties are mutual exclusive';
    problems.push(fieldForbidden(`${path}.additionalProperties`, problem));
  }
  if (values !== undefined) {
    const noDefault = 'inside additionalProperties applying to object metadata';
    const context = inherited.insideMeta === true ? { ...inherited, noDefault } : inherited;
    problems.push(...validateNode(values, `${path}.additionalProperties`, context));
  }
  for (const [name, property] of propertiesOf(schema)) {
    const isMeta = (isRoot || embedded) && metaFields.includes(name);
    problems.push(
      ...validateNode(property, `${path}.properties[${name}]`, {
        ...inherited,
        ...(isMeta ? { insideMeta: true } : {}),
        ...(isMeta && isRoot ? { noDefault: `in top-level ${name}` } : {}),
      }),
    );
  }
  if (not !== undefined) problems.push(...validateNode(not, `${path}.not`, inherited));
  for (const name of ['allOf', 'oneOf', 'anyOf'] as const) {
    for (const [at, each] of (schema[name] ?? []).entries())
      problems.push(...validateNode(each, `${path}.${name}[${String(at)}]`, inherited));
  }
  const single = itemsOf(schema);
  if (single !== undefined) problems.push(...validateNode(single, `${path}.items`, inherited));
  if (Array.isArray(items)) {
    for (const [at, each] of items.entries())
      if (isRecord(each))
        problems.push(...validateNode(each, `${path}.items[${String(at)}]`, inherited));
  }
  return problems;
}

const metaFields = ['metadata', 'kind', 'apiVersion'];

/** Words of JSON schema that definitions may not use. */
function validateKeywords(
  schema: JsonSchemaProps,
  path: string,
  { requireKnownTypes, noDefault, insideMeta }: NodeContext,
): FieldError[] {
  const { type = '' } = schema;
  const problems: FieldError[] = [];
  const forbid = (name: string, problem: string): void => {
    problems.push(fieldForbidden(`${path}.${name}`, problem));
  };
  if (requireKnownTypes && type !== '' && !knownTypes.includes(type))
    problems.push(fieldNotSupported(`${path}.type`, type, knownTypes));
  if (schema.default !== undefined && noDefault !== undefined)
    forbid('default', `must not be set ${noDefault}`);
  for (const name of beyondStructural) {
    if (schema[name] !== undefined) forbid(name, `${name} is not supported`);
  }
  if (type === 'null') forbid('type', 'type cannot be set to null, use nullable as an alternative');
  if (Array.isArray(schema.items))
    forbid('items', 'items must be a schema object and not an array');
  if (insideMeta === true && schema['x-kubernetes-embedded-resource'] === true)
    forbid('x-kubernetes-embedded-resource', 'must not be used inside of resource meta');
  return problems;
}
