import { setOwn } from './patch/json-value.js';
import { isRecord } from './kube-object.js';

/**
 * JSON with the integers that Go keeps in an int64 and a double does not: they are bigints in objects. All other
 * numbers are numbers, so that equal values are equal in one way only. Texts and values without such an integer cost one
 * look.
 */

/** In front of digits that stand in for an integer in a string, and of `s` and a string that begins so itself. */
const mark = '\u0001int:';
const escapedMark = '\\u0001int:';

const manyDigits = /\d{16}/;
/** A string, with the colon of a key, or a number. */
const tokens = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"(\s*:)?|-?\d[\d.eE+-]*/g;

/** @throws {SyntaxError} */
export function parseExactJson(text: string): unknown {
  if (!manyDigits.test(text)) return JSON.parse(text);
  const marked = text.replace(tokens, (token: string, colon: string | undefined) => {
    if (colon !== undefined) return token;
    if (token.startsWith(`"${escapedMark}`)) return `"${escapedMark}s${token.slice(1)}`;
    if (token.startsWith('"') || !isInexact(token)) return token;
    return `"${escapedMark}${token}"`;
  });
  return marked === text ? JSON.parse(text) : withIntegers(JSON.parse(marked));
}

/** The form that an int64 has in objects. */
export function exactInteger(value: bigint): number | bigint {
  const rounded = Number(value);
  return String(rounded) === String(value) ? rounded : value;
}

const greatest = 2n ** 63n - 1n;

function isInexact(literal: string): boolean {
  if (!/^-?\d{16,19}$/.test(literal) || String(Number(literal)) === literal) return false;
  const exact = BigInt(literal);
  return exact <= greatest && exact >= -greatest - 1n;
}

function withIntegers(value: unknown): unknown {
  if (typeof value === 'string') {
    if (!value.startsWith(mark)) return value;
    const rest = value.slice(mark.length);
    return rest.startsWith('s') ? rest.slice(1) : BigInt(rest);
  }
  if (Array.isArray(value)) return value.map(withIntegers);
  if (!isRecord(value)) return value;
  for (const key of Object.keys(value)) setOwn(value, key, withIntegers(value[key]));
  return value;
}

/** `JSON.stringify` that knows bigints. */
export function stringifyExactJson(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  const marked = JSON.stringify(value, markIntegers, indent);
  return marked.replace(tokens, (token: string, colon: string | undefined) => {
    const opening = `"${escapedMark}`;
    if (colon !== undefined || !token.startsWith(opening)) return token;
    const rest = token.slice(opening.length);
    return rest.startsWith('s') ? `"${rest.slice(1)}` : rest.slice(0, -1);
  });
}

function markIntegers(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${mark}${String(value)}`;
  return typeof value === 'string' && value.startsWith(mark) ? `${mark}s${value}` : value;
}
