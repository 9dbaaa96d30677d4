/** A pattern of a schema, ready to use. */
export interface Pattern {
  /** @returns undefined when the pattern cannot be judged here */
  test(text: string): boolean | undefined;
}

/** Texts longer than this are not matched against patterns that backtrack: RE2 takes linear time, JavaScript may not. */
const maxBacktrackingLength = 4_096;

/** A repetition right after a group that repeats in itself: `(a+)+`, `(a|b*)*`. */
const nestedRepetition = /\((?:[^()\\]|\\.)*[*+}](?:[^()\\]|\\.)*\)[*+{]/;

/**
 * Compiles Go's regular expressions with JavaScript's engine. What RE2 has and JavaScript spells otherwise is
 * translated; what RE2 refuses is refused.
 * @see google/re2 `doc/syntax.txt`
 * @throws {SyntaxError} with a text in the manner of Go
 */
export function compileGoPattern(source: string): Pattern {
  refuseForeign(source);
  const { pattern, flags } = translate(source);
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, `${flags}u`);
  } catch {
    // Under `u` JavaScript refuses escapes that Go takes (`\-`, `\_`); without it they mean themselves.
    expression = compileLoosely(pattern, flags, source);
  }
  const backtracks = nestedRepetition.test(source);
  return {
    test: (text) =>
      backtracks && text.length > maxBacktrackingLength ? undefined : expression.test(text),
  };
}

function compileLoosely(pattern: string, flags: string, source: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (error) {
    throw new SyntaxError(`error parsing regexp: ${goProblem(source)}`, { cause: error });
  }
}

/** RE2 has no look-around and no references back. */
function refuseForeign(source: string): void {
  const bare = source.replace(/\\\\/g, '');
  const look = /\(\?(=|!|<=|<!)/.exec(bare);
  if (look !== null) {
    throw new SyntaxError(
      `error parsing regexp: invalid or unsupported Perl syntax: \`${look[0]}\``,
    );
  }
  const reference = /\\[1-9]/.exec(bare.replace(/\[(?:[^\]\\]|\\.)*\]/g, ''));
  if (reference !== null)
    throw new SyntaxError(`error parsing regexp: invalid escape sequence: \`${reference[0]}\``);
}

const posixClasses: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

function translate(source: string): { pattern: string; flags: string } {
  const leading = /^\(\?([ims]+)\)/.exec(source);
  const pattern = source
    .slice(leading?.[0].length ?? 0)
    .replace(/\[:(\w+):\]/g, (whole, name: string) => posixClasses[name] ?? whole)
    .replace(/\(\?P</g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$');
  return { pattern, flags: leading?.[1] ?? '' };
}

/** Go's words for the common mistakes; JavaScript's own are of another kind. */
function goProblem(source: string): string {
  const opened = source.match(/(?<!\\)\(/g)?.length ?? 0;
  const closed = source.match(/(?<!\\)\)/g)?.length ?? 0;
  if (opened > closed) return `missing closing ): \`${source}\``;
  if (closed > opened) return `unexpected ): \`${source}\``;
  const leading = /^[*+?]/.exec(source);
  if (leading !== null) return `missing argument to repetition operator: \`${leading[0]}\``;
  const unclosed = /\[[^\]]*$/.exec(source);
  if (unclosed !== null) return `missing closing ]: \`${unclosed[0]}\``;
  return `invalid syntax: \`${source}\``;
}
