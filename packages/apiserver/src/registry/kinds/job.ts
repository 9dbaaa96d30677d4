import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  labelSelectorFromSpec,
  validateDns1123Label,
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
import { checkEnum, checkLabelSelector, checkNotNegative } from './checks.js';
import {
  checkFailurePolicy,
  checkManagedBy,
  checkReplacementPolicy,
  checkSuccessPolicy,
} from './job-policies.js';
import { checkJobUpdate } from './job-update-validation.js';
import { checkJobStatusUpdate } from './job-status-validation.js';
import { defaultPodTemplate } from './pod-spec-defaults.js';
import {
  checkPodTemplate,
  checkSelectorMatches,
  dropDisabledTemplateFields,
} from './workload-validation.js';

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
  prepareForCreate: (object, { isFeatureOn }) => {
    generateSelector(object);
    resetStatus(object);
    const spec = ensureFields(object, 'spec');
    if (minor < 32) delete spec['managedBy'];
    if (minor < 31) delete spec['successPolicy'];
    dropDisabledTemplateFields(object, undefined, 'spec.template', { minor, isFeatureOn });
  },
  prepareForUpdate: (object, current, { isFeatureOn }) => {
    if (minor < 31 && !has(current, 'spec.successPolicy'))
      delete ensureFields(object, 'spec')['successPolicy'];
    dropDisabledTemplateFields(object, current, 'spec.template', { minor, isFeatureOn });
  },
  validate: (object, current) => [
    ...checkGeneratedSelector(object, current),
    ...checkJobSpec(fieldsAt(object, 'spec'), 'spec', minor, oldTemplateOf(current)),
    ...checkPodHostname(object),
  ],
  validateUpdate: (object, current) => [
    ...checkJobSpec(fieldsAt(object, 'spec'), 'spec', minor, oldTemplateOf(current)),
    ...checkJobUpdate(fieldsAt(object, 'spec'), current, minor),
  ],
  validateStatusUpdate: (object, current) => checkJobStatusUpdate(object, current, minor),
});

const oldTemplateOf = (current: Immutable<KubeObject> | undefined): Fields | undefined =>
  current === undefined ? undefined : fieldsAt(current, 'spec.template');

/** Pods of an indexed job are named after it and their index. */
function checkPodHostname(object: Immutable<KubeObject>): FieldError[] {
  const completions = numberAt(object, 'spec.completions') ?? 0;
  if (textAt(object, 'spec.completionMode') !== 'Indexed' || completions <= 0) return [];
  const name = object.metadata.name ?? '';
  const last = `${name}-${String(completions - 1)}`;
  return validateDns1123Label(last).length === 0
    ? []
    : [
        fieldInvalid(
          'metadata.name',
          name,
          `will not able to create pod with invalid DNS label: ${last}`,
        ),
      ];
}

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

function checkGeneratedSelector(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject> | undefined,
): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  if (spec['manualSelector'] === true || !has(spec, 'selector')) return [];
  const labels = textMapAt(spec, 'template.metadata.labels');
  const { uid = '', name = '' } = object.metadata;
  const expected: Record<string, string> = {};
  const before = textMapAt(current, 'spec.template.metadata.labels');
  // Jobs from before the prefixed labels may go on without them.
  const prefixed =
    current === undefined || [uidLabels[1], nameLabels[1]].every((label) => label in before);
  for (const index of prefixed ? ([0, 1] as const) : ([0] as const)) {
    expected[uidLabels[index]] = uid;
    expected[nameLabels[index]] = name;
  }
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
function checkJobSpec(
  spec: Fields,
  path: string,
  minor: number,
  oldTemplate: Fields | undefined,
): FieldError[] {
  return [
    ...checkJobBody(spec, path, minor, oldTemplate),
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
export function checkJobBody(
  spec: Fields,
  path: string,
  minor: number,
  oldTemplate?: Fields,
): FieldError[] {
  const modes = ['NonIndexed', 'Indexed'];
  return [
    ...counts.flatMap((field) => checkNotNegative(spec[field], `${path}.${field}`)),
    ...(has(spec, 'maxFailedIndexes') && !has(spec, 'backoffLimitPerIndex')
      ? [fieldRequired(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified')]
      : []),
    ...checkManagedBy(spec, `${path}.managedBy`, minor),
    ...checkEnum(spec['completionMode'], `${path}.completionMode`, modes, 'fine'),
    ...(spec['completionMode'] === 'Indexed'
      ? checkIndexed(spec, path)
      : checkNotIndexed(spec, path)),
    ...(has(spec, 'podFailurePolicy') ? checkFailurePolicy(spec, `${path}.podFailurePolicy`) : []),
    ...(has(spec, 'successPolicy') && spec['completionMode'] === 'Indexed'
      ? checkSuccessPolicy(spec, `${path}.successPolicy`)
      : []),
    ...checkReplacementPolicy(spec, `${path}.podReplacementPolicy`),
    ...checkPodTemplate(fieldsAt(spec, 'template'), `${path}.template`, minor, oldTemplate),
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
    ...(failed > limit
      ? [
          fieldInvalid(
            `${path}.maxFailedIndexes`,
            failed,
            `must be less than or equal to ${String(limit)}`,
          ),
        ]
      : []),
    ...(has(spec, 'backoffLimitPerIndex') && (completions ?? 0) > limit
      ? checkManyIndexes(spec, path)
      : []),
  ];
}

/** Jobs with very many indexes that count failures of each have less room. */
function checkManyIndexes(spec: Fields, path: string): FieldError[] {
  const limit = 10_000;
  const words = `must be less than or equal to ${String(limit)} when completions are above 100000 and used with backoff limit per index`;
  return [
    ...(has(spec, 'maxFailedIndexes')
      ? []
      : [
          fieldRequired(
            `${path}.maxFailedIndexes`,
            'must be specified when completions is above 100000',
          ),
        ]),
    ...['parallelism', 'maxFailedIndexes'].flatMap((field) => {
      const value = numberAt(spec, field) ?? 0;
      return value > limit ? [fieldInvalid(`${path}.${field}`, value, words)] : [];
    }),
  ];
}

const checkNotIndexed = (spec: Fields, path: string): FieldError[] =>
  ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy']
    .filter((field) => has(spec, field))
    .map((field) =>
      fieldInvalid(`${path}.${field}`, spec[field], 'requires indexed completion mode'),
    );

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
