import {
  fieldDuplicate,
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  fieldTooLong,
  fieldTooMany,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, listAt, textAt, valueAt, type Fields } from '../object-fields.js';
import { checkEnum, eachOf } from './checks.js';
import type { PodRules } from './pod-rules.js';

const policies = ['Always', 'Never', 'OnFailure'];
const maxRules = 20;
const maxExitCodes = 255;
/** All containers can be restarted since 1.36. */
const restartAllSince = 36;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateContainerRestartPolicy` */
export function checkRestartPolicy(container: Fields, path: string, minor: number): FieldError[] {
  const rules = listAt(container, 'restartPolicyRules');
  const policy = container['restartPolicy'];
  const at = `${path}.restartPolicy`;
  if (!has(container, 'restartPolicy') && rules.length === 0) return [];
  return [
    ...(!has(container, 'restartPolicy')
      ? [fieldRequired(at, 'must specify restartPolicy when restart rules are used')]
      : policies.some((each) => each === policy)
        ? []
        : [fieldNotSupported(at, policy, policies)]),
    ...checkSize(`${path}.restartPolicyRules`, rules.length, maxRules, minor),
    ...eachOf(container, 'restartPolicyRules', path, (rule, ruleAt) =>
      checkRule(rule, ruleAt, minor),
    ),
  ];
}

/** Too many was said as too long before 1.36. */
function checkSize(path: string, size: number, max: number, minor: number): FieldError[] {
  if (size <= max) return [];
  return [minor >= 36 ? fieldTooMany(path, size, max) : fieldTooLong(path, max)];
}

function checkRule(rule: Fields, path: string, minor: number): FieldError[] {
  const actions = minor >= restartAllSince ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  const [action, operator] = [textAt(rule, 'action'), textAt(rule, 'exitCodes.operator')];
  const codes = valueAt(rule, 'exitCodes.values');
  return [
    ...(actions.includes(action) ? [] : [fieldNotSupported(`${path}.action`, action, actions)]),
    ...(has(rule, 'exitCodes')
      ? [
          ...(['In', 'NotIn'].includes(operator)
            ? []
            : [fieldNotSupported(`${path}.exitCodes.operator`, operator, ['In', 'NotIn'])]),
          ...checkSize(
            `${path}.exitCodes.values`,
            Array.isArray(codes) ? codes.length : 0,
            maxExitCodes,
            minor,
          ),
        ]
      : [fieldRequired(`${path}.exitCodes`, 'must be specified')]),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateInitContainerRestartPolicy` */
export function checkInitRestartPolicy(
  container: Fields,
  path: string,
  rules: PodRules,
): FieldError[] {
  const policy = container['restartPolicy'];
  if (!rules.restartRules) {
    return checkOnlyAlways(policy, `${path}.restartPolicy`);
  }
  const hasRules = listAt(container, 'restartPolicyRules').length > 0;
  if (policy === 'Always' && rules.minor < restartAllSince) {
    return hasRules
      ? [
          fieldForbidden(
            `${path}.restartPolicyRules`,
            'restartPolicyRules are not allowed for init containers with restart policy Always',
          ),
        ]
      : [];
  }
  if (!has(container, 'restartPolicy')) {
    return hasRules
      ? [
          fieldRequired(
            `${path}.restartPolicy`,
            'must specify restartPolicy when restart rules are used',
          ),
        ]
      : [];
  }
  return checkRestartPolicy(container, path, rules.minor);
}

const checkOnlyAlways = (policy: unknown, path: string): FieldError[] =>
  policy === undefined || policy === null || policy === 'Always'
    ? []
    : [fieldNotSupported(path, policy, ['Always'])];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validateResizePolicy` */
export function checkResizePolicy(
  container: Fields,
  path: string,
  rules: PodRules & { readonly restartPolicy: string },
): FieldError[] {
  const listPath = `${path}.resizePolicy`;
  const seen = new Set<string>();
  // The word `pod` came with 1.36.
  const whose = rules.minor >= 36 ? 'pod `restartPolicy`' : '`restartPolicy`';
  return eachOf(container, 'resizePolicy', path, (policy, at) => {
    const [resource, restart] = [textAt(policy, 'resourceName'), textAt(policy, 'restartPolicy')];
    const repeated = seen.has(resource);
    seen.add(resource);
    return [
      ...(repeated ? [fieldDuplicate(at, resource)] : []),
      // Upstream gives the path of the list from here on.
      ...checkEnum(resource, listPath, ['cpu', 'memory']),
      ...checkEnum(restart, listPath, ['NotRequired', 'RestartContainer']),
      ...(rules.restartPolicy === 'Never' && restart !== 'NotRequired'
        ? [fieldInvalid(listPath, restart, `must be 'NotRequired' when ${whose} is 'Never'`)]
        : []),
    ];
  });
}
