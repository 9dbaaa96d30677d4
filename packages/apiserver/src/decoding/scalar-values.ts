import {
  canonicalQuantity,
  parseQuantity,
  stringifyExactJson,
  type Schema,
} from '@skewplane/apimachinery';
import { normalizeTime } from './time-values.js';

/** The value is of the wrong kind: `json: cannot unmarshal <what> into ... of type <type>`. */
export class TypeMismatch extends Error {
  override readonly name = 'TypeMismatch';
  /** Go's description of the value: `string`, `number 1.5`. */
  readonly what: string;
  readonly goType: string;
  /** Did a type's own decoder fail? Go stops there; after other mismatches it reads on. */
  readonly fatal: boolean;

  constructor(what: string, goType: string, fatal = false) {
    super(`cannot unmarshal ${what} into ${goType}`);
    this.what = what;
    this.goType = goType;
    this.fatal = fatal;
  }
}

/** A text that its type refuses, with the type's own words. */
export class InvalidText extends Error {
  override readonly name = 'InvalidText';
  readonly fatal: boolean;

  constructor(message: string, fatal: boolean, options?: ErrorOptions) {
    super(message, options);
    this.fatal = fatal;
  }
}

const int32Max = 2 ** 31 - 1;
const int64Max = 2n ** 63n - 1n;

/**
 * @param literal digits as they were sent, when the double does not show them
 * @throws {TypeMismatch}
 */
export function checkInteger(
  value: number | bigint,
  {
    format = 'int64',
    literal,
    fatal = false,
  }: { format?: string | undefined; literal?: string | undefined; fatal?: boolean },
): number | bigint {
  const digits = literal ?? String(value);
  const whole = /^-?\d+$/.test(digits);
  const size = format === 'int32' ? BigInt(int32Max) : int64Max;
  if (!whole || BigInt(digits) > size || BigInt(digits) < -size - 1n) {
    throw new TypeMismatch(`number ${digits}`, format, fatal);
  }
  return value;
}

/** Sizes up to a million of a suffix: most quantities there are. */
const plainQuantity = /^([1-9]\d{0,5})(?:([KMGT]i)|[mkMGT]?)$/;

/** Is the text canonical, as can be seen without big arithmetic? The suffix is as large as the number allows. */
function isPlainlyCanonical(text: string): boolean {
  const match = plainQuantity.exec(text);
  return match !== null && Number(match[1]) % (match[2] === undefined ? 1000 : 1024) !== 0;
}

/** Canonical text of a quantity, which may be sent as a number. @throws {InvalidText} */
export function normalizeQuantity(value: unknown): string {
  if (typeof value === 'string' && isPlainlyCanonical(value)) return value;
  const text = typeof value === 'string' ? value.trim() : stringifyExactJson(value);
  return withTypesOwnWords(() => {
    parseQuantity(text);
    return canonicalQuantity(text);
  });
}

/** @throws {InvalidText} @throws {TypeMismatch} */
export function checkTime(
  value: unknown,
  what: string,
  format: 'date-time' | 'micro-time',
): string {
  if (typeof value !== 'string') throw new TypeMismatch(what, 'string', true);
  return withTypesOwnWords(() => normalizeTime(value, format));
}

function withTypesOwnWords(normalize: () => string): string {
  try {
    return normalize();
  } catch (error) {
    if (error instanceof SyntaxError) throw new InvalidText(error.message, true, { cause: error });
    throw error;
  }
}

/**
 * Standard base64 with padding; line breaks are ignored.
 * @see golang/go `src/encoding/base64/base64.go`
 * @throws {InvalidText}
 */
export function checkBase64(text: string): string {
  const bare = text.replaceAll(/[\r\n]/g, '');
  const good = /^[A-Za-z0-9+/]*={0,2}$/.test(bare) && bare.length % 4 === 0;
  if (good) return bare;
  const at = String(corruptByte(text));
  throw new InvalidText(`illegal base64 data at input byte ${at}`, false);
}

/** Where Go's decoder stops: at the first foreign byte, or where padding is missing, too much or too early. */
function corruptByte(text: string): number {
  let inQuantum = 0;
  const bytes = Buffer.from(text).toString('latin1');
  for (let at = 0; at < bytes.length; at += 1) {
    const char = bytes.charAt(at);
    if (char === '\r' || char === '\n') continue;
    if (char === '=') return badPadding(text, at, inQuantum);
    if (!/[A-Za-z0-9+/]/.test(char)) return at;
    inQuantum = (inQuantum + 1) % 4;
  }
  return text.length - inQuantum;
}

function badPadding(text: string, at: number, inQuantum: number): number {
  if (inQuantum < 2) return at;
  let next = at + 1;
  while (/[\r\n]/.test(text[next] ?? '')) next += 1;
  if (inQuantum === 3) return next;
  if (next >= text.length) return text.length;
  if (text[next] !== '=') return next - 1;
  next += 1;
  while (/[\r\n]/.test(text[next] ?? '')) next += 1;
  return next;
}

/** What Go makes of a null in a list or map: the zero value of the type. */
export function zeroValue(schema: Schema): unknown {
  if (schema.format === 'quantity') return '0';
  switch (schema.type) {
    case 'object':
      return {};
    case 'string':
      return schema.format === undefined ? '' : null;
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
    case 'int-or-string':
      return 0;
    case 'array':
    case 'any':
      return null;
  }
}
