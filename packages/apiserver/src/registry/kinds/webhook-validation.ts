import {
  fieldDuplicate,
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  fieldTooMany,
  validateDns1035Label,
  validateDns1123Subdomain,
  validateQualifiedName,
  type FieldError,
  type Immutable,
  type KubeObject,
  type NameRule,
} from '@skewplane/apimachinery';
import { expressionProblem } from '../../admission/plugins/webhook/cel-expression.js';
import { fieldsAt, has, listAt, numberAt, textAt, textsAt, type Fields } from '../object-fields.js';
import { checkEnum, checkLabelSelector, checkText, eachOf } from './checks.js';
import { checkClientConfig } from './webhook-client-config.js';
import { checkRule } from './webhook-rules.js';

/**
 * The webhooks of a configuration.
 * @see kubernetes/kubernetes `pkg/apis/admissionregistration/validation/validation.go`
 */
export function validateWebhooks(object: Immutable<KubeObject>): FieldError[] {
  const webhooks = listAt(object, 'webhooks');
  const names = new Set<string>();
  return webhooks.flatMap((webhook, index) => {
    const path = `webhooks[${String(index)}]`;
    const name = textAt(webhook, 'name');
    const isRepeated = name !== '' && names.has(name);
    names.add(name);
    return [
      ...checkWebhook(webhook, path),
      ...checkReviewVersions(webhook, `${path}.admissionReviewVersions`),
      ...(isRepeated ? [fieldDuplicate(`${path}.name`, name)] : []),
    ];
  });
}

const fullyQualified: NameRule = (name) => {
  const problems = validateDns1123Subdomain(name);
  if (problems.length > 0) return problems;
  return name.split('.').length < 3
    ? ['should be a domain with at least three segments separated by dots']
    : [];
};

function checkWebhook(webhook: Fields, path: string): FieldError[] {
  const name = textAt(webhook, 'name');
  const timeout = numberAt(webhook, 'timeoutSeconds');
  return [
    ...(name === ''
      ? [fieldRequired(`${path}.name`)]
      : checkText(name, `${path}.name`, fullyQualified)),
    ...eachOf(webhook, 'rules', path, checkRule),
    ...checkEnum(webhook['failurePolicy'], `${path}.failurePolicy`, ['Fail', 'Ignore'], 'fine'),
    ...checkEnum(webhook['matchPolicy'], `${path}.matchPolicy`, ['Equivalent', 'Exact'], 'fine'),
    ...checkSideEffects(webhook, `${path}.sideEffects`),
    ...(timeout !== undefined && (timeout > 30 || timeout < 1)
      ? [
          fieldInvalid(
            `${path}.timeoutSeconds`,
            timeout,
            'the timeout value must be between 1 and 30 seconds',
          ),
        ]
      : []),
    ...checkLabelSelector(webhook['namespaceSelector'], `${path}.namespaceSelector`),
    ...checkLabelSelector(webhook['objectSelector'], `${path}.objectSelector`),
    ...checkEnum(
      webhook['reinvocationPolicy'],
      `${path}.reinvocationPolicy`,
      ['IfNeeded', 'Never'],
      'fine',
    ),
    ...checkClientConfig(fieldsAt(webhook, 'clientConfig'), `${path}.clientConfig`),
    ...checkConditions(webhook, `${path}.matchConditions`),
  ];
}

function checkSideEffects(webhook: Fields, path: string): FieldError[] {
  const allowed = ['None', 'NoneOnDryRun'];
  if (!has(webhook, 'sideEffects')) {
    return [fieldRequired(path, `must specify one of ${allowed.join(', ')}`)];
  }
  const value = textAt(webhook, 'sideEffects');
  return allowed.includes(value) ? [] : [fieldNotSupported(path, value, allowed)];
}

const reviewVersions = ['v1', 'v1beta1'];

function checkReviewVersions(webhook: Fields, path: string): FieldError[] {
  const versions = textsAt(webhook, 'admissionReviewVersions');
  if (versions.length === 0) {
    return [fieldRequired(path, `must specify one of ${reviewVersions.join(', ')}`)];
  }
  const problems = versions.flatMap((version, index) => {
    const at = `${path}[${String(index)}]`;
    return versions.indexOf(version) < index
      ? [fieldInvalid(at, version, 'duplicate version')]
      : checkText(version, at, validateDns1035Label);
  });
  return versions.some((each) => reviewVersions.includes(each))
    ? problems
    : [
        ...problems,
        fieldInvalid(path, versions, `must include at least one of ${reviewVersions.join(', ')}`),
      ];
}

const maxConditions = 64;

function checkConditions(webhook: Fields, path: string): FieldError[] {
  const conditions = listAt(webhook, 'matchConditions');
  const names = conditions.map((condition) => textAt(condition, 'name'));
  return [
    ...(conditions.length > maxConditions
      ? [fieldTooMany(path, conditions.length, maxConditions)]
      : []),
    ...conditions.flatMap((condition, index) => {
      const at = `${path}[${String(index)}]`;
      const name = names[index] ?? '';
      return [
        ...checkExpression(textAt(condition, 'expression').trim(), `${at}.expression`),
        ...(name === ''
          ? [fieldRequired(`${at}.name`)]
          : checkText(name, `${at}.name`, validateQualifiedName)),
        ...(name !== '' && names.indexOf(name) < index ? [fieldDuplicate(`${at}.name`, name)] : []),
      ];
    }),
  ];
}

function checkExpression(expression: string, path: string): FieldError[] {
  if (expression === '') return [fieldRequired(path)];
  const problem = expressionProblem(expression);
  return problem === undefined ? [] : [fieldInvalid(path, expression, problem)];
}
