import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  validateDns1123Label,
  validatePathSegmentName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  editable,
  editableList,
  ensureFields,
  fieldsAt,
  fill,
  has,
  listAt,
  numberAt,
  semanticallyEqual,
  textAt,
  type EditableFields,
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
import { checkQuantity } from './resource-requirements.js';

const defaultCpu = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};

/** Stored as autoscaling/v2. @see kubernetes/kubernetes `pkg/apis/autoscaling/v2/defaults.go` */
export const horizontalPodAutoscaler: KindStrategy = () => ({
  hasStatus: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    fill(spec, { minReplicas: 1 });
    if (listAt(spec, 'metrics').length === 0) spec['metrics'] = [structuredClone(defaultCpu)];
    defaultBehavior(editable(spec, 'behavior'));
    const status = ensureFields(object, 'status');
    fill(status, { desiredReplicas: 0 });
    status['currentMetrics'] ??= null;
  },
  prepareForCreate: (object) => {
    resetStatus(object, { desiredReplicas: 0, currentMetrics: null });
  },
  validate: (object) => checkAutoscaler(fieldsAt(object, 'spec')),
});

function defaultBehavior(behavior: EditableFields | undefined): void {
  if (behavior === undefined) return;
  fill(ensureFields(behavior, 'scaleUp'), {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [
      { type: 'Pods', value: 4, periodSeconds: 15 },
      { type: 'Percent', value: 100, periodSeconds: 15 },
    ],
  });
  fill(ensureFields(behavior, 'scaleDown'), {
    selectPolicy: 'Max',
    policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
  });
}

/** @see kubernetes/kubernetes `pkg/apis/autoscaling/validation/validation.go` */
function checkAutoscaler(spec: Fields): FieldError[] {
  const least = numberAt(spec, 'minReplicas');
  const most = numberAt(spec, 'maxReplicas') ?? 0;
  const target = fieldsAt(spec, 'scaleTargetRef');
  const refuse = (field: string, value: number, than: string): FieldError =>
    fieldInvalid(`spec.${field}`, value, `must be greater than or equal to ${than}`);
  return [
    ...(least !== undefined && least < 1 ? [refuse('minReplicas', least, '1')] : []),
    ...(most === 0 ? [fieldRequired('spec.maxReplicas', 'must be set and greater than 0')] : []),
    ...(most < 0 ? [refuse('maxReplicas', most, '1')] : []),
    ...(least !== undefined && most < least ? [refuse('maxReplicas', most, '`minReplicas`')] : []),
    ...checkName(textAt(target, 'kind'), 'spec.scaleTargetRef.kind', validatePathSegmentName),
    ...checkName(textAt(target, 'name'), 'spec.scaleTargetRef.name', validatePathSegmentName),
  ];
}

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

/** @see kubernetes/kubernetes `pkg/registry/core/resourcequota/strategy.go` */
export const resourceQuota: KindStrategy = () => ({
  hasStatus: true,
  defaults: (object) => {
    emptyStruct(object, 'spec', 'status');
  },
  prepareForCreate: (object) => {
    resetStatus(object);
  },
  validate: (object) =>
    Object.entries(fieldsAt(object, 'spec.hard')).flatMap(([name, amount]) =>
      checkQuantity(amount, `spec.hard[${name}]`, name === 'pods' || name.startsWith('count/')),
    ),
  validateUpdate: (object, current) =>
    semanticallyEqual(sortedScopes(object), sortedScopes(current))
      ? []
      : [fieldInvalid('spec.scopes', sortedScopes(object), 'field is immutable')],
});

const sortedScopes = (object: Immutable<KubeObject>): readonly unknown[] => {
  const { scopes } = fieldsAt(object, 'spec');
  return Array.isArray(scopes) ? scopes.map(String).sort() : [];
};

/** @see kubernetes/kubernetes `pkg/apis/core/v1/defaults.go`, `SetDefaults_LimitRangeItem` */
export const limitRange: KindStrategy = () => ({
  allowCreateOnUpdate: true,
  defaults: (object) => {
    const spec = ensureFields(object, 'spec');
    spec['limits'] ??= null;
    for (const item of editableList(spec, 'limits')) {
      if (item['type'] === 'Container') defaultLimits(item);
    }
  },
});

function defaultLimits(item: EditableFields): void {
  const nothing = (field: string): boolean => Object.keys(fieldsAt(item, field)).length === 0;
  if (!nothing('max')) fill(ensureFields(item, 'default'), fieldsAt(item, 'max'));
  if (!nothing('default')) fill(ensureFields(item, 'defaultRequest'), fieldsAt(item, 'default'));
  if (!nothing('min')) fill(ensureFields(item, 'defaultRequest'), fieldsAt(item, 'min'));
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
