import {
  fieldDuplicate,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, listAt, numberAt, textAt, type Fields } from '../object-fields.js';
import { checkEnum, checkLabelSelector, eachOf } from './checks.js';
import { checkMatchKeys, checkUnmergedKeys } from './match-label-keys.js';
import type { PodRules } from './pod-rules.js';

const actions = ['DoNotSchedule', 'ScheduleAnyway'];
const inclusionPolicies = ['Honor', 'Ignore'];
const notPositive = 'must be greater than zero';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateTopologySpreadConstraints` */
export function checkSpreadConstraints(spec: Fields, path: string, rules: PodRules): FieldError[] {
  const constraints = listAt(spec, 'topologySpreadConstraints');
  const pairs = constraints.map(pairOf);
  return eachOf(spec, 'topologySpreadConstraints', path, (constraint, at, index) => {
    const action = textAt(constraint, 'whenUnsatisfiable');
    const pair = pairOf(constraint);
    const skew = numberAt(constraint, 'maxSkew') ?? 0;
    return [
      ...(skew > 0 ? [] : [fieldInvalid(`${at}.maxSkew`, skew, notPositive)]),
      ...(textAt(constraint, 'topologyKey') === ''
        ? [fieldRequired(`${at}.topologyKey`, 'can not be empty')]
        : []),
      ...(actions.includes(action)
        ? []
        : [fieldNotSupported(`${at}.whenUnsatisfiable`, action, actions)]),
      // The earlier one of the two is told.
      ...(pairs.includes(pair, index + 1)
        ? [fieldDuplicate(`${at}.{topologyKey, whenUnsatisfiable}`, pair)]
        : []),
      ...checkMinDomains(constraint, action, `${at}.minDomains`),
      ...['nodeAffinityPolicy', 'nodeTaintsPolicy'].flatMap((field) =>
        checkEnum(constraint[field], `${at}.${field}`, inclusionPolicies, 'fine'),
      ),
      // Keys are merged into the selector since 1.34.
      ...(rules.minor >= 34 ? checkMatchKeys(constraint, at) : checkUnmergedKeys(constraint, at)),
      ...(rules.oddSpreadSelector
        ? []
        : checkLabelSelector(constraint['labelSelector'], `${at}.labelSelector`)),
    ];
  });
}

const pairOf = (constraint: Fields): string =>
  `{${textAt(constraint, 'topologyKey')}, ${textAt(constraint, 'whenUnsatisfiable')}}`;

function checkMinDomains(constraint: Fields, action: string, path: string): FieldError[] {
  if (!has(constraint, 'minDomains')) return [];
  const domains = numberAt(constraint, 'minDomains') ?? 0;
  return [
    ...(domains > 0 ? [] : [fieldInvalid(path, domains, notPositive)]),
    ...(action === 'DoNotSchedule'
      ? []
      : [
          fieldInvalid(
            path,
            domains,
            `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`,
          ),
        ]),
  ];
}
