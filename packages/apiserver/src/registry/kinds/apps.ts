import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import {
  ensureFields,
  fieldsAt,
  fill,
  has,
  numberAt,
  semanticallyEqual,
  type Fields,
} from '../object-fields.js';
import type { KindStrategy } from './base.js';
import { checkImmutable, checkIntOrPercent, checkNotNegative, percentOver100 } from './checks.js';
import {
  checkPodTemplate,
  checkRunsAlways,
  checkSelector,
  checkSelectorMatches,
} from './workload-validation.js';
import { checkWorkloadStatus, statusRules } from './workload-status.js';
import { checkCounts, workload } from './workload.js';

/** @see kubernetes/kubernetes `pkg/registry/apps/deployment/strategy.go`, `pkg/apis/apps/v1/defaults.go` */
export const deployment: KindStrategy = (minor) => {
  const parts = workload({
    minor,
    initialStatus: {},
    validateStatus: checkWorkloadStatus(statusRules.deployment),
    defaultSpec: (spec) => {
      fill(spec, {
        replicas: 1,
        strategy: {},
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
      });
      const strategy = ensureFields(spec, 'strategy');
      fill(strategy, { type: 'RollingUpdate' });
      if (strategy['type'] !== 'RollingUpdate') return;
      fill(ensureFields(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
    },
    validate: (spec, old) => [
      ...checkCounts(spec, 'replicas'),
      ...checkSelector(spec, 'spec', 'deployment'),
      ...checkSelectorMatches(spec, 'spec'),
      ...checkPodTemplate(fieldsAt(spec, 'template'), 'spec.template', minor, old),
      // Upstream checks the template of a deployment as that of a replica set.
      ...checkRunsAlways(spec, 'spec', 'ReplicaSet'),
      ...checkDeploymentStrategy(fieldsAt(spec, 'strategy')),
      ...checkCounts(spec, 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'),
      ...checkDeadline(spec),
    ],
  });
  return {
    ...parts,
    // Annotations travel to replica sets, so a change of them counts too.
    prepareForUpdate: (object, current, context) => {
      parts.prepareForUpdate?.(object, current, context);
      const { metadata } = object;
      const before = current.metadata;
      if (
        metadata.generation === before.generation &&
        !semanticallyEqual(metadata.annotations, before.annotations)
      ) {
        metadata.generation = (before.generation ?? 0) + 1;
      }
    },
  };
};

function checkDeadline(spec: Fields): FieldError[] {
  const deadline = numberAt(spec, 'progressDeadlineSeconds');
  if (deadline === undefined || deadline > (numberAt(spec, 'minReadySeconds') ?? 0)) return [];
  return [
    fieldInvalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'),
  ];
}

function checkDeploymentStrategy(strategy: Fields): FieldError[] {
  const path = 'spec.strategy';
  const rolling = strategy['rollingUpdate'];
  switch (strategy['type']) {
    case 'Recreate':
      return has(strategy, 'rollingUpdate')
        ? [
            fieldForbidden(
              `${path}.rollingUpdate`,
              "may not be specified when strategy `type` is 'Recreate'",
            ),
          ]
        : [];
    case 'RollingUpdate':
      return has(strategy, 'rollingUpdate')
        ? checkRollingUpdate(rolling, `${path}.rollingUpdate`)
        : [fieldRequired(`${path}.rollingUpdate`, 'this should be defaulted and never be nil')];
    default:
      return [fieldNotSupported(path, strategy, ['Recreate', 'RollingUpdate'])];
  }
}

function checkRollingUpdate(rolling: unknown, path: string): FieldError[] {
  const { maxUnavailable, maxSurge } = fieldsAt({ rolling }, 'rolling');
  return [
    ...checkIntOrPercent(maxUnavailable, `${path}.maxUnavailable`),
    ...checkIntOrPercent(maxSurge, `${path}.maxSurge`),
    ...(isZero(maxUnavailable) && isZero(maxSurge)
      ? [
          fieldInvalid(
            `${path}.maxUnavailable`,
            maxUnavailable,
            'may not be 0 when `maxSurge` is 0',
          ),
        ]
      : []),
    ...percentOver100(maxUnavailable, `${path}.maxUnavailable`),
  ];
}

const isZero = (value: unknown): boolean =>
  value === undefined || value === 0 || (typeof value === 'string' && /^0+%$/.test(value));

/** @see kubernetes/kubernetes `pkg/registry/apps/replicaset/strategy.go` */
export const replicaSet: KindStrategy = (minor) =>
  workload({
    minor,
    initialStatus: { replicas: 0 },
    validateStatus: checkWorkloadStatus(statusRules.replicaSet),
    defaultSpec: (spec) => {
      fill(spec, { replicas: 1 });
    },
    validate: (spec, old) => [
      ...checkCounts(spec, 'replicas', 'minReadySeconds'),
      ...checkSelector(spec, 'spec', 'deployment'),
      ...checkSelectorMatches(spec, 'spec'),
      ...checkPodTemplate(fieldsAt(spec, 'template'), 'spec.template', minor, old),
      ...checkRunsAlways(spec, 'spec', 'ReplicaSet'),
    ],
  });

const daemonSetStatus = {
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  desiredNumberScheduled: 0,
  numberReady: 0,
};

/** @see kubernetes/kubernetes `pkg/registry/apps/daemonset/strategy.go` */
export const daemonSet: KindStrategy = (minor) =>
  workload({
    minor,
    initialStatus: daemonSetStatus,
    validateStatus: checkWorkloadStatus(statusRules.daemonSet),
    defaultSpec: (spec) => {
      fill(spec, { revisionHistoryLimit: 10 });
      const strategy = ensureFields(spec, 'updateStrategy');
      fill(strategy, { type: 'RollingUpdate' });
      if (strategy['type'] !== 'RollingUpdate') return;
      fill(ensureFields(strategy, 'rollingUpdate'), { maxUnavailable: 1, maxSurge: 0 });
    },
    validate: (spec, old) => [
      ...checkSelector(spec, 'spec', 'daemonset'),
      ...checkSelectorMatches(spec, 'spec'),
      ...checkPodTemplate(fieldsAt(spec, 'template'), 'spec.template', minor, old),
      ...checkRunsAlways(spec, 'spec', 'DaemonSet'),
      ...checkCounts(spec, 'minReadySeconds', 'revisionHistoryLimit'),
      ...checkDaemonSetStrategy(fieldsAt(spec, 'updateStrategy')),
    ],
  });

function checkDaemonSetStrategy(strategy: Fields): FieldError[] {
  const path = 'spec.updateStrategy';
  if (strategy['type'] === 'OnDelete') return [];
  if (strategy['type'] !== 'RollingUpdate')
    return [fieldNotSupported(path, strategy, ['RollingUpdate', 'OnDelete'])];
  const { maxUnavailable, maxSurge } = fieldsAt(strategy, 'rollingUpdate');
  const at = `${path}.rollingUpdate`;
  const both = !isZero(maxUnavailable) && !isZero(maxSurge);
  return [
    ...checkIntOrPercent(maxUnavailable, `${at}.maxUnavailable`),
    ...checkIntOrPercent(maxSurge, `${at}.maxSurge`),
    ...percentOver100(maxUnavailable, `${at}.maxUnavailable`),
    ...percentOver100(maxSurge, `${at}.maxSurge`),
    ...(both
      ? [fieldInvalid(`${at}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero')]
      : []),
    ...(isZero(maxUnavailable) && isZero(maxSurge)
      ? [fieldRequired(`${at}.maxUnavailable`, 'cannot be 0 when maxSurge is 0')]
      : []),
  ];
}

/** @see kubernetes/kubernetes `pkg/registry/apps/controllerrevision/strategy.go` */
export const controllerRevision: KindStrategy = () => ({
  validate: (object) => [
    ...(has(object, 'data') ? [] : [fieldRequired('data', 'data is mandatory')]),
    ...checkNotNegative(object['revision'], 'revision'),
  ],
  validateUpdate: (object, current) => checkImmutable(object['data'], current['data'], 'data'),
});
