import { fieldInvalid, type FieldError } from '@skewplane/apimachinery';
import { has, numberAt, type Fields } from '../object-fields.js';
import { checkNotNegative } from './checks.js';

/** Counts a status has, and which may not be more than which. */
export interface StatusRules {
  readonly counts: readonly string[];
  /** Pairs with the words for the second. */
  readonly atMost: readonly (readonly [less: string, more: string, words: string])[];
}

const ofReplicas = (...fields: string[]) =>
  fields.map((field) => [field, 'replicas', 'status.replicas'] as const);

export const statusRules = {
  deployment: {
    counts: [
      'observedGeneration',
      'replicas',
      'updatedReplicas',
      'readyReplicas',
      'availableReplicas',
      'unavailableReplicas',
    ],
    atMost: [
      ...ofReplicas('updatedReplicas', 'readyReplicas', 'availableReplicas'),
      ['availableReplicas', 'readyReplicas', 'readyReplicas'],
    ],
  },
  replicaSet: {
    counts: [
      'replicas',
      'fullyLabeledReplicas',
      'readyReplicas',
      'availableReplicas',
      'observedGeneration',
    ],
    atMost: [
      ...ofReplicas('fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'),
      ['availableReplicas', 'readyReplicas', 'readyReplicas'],
    ],
  },
  statefulSet: {
    counts: [
      'replicas',
      'readyReplicas',
      'currentReplicas',
      'updatedReplicas',
      'availableReplicas',
      'observedGeneration',
    ],
    atMost: [
      ...ofReplicas('readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'),
      ['availableReplicas', 'readyReplicas', 'status.readyReplicas'],
    ],
  },
  daemonSet: {
    counts: [
      'currentNumberScheduled',
      'numberMisscheduled',
      'desiredNumberScheduled',
      'numberReady',
      'observedGeneration',
      'updatedNumberScheduled',
      'numberAvailable',
      'numberUnavailable',
    ],
    atMost: [],
  },
} as const satisfies Readonly<Record<string, StatusRules>>;

/**
 * What a status may say.
 * @see kubernetes/kubernetes `pkg/apis/apps/validation/validation.go`, `ValidateDeploymentStatus` and the like
 */
export const checkWorkloadStatus =
  (rules: StatusRules) =>
  (status: Fields, old: Fields): FieldError[] => {
    const count = (field: string): number => numberAt(status, field) ?? 0;
    const collisions = count('collisionCount');
    return [
      ...rules.counts.flatMap((field) => checkNotNegative(status[field], `status.${field}`)),
      ...checkNotNegative(status['collisionCount'], 'status.collisionCount'),
      ...rules.atMost.flatMap(([less, more, words]) =>
        count(less) > count(more)
          ? [fieldInvalid(`status.${less}`, count(less), `cannot be greater than ${words}`)]
          : [],
      ),
      ...(has(old, 'collisionCount') && collisions < (numberAt(old, 'collisionCount') ?? 0)
        ? [fieldInvalid('status.collisionCount', collisions, 'cannot be decremented')]
        : []),
    ];
  };
