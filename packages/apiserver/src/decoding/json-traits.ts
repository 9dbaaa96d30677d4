/** What one quick look over a JSON text tells without parsing it. */
export interface JsonTraits {
  /** Members of all objects together, repeated ones counted again. */
  readonly keys: number;
  /** Deepest nesting of brackets. */
  readonly depth: number;
  /** Is there a number with a fraction, an exponent, or so many digits that a double may not hold it? */
  readonly unusualNumbers: boolean;
}

const quote = 0x22;
const backslash = 0x5c;
const longestSafeDigits = 15;

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
/** `.`, `e`, `E` */
const isFractional = (code: number) => code === 0x2e || code === 0x65 || code === 0x45;

/** Counts keys and brackets of a well-formed JSON text; says nothing about a malformed one. */
export function jsonTraits(text: string): JsonTraits {
  let keys = 0;
  let depth = 0;
  let deepest = 0;
  let unusualNumbers = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === 0x3a) keys += 1;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if (isDigit(code)) {
      const end = endOfDigits(text, at);
      unusualNumbers ||= end - at > longestSafeDigits || isFractional(text.charCodeAt(end));
      at = end - 1;
    }
  }
  return { keys, depth: deepest, unusualNumbers };
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    at += code === backslash ? 2 : 1;
  }
  return at;
}

function endOfDigits(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  return at;
}
