import {
  fieldInvalid,
  fieldNotSupported,
  fieldRequired,
  type FieldError,
} from '@skewplane/apimachinery';
import type { JsonSchemaProps, ValidationRule } from '../json-schema-props.js';

const reasons = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];

const hasNewlines = (text: string) => /[\n\r]/.test(text);

/**
 * The form of `x-kubernetes-validations`; their expressions are neither compiled nor evaluated here.
 * @see kubernetes/apiextensions-apiserver `pkg/apis/apiextensions/validation/validation.go`, `ValidateCustomResourceDefinitionOpenAPISchema`
 */
export function validateRules(schema: JsonSchemaProps, path: string): FieldError[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, at) =>
    validateRule(rule, `${path}.x-kubernetes-validations[${String(at)}]`),
  );
}

function validateRule(rule: ValidationRule, path: string): FieldError[] {
  const { messageExpression = '', reason, fieldPath = '' } = rule;
  return [
    ...validateText(rule, path),
    ...(messageExpression !== '' && messageExpression.trim() === ''
      ? [
          fieldRequired(
            `${path}.messageExpression`,
            'messageExpression must be non-empty if specified',
          ),
        ]
      : []),
    ...(reason === undefined || reasons.includes(reason)
      ? []
      : [fieldNotSupported(`${path}.reason`, reason, reasons)]),
    ...(fieldPath !== '' && fieldPath.trim() === ''
      ? [fieldInvalid(`${path}.fieldPath`, fieldPath, 'must be non-empty if specified')]
      : []),
    ...(hasNewlines(fieldPath)
      ? [fieldInvalid(`${path}.fieldPath`, fieldPath, 'must not contain line breaks')]
      : []),
  ];
}

/** The first thing wrong with the rule or its message. */
function validateText({ rule = '', message = '' }: ValidationRule, path: string): FieldError[] {
  if (rule.trim() === '') return [fieldRequired(`${path}.rule`, 'rule is not specified')];
  const at = `${path}.message`;
  if (message !== '' && message.trim() === '')
    return [fieldInvalid(at, message, 'must be non-empty if specified')];
  if (hasNewlines(message.trim()))
    return [fieldInvalid(at, message, 'must not contain line breaks')];
  return hasNewlines(rule.trim()) && message.trim() === ''
    ? [fieldRequired(at, 'message must be specified if rule contains line breaks')]
    : [];
}
