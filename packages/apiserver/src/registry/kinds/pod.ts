import { fieldForbidden, type Immutable, type KubeObject } from '@skewplane/apimachinery';
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
} from '../object-fields.js';
import { emptyStruct, isNew, resetStatus, type KindStrategy } from './base.js';
import { podQosClass } from './pod-qos.js';
import { defaultPodSpec, defaultPodTemplate } from './pod-spec-defaults.js';
import { checkPodSpec } from './pod-spec-validation.js';
import { checkPodUpdate } from './pod-update-validation.js';

/** @see kubernetes/kubernetes `pkg/registry/core/pod/strategy.go` */
export const pod: KindStrategy = (minor) => ({
  hasStatus: true,
  // Pods count their generation since 1.33.
  tracksGeneration: minor >= 33,
  gracePeriodSeconds: podGracePeriod,
  defaults: (object) => {
    defaultPod(object, minor);
  },
  prepareForCreate: (object) => {
    resetStatus(object, {
      phase: 'Pending',
      ...(listAt(object, 'spec.schedulingGates').length > 0 ? { conditions: [gated] } : {}),
      qosClass: podQosClass(fieldsAt(object, 'spec'), minor),
    });
  },
  prepareForStatusUpdate: keepQosClass,
  validate: (object) => [
    ...checkPodSpec(fieldsAt(object, 'spec'), 'spec', minor),
    ...(isNew(object) ? checkNewPod(object) : []),
  ],
  validateUpdate: checkPodUpdate,
});

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

/** Old kubelets leave the class out. */
function keepQosClass(object: KubeObject, current: Immutable<KubeObject>): void {
  fill(ensureFields(object, 'status'), { qosClass: textAt(current, 'status.qosClass') });
}

const checkNewPod = (object: Immutable<KubeObject>) => [
  ...(listAt(object, 'spec.ephemeralContainers').length > 0
    ? [fieldForbidden('spec.ephemeralContainers', 'cannot be set on create')]
    : []),
  ...(textAt(object, 'spec.nodeName') !== '' && has(object, 'spec.schedulingGates')
    ? [fieldForbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared')]
    : []),
];

/** @see kubernetes/kubernetes `pkg/registry/core/podtemplate/strategy.go` */
export const podTemplate: KindStrategy = (minor) => ({
  tracksGeneration: true,
  defaults: (object) => {
    defaultPodTemplate(object, 'template', minor);
  },
  validate: (object) => checkPodSpec(fieldsAt(object, 'template.spec'), 'template.spec', minor),
});
