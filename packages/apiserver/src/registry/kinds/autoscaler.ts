import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import {
  editable,
  ensureFields,
  fieldsAt,
  fill,
  has,
  listAt,
  numberAt,
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { checkMetric } from './autoscaler-metric.js';
import { checkTarget } from './autoscaler-target.js';
import { resetStatus, type KindStrategy } from './base.js';
import { checkNotNegative, eachOf } from './checks.js';
import { checkQuantity } from './resource-requirements.js';

const defaultCpu = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
};

/** The tolerance of a single autoscaler is on by default since 1.35. */
const toleranceSince = 35;

/** Stored as autoscaling/v2. @see kubernetes/kubernetes `pkg/apis/autoscaling/v2/defaults.go` */
export const horizontalPodAutoscaler: KindStrategy = (minor) => ({
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
    if (minor < toleranceSince) dropTolerance(ensureFields(object, 'spec'));
  },
  prepareForUpdate: (object, current) => {
    const used = ['scaleUp', 'scaleDown'].some((way) =>
      has(current, `spec.behavior.${way}.tolerance`),
    );
    if (minor < toleranceSince && !used) dropTolerance(ensureFields(object, 'spec'));
  },
  validate: (object, current) =>
    checkAutoscaler(
      fieldsAt(object, 'spec'),
      current === undefined ? undefined : fieldsAt(current, 'spec'),
      minor,
    ),
  validateStatusUpdate: (object) =>
    ['currentReplicas', 'desiredReplicas'].flatMap((field) =>
      checkNotNegative(numberAt(object, `status.${field}`), `status.${field}`),
    ),
});

function dropTolerance(spec: EditableFields): void {
  for (const way of ['scaleUp', 'scaleDown'])
    delete editable(editable(spec, 'behavior'), way)?.['tolerance'];
}

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

/** @see kubernetes/kubernetes `pkg/apis/autoscaling/validation/validation.go`, `validateHorizontalPodAutoscalerSpec` */
function checkAutoscaler(spec: Fields, old: Fields | undefined, minor: number): FieldError[] {
  const least = numberAt(spec, 'minReplicas');
  const most = numberAt(spec, 'maxReplicas') ?? 0;
  const refuse = (field: string, value: number, than: string): FieldError =>
    fieldInvalid(`spec.${field}`, value, `must be greater than or equal to ${than}`);
  return [
    ...(least !== undefined && least < 1 ? [refuse('minReplicas', least, '1')] : []),
    ...(most === 0 ? [fieldRequired('spec.maxReplicas', 'must be set and greater than 0')] : []),
    ...(most < 0 ? [refuse('maxReplicas', most, '1')] : []),
    ...(least !== undefined && most < least ? [refuse('maxReplicas', most, '`minReplicas`')] : []),
    ...checkTarget(
      fieldsAt(spec, 'scaleTargetRef'),
      'spec.scaleTargetRef',
      groupRule(spec, old, minor),
    ),
    ...eachOf(spec, 'metrics', 'spec', (metric, at) => checkMetric(metric, at, minor)),
    ...(least === 0 && !listAt(spec, 'metrics').some(scalesFromZero)
      ? [
          fieldForbidden(
            'spec.metrics',
            'must specify at least one Object or External metric to support scaling to zero replicas',
          ),
        ]
      : []),
    ...['scaleUp', 'scaleDown']
      .filter((way) => has(spec, `behavior.${way}`))
      .flatMap((way) => checkRules(fieldsAt(spec, `behavior.${way}`), `spec.behavior.${way}`)),
  ];
}

/** Versions of targets are judged since 1.34, and only when they change. */
function groupRule(
  spec: Fields,
  old: Fields | undefined,
  minor: number,
): 'any' | 'required' | 'unchecked' {
  const target = fieldsAt(spec, 'scaleTargetRef');
  const before = fieldsAt(old, 'scaleTargetRef');
  const same =
    old !== undefined &&
    before['apiVersion'] === target['apiVersion'] &&
    before['kind'] === target['kind'];
  if (minor < 34 || same) return 'unchecked';
  return target['kind'] === 'ReplicationController' ? 'any' : 'required';
}

const scalesFromZero = (metric: Fields): boolean =>
  metric['type'] === 'Object' || metric['type'] === 'External';

const longestWindow = 3600;
const longestPeriod = 1800;

/** @see kubernetes/kubernetes `pkg/apis/autoscaling/validation/validation.go`, `validateScalingRules` */
function checkRules(rules: Fields, path: string): FieldError[] {
  const window = numberAt(rules, 'stabilizationWindowSeconds');
  const refuse = (problem: string): FieldError =>
    fieldInvalid(`${path}.stabilizationWindowSeconds`, window, problem);
  const choice = textAt(rules, 'selectPolicy');
  const choices = ['Disabled', 'Max', 'Min'];
  return [
    ...(window !== undefined && window < 0
      ? [refuse('must be greater than or equal to zero')]
      : []),
    ...(window !== undefined && window > longestWindow
      ? [refuse(`must be less than or equal to ${String(longestWindow)}`)]
      : []),
    ...(has(rules, 'selectPolicy') && !choices.includes(choice)
      ? [fieldNotSupported(`${path}.selectPolicy`, choice, choices)]
      : []),
    ...(listAt(rules, 'policies').length === 0
      ? [fieldRequired(`${path}.policies`, 'must specify at least one Policy')]
      : []),
    ...eachOf(rules, 'policies', path, checkPolicy),
    ...(has(rules, 'tolerance')
      ? checkQuantity(rules['tolerance'], `${path}.tolerance`, false)
      : []),
  ];
}

function checkPolicy(policy: Fields, path: string): FieldError[] {
  const type = textAt(policy, 'type');
  const period = numberAt(policy, 'periodSeconds') ?? 0;
  const value = numberAt(policy, 'value') ?? 0;
  const notPositive = 'must be greater than zero';
  return [
    ...(type === 'Pods' || type === 'Percent'
      ? []
      : [fieldNotSupported(`${path}.type`, type, ['Percent', 'Pods'])]),
    ...(value <= 0 ? [fieldInvalid(`${path}.value`, value, notPositive)] : []),
    ...(period <= 0 ? [fieldInvalid(`${path}.periodSeconds`, period, notPositive)] : []),
    ...(period > longestPeriod
      ? [
          fieldInvalid(
            `${path}.periodSeconds`,
            period,
            `must be less than or equal to ${String(longestPeriod)}`,
          ),
        ]
      : []),
  ];
}
