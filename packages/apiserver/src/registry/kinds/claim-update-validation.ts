import {
  fieldForbidden,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  isQuantity,
  parseQuantity,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import {
  fieldsAt,
  has,
  semanticallyEqual,
  textAt,
  textsAt,
  type Fields,
} from '../object-fields.js';
import { checkImmutable, checkText } from './checks.js';
import { jsonDiff } from './json-diff.js';
import { attributesClassSince } from './persistent-volume-validation.js';
import { isNativeResource } from './resource-names.js';
import { checkQuantity } from './resource-requirements.js';

const classAnnotation = 'volume.beta.kubernetes.io/storage-class';
/** A growth that failed can be taken back since 1.32. */
const recoverySince = 32;

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeClaimUpdate` */
export function checkClaimUpdate(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const [next, old] = [fieldsAt(object, 'spec'), fieldsAt(current, 'spec')];
  const munged = withChangeableFieldsOf(object, current);
  const errors: FieldError[] = checkClassAnnotation(object, current);
  if (!semanticallyEqual(munged, old)) {
    const text =
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims';
    errors.push(fieldForbidden('spec', `${text}\n${jsonDiff(old, munged)}`));
  }
  return [
    ...errors,
    ...checkNotShrunk(object, current, minor),
    // Upstream leaves `spec` out of this path.
    ...checkImmutable(next['volumeMode'], old['volumeMode'], 'volumeMode'),
    ...checkAttributesClass(object, current, minor),
  ];
}

/** The new spec with the old values of all that may change. */
function withChangeableFieldsOf(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): Fields {
  const [next, old] = [fieldsAt(object, 'spec'), fieldsAt(current, 'spec')];
  const bound = textAt(object, 'status.phase') === 'Bound';
  const annotated = current.metadata.annotations?.[classAnnotation];
  const gotClass = has(next, 'storageClassName') && !has(old, 'storageClassName');
  const mayGetClass = annotated === undefined || next['storageClassName'] === annotated;
  const requests = { ...fieldsAt(next, 'resources.requests') };
  const before = fieldsAt(old, 'resources.requests')['storage'];
  if (before !== undefined) requests['storage'] = before;
  return {
    ...next,
    // A claim gets its volume once, and may only grow while it has one.
    ...(textAt(old, 'volumeName') === '' ? { volumeName: old['volumeName'] } : {}),
    ...(gotClass && mayGetClass ? { storageClassName: undefined } : {}),
    ...(bound
      ? {
          resources: { ...fieldsAt(next, 'resources'), requests },
          volumeAttributesClassName: old['volumeAttributesClassName'],
        }
      : {}),
  };
}

/** The annotation that named the class before the field did. */
function checkClassAnnotation(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
): FieldError[] {
  const next = object.metadata.annotations?.[classAnnotation];
  const old = current.metadata.annotations?.[classAnnotation];
  const moved =
    old !== undefined &&
    !has(current, 'spec.storageClassName') &&
    textAt(object, 'spec.storageClassName') === old &&
    (next === undefined || next === old);
  return moved || (next ?? '') === (old ?? '')
    ? []
    : [fieldInvalid(`metadata.annotations.${classAnnotation}`, next ?? '', 'field is immutable')];
}

function checkNotShrunk(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const size = (holder: unknown, path: string): bigint => {
    const text = textAt(holder, path);
    return isQuantity(text) ? parseQuantity(text).nanos : 0n;
  };
  const path = 'spec.resources.requests.storage';
  const wanted = size(object, path);
  if (wanted >= size(current, path)) return [];
  if (minor < recoverySince)
    return [fieldForbidden(path, 'field can not be less than previous value')];
  return wanted <= size(current, 'status.capacity.storage')
    ? [fieldForbidden(path, 'field can not be less than status.capacity')]
    : [];
}

function checkAttributesClass(
  object: Immutable<KubeObject>,
  current: Immutable<KubeObject>,
  minor: number,
): FieldError[] {
  const field = 'spec.volumeAttributesClassName';
  const [next, old] = [textAt(object, field), textAt(current, field)];
  if (has(object, field) === has(current, field) && next === old) return [];
  if (minor < attributesClassSince) {
    const message = 'update is forbidden when the VolumeAttributesClass feature gate is disabled';
    return [fieldForbidden(field, message)];
  }
  if (!has(current, 'status.currentVolumeAttributesClassName') || next !== '') return [];
  const what = has(object, field) ? 'empty string' : 'nil';
  return [
    fieldForbidden(
      field,
      `update to ${what} is forbidden when status.currentVolumeAttributesClassName is not nil`,
    ),
  ];
}

const resizeStatuses = [
  'ControllerResizeInProgress',
  'ControllerResizeInfeasible',
  'NodeResizePending',
  'NodeResizeInProgress',
  'NodeResizeInfeasible',
].sort();

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeClaimStatusUpdate` */
export function checkClaimStatus(object: Immutable<KubeObject>, minor: number): FieldError[] {
  const statuses = Object.entries(fieldsAt(object, 'status.allocatedResourceStatuses'));
  const allocated = Object.entries(fieldsAt(object, 'status.allocatedResources'));
  const path = 'status.allocatedResourceStatuses';
  const allocatedPath = 'status.allocatedResources';
  return [
    ...(textsAt(object, 'spec.accessModes').length === 0
      ? [fieldRequired('Spec.accessModes')]
      : []),
    ...Object.entries(fieldsAt(object, 'status.capacity')).flatMap(([name, amount]) =>
      checkBasic(amount, `status.capacity[${name}]`),
    ),
    ...(minor < recoverySince
      ? []
      : [
          ...statuses.flatMap(([name, status]) => [
            ...checkClaimResource(name, path),
            ...(resizeStatuses.some((each) => each === status)
              ? []
              : [fieldNotSupported(path, name, resizeStatuses)]),
          ]),
          ...allocated.flatMap(([name, amount]) => {
            const malformed = checkClaimResource(name, allocatedPath);
            return malformed.length > 0
              ? malformed
              : checkQuantity(amount, `${allocatedPath}[${name}]`, false);
          }),
        ]),
  ];
}

function checkBasic(amount: unknown, path: string): FieldError[] {
  const text = String(amount);
  if (!isQuantity(text)) return [];
  const whole = parseQuantity(text).nanos / 1_000_000_000n;
  return whole < 0n ? [fieldInvalid(path, Number(whole), 'must be a valid resource quantity')] : [];
}

function checkClaimResource(name: string, path: string): FieldError[] {
  const malformed = checkText(name, path, validateQualifiedName);
  if (malformed.length > 0) return malformed;
  return isNativeResource(name) && name !== 'storage'
    ? [fieldNotSupported(path, name, ['storage'])]
    : [];
}
