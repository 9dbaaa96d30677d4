import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  isQuantity,
  parseQuantity,
  validateDns1123Label,
  validateDns1123Subdomain,
  type FieldError,
} from '@skewplane/apimachinery';
import { fieldsAt, has, textAt, textsAt, type Fields } from '../object-fields.js';
import { checkEnum, checkLabelSelector, checkRequired, checkText } from './checks.js';
import { checkQuantity } from './resource-requirements.js';

export const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
export const volumeModes = ['Block', 'Filesystem'];

export function checkAccessModes(spec: Fields, at: string, whenNone: string): FieldError[] {
  const path = `${at}.accessModes`;
  const modes = textsAt(spec, 'accessModes');
  return [
    ...(modes.length === 0 ? [fieldRequired(path, whenNone)] : []),
    ...checkModes(modes, path),
  ];
}

export function checkModes(modes: readonly string[], path: string): FieldError[] {
  const shared = modes.some((mode) => mode !== 'ReadWriteOncePod' && accessModes.includes(mode));
  return [
    ...modes.flatMap((mode) => checkEnum(mode, path, accessModes)),
    ...(modes.includes('ReadWriteOncePod') && shared
      ? [fieldForbidden(path, 'may not use ReadWriteOncePod with other access modes')]
      : []),
  ];
}

export function checkPositive(amount: unknown, path: string): FieldError[] {
  const text = String(amount);
  if (!isQuantity(text)) return [];
  return parseQuantity(text).nanos > 0n
    ? []
    : [fieldInvalid(path, text, 'must be greater than zero')];
}

const className = (spec: Fields, field: string, path: string): FieldError[] => {
  const name = textAt(spec, field);
  return name === '' ? [] : checkText(name, `${path}.${field}`, validateDns1123Subdomain);
};

/**
 * @param keepsGroup the claim named an API group before, so that a malformed one may stay
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidatePersistentVolumeClaimSpec`
 */
export function checkClaimSpec(
  spec: Fields,
  path: string,
  minor: number,
  keepsGroup = false,
): FieldError[] {
  const requests = fieldsAt(spec, 'resources.requests');
  const storage = `${path}.resources[storage]`;
  const malformed = checkPositive(requests['storage'], storage);
  const modes = textsAt(spec, 'accessModes');
  return [
    ...(modes.length === 0
      ? [fieldRequired(`${path}.accessModes`, 'at least 1 access mode is required')]
      : []),
    ...checkLabelSelector(spec['selector'], `${path}.selector`),
    ...checkModes(modes, `${path}.accessModes`),
    ...(!('storage' in requests)
      ? [fieldRequired(storage)]
      : malformed.length > 0
        ? malformed
        : checkQuantity(requests['storage'], storage, false)),
    ...className(spec, 'storageClassName', path),
    ...checkEnum(spec['volumeMode'], `${path}.volumeMode`, volumeModes, 'fine'),
    ...checkDataSource(spec, 'dataSource', path, keepsGroup),
    ...checkDataSource(spec, 'dataSourceRef', path, keepsGroup),
    ...checkBothSources(spec, path),
    // The field means something from the minor on in which the feature is on by default.
    ...(minor >= 34 ? className(spec, 'volumeAttributesClassName', path) : []),
  ];
}

function checkDataSource(
  spec: Fields,
  field: string,
  path: string,
  keepsGroup: boolean,
): FieldError[] {
  if (!has(spec, field)) return [];
  const at = `${path}.${field}`;
  const source = fieldsAt(spec, field);
  const [group, kind] = [textAt(source, 'apiGroup'), textAt(source, 'kind')];
  const namespace = textAt(source, 'namespace');
  return [
    ...checkRequired(source, 'name', at),
    ...checkRequired(source, 'kind', at),
    ...(group === '' && kind !== 'PersistentVolumeClaim'
      ? [
          fieldInvalid(
            at,
            kind,
            "must be 'PersistentVolumeClaim' when referencing the default apiGroup",
          ),
        ]
      : []),
    ...(group === '' || keepsGroup
      ? []
      : checkText(group, `${at}.apiGroup`, validateDns1123Subdomain)),
    ...(namespace === '' ? [] : checkText(namespace, `${at}.namespace`, validateDns1123Label)),
  ];
}

function checkBothSources(spec: Fields, path: string): FieldError[] {
  if (!has(spec, 'dataSource') || !has(spec, 'dataSourceRef')) return [];
  // Upstream shows the path object itself, which as JSON is empty.
  const refuse = (problem: string): FieldError[] => [fieldInvalid(path, {}, problem)];
  if (textAt(spec, 'dataSourceRef.namespace') !== '')
    return refuse('may not be specified when dataSourceRef.namespace is specified');
  const same = ['apiGroup', 'kind', 'name'].every(
    (field) =>
      (fieldsAt(spec, 'dataSource')[field] ?? null) ===
      (fieldsAt(spec, 'dataSourceRef')[field] ?? null),
  );
  return same ? [] : refuse('must match dataSourceRef');
}
