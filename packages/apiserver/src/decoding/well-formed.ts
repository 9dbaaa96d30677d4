/** A backslash and what it escapes: a whole pair of surrogates, one half of a pair, or anything else. */
const escapes =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|[\s\S])/g;
const anySurrogate = /\\u[dD][89a-fA-F]/;
const loneLength = '\\ud800'.length;

/**
 * A JSON text in which halves of surrogate pairs are U+FFFD, as Go's decoder reads them; of the same length.
 * @see golang/go `src/encoding/json/decode.go`, `unquoteBytes`
 */
export function wellFormed(text: string): string {
  if (!anySurrogate.test(text)) return text;
  return text.replace(escapes, (escape) => (escape.length === loneLength ? '\\ufffd' : escape));
}
