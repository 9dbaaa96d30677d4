import { parseGoRegexp } from './go-regexp/parse.js';
import { Program } from './go-regexp/program.js';

/** A pattern of a schema, ready to use. */
export interface Pattern {
  test(text: string): boolean;
}

/**
 * Compiles one of Go's regular expressions, which differ from JavaScript's in what they are and in never taking
 * long.
 * @throws {SyntaxError} in Go's words
 */
export function compileGoPattern(source: string): Pattern {
  return new Program(parseGoRegexp(source), source);
}
