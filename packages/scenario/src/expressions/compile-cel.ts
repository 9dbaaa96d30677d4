import type { Environment, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { CelInstance, celValue, exchangeEnvironment, planeEnvironment } from './cel-environment.js';
import type {
  CompiledCondition,
  ExchangeCondition,
  RequestView,
  ResponseView,
  Scope,
} from './compiled.js';

/** An expression that does not compile. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** Of the character in the expression that is wrong. */
  readonly index: number;

  constructor(message: string, index: number) {
    super(message);
    this.index = index;
  }
}

/** @throws {ExpressionError} */
export function compileExchangeCondition(source: string): ExchangeCondition {
  const environment = exchangeEnvironment();
  checkIsBool(environment, source);
  const evaluate = environment.parse(source);
  return {
    source,
    holds: (request, response) => {
      const variables = exchangeVariables(request, response);
      return asBool(evaluate(variables));
    },
  };
}

/** @throws {ExpressionError} */
export function compileCondition(source: string, hasExchange: boolean): CompiledCondition {
  checkIsBool(
    planeEnvironment(hasExchange, () => Promise.resolve(0)),
    source,
  );
  return {
    source,
    // Functions belong to the environment, so each scope with its own metrics needs one. Steps are few.
    holds: async (scope) => {
      const evaluate = planeEnvironment(hasExchange, scope.metric).parse(source);
      return asBool(await evaluate(scopeVariables(scope)));
    },
  };
}

function checkIsBool(environment: Environment, source: string): void {
  const { valid, type, error } = environment.check(source);
  if (!valid) throw new ExpressionError(summaryOf(error), error?.range?.start ?? 0);
  if (type !== 'bool' && type !== 'dyn') {
    throw new ExpressionError(`must give true or false, not ${type ?? 'nothing'}`, 0);
  }
}

/** The message without its drawing of the place, which we give as line and column. */
function summaryOf(error: ParseError | CelTypeError | undefined): string {
  return error?.summary ?? 'does not compile';
}

function asBool(value: unknown): boolean {
  if (typeof value !== 'boolean') throw new Error(`gave ${String(value)} instead of true or false`);
  return value;
}

function scopeVariables(scope: Scope): Record<string, unknown> {
  const instances = Object.entries(scope.instances).map(([name, view]) => {
    return [name, new CelInstance(view)] as const;
  });
  return {
    instances: Object.fromEntries(instances),
    requests: celValue(scope.requests),
    ...(scope.request === undefined || scope.response === undefined
      ? {}
      : exchangeVariables(scope.request, scope.response)),
  };
}

function exchangeVariables(request: RequestView, response: ResponseView): Record<string, unknown> {
  return {
    request: { ...request },
    response: {
      ...response,
      status: BigInt(response.status),
      body: celValue(response.body),
      servedBy: [...response.servedBy],
    },
  };
}
