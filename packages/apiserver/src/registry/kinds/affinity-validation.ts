import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  validateDns1123Label,
  validateDns1123Subdomain,
  validateLabelValue,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, numberAt, textAt, textsAt, type Fields } from '../object-fields.js';
import { checkLabelSelector, checkText, eachOf } from './checks.js';
import { checkMatchKeys } from './match-label-keys.js';

const required = 'requiredDuringSchedulingIgnoredDuringExecution';
const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateAffinity` */
export function checkAffinity(spec: Fields, path: string, minor: number): FieldError[] {
  if (!has(spec, 'affinity')) return [];
  const affinity = fieldsAt(spec, 'affinity');
  const at = `${path}.affinity`;
  return [
    ...checkNodeAffinity(fieldsAt(affinity, 'nodeAffinity'), `${at}.nodeAffinity`, minor),
    ...['podAffinity', 'podAntiAffinity'].flatMap((kind) =>
      checkPodAffinity(fieldsAt(affinity, kind), `${at}.${kind}`),
    ),
  ];
}

function checkNodeAffinity(affinity: Fields, path: string, minor: number): FieldError[] {
  return [
    ...(has(affinity, required)
      ? checkNodeSelector(fieldsAt(affinity, required), `${path}.${required}`, minor)
      : []),
    ...eachOf(affinity, preferred, path, (term, at) => [
      ...checkWeight(term, at),
      // What is only preferred may name values that no label can have.
      ...checkNodeTerm(fieldsAt(term, 'preference'), `${at}.preference`, true),
    ]),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateNodeSelector` */
export function checkNodeSelector(selector: Fields, path: string, minor: number): FieldError[] {
  if (listAt(selector, 'nodeSelectorTerms').length === 0) {
    const message = 'must have at least one node selector term';
    return [fieldRequired(`${path}.nodeSelectorTerms`, message)];
  }
  // Values are judged since 1.32.
  return eachOf(selector, 'nodeSelectorTerms', path, (term, at) =>
    checkNodeTerm(term, at, minor < 32),
  );
}

const checkNodeTerm = (term: Fields, path: string, anyValue: boolean): FieldError[] => [
  ...eachOf(term, 'matchExpressions', path, (requirement, at) =>
    checkNodeRequirement(requirement, at, anyValue),
  ),
  ...eachOf(term, 'matchFields', path, checkNodeField),
];

function checkNodeRequirement(requirement: Fields, path: string, anyValue: boolean): FieldError[] {
  const values = textsAt(requirement, 'values');
  return [
    ...checkNodeOperator(requirement['operator'], values.length, path),
    ...checkText(textAt(requirement, 'key'), `${path}.key`, validateQualifiedName),
    ...(anyValue
      ? []
      : values.flatMap((value, index) =>
          checkText(value, `${path}.values[${String(index)}]`, validateLabelValue),
        )),
  ];
}

function checkNodeOperator(operator: unknown, values: number, path: string): FieldError[] {
  const at = `${path}.values`;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return values > 0
        ? []
        : [fieldRequired(at, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists':
    case 'DoesNotExist':
      return values === 0
        ? []
        : [
            fieldForbidden(
              at,
              "may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
            ),
          ];
    case 'Gt':
    case 'Lt':
      return values === 1
        ? []
        : [fieldRequired(at, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
    default:
      return [fieldInvalid(`${path}.operator`, operator ?? '', 'not a valid selector operator')];
  }
}

function checkNodeField(requirement: Fields, path: string): FieldError[] {
  const values = textsAt(requirement, 'values');
  const operator = requirement['operator'] ?? '';
  const key = textAt(requirement, 'key');
  return [
    ...(operator === 'In' || operator === 'NotIn'
      ? values.length === 1
        ? []
        : [
            fieldRequired(
              `${path}.values`,
              "must be only one value when `operator` is 'In' or 'NotIn' for node field selector",
            ),
          ]
      : [fieldInvalid(`${path}.operator`, operator, 'not a valid selector operator')]),
    ...(key === 'metadata.name'
      ? values.flatMap((value, index) =>
          checkText(value, `${path}.values[${String(index)}]`, validateDns1123Subdomain),
        )
      : [fieldInvalid(`${path}.key`, key, 'not a valid field selector key')]),
  ];
}

function checkWeight(weighted: Fields, path: string): FieldError[] {
  const weight = numberAt(weighted, 'weight') ?? 0;
  return weight >= 1 && weight <= 100
    ? []
    : [fieldInvalid(`${path}.weight`, weight, 'must be in the range 1-100')];
}

const checkPodAffinity = (affinity: Fields, path: string): FieldError[] => [
  ...eachOf(affinity, required, path, checkPodTerm),
  ...eachOf(affinity, preferred, path, (weighted, at) => [
    ...checkWeight(weighted, at),
    ...checkPodTerm(fieldsAt(weighted, 'podAffinityTerm'), `${at}.podAffinityTerm`),
  ]),
];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePodAffinityTerm` */
function checkPodTerm(term: Fields, path: string): FieldError[] {
  const key = textAt(term, 'topologyKey');
  return [
    ...checkLabelSelector(term['labelSelector'], `${path}.labelSelector`),
    ...checkLabelSelector(term['namespaceSelector'], `${path}.namespaceSelector`),
    // Upstream leaves out which of the namespaces it is.
    ...textsAt(term, 'namespaces').flatMap((name) =>
      checkText(name, `${path}.namespace`, validateDns1123Label),
    ),
    ...checkMatchKeys(term, path),
    ...(key === '' ? [fieldRequired(`${path}.topologyKey`, 'can not be empty')] : []),
    ...checkText(key, `${path}.topologyKey`, validateQualifiedName),
  ];
}
