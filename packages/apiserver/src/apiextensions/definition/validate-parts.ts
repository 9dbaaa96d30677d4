import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  fieldTooMany,
  validateDns1035Label,
  type FieldError,
} from '@skewplane/apimachinery';
import type { AdditionalPrinterColumn } from '../../registry/printers/custom-printer.js';
import type { DefinitionConversion, DefinitionVersion } from '../custom-resource-definition.js';
import type { JsonSchemaProps } from '../json-schema-props.js';

const columnTypes = ['boolean', 'date', 'integer', 'number', 'string'];
const columnFormats = [
  'byte',
  'date',
  'date-time',
  'double',
  'float',
  'int32',
  'int64',
  'password',
];

/** @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `ValidateCustomResourceColumnDefinition` */
export function validateColumns(
  columns: readonly Partial<AdditionalPrinterColumn>[] | undefined,
  path: string,
): FieldError[] {
  return (columns ?? []).flatMap((column, at) => validateColumn(column, `${path}[${String(at)}]`));
}

function validateColumn(column: Partial<AdditionalPrinterColumn>, path: string): FieldError[] {
  const { name = '', type = '', format = '', jsonPath = '' } = column;
  const types = `must be one of ${columnTypes.join(',')}`;
  const formats = `must be one of ${columnFormats.join(',')}`;
  return [
    ...(name === '' ? [fieldRequired(`${path}.name`)] : []),
    ...(type === '' ? [fieldRequired(`${path}.type`, types)] : []),
    ...(type === '' || columnTypes.includes(type)
      ? []
      : [fieldInvalid(`${path}.type`, type, types)]),
    ...(format === '' || columnFormats.includes(format)
      ? []
      : [fieldInvalid(`${path}.format`, format, formats)]),
    ...(jsonPath === ''
      ? [fieldRequired(`${path}.JSONPath`)]
      : validateSimplePath(jsonPath, `${path}.JSONPath`)),
  ];
}

const validateSimplePath = (jsonPath: string, path: string): FieldError[] =>
  jsonPath.startsWith('.')
    ? []
    : [fieldInvalid(path, jsonPath, 'must be a simple json path starting with .')];

export function validateSubresources(
  subresources: DefinitionVersion['subresources'],
  path: string,
): FieldError[] {
  const scale = subresources?.scale;
  if (scale === undefined) return [];
  const {
    specReplicasPath = '',
    statusReplicasPath = '',
    labelSelectorPath = '',
  } = scale as Partial<typeof scale>;
  return [
    ...validateScalePath(specReplicasPath, `${path}.scale.specReplicasPath`, '.spec'),
    ...validateScalePath(statusReplicasPath, `${path}.scale.statusReplicasPath`, '.status'),
    ...validateSelectorPath(labelSelectorPath, `${path}.scale.labelSelectorPath`),
  ];
}

function validateScalePath(jsonPath: string, path: string, root: string): FieldError[] {
  if (jsonPath === '') return [fieldRequired(path)];
  const problems = validateSimplePath(jsonPath, path);
  if (problems.length > 0) return problems;
  return jsonPath.startsWith(`${root}.`)
    ? []
    : [fieldInvalid(path, jsonPath, `should be a json path under ${root}`)];
}

function validateSelectorPath(jsonPath: string, path: string): FieldError[] {
  if (jsonPath === '') return [];
  const problems = validateSimplePath(jsonPath, path);
  if (problems.length > 0) return problems;
  return jsonPath.startsWith('.spec.') || jsonPath.startsWith('.status.')
    ? []
    : [fieldInvalid(path, jsonPath, 'should be a json path under either .spec or .status')];
}

const maxSelectableFields = 8;

/** @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `ValidateCustomResourceSelectableFields` */
export function validateSelectableFields(
  fields: readonly { readonly jsonPath?: string }[],
  schema: JsonSchemaProps | undefined,
  path: string,
): FieldError[] {
  const seen = new Set<string>();
  const problems = fields.flatMap(({ jsonPath = '' }, at) => {
    const field = `${path}[${String(at)}].jsonPath`;
    if (jsonPath === '') return [fieldRequired(field)];
    const found = schemaAt(schema, jsonPath);
    if (typeof found === 'string') {
      return [fieldInvalid(field, jsonPath, `is an invalid path: ${found}`)];
    }
    const repeated = seen.has(jsonPath);
    seen.add(jsonPath);
    return [
      ...(jsonPath === '.metadata' || jsonPath.startsWith('.metadata.')
        ? [fieldInvalid(field, jsonPath, 'must not point to fields in metadata')]
        : []),
      ...(['string', 'boolean', 'integer'].includes(found.type ?? '')
        ? []
        : [
            fieldInvalid(
              field,
              jsonPath,
              'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.',
            ),
          ]),
      ...(repeated ? [fieldDuplicate(field, jsonPath)] : []),
    ];
  });
  return seen.size > maxSelectableFields
    ? [...problems, fieldTooMany(path, seen.size, maxSelectableFields)]
    : problems;
}

/** The schema that a path of plain names leads to, or what is wrong with the path. */
function schemaAt(root: JsonSchemaProps | undefined, jsonPath: string): JsonSchemaProps | string {
  if (!jsonPath.startsWith('.')) return 'expected . or [';
  let schema = root;
  for (const name of jsonPath.slice(1).split('.')) {
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) return `invalid field name ${name}`;
    schema = schema?.properties?.[name];
    if (schema === undefined) return 'does not refer to a valid field';
  }
  return schema ?? {};
}

export function validateDeprecationWarning(
  { deprecated = false, deprecationWarning }: DefinitionVersion,
  path: string,
): FieldError[] {
  if (deprecationWarning === undefined) return [];
  const problem = (text: string) => fieldInvalid(path, deprecationWarning, text);
  if (!deprecated) return [problem('can only be set for deprecated versions')];
  const hidden = Array.from(deprecationWarning).findIndex(
    (char) => /[\p{C}\p{Z}]/u.test(char) && char !== ' ',
  );
  return [
    ...(Buffer.byteLength(deprecationWarning) > 256
      ? [problem('must be <= 256 characters long')]
      : []),
    ...(deprecationWarning === '' ? [problem('must not be an empty string')] : []),
    ...(hidden < 0
      ? []
      : [
          problem(
            `must only contain printable UTF-8 characters; non-printable character found at index ${String(hidden)}`,
          ),
        ]),
  ];
}

const reviewVersions = ['v1', 'v1beta1'];

/** @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `validateCustomResourceConversion` */
export function validateConversion(
  conversion: DefinitionConversion | undefined,
  path: string,
): FieldError[] {
  if (conversion === undefined) return [];
  const { strategy = '', webhook } = conversion;
  const known = ['None', 'Webhook'];
  const problems = strategy === '' ? [fieldRequired(`${path}.strategy`)] : [];
  if (strategy !== '' && !known.includes(strategy))
    problems.push(fieldNotSupported(`${path}.strategy`, strategy, known));
  const versions = webhook?.conversionReviewVersions ?? [];
  if (strategy === 'Webhook') {
    return [
      ...problems,
      ...validateClient(webhook?.clientConfig, `${path}.webhookClientConfig`),
      ...validateReviewVersions(versions, `${path}.conversionReviewVersions`),
    ];
  }
  const only = 'should not be set when strategy is not set to Webhook';
  if (webhook?.clientConfig !== undefined)
    problems.push(fieldForbidden(`${path}.webhookClientConfig`, only));
  if (versions.length > 0) problems.push(fieldForbidden(`${path}.conversionReviewVersions`, only));
  return problems;
}

type Client = NonNullable<DefinitionConversion['webhook']>['clientConfig'];

function validateClient(client: Client, path: string): FieldError[] {
  if (client === undefined)
    return [fieldRequired(path, 'required when strategy is set to Webhook')];
  const { url, service } = client;
  if ((url === undefined) === (service === undefined)) {
    return [fieldRequired(path, 'exactly one of url or service is required')];
  }
  if (url !== undefined) return validateUrl(url, `${path}.url`);
  const { name = '', namespace = '', path: urlPath, port = 443 } = service ?? {};
  return [
    ...(name === '' ? [fieldRequired(`${path}.service.name`, 'service name is required')] : []),
    ...(namespace === ''
      ? [fieldRequired(`${path}.service.namespace`, 'service namespace is required')]
      : []),
    ...(port < 1 || port > 65535
      ? [
          fieldInvalid(
            `${path}.service.port`,
            port,
            'port is not valid: must be between 1 and 65535, inclusive',
          ),
        ]
      : []),
    ...(urlPath === undefined || urlPath.startsWith('/')
      ? []
      : [fieldInvalid(`${path}.service.path`, urlPath, "must start with a '/'")]),
  ];
}

function validateUrl(url: string, path: string): FieldError[] {
  const form = '; desired format: https://host[/path]';
  if (!URL.canParse(url)) return [fieldInvalid(path, url, `url must be a valid URL${form}`)];
  const parsed = new URL(url);
  const problem = (text: string) => fieldInvalid(path, url, text);
  return [
    ...(parsed.protocol === 'https:'
      ? []
      : [problem(`'https' is the only allowed URL scheme${form}`)]),
    ...(parsed.host === '' ? [problem(`host must be specified${form}`)] : []),
    ...(parsed.username === '' ? [] : [problem('user information is not permitted in the URL')]),
    ...(parsed.hash === '' ? [] : [problem('fragments are not permitted in the URL')]),
    ...(parsed.search === '' ? [] : [problem('query parameters are not permitted in the URL')]),
  ];
}

function validateReviewVersions(versions: readonly string[], path: string): FieldError[] {
  if (versions.length === 0) return [fieldRequired(path)];
  const problems = versions.flatMap((version, at) => {
    const field = `${path}[${String(at)}]`;
    if (versions.indexOf(version) < at) return [fieldInvalid(field, version, 'duplicate version')];
    return validateDns1035Label(version).map((problem) => fieldInvalid(field, version, problem));
  });
  return versions.some((each) => reviewVersions.includes(each))
    ? problems
    : [
        ...problems,
        fieldInvalid(path, versions, `must include at least one of ${reviewVersions.join(', ')}`),
      ];
}
