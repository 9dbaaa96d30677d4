import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  labelSelectorFromSpec,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, textMapAt, type Fields } from '../object-fields.js';
import { validateAnnotations, validateLabels } from '../object-meta-validation.js';
import { checkLabelSelector, isEmptySelector } from './checks.js';
import { checkPodSpec } from './pod-spec-validation.js';

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodTemplateSpec` */
export function checkPodTemplate(template: Fields, path: string, minor: number): FieldError[] {
  return [
    ...validateLabels(textMapAt(template, 'metadata.labels'), `${path}.metadata.labels`),
    ...validateAnnotations(
      textMapAt(template, 'metadata.annotations'),
      `${path}.metadata.annotations`,
    ),
    ...checkPodSpec(fieldsAt(template, 'spec'), `${path}.spec`, minor),
    ...(listAt(template, 'spec.ephemeralContainers').length > 0
      ? [
          fieldForbidden(
            `${path}.spec.ephemeralContainers`,
            'ephemeral containers not allowed in pod template',
          ),
        ]
      : []),
  ];
}

/** Must be there, be valid and pick something. @param kind as upstream names it in the text */
export function checkSelector(spec: Fields, path: string, kind: string): FieldError[] {
  const selector = spec['selector'];
  if (!has(spec, 'selector')) return [fieldRequired(`${path}.selector`)];
  return [
    ...checkLabelSelector(selector, `${path}.selector`),
    ...(isEmptySelector(selector)
      ? [fieldInvalid(`${path}.selector`, selector, `empty selector is invalid for ${kind}`)]
      : []),
  ];
}

/** The pods that a workload makes must be its own. */
export function checkSelectorMatches(spec: Fields, path: string): FieldError[] {
  const labels = textMapAt(spec, 'template.metadata.labels');
  // Upstream's selector of an absent one is empty or matches nothing; both are refused elsewhere.
  const selector = labelSelectorFromSpec(spec['selector']);
  if (selector === undefined || selector.empty || selector.matches(labels)) return [];
  return [
    fieldInvalid(
      `${path}.template.metadata.labels`,
      labels,
      '`selector` does not match template `labels`',
    ),
  ];
}

/** Pods of a workload run for ever. */
export function checkRunsAlways(spec: Fields, path: string, kind: string): FieldError[] {
  const template = fieldsAt(spec, 'template.spec');
  return [
    ...(template['restartPolicy'] === 'Always'
      ? []
      : [
          fieldNotSupported(`${path}.template.spec.restartPolicy`, template['restartPolicy'], [
            'Always',
          ]),
        ]),
    ...(has(template, 'activeDeadlineSeconds')
      ? [
          fieldForbidden(
            `${path}.template.spec.activeDeadlineSeconds`,
            `activeDeadlineSeconds in ${kind} is not Supported`,
          ),
        ]
      : []),
  ];
}
