import {
  fieldDuplicate,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  fieldTooLong,
  fieldTooMany,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, numberAt, textAt, type Fields } from '../object-fields.js';
import { checkNotNegative, checkText, eachOf } from './checks.js';
import { countIndexes } from './job-indexes.js';

const actions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const statuses = ['False', 'True', 'Unknown'];
const operators = ['In', 'NotIn'];
const maxRules = 20;
const maxPatterns = 20;
const maxExitCodes = 255;

const quoted = (values: readonly string[]): string =>
  `valid values: [${values.map((each) => JSON.stringify(each)).join(' ')}]`;

/** A text that must be there, with its choices told. */
const checkChoice = (value: string, path: string, choices: readonly string[]): FieldError[] => {
  if (value === '') return [fieldRequired(path, quoted(choices))];
  return choices.includes(value) ? [] : [fieldNotSupported(path, value, choices)];
};

const checkSize = (path: string, size: number, max: number): FieldError[] =>
  size > max ? [fieldTooMany(path, size, max)] : [];

/** @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `validatePodFailurePolicy` */
export function checkFailurePolicy(spec: Fields, path: string): FieldError[] {
  const policy = fieldsAt(spec, 'podFailurePolicy');
  const names = new Set(
    ['containers', 'initContainers'].flatMap((list) =>
      listAt(spec, `template.spec.${list}`).map((container) => textAt(container, 'name')),
    ),
  );
  return [
    ...checkSize(`${path}.rules`, listAt(policy, 'rules').length, maxRules),
    ...eachOf(policy, 'rules', path, (rule, at) => [
      ...checkAction(rule, spec, `${at}.action`),
      ...(has(rule, 'onExitCodes')
        ? checkExitCodes(fieldsAt(rule, 'onExitCodes'), `${at}.onExitCodes`, names)
        : []),
      ...checkSize(`${at}.onPodConditions`, listAt(rule, 'onPodConditions').length, maxPatterns),
      ...eachOf(rule, 'onPodConditions', at, checkPattern),
      ...checkOneTest(rule, at),
    ]),
  ];
}

function checkAction(rule: Fields, spec: Fields, path: string): FieldError[] {
  const action = textAt(rule, 'action');
  if (action !== 'FailIndex') return checkChoice(action, path, actions);
  return has(spec, 'backoffLimitPerIndex')
    ? []
    : [fieldInvalid(path, action, 'requires the backoffLimitPerIndex to be set')];
}

const checkPattern = (pattern: Fields, path: string): FieldError[] => [
  ...checkText(textAt(pattern, 'type'), `${path}.type`, validateQualifiedName),
  ...checkChoice(textAt(pattern, 'status'), `${path}.status`, statuses),
];

function checkExitCodes(test: Fields, path: string, names: ReadonlySet<string>): FieldError[] {
  const at = `${path}.values`;
  const operator = textAt(test, 'operator');
  const container = textAt(test, 'containerName');
  const values = Array.isArray(test['values']) ? test['values'].map(Number) : [];
  const ordered = values.every((value, index) => index === 0 || (values[index - 1] ?? 0) <= value);
  return [
    ...checkChoice(operator, `${path}.operator`, operators),
    ...(has(test, 'containerName') && !names.has(container)
      ? [
          fieldInvalid(
            `${path}.containerName`,
            container,
            'must be one of the container or initContainer names in the pod template',
          ),
        ]
      : []),
    ...(values.length === 0
      ? [fieldInvalid(at, test['values'] ?? null, 'at least one value is required')]
      : checkSize(at, values.length, maxExitCodes)),
    ...values.flatMap((value, index) => [
      ...(operator === 'In' && value === 0
        ? [fieldInvalid(`${at}[${String(index)}]`, value, 'must not be 0 for the In operator')]
        : []),
      ...(values.indexOf(value) < index ? [fieldDuplicate(`${at}[${String(index)}]`, value)] : []),
    ]),
    ...(ordered ? [] : [fieldInvalid(at, values, 'must be ordered')]),
  ];
}

/** Upstream leaves the rule itself out of these texts. */
function checkOneTest(rule: Fields, field: string): FieldError[] {
  const [codes, conditions] = [
    has(rule, 'onExitCodes'),
    listAt(rule, 'onPodConditions').length > 0,
  ];
  if (codes !== conditions) return [];
  const what = codes
    ? 'specifying both OnExitCodes and OnPodConditions is not supported'
    : 'specifying one of OnExitCodes and OnPodConditions is required';
  return [{ reason: 'FieldValueInvalid', field, message: `Invalid value: ${what}` }];
}

/** @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `validatePodReplacementPolicy` */
export function checkReplacementPolicy(spec: Fields, path: string): FieldError[] {
  if (!has(spec, 'podReplacementPolicy')) return [];
  const policy = textAt(spec, 'podReplacementPolicy');
  const supported = has(spec, 'podFailurePolicy') ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  return supported.includes(policy) ? [] : [fieldNotSupported(path, policy, supported)];
}

const maxIndexesLength = 64 * 1024;

/** @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `validateSuccessPolicy` */
export function checkSuccessPolicy(spec: Fields, path: string): FieldError[] {
  const policy = fieldsAt(spec, 'successPolicy');
  const rules = listAt(policy, 'rules');
  const completions = numberAt(spec, 'completions') ?? 0;
  return [
    ...(rules.length === 0
      ? [
          fieldRequired(
            `${path}.rules`,
            'at least one rules must be specified when the successPolicy is specified',
          ),
        ]
      : []),
    ...checkSize(`${path}.rules`, rules.length, maxRules),
    ...eachOf(policy, 'rules', path, (rule, at) => checkSuccessRule(rule, at, completions)),
  ];
}

function checkSuccessRule(rule: Fields, path: string, completions: number): FieldError[] {
  const [byCount, byIndex] = [has(rule, 'succeededCount'), has(rule, 'succeededIndexes')];
  const indexes = textAt(rule, 'succeededIndexes');
  const counted = byIndex ? countIndexes(indexes, completions) : 0;
  const count = numberAt(rule, 'succeededCount') ?? 0;
  const at = `${path}.succeededCount`;
  const tooMany = (limit: number, what: string): FieldError =>
    fieldInvalid(
      at,
      count,
      `must be less than or equal to ${String(limit)} (the number of ${what})`,
    );
  return [
    ...(byCount || byIndex
      ? []
      : [
          fieldRequired(
            path,
            'at least one of succeededCount or succeededIndexes must be specified',
          ),
        ]),
    ...(indexes.length > maxIndexesLength
      ? [fieldTooLong(`${path}.succeededIndexes`, maxIndexesLength)]
      : []),
    ...(typeof counted === 'string'
      ? [
          fieldInvalid(
            `${path}.succeededIndexes`,
            indexes,
            `error parsing succeededIndexes: ${counted}`,
          ),
        ]
      : []),
    ...(byCount ? checkNotNegative(count, at) : []),
    ...(byCount && count > completions ? [tooMany(completions, 'specified completions')] : []),
    ...(byCount && byIndex && count > (typeof counted === 'number' ? counted : 0)
      ? [
          tooMany(
            typeof counted === 'number' ? counted : 0,
            'indexes in the specified succeededIndexes field',
          ),
        ]
      : []),
  ];
}

/** @see kubernetes/apimachinery `pkg/util/validation/validation.go`, `IsDomainPrefixedPath` */
export function checkManagedBy(spec: Fields, path: string, minor: number): FieldError[] {
  if (!has(spec, 'managedBy')) return [];
  const name = textAt(spec, 'managedBy');
  const [domain = '', ...rest] = name.split('/');
  const tail = rest.join('/');
  const malformed =
    name === ''
      ? [fieldRequired(path)]
      : rest.length === 0 || domain === '' || tail === ''
        ? [fieldInvalid(path, name, 'must be a domain-prefixed path (such as "acme.io/foo")')]
        : checkText(domain, path, validateDns1123Subdomain);
  return [
    ...malformed,
    ...(name.length > 63 ? [minor >= 32 ? fieldTooLong(path, 63) : tooLongBefore32(path, 63)] : []),
  ];
}

const tooLongBefore32 = (field: string, limit: number): FieldError => ({
  ...fieldTooLong(field, limit),
  message: `Too long: may not be longer than ${String(limit)}`,
});
