import { fieldInvalid, fieldRequired, type FieldError } from '@skewplane/apimachinery';
import { textsAt, type Fields } from '../object-fields.js';
import { checkEnum } from './checks.js';

const operations = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];

/** @see kubernetes/kubernetes `pkg/apis/admissionregistration/validation/validation.go`, `validateRuleWithOperations` */
export function checkRule(rule: Fields, path: string): FieldError[] {
  const resources = textsAt(rule, 'resources');
  const at = `${path}.resources`;
  return [
    ...requireOnlyStar(rule, 'operations', path, 'operations'),
    ...textsAt(rule, 'operations').flatMap((operation, index) =>
      checkEnum(operation, `${path}.operations[${String(index)}]`, operations),
    ),
    ...requireOnlyStar(rule, 'apiGroups', path, 'API groups'),
    ...requireOnlyStar(rule, 'apiVersions', path, 'API versions'),
    ...emptyOnes(textsAt(rule, 'apiVersions'), `${path}.apiVersions`),
    ...(resources.length === 0 ? [fieldRequired(at)] : []),
    ...emptyOnes(resources, at),
    ...checkResources(resources, at),
    ...checkEnum(rule['scope'], `${path}.scope`, ['*', 'Cluster', 'Namespaced'], 'fine'),
  ];
}

/** A list that is there, and whose star leaves no room for more. */
function requireOnlyStar(rule: Fields, field: string, path: string, what: string): FieldError[] {
  const values = textsAt(rule, field);
  if (values.length === 0) return [fieldRequired(`${path}.${field}`)];
  return values.length > 1 && values.includes('*')
    ? [
        fieldInvalid(
          `${path}.${field}`,
          values,
          `if '*' is present, must not specify other ${what}`,
        ),
      ]
    : [];
}

const emptyOnes = (values: readonly string[], path: string): FieldError[] =>
  values.flatMap((value, index) =>
    value === '' ? [fieldRequired(`${path}[${String(index)}]`)] : [],
  );

/** What a star covers is not named again. */
function checkResources(resources: readonly string[], path: string): FieldError[] {
  const wholeResources = new Set<string>();
  const wholeSubresources = new Set<string>();
  const problems: FieldError[] = [];
  let endsWithPlain = false; // as upstream: the last one without a subresource decides
  for (const [index, value] of resources.entries()) {
    if (value === '') continue;
    const slash = value.indexOf('/');
    if (slash < 0) {
      endsWithPlain = value !== '*';
      continue;
    }
    const [resource, subresource] = [value.slice(0, slash), value.slice(slash + 1)];
    const covered = [
      ...(wholeResources.has(resource) ? [`${resource}/*`] : []),
      ...(wholeSubresources.has(subresource) ? [`*/${subresource}`] : []),
    ];
    for (const pattern of covered) {
      const problem = `if '${pattern}' is present, must not specify ${value}`;
      problems.push(fieldInvalid(`${path}[${String(index)}]`, value, problem));
    }
    if (subresource === '*') wholeResources.add(resource);
    if (resource === '*') wholeSubresources.add(subresource);
  }
  if (resources.length > 1 && resources.includes('*/*')) {
    const problem = "if '*/*' is present, must not specify other resources";
    problems.push(fieldInvalid(path, resources, problem));
  }
  if (resources.includes('*') && endsWithPlain) {
    const problem = "if '*' is present, must not specify other resources without subresources";
    problems.push(fieldInvalid(path, resources, problem));
  }
  return problems;
}
