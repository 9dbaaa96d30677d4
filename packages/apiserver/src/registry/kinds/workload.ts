import type { FieldError, Immutable, KubeObject } from '@skewplane/apimachinery';
import { ensureFields, fieldsAt, type EditableFields, type Fields } from '../object-fields.js';
import { emptyStruct, resetStatus, type StrategyParts } from './base.js';
import { checkImmutable, checkNotNegative } from './checks.js';
import { defaultPodTemplate } from './pod-spec-defaults.js';
import { dropDisabledTemplateFields } from './workload-validation.js';

export interface WorkloadRules {
  readonly minor: number;
  readonly initialStatus: Fields;
  readonly defaultSpec: (spec: EditableFields) => void;
  /** @param old the template before an update */
  readonly validate: (spec: Fields, old: Fields | undefined) => FieldError[];
  readonly validateStatus?: (status: Fields, old: Fields) => FieldError[];
}

/** What all workloads of apps/v1 have in common: a template, a status and a selector that stays. */
export function workload({
  minor,
  initialStatus,
  defaultSpec,
  validate,
  validateStatus,
}: WorkloadRules): StrategyParts {
  return {
    hasStatus: true,
    tracksGeneration: true,
    defaults: (object) => {
      const spec = ensureFields(object, 'spec');
      emptyStruct(object, 'status');
      defaultPodTemplate(spec, 'template', minor);
      defaultSpec(spec);
    },
    prepareForCreate: (object, { isFeatureOn }) => {
      resetStatus(object, initialStatus);
      dropDisabledTemplateFields(object, undefined, 'spec.template', { minor, isFeatureOn });
    },
    prepareForUpdate: (object, current, { isFeatureOn }) => {
      dropDisabledTemplateFields(object, current, 'spec.template', { minor, isFeatureOn });
    },
    validate: (object, current) =>
      validate(
        fieldsAt(object, 'spec'),
        current === undefined ? undefined : fieldsAt(current, 'spec.template'),
      ),
    validateUpdate: selectorStays,
    ...(validateStatus === undefined
      ? {}
      : {
          validateStatusUpdate: (object, current) =>
            validateStatus(fieldsAt(object, 'status'), fieldsAt(current, 'status')),
        }),
  };
}

const selectorStays = (
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): FieldError[] =>
  checkImmutable(
    fieldsAt(object, 'spec')['selector'],
    fieldsAt(current, 'spec')['selector'],
    'spec.selector',
  );

export const checkCounts = (spec: Fields, ...fields: string[]): FieldError[] =>
  fields.flatMap((field) => checkNotNegative(spec[field], `spec.${field}`));
