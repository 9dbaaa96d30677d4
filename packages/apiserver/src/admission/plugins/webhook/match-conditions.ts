import { aggregateMessage } from '../../../authentication/authenticator.js';
import { textAt, type Fields } from '../../../registry/object-fields.js';
import { evaluationProblem, parseExpression, type Evaluate } from './cel-expression.js';

/** What an expression of a webhook can see. */
export interface ConditionVariables {
  readonly object: unknown;
  readonly oldObject: unknown;
  /** The `request` of the AdmissionReview, without its objects. */
  readonly request: unknown;
}

export interface MatchConditions {
  readonly isEmpty: boolean;
  /**
   * Are all of them true?
   * @throws {ConditionError} when none is false and one cannot be evaluated
   */
  matches(variables: ConditionVariables): boolean;
}

/** An expression that has no value for this request. */
export class ConditionError extends Error {
  override readonly name = 'ConditionError';
}

/** @see kubernetes/apiserver `pkg/admission/plugin/webhook/matchconditions/matcher.go` */
export function compileConditions(conditions: readonly Fields[]): MatchConditions {
  const compiled = conditions.map((condition) => {
    const expression = textAt(condition, 'expression').trim();
    return { expression, evaluate: compile(expression) };
  });
  return {
    isEmpty: compiled.length === 0,
    matches: (variables) => {
      if (compiled.length === 0) return true;
      const context = {
        object: celValue(variables.object),
        oldObject: celValue(variables.oldObject),
        request: celValue(variables.request),
      };
      const problems: string[] = [];
      for (const { expression, evaluate } of compiled) {
        try {
          // One that says no outweighs those that cannot say; what is no bool at all counts as yes.
          if (evaluate(context) === false) return false;
        } catch (error) {
          problems.push(
            `expression '${expression}' resulted in error: ${evaluationProblem(error)}`,
          );
        }
      }
      if (problems.length > 0) throw new ConditionError(aggregateMessage(problems));
      return true;
    },
  };
}

/** What does not parse fails each time that it is asked, as when an older server stored it. */
function compile(expression: string): Evaluate {
  try {
    return parseExpression(expression);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** JSON as CEL sees it: whole numbers are of type int. */
function celValue(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([key, each]) => [key, celValue(each)]));
}
