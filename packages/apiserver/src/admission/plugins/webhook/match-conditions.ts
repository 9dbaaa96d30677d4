import { Environment } from '@marcbachmann/cel-js';
import { textAt, type Fields } from '../../../registry/object-fields.js';

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

const environment = new Environment({ homogeneousAggregateLiterals: false })
  .registerVariable('object', 'dyn')
  .registerVariable('oldObject', 'dyn')
  .registerVariable('request', 'dyn');

/** @see kubernetes/apiserver `pkg/admission/plugin/webhook/matchconditions/matcher.go` */
export function compileConditions(conditions: readonly Fields[]): MatchConditions {
  const compiled = conditions.map((condition) => ({
    name: textAt(condition, 'name'),
    evaluate: compile(textAt(condition, 'expression')),
  }));
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
      for (const { name, evaluate } of compiled) {
        try {
          if (evaluate(context) !== true) return false; // one that says no outweighs those that cannot say
        } catch (error) {
          problems.push(
            `condition ${JSON.stringify(name)}: ${error instanceof Error ? error.message : ''}`,
          );
        }
      }
      if (problems.length > 0) throw new ConditionError(problems.join(', '));
      return true;
    },
  };
}

type Evaluate = (context: Record<string, unknown>) => unknown;

/** What does not parse fails each time that it is asked, as when an older server stored it. */
function compile(expression: string): Evaluate {
  try {
    return environment.parse(expression);
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
