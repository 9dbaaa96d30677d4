import { Environment } from '@marcbachmann/cel-js';

/** The variable `authorizer` of upstream is not there. */
const environment = new Environment({ homogeneousAggregateLiterals: false })
  .registerVariable('object', 'dyn')
  .registerVariable('oldObject', 'dyn')
  .registerVariable('request', 'dyn');

export type Evaluate = (context: Record<string, unknown>) => unknown;

/**
 * An expression over `object`, `oldObject` and `request`.
 * @throws {Error} when it is no CEL
 */
export function parseExpression(expression: string): Evaluate {
  return environment.parse(expression);
}

/**
 * Why an expression cannot be a match condition, in upstream's form; undefined when it can.
 * @see kubernetes/apiserver `pkg/admission/plugin/cel/compile.go`, `CompileCELExpression`
 */
export function expressionProblem(expression: string): string | undefined {
  const { valid, type, error } = environment.check(expression);
  if (!valid) {
    const { at, text } = celErrorOf(error);
    return `compilation failed: ${pointedAt(expression, at, wordsOfGo(text))}`;
  }
  return type === 'bool' || type === 'dyn'
    ? undefined
    : `must evaluate to bool but got ${String(type)}`;
}

/** What happened while an expression was evaluated, without the excerpt of the source. */
export function evaluationProblem(error: unknown): string {
  return wordsOfGo(celErrorOf(error).text);
}

function celErrorOf(error: unknown): { text: string; at: number } {
  const message = error instanceof Error ? error.message : String(error);
  const [text = ''] = message.split('\n', 1);
  const range = (error as { readonly range?: { readonly start?: number } } | undefined)?.range;
  return { text, at: range?.start ?? 0 };
}

/** Where both libraries mean the same, as cel-go says it. */
function wordsOfGo(text: string): string {
  const unknown = /^Unknown variable: (.*)$/.exec(text);
  if (unknown !== null) return `undeclared reference to '${unknown[1] ?? ''}' (in container '')`;
  const operator = /^no such overload: (\S+) (\S+) (\S+)$/.exec(text);
  if (operator !== null) {
    const [, left = '', sign = '', right = ''] = operator;
    return `found no matching overload for '_${sign}_' applied to '(${left}, ${right})'`;
  }
  return text.replace(/^No such key: /, 'no such key: ');
}

/** @see google/cel-go `common/error.go`, `Error.ToDisplayString` */
function pointedAt(expression: string, at: number, text: string): string {
  const before = expression.slice(0, at).split('\n');
  const line = before.length;
  const column = before.at(-1)?.length ?? 0;
  const source = expression.split('\n')[line - 1] ?? '';
  return `ERROR: <input>:${String(line)}:${String(column + 1)}: ${text}\n | ${source}\n | ${'.'.repeat(column)}^`;
}
