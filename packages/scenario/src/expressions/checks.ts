import { isDeepStrictEqual } from 'node:util';
import { parseJsonPath } from '@skewplane/apimachinery';
import type { Bounds } from '../document/scenario.js';
import { ExpressionError, compileCondition } from './compile-cel.js';
import type { CompiledCheck, Scope } from './compiled.js';

const maxShownLength = 300;

/** @throws {ExpressionError} */
export function celCheck(source: string, hasExchange: boolean): CompiledCheck {
  const condition = compileCondition(source, hasExchange);
  return {
    source,
    problem: async (scope) => {
      try {
        return (await condition.holds(scope)) ? undefined : `not true${found(scope)}`;
      } catch (error) {
        return `cannot be evaluated: ${firstLine(error)}${found(scope)}`;
      }
    },
  };
}

export function statusCheck(status: number): CompiledCheck {
  return {
    source: `status ${status}`,
    problem: async (scope) =>
      scope.response?.status === status ? undefined : `not status ${status}${found(scope)}`,
  };
}

export interface JsonPathWish {
  readonly path: string;
  readonly in?: 'body' | 'headers' | 'response';
  readonly equals?: unknown;
  readonly exists?: boolean;
  readonly count?: number;
}

/** @throws {ExpressionError} */
export function jsonPathCheck(wish: JsonPathWish): CompiledCheck {
  const path = compileJsonPath(wish.path);
  const { in: place = 'body' } = wish;
  return {
    source: wish.path,
    problem: async ({ response }) => {
      const root = place === 'response' ? response : response?.[place];
      return problemOf(path.find(root), wish);
    },
  };
}

function compileJsonPath(text: string) {
  try {
    return parseJsonPath(text);
  } catch (error) {
    throw new ExpressionError(firstLine(error), 0);
  }
}

function problemOf(values: readonly unknown[], wish: JsonPathWish): string | undefined {
  const { equals, exists, count, path } = wish;
  if (count !== undefined && values.length !== count) {
    return `${path} finds ${values.length} values, not ${count}`;
  }
  if ('equals' in wish && !isDeepStrictEqual(values[0], equals)) {
    return `${path} is ${show(values[0])}, not ${show(equals)}`;
  }
  const wanted = exists ?? (count === undefined && !('equals' in wish) ? true : undefined);
  if (wanted === undefined || wanted === values.length > 0) return undefined;
  return wanted ? `${path} finds nothing` : `${path} finds ${show(values[0])}`;
}

/** A number that is looked up, and its bounds. */
export function boundsCheck(
  source: string,
  bounds: Bounds,
  read: (scope: Scope) => Promise<number>,
): CompiledCheck {
  return {
    source: `${source} ${describeBounds(bounds)}`,
    problem: async (scope) => {
      let value: number;
      try {
        value = await read(scope);
      } catch (error) {
        return `${source} cannot be read: ${firstLine(error)}`;
      }
      const { equals, atLeast = -Infinity, atMost = Infinity } = bounds;
      const holds =
        (equals === undefined || value === equals) && value >= atLeast && value <= atMost;
      return holds ? undefined : `${source} is ${value}, not ${describeBounds(bounds)}`;
    },
  };
}

function describeBounds({ equals, atLeast, atMost }: Bounds): string {
  return [
    ...(equals === undefined ? [] : [`${equals}`]),
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ].join(' and ');
}

/** The answer it was about, short enough for a line. */
function found({ response }: Scope): string {
  if (response === undefined) return '';
  const { status, servedBy, body } = response;
  const by = servedBy.length === 0 ? '' : ` from ${servedBy.join(' through ')}`;
  return `: status ${status}${by}, ${show(body)}`;
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > maxShownLength ? `${text.slice(0, maxShownLength)}…` : text;
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
