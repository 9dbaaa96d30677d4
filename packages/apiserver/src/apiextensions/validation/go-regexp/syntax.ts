import type { CharTest } from './char-class.js';

/** Places between characters. */
export type Assertion =
  'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-boundary' | 'no-word-boundary';

/** A parsed expression. Groups capture nothing: only whether a text matches is ever asked. */
export type Node =
  | { readonly kind: 'empty' }
  | { readonly kind: 'char'; readonly test: CharTest }
  | { readonly kind: 'assert'; readonly assertion: Assertion }
  | { readonly kind: 'sequence'; readonly nodes: readonly Node[] }
  | { readonly kind: 'choice'; readonly nodes: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly node: Node;
      readonly min: number;
      /** Infinity for no limit. */
      readonly max: number;
    };

/** An expression that Go refuses, in Go's words. */
export class GoRegexpError extends SyntaxError {
  override readonly name = 'GoRegexpError';

  constructor(problem: string, part: string) {
    super(`error parsing regexp: ${problem}: \`${part}\``);
  }
}
