import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  fieldsAt,
  listAt,
  numberAt,
  semanticallyEqual,
  textAt,
  textMapAt,
  type EditableFields,
  type Fields,
} from '../object-fields.js';
import { eachOf, rangeMessage } from './checks.js';
import { jsonDiff } from './json-diff.js';
import { checkGatedAffinity } from './node-affinity-update.js';
import { checkPodAnnotations, checkPodAnnotationUpdate } from './pod-annotations-validation.js';
import { checkToleration } from './toleration-validation.js';

const mutableFields = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

const maxInt32 = 2_147_483_647;

/**
 * What may change in the spec of a pod.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePodUpdate`
 */
export function checkPodUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const next = fieldsAt(object, 'spec');
  const old = fieldsAt(current, 'spec');
  const errors: FieldError[] = [
    ...checkPodAnnotationUpdate(object, current),
    // Upstream judges the annotations once more here.
    ...checkPodAnnotations(object.metadata.annotations, next, minor),
  ];
  for (const list of ['containers', 'initContainers']) {
    if (listAt(next, list).length !== listAt(old, list).length) {
      const message = 'pod updates may not add or remove containers';
      return [...errors, fieldForbidden(`spec.${list}`, message)];
    }
    errors.push(...checkImages(next, list));
  }
  const deadline = checkDeadline(next, old);
  errors.push(...deadline);
  if (deadline.length > 0 && numberAt(next, 'activeDeadlineSeconds') !== undefined) return errors;
  errors.push(...onlyAddedTolerations(next, old, minor), ...onlyRemovedGates(next, old));
  if (semanticallyEqual(next, old)) return errors;
  const munged = withMutableFieldsOf(next, old);
  if (listAt(old, 'schedulingGates').length > 0) errors.push(...checkGatedPod(munged, old));
  if (!semanticallyEqual(munged, old)) {
    const text = `pod updates may not change fields other than ${mutableFields}\n${jsonDiff(old, munged)}`;
    errors.push(fieldForbidden('spec', text));
  }
  return errors;
}

function checkImages(spec: Fields, list: string): FieldError[] {
  return listAt(spec, list).flatMap((container, index) => {
    const image = textAt(container, 'image');
    const path = `spec.${list}[${String(index)}].image`;
    if (image === '') return [fieldRequired(path)];
    return image === image.trim()
      ? []
      : [fieldInvalid(path, image, 'must not have leading or trailing whitespace')];
  });
}

function checkDeadline(next: Fields, old: Fields): FieldError[] {
  const path = 'spec.activeDeadlineSeconds';
  const [to, from] = [
    numberAt(next, 'activeDeadlineSeconds'),
    numberAt(old, 'activeDeadlineSeconds'),
  ];
  if (to === undefined) {
    return from === undefined
      ? []
      : [fieldInvalid(path, null, 'must not update from a positive integer to nil value')];
  }
  if (to < 0 || to > maxInt32) return [fieldInvalid(path, to, rangeMessage(0, maxInt32))];
  return from !== undefined && from < to
    ? [fieldInvalid(path, to, 'must be less than or equal to previous value')]
    : [];
}

/** Only how long a toleration holds may change. */
function onlyAddedTolerations(next: Fields, old: Fields, minor: number): FieldError[] {
  const lasting = (toleration: Fields): Fields => ({ ...toleration, tolerationSeconds: undefined });
  const kept = listAt(next, 'tolerations').map(lasting);
  const lost = listAt(old, 'tolerations').some(
    (toleration) => !kept.some((each) => semanticallyEqual(each, lasting(toleration))),
  );
  return lost
    ? [
        fieldForbidden(
          'spec.tolerations',
          'existing toleration can not be modified except its tolerationSeconds',
        ),
      ]
    : eachOf(next, 'tolerations', 'spec', (toleration, at) =>
        checkToleration(toleration, at, minor),
      );
}

function onlyRemovedGates(next: Fields, old: Fields): FieldError[] {
  const before = new Set(listAt(old, 'schedulingGates').map((gate) => textAt(gate, 'name')));
  return listAt(next, 'schedulingGates').flatMap((gate, index) => {
    const name = textAt(gate, 'name');
    if (before.has(name)) return [];
    return [
      fieldForbidden(
        `spec.schedulingGates[${String(index)}].name`,
        `only deletion is allowed, but found new scheduling gate '${name}'`,
      ),
    ];
  });
}

/** The new spec with the old values of all that may change. */
function withMutableFieldsOf(next: Fields, old: Fields): EditableFields {
  const withImages = (list: string): unknown[] =>
    listAt(next, list).map((container, index) => ({
      ...container,
      image: listAt(old, list)[index]?.['image'],
    }));
  const grace = numberAt(old, 'terminationGracePeriodSeconds') ?? 0;
  return {
    ...next,
    containers: withImages('containers'),
    initContainers: withImages('initContainers'),
    activeDeadlineSeconds: old['activeDeadlineSeconds'],
    schedulingGates: old['schedulingGates'],
    tolerations: old['tolerations'],
    ...(grace < 0 && next['terminationGracePeriodSeconds'] === 1
      ? { terminationGracePeriodSeconds: grace }
      : {}),
  };
}

/** A pod that waits for its gates may still be told more exactly where to run. */
function checkGatedPod(munged: EditableFields, old: Fields): FieldError[] {
  const errors: FieldError[] = [];
  const [next, before] = [textMapAt(munged, 'nodeSelector'), textMapAt(old, 'nodeSelector')];
  if (Object.entries(before).some(([key, value]) => next[key] !== value)) {
    errors.push(
      fieldInvalid(
        'spec.nodeSelector',
        next,
        'only additions to spec.nodeSelector are allowed (no mutations or deletions)',
      ),
    );
  }
  munged['nodeSelector'] = old['nodeSelector'];
  return [...errors, ...checkGatedAffinity(munged, old)];
}
