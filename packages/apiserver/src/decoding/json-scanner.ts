/** A JSON text that Go would refuse, with Go's words. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
}

export interface JsonVisitor {
  /** @param path as strict decoding writes it: `spec.containers[0].image` */
  onKey?(path: string, key: { readonly repeated: boolean; readonly offset: number }): void;
  onNumber?(path: string, literal: string): void;
}

/** Nesting beyond this is refused. Upstream allows 10_000; recursion over the value has to fit our stack. */
export const maxDepth = 1_000;

interface Frame {
  readonly path: string;
  /** Keys seen so far; undefined in an array. */
  readonly keys: Set<string> | undefined;
  index: number;
}

const literals = { t: 'true', f: 'false', n: 'null' } as const;
const isSpace = (char: string) => char === ' ' || char === '\n' || char === '\t' || char === '\r';
const isDigit = (char: string) => char >= '0' && char <= '9';
const isHex = (char: string) => /^[0-9a-fA-F]$/.test(char);

/**
 * Reads JSON the slow way, for what `JSON.parse` does not tell: Go's error texts, repeated keys and the digits of
 * numbers. Does not recurse, so nesting costs no stack.
 * @see golang/go `src/encoding/json/scanner.go`
 * @throws {JsonSyntaxError}
 */
export function scanJson(text: string, visitor: JsonVisitor = {}): void {
  new Scanner(text, visitor).run();
}

class Scanner {
  readonly #text: string;
  readonly #visitor: JsonVisitor;
  readonly #stack: Frame[] = [];
  #at = 0;

  constructor(text: string, visitor: JsonVisitor) {
    this.#text = text;
    this.#visitor = visitor;
  }

  run(): void {
    this.#value('');
    for (let frame = this.#stack.at(-1); frame !== undefined; frame = this.#stack.at(-1)) {
      if (frame.keys === undefined) this.#element(frame);
      else this.#member(frame, frame.keys);
    }
    this.#skipSpace();
    if (this.#at < this.#text.length) throw this.#unexpected('after top-level value');
  }

  /** Reads a scalar whole; of an array or object only the opening bracket. */
  #value(path: string): void {
    this.#skipSpace();
    const char = this.#peek();
    if (char === '{' || char === '[') {
      this.#at += 1;
      if (this.#stack.length === maxDepth) throw new JsonSyntaxError('exceeded max depth');
      this.#stack.push({ path, keys: char === '{' ? new Set() : undefined, index: 0 });
    } else if (char === '"') this.#string();
    else if (char === '-' || isDigit(char)) {
      const literal = this.#number();
      this.#visitor.onNumber?.(path, literal);
    } else if (char === 't' || char === 'f' || char === 'n') this.#literal(literals[char]);
    else throw this.#unexpected('looking for beginning of value');
  }

  #element(frame: Frame): void {
    this.#skipSpace();
    if (frame.index > 0 || this.#peek() === ']') {
      if (this.#close(']', frame)) return;
      this.#expect(',', 'after array element');
    }
    const path = `${frame.path}[${String(frame.index)}]`;
    frame.index += 1;
    this.#value(path);
  }

  #member(frame: Frame, keys: Set<string>): void {
    this.#skipSpace();
    if (frame.index > 0 || this.#peek() === '}') {
      if (this.#close('}', frame)) return;
      this.#expect(',', 'after object key:value pair');
      this.#skipSpace();
    }
    frame.index += 1;
    if (this.#peek() !== '"') throw this.#unexpected('looking for beginning of object key string');
    const offset = this.#at;
    const key = this.#string();
    const path = frame.path === '' ? key : `${frame.path}.${key}`;
    this.#visitor.onKey?.(path, { repeated: keys.has(key), offset });
    keys.add(key);
    this.#skipSpace();
    this.#expect(':', 'after object key');
    this.#value(path);
  }

  #close(bracket: string, frame: Frame): boolean {
    if (this.#peek() !== bracket) return false;
    this.#at += 1;
    if (this.#stack.at(-1) === frame) this.#stack.pop();
    return true;
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    for (let char = this.#peek(); char !== '"'; char = this.#peek()) {
      if (char < ' ') throw this.#unexpected('in string literal');
      this.#at += 1;
      if (char === '\\') this.#escape();
    }
    this.#at += 1;
    return JSON.parse(this.#text.slice(start, this.#at)) as string;
  }

  #escape(): void {
    const char = this.#peek();
    if (!'"\\/bfnrtu'.includes(char)) throw this.#unexpected('in string escape code');
    this.#at += 1;
    for (let digits = char === 'u' ? 4 : 0; digits > 0; digits -= 1) {
      if (!isHex(this.#peek())) throw this.#unexpected('in \\u hexadecimal character escape');
      this.#at += 1;
    }
  }

  #number(): string {
    const start = this.#at;
    if (this.#peek() === '-') this.#at += 1;
    if (this.#peek() === '0') this.#at += 1;
    else this.#digits('in numeric literal');
    if (this.#text[this.#at] === '.') {
      this.#at += 1;
      this.#digits('after decimal point in numeric literal');
    }
    if (/^[eE]$/.test(this.#text[this.#at] ?? '')) {
      this.#at += 1;
      if (/^[-+]$/.test(this.#text[this.#at] ?? '')) this.#at += 1;
      this.#digits('in exponent of numeric literal');
    }
    return this.#text.slice(start, this.#at);
  }

  #digits(context: string): void {
    if (!isDigit(this.#peek())) throw this.#unexpected(context);
    while (isDigit(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #literal(word: string): void {
    for (const letter of word) {
      this.#expect(letter, `in literal ${word} (expecting '${letter}')`);
    }
  }

  #expect(char: string, context: string): void {
    if (this.#peek() !== char) throw this.#unexpected(context);
    this.#at += 1;
  }

  #skipSpace(): void {
    while (isSpace(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #peek(): string {
    const char = this.#text[this.#at];
    if (char === undefined) throw new JsonSyntaxError('unexpected end of JSON input');
    return char;
  }

  #unexpected(context: string): JsonSyntaxError {
    const char = quoteByte(this.#text.codePointAt(this.#at) ?? 0);
    return new JsonSyntaxError(`invalid character ${char} ${context}`);
  }
}

/** Go reads bytes, so it names the first byte of a character, as if it were Latin-1. */
function quoteByte(codePoint: number): string {
  const byte = Buffer.from(String.fromCodePoint(codePoint))[0] ?? 0;
  if (byte === 0x27) return "'\\''";
  if (byte === 0x22) return "'\"'";
  const named = namedEscapes.get(byte);
  if (named !== undefined) return `'${named}'`;
  const hex = byte.toString(16).padStart(2, '0');
  if (byte < 0x20 || byte === 0x7f) return `'\\x${hex}'`;
  if (byte >= 0x80 && (byte <= 0xa0 || byte === 0xad)) return `'\\u00${hex}'`;
  return `'${String.fromCharCode(byte)}'`;
}

const namedEscapes = new Map([
  [0x07, '\\a'],
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0b, '\\v'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [0x5c, '\\\\'],
]);
