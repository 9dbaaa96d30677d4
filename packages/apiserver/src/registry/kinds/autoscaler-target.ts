import {
  fieldInvalid,
  parseGroupVersion,
  validatePathSegmentName,
  type FieldError,
} from '@skewplane/apimachinery';
import { textAt, type Fields } from '../object-fields.js';
import { checkName } from './checks.js';

/** @see kubernetes/kubernetes `pkg/apis/autoscaling/validation/validation.go`, `ValidateCrossVersionObjectReference` */
export const checkTarget = (
  target: Fields,
  path: string,
  group: 'any' | 'required' | 'unchecked',
): FieldError[] => [
  ...checkName(textAt(target, 'kind'), `${path}.kind`, validatePathSegmentName),
  ...checkName(textAt(target, 'name'), `${path}.name`, validatePathSegmentName),
  ...(group === 'unchecked' ? [] : checkVersion(textAt(target, 'apiVersion'), group, path)),
];

function checkVersion(version: string, group: 'any' | 'required', path: string): FieldError[] {
  const refuse = (problem: string): FieldError[] => [
    fieldInvalid(`${path}.apiVersion`, version, problem),
  ];
  const parsed = version === '' ? { group: '' } : parseGroupVersion(version);
  if (parsed === undefined) return refuse(`unexpected GroupVersion string: ${version}`);
  return group === 'required' && parsed.group === ''
    ? refuse('apiVersion must specify API group')
    : [];
}
