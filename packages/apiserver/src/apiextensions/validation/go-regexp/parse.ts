import {
  digits,
  foldedCase,
  inRanges,
  not,
  posixClasses,
  spaces,
  unicodeClass,
  wordChars,
  type CharTest,
} from './char-class.js';
import { GoRegexpError, type Node } from './syntax.js';

/** @see golang/go `src/regexp/syntax/parse.go`, `maxHeight`, `repeat` */
const maxDepth = 1_000;
const maxRepeat = 1_000;
/** No bound, class, escape or name is longer. */
const lookAhead = 128;

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
}

/**
 * Reads an expression in Go's syntax (RE2).
 * @throws {GoRegexpError}
 */
export function parseGoRegexp(source: string): Node {
  return new Parser(source).parse();
}

const perlClasses: Readonly<Record<string, CharTest>> = {
  d: inRanges(digits),
  D: not(inRanges(digits)),
  s: inRanges(spaces),
  S: not(inRanges(spaces)),
  w: inRanges(wordChars),
  W: not(inRanges(wordChars)),
};

const controlEscapes: Readonly<Record<string, number>> = {
  a: 7,
  f: 12,
  t: 9,
  n: 10,
  r: 13,
  v: 11,
};

class Parser {
  readonly #chars: readonly string[];
  readonly #source: string;
  #at = 0;
  #depth = 0;
  #flags: Flags = { ignoreCase: false, multiLine: false, dotAll: false };

  constructor(source: string) {
    this.#source = source;
    this.#chars = Array.from(source);
  }

  parse(): Node {
    const node = this.#choice();
    if (this.#at < this.#chars.length) throw new GoRegexpError('unexpected )', this.#source);
    return node;
  }

  #peek(): string {
    return this.#chars[this.#at] ?? '';
  }

  #take(): string {
    const char = this.#peek();
    this.#at += 1;
    return char;
  }

  #accept(text: string): boolean {
    const matches = Array.from(text).every(
      (char, offset) => this.#chars[this.#at + offset] === char,
    );
    if (matches) this.#at += text.length;
    return matches;
  }

  #rest(from: number): string {
    return this.#chars.slice(from).join('');
  }

  /** Enough of what follows to tell what it is. */
  #ahead(): string {
    return this.#chars.slice(this.#at, this.#at + lookAhead).join('');
  }

  #slice(from: number): string {
    return this.#chars.slice(from, this.#at).join('');
  }

  /** Flags set inside hold to the end of the group. */
  #choice(): Node {
    const branches = [this.#sequence()];
    while (this.#accept('|')) branches.push(this.#sequence());
    return branches.length === 1 ? (branches[0] ?? empty) : { kind: 'choice', nodes: branches };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    while (this.#at < this.#chars.length && this.#peek() !== '|' && this.#peek() !== ')') {
      nodes.push(this.#repeated());
    }
    return { kind: 'sequence', nodes };
  }

  #repeated(): Node {
    const start = this.#at;
    if ('*+?'.includes(this.#peek())) {
      throw new GoRegexpError('missing argument to repetition operator', this.#take());
    }
    let node = this.#atom();
    let repeats = false;
    for (;;) {
      const operator = this.#at;
      const bounds = this.#bounds();
      if (bounds === undefined) return node;
      this.#accept('?'); // lazy or not, a text matches or it does not
      if (repeats) {
        throw new GoRegexpError(
          'invalid nested repetition operator',
          this.#nested(start, operator),
        );
      }
      repeats = true;
      node = { kind: 'repeat', node, min: bounds[0], max: bounds[1] };
    }
  }

  /** Both operators: `**`. */
  #nested(start: number, operator: number): string {
    const before = /(?:[*+?]|\{[0-9,]*\})\??$/.exec(this.#chars.slice(start, operator).join(''));
    return `${before?.[0] ?? ''}${this.#slice(operator)}`;
  }

  #bounds(): readonly [number, number] | undefined {
    switch (this.#peek()) {
      case '*':
        this.#at += 1;
        return [0, Infinity];
      case '+':
        this.#at += 1;
        return [1, Infinity];
      case '?':
        this.#at += 1;
        return [0, 1];
      case '{': {
        const found = /^\{(\d+)(?:(,)(\d*))?\}/.exec(this.#ahead());
        if (found === null) return undefined; // then it is a plain brace
        this.#at += found[0].length;
        const min = Number(found[1]);
        const max = found[2] === undefined ? min : found[3] === '' ? Infinity : Number(found[3]);
        if (min > maxRepeat || (max !== Infinity && max > maxRepeat) || min > max)
          throw new GoRegexpError('invalid repeat count', found[0]);
        return [min, max];
      }
      default:
        return undefined;
    }
  }

  #atom(): Node {
    const char = this.#peek();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#charNode(this.#bracket());
      case '.':
        this.#at += 1;
        return this.#flags.dotAll
          ? { kind: 'char', test: () => true }
          : { kind: 'char', test: (codePoint) => codePoint !== 10 };
      case '^':
        this.#at += 1;
        return { kind: 'assert', assertion: this.#flags.multiLine ? 'line-start' : 'text-start' };
      case '$':
        this.#at += 1;
        return { kind: 'assert', assertion: this.#flags.multiLine ? 'line-end' : 'text-end' };
      case '\\':
        return this.#escape();
      default:
        this.#at += 1;
        return this.#literal(char);
    }
  }

  #literal(char: string): Node {
    const wanted = char.codePointAt(0) ?? 0;
    return this.#charNode((codePoint) => codePoint === wanted);
  }

  #charNode(test: CharTest): Node {
    return { kind: 'char', test: this.#flags.ignoreCase ? foldedCase(test) : test };
  }

  #group(): Node {
    const start = this.#at;
    const outer = this.#flags;
    this.#at += 1;
    if (this.#accept('?')) {
      if (!this.#isNamed(start) && this.#inlineFlags(start)) return empty; // for the rest of the group
    }
    this.#depth += 1;
    if (this.#depth > maxDepth)
      throw new GoRegexpError('expression nests too deeply', this.#source);
    const node = this.#choice();
    this.#depth -= 1;
    if (!this.#accept(')')) throw new GoRegexpError('missing closing )', this.#source);
    this.#flags = outer;
    return node;
  }

  #isNamed(start: number): boolean {
    const named = /^P?<([^>]*)>/.exec(this.#ahead());
    if (named === null || /^<[=!]/.test(this.#ahead())) return false;
    this.#at += Array.from(named[0]).length;
    if (!/^[A-Za-z0-9_]+$/.test(named[1] ?? ''))
      throw new GoRegexpError('invalid named capture', this.#slice(start));
    return true;
  }

  /** @returns whether the group ended with its flags: `(?i)` */
  #inlineFlags(start: number): boolean {
    const found = /^([imsU]*)(?:-([imsU]+))?([:)])/.exec(this.#ahead());
    if (found === null || found[0] === ')') {
      this.#at = Math.min(this.#at + 1, this.#chars.length);
      if (this.#chars[this.#at - 1] === '<') this.#at += 1; // look-behind
      throw new GoRegexpError('invalid or unsupported Perl syntax', this.#slice(start));
    }
    const [whole, on = '', off = '', end] = found;
    this.#at += whole.length;
    const value = (flag: string, before: boolean): boolean =>
      off.includes(flag) ? false : on.includes(flag) || before;
    const { ignoreCase, multiLine, dotAll } = this.#flags;
    this.#flags = {
      ignoreCase: value('i', ignoreCase),
      multiLine: value('m', multiLine),
      dotAll: value('s', dotAll),
    };
    return end === ')';
  }

  #escape(): Node {
    const start = this.#at;
    this.#at += 1;
    const char = this.#peek();
    switch (char) {
      case '':
        throw new GoRegexpError('trailing backslash at end of expression', '');
      case 'A':
        this.#at += 1;
        return { kind: 'assert', assertion: 'text-start' };
      case 'z':
        this.#at += 1;
        return { kind: 'assert', assertion: 'text-end' };
      case 'b':
        this.#at += 1;
        return { kind: 'assert', assertion: 'word-boundary' };
      case 'B':
        this.#at += 1;
        return { kind: 'assert', assertion: 'no-word-boundary' };
      case 'Q':
        this.#at += 1;
        return this.#quoted();
      default:
        this.#at = start;
        return this.#charNode(this.#class() ?? equal(this.#escapedChar()));
    }
  }

  #quoted(): Node {
    const nodes: Node[] = [];
    while (this.#at < this.#chars.length && !this.#accept('\\E')) {
      nodes.push(this.#literal(this.#take()));
    }
    return { kind: 'sequence', nodes };
  }

  /** `\d`, `\p{L}`; undefined when something else stands here. */
  #class(): CharTest | undefined {
    const perl = perlClasses[this.#chars[this.#at + 1] ?? ''];
    if (perl !== undefined) {
      this.#at += 2;
      return perl;
    }
    const found = /^\\([pP])(?:\{(\^?)([^}]*)\}|(.))/u.exec(this.#ahead());
    if (found === null) return undefined;
    const [whole, letter, caret = '', long, short] = found;
    const test = unicodeClass(long ?? short ?? '');
    if (test === undefined) throw new GoRegexpError('invalid character class range', whole);
    this.#at += Array.from(whole).length;
    return (letter === 'P') === (caret === '^') ? test : not(test);
  }

  #escapedChar(): number {
    const rest = this.#ahead();
    const hex = /^\\x(?:\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2}))/.exec(rest);
    const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    const found = hex ?? octal;
    if (found !== null) {
      this.#at += found[0].length;
      return hex === null ? parseInt(found[1] ?? '', 8) : parseInt(hex[1] ?? hex[2] ?? '', 16);
    }
    this.#at += 1;
    const char = this.#take();
    const control = controlEscapes[char];
    if (control !== undefined) return control;
    if (char !== '' && char < '\u0080' && !/[0-9A-Za-z]/.test(char)) return char.charCodeAt(0);
    throw new GoRegexpError('invalid escape sequence', `\\${char}`);
  }

  #bracket(): CharTest {
    const start = this.#at;
    this.#at += 1;
    const negated = this.#accept('^');
    const tests: CharTest[] = [];
    for (let first = true; first || this.#peek() !== ']'; first = false) {
      if (this.#at >= this.#chars.length)
        throw new GoRegexpError('missing closing ]', this.#rest(start));
      tests.push(this.#posix() ?? this.#classInBracket() ?? this.#range());
    }
    this.#at += 1;
    const any: CharTest = (codePoint) => tests.some((test) => test(codePoint));
    if (!negated) return any;
    return not(this.#flags.ignoreCase ? foldedCase(any) : any);
  }

  #classInBracket(): CharTest | undefined {
    return this.#peek() === '\\' ? this.#class() : undefined;
  }

  #posix(): CharTest | undefined {
    const found = /^\[:(\^?)([^:\]]*):\]/.exec(this.#ahead());
    if (found === null) return undefined;
    const ranges = posixClasses[found[2] ?? ''];
    if (ranges === undefined) throw new GoRegexpError('invalid character class range', found[0]);
    this.#at += found[0].length;
    return found[1] === '^' ? not(inRanges(ranges)) : inRanges(ranges);
  }

  #range(): CharTest {
    const start = this.#at;
    const from = this.#bracketChar();
    const isRange = this.#peek() === '-' && ![']', ''].includes(this.#chars[this.#at + 1] ?? '');
    if (!isRange) return equal(from);
    this.#at += 1;
    const to = this.#bracketChar();
    if (to < from) throw new GoRegexpError('invalid character class range', this.#slice(start));
    return inRanges([[from, to]]);
  }

  #bracketChar(): number {
    return this.#peek() === '\\' ? this.#escapedChar() : (this.#take().codePointAt(0) ?? 0);
  }
}

const empty: Node = { kind: 'empty' };

const equal =
  (wanted: number): CharTest =>
  (codePoint) =>
    codePoint === wanted;
