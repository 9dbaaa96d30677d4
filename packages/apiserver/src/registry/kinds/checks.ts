import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  isRecord,
  validateLabelValue,
  validateQualifiedName,
  type FieldError,
  type NameRule,
} from '@skewplane/apimachinery';
import { immutableFieldMessage, validateLabels } from '../object-meta-validation.js';
import {
  has,
  listAt,
  semanticallyEqual,
  textAt,
  textMapAt,
  type Fields,
} from '../object-fields.js';

export const notNegative = 'must be greater than or equal to 0';
export const protocols = ['SCTP', 'TCP', 'UDP'] as const;

export const rangeMessage = (from: number, to: number): string =>
  `must be between ${String(from)} and ${String(to)}, inclusive`;

/** A text that must be one of some values. */
export function checkEnum(
  value: unknown,
  path: string,
  supported: readonly string[],
  whenAbsent: 'required' | 'fine' = 'required',
): FieldError[] {
  if (value === undefined || value === null || value === '') {
    return whenAbsent === 'required' ? [fieldRequired(path)] : [];
  }
  return supported.some((each) => each === value)
    ? []
    : [fieldNotSupported(path, value, supported)];
}

export const checkRequired = (object: unknown, field: string, path: string): FieldError[] =>
  textAt(object, field) === '' ? [fieldRequired(`${path}.${field}`)] : [];

/** A name that must be there and keep a rule. */
export function checkName(name: string, path: string, rule: NameRule): FieldError[] {
  return name === '' ? [fieldRequired(path)] : checkText(name, path, rule);
}

export const checkText = (value: string, path: string, rule: NameRule): FieldError[] =>
  rule(value).map((problem) => fieldInvalid(path, value, problem));

export const checkNotNegative = (value: unknown, path: string): FieldError[] =>
  (typeof value === 'number' || typeof value === 'bigint') && value < 0
    ? [fieldInvalid(path, value, notNegative)]
    : [];

export const checkRange = (value: unknown, path: string, from: number, to: number): FieldError[] =>
  (typeof value === 'number' || typeof value === 'bigint') && (value < from || value > to)
    ? [fieldInvalid(path, value, rangeMessage(from, to))]
    : [];

export const checkPort = (value: unknown, path: string): FieldError[] =>
  checkRange(value, path, 1, 65535);

/** Each object of a list with its path. */
export function eachOf(
  object: unknown,
  field: string,
  path: string,
  check: (item: Fields, itemPath: string, index: number) => FieldError[],
): FieldError[] {
  return listAt(object, field).flatMap((item, index) =>
    check(item, `${path}.${field}[${String(index)}]`, index),
  );
}

export const checkImmutable = (next: unknown, current: unknown, path: string): FieldError[] =>
  semanticallyEqual(next, current) ? [] : [fieldInvalid(path, next ?? null, immutableFieldMessage)];

/** `must be a number or percentage` rules of rollouts and budgets. */
export function checkIntOrPercent(value: unknown, path: string): FieldError[] {
  if (typeof value === 'string') {
    return /^[0-9]+%$/.test(value)
      ? []
      : [
          fieldInvalid(
            path,
            value,
            "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
          ),
        ];
  }
  return checkNotNegative(value, path);
}

export const percentOver100 = (value: unknown, path: string): FieldError[] =>
  typeof value === 'string' && /^[0-9]+%$/.test(value) && Number(value.slice(0, -1)) > 100
    ? [fieldInvalid(path, value, 'must not be greater than 100%')]
    : [];

/** @see kubernetes/apimachinery `pkg/apis/meta/v1/validation/validation.go`, `ValidateLabelSelector` */
export function checkLabelSelector(selector: unknown, path: string): FieldError[] {
  if (!isRecord(selector)) return [];
  return [
    ...validateLabels(textMapAt(selector, 'matchLabels'), `${path}.matchLabels`),
    ...eachOf(selector, 'matchExpressions', path, checkRequirement),
  ];
}

function checkRequirement(requirement: Fields, path: string): FieldError[] {
  const values = Array.isArray(requirement['values']) ? requirement['values'].map(String) : [];
  return [
    ...checkOperator(requirement['operator'], values, path),
    ...checkText(textAt(requirement, 'key'), `${path}.key`, validateQualifiedName),
    ...values.flatMap((value, index) =>
      checkText(value, `${path}.values[${String(index)}]`, validateLabelValue),
    ),
  ];
}

function checkOperator(operator: unknown, values: readonly string[], path: string): FieldError[] {
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values.length > 0
        ? []
        : [fieldRequired(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      return values.length === 0
        ? []
        : [
            fieldForbidden(
              `${path}.values`,
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
          ];
    default:
      return [fieldInvalid(`${path}.operator`, operator ?? '', 'not a valid selector operator')];
  }
}

/** Does the selector pick nothing in particular? */
export const isEmptySelector = (selector: unknown): boolean =>
  Object.keys(textMapAt(selector, 'matchLabels')).length === 0 &&
  listAt(selector, 'matchExpressions').length === 0;

/** How many of the fields are set. */
export const countSet = (object: unknown, fields: readonly string[]): number =>
  fields.filter((field) => has(object, field)).length;

/** Port names. @see kubernetes/apimachinery `pkg/util/validation/validation.go`, `IsValidPortName` */
export const portNameRule: NameRule = (name) => [
  ...(name.length > 15 ? ['must be no more than 15 characters'] : []),
  ...(/^[-a-z0-9]+$/.test(name)
    ? []
    : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
  ...(/[a-z]/.test(name) ? [] : ['must contain at least one letter (a-z)']),
  ...(name.includes('--') ? ['must not contain consecutive hyphens'] : []),
  ...(name.startsWith('-') || name.endsWith('-') ? ['must not begin or end with a hyphen'] : []),
];

/** A port by number or by name. */
export function checkPortOrName(port: unknown, path: string): FieldError[] {
  if (typeof port === 'string') return checkText(port, path, portNameRule);
  return checkPort(port ?? 0, path);
}

/** Keys of config maps and secrets. @see kubernetes/apimachinery `pkg/util/validation/validation.go`, `IsConfigMapKey` */
export const dataKeyRule: NameRule = (key) => {
  const problems: string[] = [];
  if (key.length > 253) problems.push('must be no more than 253 characters');
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    problems.push(
      "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
    );
  }
  if (key === '.' || key === '..') problems.push(`must not be '${key}'`);
  else if (key.startsWith('..')) problems.push("must not start with '..'");
  return problems;
};
