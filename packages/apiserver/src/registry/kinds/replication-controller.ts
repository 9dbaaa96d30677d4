import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import { ensureFields, fieldsAt, fill, has, textMapAt, type Fields } from '../object-fields.js';
import { emptyStruct, resetStatus, type KindStrategy } from './base.js';
import { checkNotNegative } from './checks.js';
import { borrowLabels } from './job.js';
import { defaultPodTemplate } from './pod-spec-defaults.js';
import { checkPodTemplate } from './workload-validation.js';

/** @see kubernetes/kubernetes `pkg/registry/core/replicationcontroller/strategy.go` */
export const replicationController: KindStrategy = (minor) => ({
  hasStatus: true,
  tracksGeneration: true,
  defaults: (object) => {
    emptyStruct(object, 'status');
    const spec = ensureFields(object, 'spec');
    fill(spec, { replicas: 1 });
    if (!has(spec, 'template')) return;
    defaultPodTemplate(spec, 'template', minor);
    const labels = textMapAt(spec, 'template.metadata.labels');
    if (Object.keys(textMapAt(spec, 'selector')).length === 0 && Object.keys(labels).length > 0)
      spec['selector'] = { ...labels };
    borrowLabels(object, labels);
  },
  prepareForCreate: (object) => {
    resetStatus(object, { replicas: 0 });
  },
  validate: (object) => checkController(fieldsAt(object, 'spec'), minor),
});

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateReplicationControllerSpec` */
function checkController(spec: Fields, minor: number): FieldError[] {
  return [
    ...checkNotNegative(spec['minReadySeconds'], 'spec.minReadySeconds'),
    ...(Object.keys(textMapAt(spec, 'selector')).length === 0
      ? [fieldRequired('spec.selector')]
      : []),
    ...checkNotNegative(spec['replicas'], 'spec.replicas'),
    ...(has(spec, 'template') ? checkTemplate(spec, minor) : [fieldRequired('spec.template')]),
  ];
}

function checkTemplate(spec: Fields, minor: number): FieldError[] {
  const path = 'spec.template';
  const template = fieldsAt(spec, 'template');
  const labels = textMapAt(template, 'metadata.labels');
  const selector = Object.entries(textMapAt(spec, 'selector'));
  const policy = fieldsAt(template, 'spec')['restartPolicy'];
  return [
    ...(selector.every(([key, value]) => labels[key] === value)
      ? []
      : [
          fieldInvalid(
            `${path}.metadata.labels`,
            labels,
            '`selector` does not match template `labels`',
          ),
        ]),
    ...checkPodTemplate(template, path, minor),
    ...(policy === 'Always'
      ? []
      : [fieldNotSupported(`${path}.spec.restartPolicy`, policy, ['Always'])]),
    ...(has(template, 'spec.activeDeadlineSeconds')
      ? [
          fieldForbidden(
            `${path}.spec.activeDeadlineSeconds`,
            'activeDeadlineSeconds in ReplicationController is not Supported',
          ),
        ]
      : []),
  ];
}
