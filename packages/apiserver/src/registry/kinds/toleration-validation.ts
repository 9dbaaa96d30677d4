import {
  fieldInvalid,
  fieldNotSupported,
  validateLabelValue,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, textAt, type Fields } from '../object-fields.js';
import { checkEnum, checkText } from './checks.js';

export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateTolerations` */
export function checkToleration(toleration: Fields, path: string, minor: number): FieldError[] {
  const key = textAt(toleration, 'key');
  const operator = textAt(toleration, 'operator');
  const effect = textAt(toleration, 'effect');
  return [
    ...(key === '' ? [] : checkText(key, `${path}.key`, validateQualifiedName)),
    ...(key === '' && operator !== 'Exists'
      ? [
          fieldInvalid(
            `${path}.operator`,
            operator,
            'operator must be Exists when `key` is empty, which means "match all values and all keys"',
          ),
        ]
      : []),
    ...(has(toleration, 'tolerationSeconds') && effect !== 'NoExecute'
      ? [
          fieldInvalid(
            `${path}.effect`,
            effect,
            "effect must be 'NoExecute' when `tolerationSeconds` is set",
          ),
        ]
      : []),
    ...checkValue(toleration, operator, path, minor),
    ...checkEnum(effect, `${path}.effect`, taintEffects, 'fine'),
  ];
}

function checkValue(
  toleration: Fields,
  operator: string,
  path: string,
  minor: number,
): FieldError[] {
  const value = textAt(toleration, 'value');
  const at = `${path}.operator`;
  if (operator === 'Exists') {
    if (value === '') return [];
    const shown = minor >= 32 ? value : internalToleration(toleration);
    return [fieldInvalid(at, shown, "value must be empty when `operator` is 'Exists'")];
  }
  if (operator !== '' && operator !== 'Equal') return [unknownOperator(operator, at, minor)];
  const problems = validateLabelValue(value);
  return problems.length === 0 ? [] : [fieldInvalid(at, value, problems.join(';'))];
}

/** Comparisons are known since 1.35, and off by default. */
const unknownOperator = (operator: string, path: string, minor: number): FieldError =>
  fieldNotSupported(
    path,
    operator,
    minor >= 35 && (operator === 'Lt' || operator === 'Gt')
      ? ['Equal', 'Exists', 'Lt', 'Gt']
      : ['Equal', 'Exists'],
  );

/** Before 1.32 the error showed the toleration with the names of upstream's internal type. */
const internalToleration = (toleration: Fields): Fields => ({
  Key: textAt(toleration, 'key'),
  Operator: textAt(toleration, 'operator'),
  Value: textAt(toleration, 'value'),
  Effect: textAt(toleration, 'effect'),
  TolerationSeconds: toleration['tolerationSeconds'] ?? null,
});
