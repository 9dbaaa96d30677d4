import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  validateDns1123Label,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  ensureFields,
  fieldsAt,
  fill,
  has,
  numberAt,
  textAt,
  type Fields,
} from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import {
  checkEnum,
  checkImmutable,
  checkIntOrPercent,
  checkLabelSelector,
  checkName,
  checkNotNegative,
  percentOver100,
} from './checks.js';

const budgetStatus = {
  disruptionsAllowed: 0,
  currentHealthy: 0,
  desiredHealthy: 0,
  expectedPods: 0,
};

/** @see kubernetes/kubernetes `pkg/registry/policy/poddisruptionbudget/strategy.go` */
export const podDisruptionBudget: KindStrategy = () => ({
  hasStatus: true,
  allowUnconditionalUpdate: false,
  tracksGeneration: true,
  defaults: (object) => {
    ensureFields(object, 'spec');
    fill(ensureFields(object, 'status'), budgetStatus);
  },
  prepareForCreate: (object) => {
    resetStatus(object, budgetStatus);
  },
  validate: (object) => checkBudget(fieldsAt(object, 'spec')),
  validateStatusUpdate: (object) =>
    Object.keys(budgetStatus).flatMap((field) =>
      checkNotNegative(numberAt(object, `status.${field}`), `status.${field}`),
    ),
});

/** @see kubernetes/kubernetes `pkg/apis/policy/validation/validation.go`, `ValidatePodDisruptionBudgetSpec` */
function checkBudget(spec: Fields): FieldError[] {
  return [
    ...(has(spec, 'minAvailable') && has(spec, 'maxUnavailable')
      ? [fieldInvalid('spec', spec, 'minAvailable and maxUnavailable cannot be both set')]
      : []),
    ...['minAvailable', 'maxUnavailable'].flatMap((field) => [
      ...checkIntOrPercent(spec[field], `spec.${field}`),
      ...percentOver100(spec[field], `spec.${field}`),
    ]),
    ...checkLabelSelector(spec['selector'], 'spec.selector'),
    ...checkEnum(
      spec['unhealthyPodEvictionPolicy'],
      'spec.unhealthyPodEvictionPolicy',
      ['AlwaysAllow', 'IfHealthyBudget'],
      'fine',
    ),
  ];
}

/** Values above are kept for the system's own classes. */
const highestUserPriority = 1_000_000_000;
const systemPrefix = 'system-';
const systemClasses = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
]);

/** @see kubernetes/kubernetes `pkg/apis/scheduling/validation/validation.go` */
export const priorityClass: KindStrategy = () => ({
  tracksGeneration: true,
  defaults: (object) => {
    fill(object, { preemptionPolicy: 'PreemptLowerPriority', value: 0 });
  },
  validate: checkPriorityClass,
  validateUpdate: (object, current) => [
    ...(object['value'] === current['value']
      ? []
      : [fieldForbidden('value', 'may not be changed in an update.')]),
    ...checkImmutable(object['preemptionPolicy'], current['preemptionPolicy'], 'preemptionPolicy'),
  ],
});

function checkPriorityClass(object: Immutable<KubeObject>): FieldError[] {
  const name = object.metadata.name ?? '';
  const value = numberAt(object, 'value') ?? 0;
  const policies = ['Never', 'PreemptLowerPriority'];
  const errors = checkEnum(object['preemptionPolicy'], 'preemptionPolicy', policies, 'fine');
  if (name.startsWith(systemPrefix)) {
    if (systemClasses.get(name) === value) return errors;
    const known = systemClasses.get(name);
    const why =
      known === undefined
        ? `${name} is not a known system priority class`
        : `value of ${name} PriorityClass must be ${String(known)}`;
    const message = `priority class names with 'system-' prefix are reserved for system use only. error: ${why}`;
    return [fieldForbidden('metadata.name', message), ...errors];
  }
  if (value <= highestUserPriority) return errors;
  const message = `maximum allowed value of a user defined priority is ${String(highestUserPriority)}`;
  return [fieldForbidden('value', message), ...errors];
}

/** @see kubernetes/kubernetes `pkg/apis/coordination/validation/validation.go` */
export const lease: KindStrategy = () => ({
  allowCreateOnUpdate: true,
  allowUnconditionalUpdate: false,
  defaults: (object) => {
    emptyStruct(object, 'spec');
  },
  validate: (object) => {
    const duration = numberAt(object, 'spec.leaseDurationSeconds');
    return [
      ...(duration !== undefined && duration <= 0
        ? [fieldInvalid('spec.leaseDurationSeconds', duration, 'must be greater than 0')]
        : []),
      ...checkNotNegative(numberAt(object, 'spec.leaseTransitions'), 'spec.leaseTransitions'),
      ...(textAt(object, 'spec.preferredHolder') !== '' && textAt(object, 'spec.strategy') === ''
        ? [fieldForbidden('spec.preferredHolder', 'may only be specified if `strategy` is defined')]
        : []),
    ];
  },
});

/** @see kubernetes/kubernetes `pkg/apis/coordination/validation/validation.go`, `ValidateLeaseCandidate` */
export const leaseCandidate: KindStrategy = () => ({
  allowCreateOnUpdate: true,
  allowUnconditionalUpdate: false,
  validate: (object) =>
    ['leaseName', 'binaryVersion', 'strategy']
      .filter((field) => textAt(object, `spec.${field}`) === '')
      .map((field) => fieldRequired(`spec.${field}`)),
});

/** @see kubernetes/kubernetes `pkg/apis/node/validation/validation.go` */
export const runtimeClass: KindStrategy = () => ({
  allowCreateOnUpdate: true,
  allowUnconditionalUpdate: false,
  validate: (object) => checkName(textAt(object, 'handler'), 'handler', validateDns1123Label),
  validateUpdate: (object, current) =>
    checkImmutable(object['handler'], current['handler'], 'handler'),
});
