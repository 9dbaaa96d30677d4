import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  labelSelectorFromSpec,
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
  numberAt,
  textAt,
  textMapAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import {
  checkImmutable,
  checkEnum,
  checkLabelSelector,
  checkNotNegative,
  countSet,
  eachOf,
} from './checks.js';
import { defaultPodTemplate } from './pod-spec-defaults.js';
import { checkPodTemplate, checkSelectorMatches } from './workload-validation.js';

const uidLabels = ['controller-uid', 'batch.kubernetes.io/controller-uid'] as const;
const nameLabels = ['job-name', 'batch.kubernetes.io/job-name'] as const;
const selectorLabel = uidLabels[1];
const maxInt32 = 2_147_483_647;

/** @see kubernetes/kubernetes `pkg/registry/batch/job/strategy.go` */
export const job: KindStrategy = (minor) => ({
  hasStatus: true,
  tracksGeneration: true,
  defaults: (object) => {
    emptyStruct(object, 'status');
    const spec = ensureFields(object, 'spec');
    defaultPodTemplate(spec, 'template', minor);
    defaultJobSpec(spec);
    borrowLabels(object, textMapAt(spec, 'template.metadata.labels'));
  },
  prepareForCreate: (object) => {
    generateSelector(object);
    resetStatus(object);
  },
  validate: (object) => [
    ...checkGeneratedSelector(object),
    ...checkJobSpec(fieldsAt(object, 'spec'), 'spec', minor),
  ],
  validateUpdate: (object, current) =>
    checkJobUpdate(fieldsAt(object, 'spec'), fieldsAt(current, 'spec')),
});

/** @see kubernetes/kubernetes `pkg/apis/batch/v1/defaults.go`, `SetDefaults_Job` */
function defaultJobSpec(spec: EditableFields): void {
  if (!has(spec, 'completions') && !has(spec, 'parallelism')) spec['completions'] = 1;
  const policy = editable(spec, 'podFailurePolicy');
  for (const rule of editableList(policy, 'rules')) {
    for (const pattern of editableList(rule, 'onPodConditions')) fill(pattern, { status: 'True' });
  }
  fill(spec, {
    parallelism: 1,
    backoffLimit: has(spec, 'backoffLimitPerIndex') ? maxInt32 : 6,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: policy === undefined ? 'TerminatingOrFailed' : 'Failed',
    manualSelector: false,
  });
}

/** Objects without labels of their own get those of their pods. */
export function borrowLabels(object: KubeObject, labels: Readonly<Record<string, string>>): void {
  const own = object.metadata.labels ?? {};
  if (Object.keys(labels).length === 0 || Object.keys(own).length > 0) return;
  object.metadata.labels = { ...labels };
}

/** @see kubernetes/kubernetes `pkg/registry/batch/job/strategy.go`, `generateSelector` */
function generateSelector(object: KubeObject): void {
  const spec = ensureFields(object, 'spec');
  if (spec['manualSelector'] === true) return;
  const labels = ensureFields(ensureFields(ensureFields(spec, 'template'), 'metadata'), 'labels');
  const { uid = '', name = '' } = object.metadata;
  for (const label of nameLabels) labels[label] ??= name;
  for (const label of uidLabels) labels[label] ??= uid;
  const matchLabels = ensureFields(ensureFields(spec, 'selector'), 'matchLabels');
  matchLabels[selectorLabel] ??= uid;
}

function checkGeneratedSelector(object: Immutable<KubeObject>): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  if (spec['manualSelector'] === true || !has(spec, 'selector')) return [];
  const labels = textMapAt(spec, 'template.metadata.labels');
  const { uid = '', name = '' } = object.metadata;
  const expected: Record<string, string> = {};
  for (const label of uidLabels) expected[label] = uid;
  for (const label of nameLabels) expected[label] = name;
  const path = 'spec.template.metadata.labels';
  const errors = Object.entries(expected).flatMap(([label, value]) => {
    const found = labels[label];
    if (found === undefined) return [fieldRequired(`${path}[${label}]`, `must be '${value}'`)];
    return found === value ? [] : [fieldInvalid(`${path}[${label}]`, labels, `must be '${value}'`)];
  });
  if (labelSelectorFromSpec(spec['selector'])?.matches(expected) === true) return errors;
  return [
    ...errors,
    fieldInvalid('spec.selector', spec['selector'], '`selector` not auto-generated'),
  ];
}

/** @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `ValidateJobSpec` */
function checkJobSpec(spec: Fields, path: string, minor: number): FieldError[] {
  return [
    ...checkJobBody(spec, path, minor),
    ...(has(spec, 'selector')
      ? checkLabelSelector(spec['selector'], `${path}.selector`)
      : [fieldRequired(`${path}.selector`)]),
    ...checkSelectorMatches(spec, path),
  ];
}

const counts = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

/** All rules but those of the selector, which the template of a cron job must not have. */
export function checkJobBody(spec: Fields, path: string, minor: number): FieldError[] {
  const modes = ['NonIndexed', 'Indexed'];
  return [
    ...counts.flatMap((field) => checkNotNegative(spec[field], `${path}.${field}`)),
    ...(has(spec, 'maxFailedIndexes') && !has(spec, 'backoffLimitPerIndex')
      ? [fieldRequired(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')]
      : []),
    ...checkEnum(spec['completionMode'], `${path}.completionMode`, modes, 'fine'),
    ...(spec['completionMode'] === 'Indexed'
      ? checkIndexed(spec, path)
      : checkNotIndexed(spec, path)),
    ...checkFailurePolicy(spec, path),
    ...checkPodTemplate(fieldsAt(spec, 'template'), `${path}.template`, minor),
    ...checkRestartPolicy(spec, `${path}.template.spec.restartPolicy`),
  ];
}

function checkIndexed(spec: Fields, path: string): FieldError[] {
  const limit = 100_000;
  const parallelism = numberAt(spec, 'parallelism') ?? 0;
  const failed = numberAt(spec, 'maxFailedIndexes') ?? 0;
  const completions = numberAt(spec, 'completions');
  return [
    ...(completions === undefined
      ? [fieldRequired(`${path}.completions`, 'when completion mode is Indexed')]
      : []),
    ...(parallelism > limit
      ? [
          fieldInvalid(
            `${path}.parallelism`,
            parallelism,
            `must be less than or equal to ${String(limit)} when completion mode is Indexed`,
          ),
        ]
      : []),
    ...(completions !== undefined && failed > completions
      ? [
          fieldInvalid(
            `${path}.maxFailedIndexes`,
            failed,
            'must be less than or equal to completions',
          ),
        ]
      : []),
  ];
}

const checkNotIndexed = (spec: Fields, path: string): FieldError[] =>
  ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']
    .filter((field) => has(spec, field))
    .map((field) =>
      fieldInvalid(`${path}.${field}`, spec[field], 'requires indexed completion mode'),
    );

const failureActions = ['Count', 'FailIndex', 'FailJob', 'Ignore'];

function checkFailurePolicy(spec: Fields, path: string): FieldError[] {
  return eachOf(spec['podFailurePolicy'], 'rules', `${path}.podFailurePolicy`, (rule, at) => {
    const tests = countSet(rule, ['onExitCodes', 'onPodConditions']);
    const quoted = failureActions.map((each) => JSON.stringify(each)).join(' ');
    const action = textAt(rule, 'action');
    return [
      ...(action === ''
        ? [fieldRequired(`${at}.action`, `valid values: [${quoted}]`)]
        : checkEnum(action, `${at}.action`, failureActions)),
      ...(tests === 1 ? [] : [oneTestOf(at, tests)]),
    ];
  });
}

/** Upstream leaves the rule itself out of these texts. */
const oneTestOf = (field: string, tests: number): FieldError => ({
  reason: 'FieldValueInvalid',
  field,
  message:
    tests > 1
      ? 'Invalid value: specifying both OnExitCodes and OnPodConditions is not supported'
      : 'Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
});

function checkRestartPolicy(spec: Fields, path: string): FieldError[] {
  const policy = textAt(spec, 'template.spec.restartPolicy');
  if (policy === '' || policy === 'Always') {
    return [fieldRequired(path, 'valid values: "OnFailure", "Never"')];
  }
  if (policy !== 'OnFailure' && policy !== 'Never') {
    return [fieldNotSupported(path, policy, ['OnFailure', 'Never'])];
  }
  return has(spec, 'podFailurePolicy') && policy !== 'Never'
    ? [fieldInvalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified')]
    : [];
}

/** @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `ValidateJobSpecUpdate` */
function checkJobUpdate(next: Fields, old: Fields): FieldError[] {
  const same = (field: string): FieldError[] =>
    checkImmutable(next[field], old[field], `spec.${field}`);
  return [
    ...checkCompletionsUpdate(next, old),
    ...same('selector'),
    ...checkImmutable(next['template'], templateToKeep(next, old), 'spec.template'),
    ...[
      'completionMode',
      'podFailurePolicy',
      'backoffLimitPerIndex',
      'managedBy',
      'successPolicy',
    ].flatMap(same),
  ];
}

function checkCompletionsUpdate(next: Fields, old: Fields): FieldError[] {
  const path = 'spec.completions';
  if (next['completionMode'] !== 'Indexed')
    return checkImmutable(next['completions'], old['completions'], path);
  const completions = numberAt(next, 'completions');
  if (completions === undefined || completions === old['completions']) return [];
  return completions === next['parallelism']
    ? []
    : [fieldInvalid(path, completions, 'can only be modified in tandem with spec.parallelism')];
}

/** A job that has not run yet may still be told where to run. */
function templateToKeep(next: Fields, old: Fields): unknown {
  const template = fieldsAt(old, 'template');
  if (old['suspend'] !== true) return template;
  const wanted = fieldsAt(next, 'template');
  const [spec, oldSpec] = [fieldsAt(wanted, 'spec'), fieldsAt(template, 'spec')];
  const affinity = {
    ...fieldsAt(oldSpec, 'affinity'),
    nodeAffinity: fieldsAt(spec, 'affinity')['nodeAffinity'],
  };
  return {
    ...template,
    metadata: wanted['metadata'],
    spec: {
      ...oldSpec,
      affinity: has(spec, 'affinity') || Object.keys(affinity).length > 1 ? affinity : undefined,
      nodeSelector: spec['nodeSelector'],
      tolerations: spec['tolerations'],
      schedulingGates: spec['schedulingGates'],
    },
  };
}
