import type { FieldError, Immutable, KubeObject } from '@skewplane/apimachinery';
import { ensureFields, fieldsAt, type EditableFields, type Fields } from '../object-fields.js';
import { emptyStruct, resetStatus, type StrategyParts } from './base.js';
import { checkImmutable, checkNotNegative } from './checks.js';
import { defaultPodTemplate } from './pod-spec-defaults.js';

export interface WorkloadRules {
  readonly minor: number;
  readonly initialStatus: Fields;
  readonly defaultSpec: (spec: EditableFields) => void;
  readonly validate: (spec: Fields) => FieldError[];
}

/** What all workloads of apps/v1 have in common: a template, a status and a selector that stays. */
export function workload({
  minor,
  initialStatus,
  defaultSpec,
  validate,
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
    prepareForCreate: (object) => {
      resetStatus(object, initialStatus);
    },
    validate: (object) => validate(fieldsAt(object, 'spec')),
    validateUpdate: selectorStays,
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
