import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1035Label,
  validateDns1123Subdomain,
  type FieldError,
} from '@skewplane/apimachinery';
import { immutableFieldMessage } from '../../registry/object-meta-validation.js';
import {
  acceptedNamesOf,
  isTrue,
  type CustomResourceDefinition,
  type DefinitionNames,
  type DefinitionSpec,
  type DefinitionVersion,
} from '../custom-resource-definition.js';
import { someSchema } from '../json-schema-props.js';
import { sharedParts, type SharedParts } from './shared-parts.js';
import { validateApproval, validateApprovalUpdate } from './validate-approval.js';
import { validateNames } from './validate-names.js';
import {
  validateColumns,
  validateConversion,
  validateDeprecationWarning,
  validateSelectableFields,
  validateSubresources,
} from './validate-parts.js';
import { strictRules, rulesFor, validateSchema, type SchemaRules } from './validate-schema.js';

/** @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `ValidateCustomResourceDefinition` */
export function validateDefinition(
  definition: CustomResourceDefinition,
  minor: number,
): FieldError[] {
  const { spec, metadata } = definition;
  const { name = '' } = metadata;
  return [
    ...(name === `${spec.names.plural}.${spec.group}`
      ? []
      : [fieldInvalid('metadata.name', name, 'must be spec.names.plural+"."+spec.group')]),
    ...validateSpec(spec, strictRules(minor)),
    ...validateNames(acceptedNamesOf(definition), 'status.acceptedNames'),
    ...validateStoredVersions(definition),
    ...validateApproval(definition),
    ...validatePreserve(spec),
  ];
}

/** What was allowed once may stay as it is. */
export function validateDefinitionUpdate(
  next: CustomResourceDefinition,
  current: CustomResourceDefinition,
  minor: number,
): FieldError[] {
  const { spec } = next;
  const { spec: old } = current;
  return [
    ...validateSpec(spec, rulesFor(old, minor)),
    ...(isTrue(current, 'Established')
      ? [
          ...unchanged(spec.scope, old.scope, 'spec.scope'),
          ...unchanged(spec.names.kind, old.names.kind, 'spec.names.kind'),
        ]
      : []),
    ...unchanged(spec.group, old.group, 'spec.group'),
    ...unchanged(spec.names.plural, old.names.plural, 'spec.names.plural'),
    ...validateNames(acceptedNamesOf(next), 'status.acceptedNames'),
    ...validateStoredVersions(next),
    ...validateApprovalUpdate(next, current),
    ...(old.preserveUnknownFields === true ? [] : validatePreserve(spec)),
  ];
}

const unchanged = (next: string, old: string, path: string): FieldError[] =>
  next === old ? [] : [fieldInvalid(path, next, immutableFieldMessage)];

function validatePreserve({ preserveUnknownFields }: DefinitionSpec): FieldError[] {
  if (preserveUnknownFields !== true) return [];
  const problem =
    'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
  return [fieldInvalid('spec.preserveUnknownFields', true, problem)];
}

function validateStoredVersions({ spec, status }: CustomResourceDefinition): FieldError[] {
  const path = 'status.storedVersions';
  const stored = status?.storedVersions ?? [];
  if (stored.length === 0)
    return [fieldInvalid(path, stored, 'must have at least one stored version')];
  const names = spec.versions.map(({ name }) => name);
  return [
    ...spec.versions
      .filter(({ name, storage }) => storage && !stored.includes(name))
      .map(({ name }) => fieldInvalid(path, stored, `must have the storage version ${name}`)),
    ...stored.flatMap((name, at) =>
      names.includes(name)
        ? []
        : [
            fieldInvalid(
              `${path}[${String(at)}]`,
              name,
              `missing from spec.versions; ${name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`,
            ),
          ],
    ),
  ];
}

function validateSpec(spec: DefinitionSpec, rules: SchemaRules): FieldError[] {
  const shared = sharedParts(spec);
  return [
    ...validateGroup(spec.group),
    ...validateScope(spec.scope),
    ...requireSchemas(spec, rules),
    ...refuseDefaults(spec),
    ...spec.versions.flatMap((version, at) =>
      validateVersion(version, `spec.versions[${String(at)}]`, shared, rules),
    ),
    ...validateVersionList(spec, shared),
    ...requireNames(spec.names),
    ...validateNames(spec.names, 'spec.names'),
    ...validateShared(spec, shared, rules),
    ...(spec.conversion !== undefined &&
    spec.conversion.strategy !== 'None' &&
    spec.preserveUnknownFields === true
      ? [
          fieldInvalid(
            'spec.conversion.strategy',
            spec.conversion.strategy,
            'must be None if spec.preserveUnknownFields is true',
          ),
        ]
      : []),
    ...validateConversion(spec.conversion, 'spec.conversion'),
  ];
}

function validateGroup(group: string): FieldError[] {
  const path = 'spec.group';
  if (group === '') return [fieldRequired(path)];
  const problems = validateDns1123Subdomain(group);
  if (problems.length > 0) return [fieldInvalid(path, group, problems.join(','))];
  return group.includes('.')
    ? []
    : [fieldInvalid(path, group, 'should be a domain with at least one dot')];
}

function validateScope(scope: string): FieldError[] {
  const known = ['Cluster', 'Namespaced'];
  if (scope === '') return [fieldRequired('spec.scope')];
  return known.includes(scope) ? [] : [fieldNotSupported('spec.scope', scope, known)];
}

function requireSchemas(spec: DefinitionSpec, { requireSchema }: SchemaRules): FieldError[] {
  return spec.versions.flatMap(({ schema, served }, at) => {
    if (schema?.openAPIV3Schema !== undefined) return [];
    const path = `spec.versions[${String(at)}].schema.openAPIV3Schema`;
    if (requireSchema) return [fieldRequired(path)];
    return served && spec.preserveUnknownFields !== true
      ? [fieldRequired(path, 'because otherwise all fields are pruned')]
      : [];
  });
}

function refuseDefaults({ versions, preserveUnknownFields }: DefinitionSpec): FieldError[] {
  if (preserveUnknownFields !== true) return [];
  const has = versions.some(({ schema }) =>
    someSchema(schema?.openAPIV3Schema ?? {}, (each) => each.default !== undefined),
  );
  const problem = 'must be false in order to use defaults in the schema';
  return has ? [fieldInvalid('spec.preserveUnknownFields', true, problem)] : [];
}

function validateVersion(
  version: DefinitionVersion,
  path: string,
  { isShared }: SharedParts,
  rules: SchemaRules,
): FieldError[] {
  const problems = validateDns1035Label(version.name);
  const { schema, subresources, additionalPrinterColumns: columns, selectableFields } = version;
  return [
    ...(problems.length === 0
      ? []
      : [fieldInvalid(`${path}.name`, version.name, problems.join(','))]),
    ...validateDeprecationWarning(version, `${path}.deprecationWarning`),
    ...(isShared('schema')
      ? []
      : validateSchema(version, `${path}.schema`, subresources?.status !== undefined, rules)),
    ...(isShared('subresources') ? [] : validateSubresources(subresources, `${path}.subresources`)),
    ...(isShared('additionalPrinterColumns')
      ? []
      : validateColumns(columns, `${path}.additionalPrinterColumns`)),
    ...(isShared('selectableFields')
      ? []
      : validateSelectableFields(
          selectableFields ?? [],
          schema?.openAPIV3Schema,
          `${path}.selectableFields`,
        )),
  ];
}

function validateShared(
  { versions }: DefinitionSpec,
  { first, isShared }: SharedParts,
  rules: SchemaRules,
): FieldError[] {
  if (first === undefined) return [];
  const hasStatus = versions.some(({ subresources }) => subresources?.status !== undefined);
  const { schema, subresources, additionalPrinterColumns: columns, selectableFields } = first;
  return [
    ...(isShared('schema') ? validateSchema(first, 'spec.validation', hasStatus, rules) : []),
    ...(isShared('subresources') ? validateSubresources(subresources, 'spec.subresources') : []),
    ...(isShared('additionalPrinterColumns')
      ? validateColumns(columns, 'spec.additionalPrinterColumns')
      : []),
    ...(isShared('selectableFields')
      ? validateSelectableFields(
          selectableFields ?? [],
          schema?.openAPIV3Schema,
          'spec.selectableFields',
        )
      : []),
  ];
}

function validateVersionList({ versions }: DefinitionSpec, shared: SharedParts): FieldError[] {
  const path = 'spec.versions';
  const names = versions.map(({ name }) => name);
  const [first = ''] = names;
  const label = versions.length === 0 ? [] : validateDns1035Label(first);
  const shown = () => versions.map((each) => internalVersion(each, shared));
  return [
    ...(new Set(names).size === names.length
      ? []
      : [fieldInvalid(path, shown(), 'must contain unique version names')]),
    ...(versions.filter(({ storage }) => storage).length === 1
      ? []
      : [fieldInvalid(path, shown(), 'must have exactly one version marked as storage version')]),
    ...(label.length === 0 ? [] : [fieldInvalid('spec.version', first, label.join(','))]),
  ];
}

/** A version as Go prints its internal form. */
function internalVersion(version: DefinitionVersion, { isShared }: SharedParts): object {
  const own = (
    part: 'schema' | 'subresources' | 'additionalPrinterColumns' | 'selectableFields',
  ) => (isShared(part) ? null : (version[part] ?? null));
  return {
    Name: version.name,
    Served: version.served,
    Storage: version.storage,
    Deprecated: version.deprecated ?? false,
    DeprecationWarning: version.deprecationWarning ?? null,
    Schema: own('schema'),
    Subresources: own('subresources'),
    AdditionalPrinterColumns: own('additionalPrinterColumns'),
    SelectableFields: own('selectableFields'),
  };
}

function requireNames({ plural, singular, kind, listKind }: DefinitionNames): FieldError[] {
  return Object.entries({ plural, singular, kind, listKind })
    .filter(([, name]) => (name ?? '') === '')
    .map(([field]) => fieldRequired(`spec.names.${field}`));
}
