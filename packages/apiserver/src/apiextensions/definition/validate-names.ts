import { fieldInvalid, validateDns1035Label, type FieldError } from '@skewplane/apimachinery';
import type { DefinitionNames } from '../custom-resource-definition.js';

/** @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `ValidateCustomResourceDefinitionNames` */
export function validateNames(names: DefinitionNames, path: string): FieldError[] {
  const { plural, singular = '', kind, listKind = '', shortNames = [], categories = [] } = names;
  return [
    ...label(plural, `${path}.plural`),
    ...label(singular, `${path}.singular`),
    ...kindLabel(kind, `${path}.kind`),
    ...kindLabel(listKind, `${path}.listKind`),
    ...shortNames.flatMap((name, at) => required(name, `${path}.shortNames[${String(at)}]`)),
    ...(kind !== '' && kind === listKind
      ? [fieldInvalid(`${path}.listKind`, listKind, 'kind and listKind may not be the same')]
      : []),
    ...categories.flatMap((name, at) => required(name, `${path}.categories[${String(at)}]`)),
  ];
}

const label = (name: string, path: string): FieldError[] =>
  name === '' ? [] : required(name, path);

function required(name: string, path: string): FieldError[] {
  const problems = validateDns1035Label(name);
  return problems.length === 0 ? [] : [fieldInvalid(path, name, problems.join(','))];
}

function kindLabel(kind: string, path: string): FieldError[] {
  const problems = kind === '' ? [] : validateDns1035Label(kind.toLowerCase());
  if (problems.length === 0) return [];
  const problem = `may have mixed case, but should otherwise match: ${problems.join(',')}`;
  return [fieldInvalid(path, kind, problem)];
}
