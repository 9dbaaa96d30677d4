import {
  fieldForbidden,
  fieldInvalid,
  fieldRequired,
  isRecord,
  parseFieldSelector,
  parseLabelSelector,
  StatusError,
  validateQualifiedName,
  type FieldError,
} from '@skewplane/apimachinery';
import { text } from './review-spec.js';

type Attributes = Readonly<Record<string, unknown>>;
const selectorFields = ['fieldSelector', 'labelSelector'] as const;
const setOperators = ['In', 'NotIn'];
const existenceOperators = ['Exists', 'DoesNotExist'];

/** Servers without `AuthorizeWithSelectors` (below 1.32) do not know the selectors. */
export function withoutSelectors(attributes: Attributes): Attributes {
  const { fieldSelector: _f, labelSelector: _l, ...kept } = attributes;
  return kept;
}

/** @see kubernetes/kubernetes `pkg/apis/authorization/validation/validation.go` */
export function validateSelectors(attributes: Attributes): FieldError[] {
  return selectorFields.flatMap((field) => {
    const selector = attributes[field];
    return isRecord(selector)
      ? validateSelector(selector, `spec.resourceAttributes.${field}`, field === 'labelSelector')
      : [];
  });
}

function validateSelector(selector: Attributes, path: string, areLabels: boolean): FieldError[] {
  const raw = text(selector['rawSelector']);
  const requirements = requirementsOf(selector);
  const problems: FieldError[] = [];
  if (raw !== '' && requirements.length > 0) {
    const detail = 'may not specified at the same time as requirements';
    problems.push(fieldInvalid(`${path}.rawSelector`, raw, detail));
  }
  if (raw === '' && requirements.length === 0) {
    const detail = `when ${path} is specified, requirements or rawSelector is required`;
    problems.push(fieldRequired(`${path}.requirements`, detail));
  }
  return problems.concat(
    requirements.flatMap((requirement, index) =>
      validateRequirement(requirement, `${path}.requirements[${String(index)}]`, areLabels),
    ),
  );
}

/** Unknown operators pass: newer clients may know more than this server. */
function validateRequirement(
  requirement: Attributes,
  path: string,
  isLabel: boolean,
): FieldError[] {
  const problems: FieldError[] = [];
  const operator = text(requirement['operator']);
  const values = valuesOf(requirement);
  if (setOperators.includes(operator) && values.length === 0) {
    const detail = "must be specified when `operator` is 'In' or 'NotIn'";
    problems.push(fieldRequired(`${path}.values`, detail));
  }
  if (existenceOperators.includes(operator) && values.length > 0) {
    const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
    problems.push(fieldForbidden(`${path}.values`, detail));
  }
  const key = text(requirement['key']);
  if (isLabel) {
    problems.push(
      ...validateQualifiedName(key).map((detail) => fieldInvalid(`${path}.key`, key, detail)),
    );
  } else if (key === '') {
    problems.push(fieldRequired(`${path}.key`, 'must be specified'));
  }
  return problems;
}

/**
 * What an authorizer could not be asked about; `''` when the selectors can be read.
 * @see kubernetes/kubernetes `pkg/registry/authorization/util/helpers.go`, `BuildEvaluationError`
 */
export function selectorProblems(attributes: Attributes): string[] {
  return selectorFields.flatMap((field) => {
    const selector = attributes[field];
    if (!isRecord(selector)) return [];
    const parse = field === 'fieldSelector' ? parseFieldSelector : parseLabelSelector;
    const requirements = requirementsOf(selector);
    const readable = requirements.filter((each) => isReadable(each, field));
    const broken =
      requirements.length > 0
        ? readable.length < requirements.length
        : !parses(() => parse(text(selector['rawSelector'])));
    if (!broken) return [];
    const how = readable.length > 0 ? 'partially ignored' : 'ignored';
    return [`spec.resourceAttributes.${field} ${how} due to parse error`];
  });
}

function isReadable(requirement: Attributes, field: (typeof selectorFields)[number]): boolean {
  const operator = text(requirement['operator']);
  if (field === 'fieldSelector') {
    return setOperators.includes(operator) && valuesOf(requirement).length === 1;
  }
  return setOperators.includes(operator) || existenceOperators.includes(operator);
}

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof StatusError) return false;
    throw error;
  }
}

function requirementsOf(selector: Attributes): readonly Attributes[] {
  const requirements = selector['requirements'];
  return Array.isArray(requirements) ? requirements.filter(isRecord) : [];
}

function valuesOf(requirement: Attributes): readonly unknown[] {
  const values = requirement['values'];
  return Array.isArray(values) ? values : [];
}
