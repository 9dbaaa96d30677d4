import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  validateDns1123Subdomain,
  type FieldError,
} from '@skewplane/apimachinery';
import { listAt, textAt, textsAt, type Fields } from '../registry/object-fields.js';
import { auditLevels, auditStages } from './policy.js';

/**
 * What is wrong with a policy, a text each.
 * @see kubernetes/apiserver `pkg/apis/audit/validation/validation.go`
 */
export function policyProblems(policy: Fields): string[] {
  const errors = [
    ...checkStages(policy, 'omitStages'),
    ...listAt(policy, 'rules').flatMap((rule, index) => checkRule(rule, `rules[${String(index)}]`)),
  ];
  return [...new Set(errors.map(({ field, message }) => `${field}: ${message}`))];
}

function checkRule(rule: Fields, path: string): FieldError[] {
  const urls = textsAt(rule, 'nonResourceURLs');
  const isForResources =
    listAt(rule, 'resources').length > 0 || textsAt(rule, 'namespaces').length > 0;
  return [
    ...checkLevel(textAt(rule, 'level'), `${path}.level`),
    ...urls.flatMap((url, index) => checkUrl(url, `${path}.nonResourceURLs[${String(index)}]`)),
    ...listAt(rule, 'resources').flatMap((each) => checkResources(each, `${path}.resources`)),
    ...checkStages(rule, `${path}.omitStages`),
    ...(urls.length > 0 && isForResources
      ? [
          fieldInvalid(
            `${path}.nonResourceURLs`,
            urls,
            'rules cannot apply to both regular resources and non-resource URLs',
          ),
        ]
      : []),
  ];
}

function checkLevel(level: string, path: string): FieldError[] {
  if (level === '') return [fieldRequired(path)];
  return auditLevels.some((each) => each === level)
    ? []
    : [fieldNotSupported(path, level, auditLevels)];
}

function checkUrl(url: string, path: string): FieldError[] {
  if (url === '*') return [];
  return [
    ...(url.startsWith('/')
      ? []
      : [fieldInvalid(path, url, "non-resource URL rules must begin with a '/' character")]),
    ...(url.slice(0, -1).includes('*')
      ? [
          fieldInvalid(
            path,
            url,
            "non-resource URL wildcards '*' must be the final character of the rule",
          ),
        ]
      : []),
  ];
}

function checkResources(each: Fields, path: string): FieldError[] {
  const group = textAt(each, 'group');
  const problems = group === '' || group === '*' ? [] : validateDns1123Subdomain(group);
  const names = textsAt(each, 'resourceNames');
  return [
    ...(problems.length === 0 ? [] : [fieldInvalid(`${path}.group`, group, problems.join(','))]),
    ...(names.length > 0 && textsAt(each, 'resources').length === 0
      ? [
          fieldInvalid(
            `${path}.resourceNames`,
            names,
            'using resourceNames requires at least one resource',
          ),
        ]
      : []),
  ];
}

function checkStages(owner: Fields, path: string): FieldError[] {
  return textsAt(owner, 'omitStages').flatMap((stage, index) =>
    auditStages.some((each) => each === stage)
      ? []
      : [
          fieldInvalid(
            `${path}[${String(index)}]`,
            stage,
            `allowed stages are ${auditStages.join(',')}`,
          ),
        ],
  );
}
