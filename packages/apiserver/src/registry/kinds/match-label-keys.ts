import {
  fieldForbidden,
  fieldInvalid,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import { has, listAt, textAt, textMapAt, textsAt, type Fields } from '../object-fields.js';
import { checkText } from './checks.js';

const inBoth = 'exists in both matchLabelKeys and labelSelector';
const noSelector = 'must not be specified when labelSelector is not set';

/**
 * Keys whose values are taken from the pod itself.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateMatchLabelKeysAndMismatchLabelKeys`
 */
export function checkMatchKeys(term: Fields, path: string): FieldError[] {
  const keys = textsAt(term, 'matchLabelKeys');
  const others = textsAt(term, 'mismatchLabelKeys');
  if (keys.length === 0 && others.length === 0) return [];
  return [
    ...checkKeys(term, 'matchLabelKeys', path),
    ...checkKeys(term, 'mismatchLabelKeys', path),
    ...checkAgainstSelector(term, keys, path),
    ...keys.flatMap((key, index) =>
      others.includes(key)
        ? [
            fieldInvalid(
              `${path}.matchLabelKeys[${String(index)}]`,
              key,
              'exists in both matchLabelKeys and mismatchLabelKeys',
            ),
          ]
        : [],
    ),
  ];
}

function checkKeys(term: Fields, field: string, path: string): FieldError[] {
  const keys = textsAt(term, field);
  if (keys.length === 0) return [];
  if (!has(term, 'labelSelector')) return [fieldForbidden(`${path}.${field}`, noSelector)];
  return keys.flatMap((key, index) =>
    checkText(key, `${path}.${field}[${String(index)}]`, validateQualifiedName),
  );
}

/** The keys are in the selector once by now; a second time is the client's own. */
function checkAgainstSelector(term: Fields, keys: readonly string[], path: string): FieldError[] {
  const seen = new Set(Object.keys(textMapAt(term, 'labelSelector.matchLabels')));
  return listAt(term, 'labelSelector.matchExpressions').flatMap((expression) => {
    const key = textAt(expression, 'key');
    const repeated = keys.includes(key) && seen.has(key);
    seen.add(key);
    return repeated ? [fieldInvalid(`${path}[${String(keys.lastIndexOf(key))}]`, key, inBoth)] : [];
  });
}

/**
 * The rule of spread constraints before 1.34, when the keys were not yet merged into the selector.
 * @see kubernetes/kubernetes `pkg/apis/core/validation/validation.go`, `ValidateMatchLabelKeysInTopologySpread`
 */
export function checkUnmergedKeys(constraint: Fields, path: string): FieldError[] {
  const keys = textsAt(constraint, 'matchLabelKeys');
  if (keys.length === 0) return [];
  const at = `${path}.matchLabelKeys`;
  const selected = new Set([
    ...Object.keys(textMapAt(constraint, 'labelSelector.matchLabels')),
    ...listAt(constraint, 'labelSelector.matchExpressions').map((each) => textAt(each, 'key')),
  ]);
  return [
    ...(has(constraint, 'labelSelector') ? [] : [fieldForbidden(at, noSelector)]),
    ...keys.flatMap((key, index) => [
      ...checkText(key, `${at}[${String(index)}]`, validateQualifiedName),
      ...(selected.has(key) ? [fieldInvalid(`${at}[${String(index)}]`, key, inBoth)] : []),
    ]),
  ];
}
