import {
  fieldForbidden,
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
  textAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { emptyStruct, isNew, resetStatus, type KindStrategy } from './base.js';
import { eachOf } from './checks.js';
import { checkImageText } from './container-validation.js';
import { mergeLabelKeys } from './merge-label-keys.js';
import {
  checkPodAnnotations,
  checkProfilesAgree,
  mirrorAnnotation,
} from './pod-annotations-validation.js';
import { dropDisabledPodFields } from './pod-disabled-fields.js';
import { defaultPodResources } from './pod-level-resources.js';
import { podQosClass } from './pod-qos.js';
import { podRules } from './pod-rules.js';
import { defaultPodSpec, defaultPodTemplate } from './pod-spec-defaults.js';
import { checkPodSpec } from './pod-spec-validation.js';
import { checkPodStatusUpdate } from './pod-status-validation.js';
import { checkPodUpdate } from './pod-update-validation.js';
import { checkPodTemplate, templateFieldsAt } from './workload-validation.js';

/** @see kubernetes/kubernetes `pkg/registry/core/pod/strategy.go` */
export const pod: KindStrategy = (minor) => ({
  hasStatus: true,
  // Pods count their generation since 1.33.
  tracksGeneration: minor >= 33,
  gracePeriodSeconds: podGracePeriod,
  defaults: (object) => {
    defaultPod(object, minor);
  },
  prepareForCreate: (object, { isFeatureOn }) => {
    const spec = ensureFields(object, 'spec');
    resetStatus(object, {
      phase: 'Pending',
      ...(listAt(spec, 'schedulingGates').length > 0 ? { conditions: [gated] } : {}),
      qosClass: podQosClass(spec, minor),
    });
    dropDisabledPodFields(spec, undefined, minor, isFeatureOn);
    mergeLabelKeys(spec, object.metadata.labels ?? {}, minor);
  },
  prepareForUpdate: (object, current, { isFeatureOn }) => {
    const old = fieldsAt(current, 'spec');
    dropDisabledPodFields(ensureFields(object, 'spec'), old, minor, isFeatureOn);
  },
  prepareForStatusUpdate: keepStatusFacts,
  validate: (object, current) => checkPod(object, current, minor),
  validateUpdate: (object, current) => checkPodUpdate(object, current, minor),
  validateStatusUpdate: (object, current) => checkPodStatusUpdate(object, current, minor),
});

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `validatePodMetadataAndSpec` */
export function checkPod(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject> | undefined,
  minor: number,
): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const { annotations, name } = object.metadata;
  const rules = podRules({
    minor,
    isPod: true,
    podName: name ?? '',
    mirror: annotations?.[mirrorAnnotation] !== undefined,
    old: current === undefined ? undefined : fieldsAt(current, 'spec'),
  });
  return [
    ...checkPodAnnotations(annotations, spec, minor),
    ...checkPodSpec(spec, 'spec', rules),
    ...checkTokensHaveAccount(spec),
    ...eachOf(spec, 'containers', 'spec', checkImageText),
    ...eachOf(spec, 'initContainers', 'spec', checkImageText),
    ...(isNew(object) ? checkNewPod(object) : []),
  ];
}

/** A token is always somebody's. */
const checkTokensHaveAccount = (spec: Fields): FieldError[] =>
  textAt(spec, 'serviceAccountName') === ''
    ? eachOf(spec, 'volumes', 'spec', (volume, at) =>
        eachOf(volume['projected'], 'sources', `${at}.projected`, (source, sourceAt) =>
          has(source, 'serviceAccountToken')
            ? [
                fieldForbidden(
                  `${sourceAt}.serviceAccountToken`,
                  'must not be specified when serviceAccountName is not set',
                ),
              ]
            : [],
        ),
      )
    : [];

const gated = {
  type: 'PodScheduled',
  status: 'False',
  lastProbeTime: null,
  lastTransitionTime: null,
  reason: 'SchedulingGated',
  message: 'Scheduling is blocked due to non-empty scheduling gates',
};

/** @see kubernetes/kubernetes `pkg/apis/core/v1/defaults.go`, `SetDefaults_Pod` */
function defaultPod(object: KubeObject, minor: number): void {
  const spec = ensureFields(object, 'spec');
  emptyStruct(object, 'status');
  for (const list of ['containers', 'initContainers']) {
    for (const container of editableList(spec, list)) {
      requestTheLimits(container);
      if (spec['hostNetwork'] === true) useHostPorts(container);
    }
  }
  // Resources of the pod itself are on by default since 1.34.
  if (minor >= 34) defaultPodResources(spec);
  fill(spec, { enableServiceLinks: true });
  defaultPodSpec(spec, minor);
}

/** Only in pods, not in templates: what is limited but not asked for is asked for in full. */
function requestTheLimits(container: EditableFields): void {
  const resources = editable(container, 'resources');
  const limits = editable(resources, 'limits');
  if (resources !== undefined && limits !== undefined)
    fill(ensureFields(resources, 'requests'), limits);
}

function useHostPorts(container: EditableFields): void {
  for (const port of editableList(container, 'ports')) {
    port['hostPort'] = port['hostPort'] || port['containerPort'];
  }
}

/** Zero for pods that no kubelet runs. @see kubernetes/kubernetes `pkg/registry/core/pod/strategy.go`, `CheckGracefulDelete` */
function podGracePeriod(object: Immutable<KubeObject>, asked: number | undefined): number {
  const phase = textAt(object, 'status.phase');
  if (textAt(object, 'spec.nodeName') === '' || phase === 'Failed' || phase === 'Succeeded')
    return 0;
  const period = asked ?? numberAt(object, 'spec.terminationGracePeriodSeconds') ?? 0;
  return period < 0 ? 1 : period;
}

/** Old kubelets leave out the class and which generation they saw. */
function keepStatusFacts(object: KubeObject, current: Immutable<KubeObject>): void {
  const status = ensureFields(object, 'status');
  fill(status, { qosClass: textAt(current, 'status.qosClass') });
  keepObserved(status, fieldsAt(current, 'status'));
  const before = [...listAt(current, 'status.conditions')];
  for (const condition of editableList(status, 'conditions')) {
    const index = before.findIndex((each) => each['type'] === condition['type']);
    const [old] = index < 0 ? [] : before.splice(index, 1);
    if (old !== undefined) keepObserved(condition, old);
  }
}

/** @see kubernetes/kubernetes `pkg/registry/core/pod/strategy.go`, `preserveOldObservedGeneration` */
function keepObserved(target: EditableFields, old: Fields): void {
  if (!target['observedGeneration'] && old['observedGeneration'] !== undefined)
    target['observedGeneration'] = old['observedGeneration'];
}

const checkNewPod = (object: Immutable<KubeObject>) => [
  ...(listAt(object, 'spec.ephemeralContainers').length > 0
    ? [fieldForbidden('spec.ephemeralContainers', 'cannot be set on create')]
    : []),
  ...(textAt(object, 'spec.nodeName') !== '' && has(object, 'spec.schedulingGates')
    ? [fieldForbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')]
    : []),
  ...checkProfilesAgree(object.metadata.annotations, fieldsAt(object, 'spec')),
];

/** @see kubernetes/kubernetes `pkg/registry/core/podtemplate/strategy.go` */
export const podTemplate: KindStrategy = (minor) => ({
  tracksGeneration: true,
  defaults: (object) => {
    defaultPodTemplate(object, 'template', minor);
  },
  ...templateFieldsAt('template', minor),
  validate: (object, current) =>
    checkPodTemplate(
      fieldsAt(object, 'template'),
      'template',
      minor,
      current === undefined ? undefined : fieldsAt(current, 'template'),
    ),
});
