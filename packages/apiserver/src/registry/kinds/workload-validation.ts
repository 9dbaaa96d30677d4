import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  isRecord,
  labelSelectorFromSpec,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { fieldsAt, has, listAt, textMapAt, valueAt, type Fields } from '../object-fields.js';
import { validateAnnotations, validateLabels } from '../object-meta-validation.js';
import { checkLabelSelector, isEmptySelector } from './checks.js';
import type { StrategyParts } from './base.js';
import {
  annotationsOf,
  checkPodAnnotations,
  checkProfilesAgree,
} from './pod-annotations-validation.js';
import type { StrategyContext } from '../strategy.js';
import { dropDisabledPodFields } from './pod-disabled-fields.js';
import { podRules } from './pod-rules.js';
import { checkPodSpec } from './pod-spec-validation.js';

/**
 * @param old the template before the update
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodTemplateSpec`
 */
export function checkPodTemplate(
  template: Fields,
  path: string,
  minor: number,
  old?: Fields,
): FieldError[] {
  const rules = podRules({ minor, old: old === undefined ? undefined : fieldsAt(old, 'spec') });
  return [
    ...validateLabels(textMapAt(template, 'metadata.labels'), `${path}.labels`),
    ...validateAnnotations(textMapAt(template, 'metadata.annotations'), `${path}.annotations`),
    ...checkPodAnnotations(
      annotationsOf(template),
      fieldsAt(template, 'spec'),
      minor,
      `${path}.annotations`,
    ),
    ...checkPodSpec(fieldsAt(template, 'spec'), `${path}.spec`, rules),
    ...checkProfilesAgree(annotationsOf(template), fieldsAt(template, 'spec'), `${path}.spec`),
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

/** What every kind with a template does to it before it is written: fields that are switched off go. */
export const templateFieldsAt = (
  path: string,
  minor: number,
): Required<Pick<StrategyParts, 'prepareForCreate' | 'prepareForUpdate'>> => ({
  prepareForCreate: (object, { isFeatureOn }) => {
    dropDisabledTemplateFields(object, undefined, path, { minor, isFeatureOn });
  },
  prepareForUpdate: (object, current, { isFeatureOn }) => {
    dropDisabledTemplateFields(object, current, path, { minor, isFeatureOn });
  },
});

/** @see kubernetes/kubernetes `pkg/api/pod/util.go`, `DropDisabledTemplateFields` */
export function dropDisabledTemplateFields(
  object: KubeObject,
  current: Immutable<KubeObject> | undefined,
  path: string,
  { minor, isFeatureOn }: { readonly minor: number } & Pick<StrategyContext, 'isFeatureOn'>,
): void {
  const spec = valueAt(object, `${path}.spec`);
  if (!isRecord(spec)) return;
  const old = current === undefined ? undefined : fieldsAt(current, `${path}.spec`);
  dropDisabledPodFields(spec, old, minor, isFeatureOn);
}
