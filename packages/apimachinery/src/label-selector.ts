import { badRequest } from './status.js';
import { isRecord } from './kube-object.js';
import { validateLabelValue, validateQualifiedName } from './name-validation.js';

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist' | 'Gt' | 'Lt';

export interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** A conjunction of requirements; empty matches everything. */
export class LabelSelector {
  readonly requirements: readonly Requirement[];

  constructor(requirements: readonly Requirement[]) {
    this.requirements = requirements;
  }

  get empty(): boolean {
    return this.requirements.length === 0;
  }

  matches(labels: Readonly<Record<string, string>> | undefined): boolean {
    return this.requirements.every((requirement) => meets(requirement, labels?.[requirement.key]));
  }
}

export const everything = new LabelSelector([]);

function meets({ operator, values }: Requirement, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && /^-?\d+$/.test(value) && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && /^-?\d+$/.test(value) && Number(value) < Number(values[0]);
  }
}

/**
 * Parses the query form: `a=b,c!=d,e in (f,g),h notin (i),j,!k`.
 * @throws {StatusError} 400 as upstream words it
 */
export function parseLabelSelector(text: string): LabelSelector {
  const tokens = tokenize(text);
  const requirements: Requirement[] = [];
  let at = 0;
  const fail = (problem: string): never => {
    throw badRequest(`unable to parse requirement: ${problem}`);
  };
  while (at < tokens.length) {
    const negated = tokens[at] === '!';
    if (negated) at++;
    const key = tokens[at++];
    if (key === undefined || isOperator(key))
      return fail(`found '${key ?? ''}', expected: identifier`);
    checkKey(key);
    const operator = tokens[at];
    if (operator === undefined || operator === ',') {
      requirements.push({ key, operator: negated ? 'DoesNotExist' : 'Exists', values: [] });
    } else if (negated) {
      return fail(`found '${operator}', expected: ',' or end of string`);
    } else if (operator === '=' || operator === '==' || operator === '!=') {
      at++;
      const next = tokens[at];
      const value = next === undefined || next === ',' ? '' : next;
      if (value !== '') at++;
      checkValue(key, value);
      requirements.push({ key, operator: operator === '!=' ? 'NotIn' : 'In', values: [value] });
    } else if (operator === '>' || operator === '<') {
      const value = tokens[at + 1] ?? '';
      if (!/^-?\d+$/.test(value))
        return fail(
          `values[0][${key}]: Invalid value: "${value}": for 'Gt', 'Lt' operators, the value must be an integer`,
        );
      at += 2;
      requirements.push({ key, operator: operator === '>' ? 'Gt' : 'Lt', values: [value] });
    } else if (operator === 'in' || operator === 'notin') {
      at++;
      if (tokens[at] !== '(') return fail(`found '${tokens[at] ?? ''}', expected: '('`);
      at++;
      const values: string[] = [];
      while (tokens[at] !== ')') {
        const value = tokens[at];
        if (value === undefined) return fail("found '', expected: ',', ')' or identifier");
        if (value === ',') {
          values.push('');
        } else {
          checkValue(key, value);
          values.push(value);
          at++;
        }
        if (tokens[at] === ',') at++;
        else if (tokens[at] !== ')')
          return fail(`found '${tokens[at] ?? ''}', expected: ',' or ')'`);
      }
      at++;
      requirements.push({ key, operator: operator === 'in' ? 'In' : 'NotIn', values });
    } else {
      return fail(`found '${operator}', expected: in, notin, =, ==, !=, >, <`);
    }
    if (at < tokens.length) {
      if (tokens[at] !== ',')
        return fail(`found '${tokens[at] ?? ''}', expected: ',' or 'end of string'`);
      at++;
      if (at === tokens.length) return fail("found '', expected: identifier after ','");
    }
  }
  return new LabelSelector(requirements);
}

function checkKey(key: string): void {
  const problems = validateQualifiedName(key);
  if (problems.length > 0) {
    throw badRequest(
      `unable to parse requirement: <nil>: Invalid value: ${JSON.stringify(key)}: ${problems.join('; ')}`,
    );
  }
}

function checkValue(key: string, value: string): void {
  const problems = validateLabelValue(value);
  if (problems.length > 0) {
    throw badRequest(
      `unable to parse requirement: values[0][${key}]: Invalid value: ${JSON.stringify(value)}: ${problems.join('; ')}`,
    );
  }
}

const isOperator = (token: string): boolean => /^[,()!=<>]/.test(token);

function tokenize(text: string): string[] {
  return text.match(/!=|==|=|!|<|>|,|\(|\)|[^\s!=<>,()]+/g) ?? [];
}

/**
 * The object form used in specs: `{matchLabels, matchExpressions}`. Absent matches nothing, empty matches
 * everything, as upstream's `LabelSelectorAsSelector`.
 */
export function labelSelectorFromSpec(spec: unknown): LabelSelector | undefined {
  if (!isRecord(spec)) return undefined;
  const requirements: Requirement[] = [];
  const { matchLabels, matchExpressions } = spec;
  if (isRecord(matchLabels)) {
    for (const [key, value] of Object.entries(matchLabels))
      requirements.push({ key, operator: 'In', values: [String(value)] });
  }
  if (Array.isArray(matchExpressions)) {
    for (const expression of matchExpressions) {
      if (!isRecord(expression)) continue;
      requirements.push({
        key: String(expression['key']),
        operator: expression['operator'] as Operator,
        values: Array.isArray(expression['values']) ? expression['values'].map(String) : [],
      });
    }
  }
  return new LabelSelector(requirements);
}
