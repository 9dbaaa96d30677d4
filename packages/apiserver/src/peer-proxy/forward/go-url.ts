/**
 * URLs as Go's `net/url` writes them. Strings hold one byte a character, as Node gives request targets, so
 * that bytes which are no UTF-8 pass unharmed.
 */

/** The part of a request target before the query, percent-decoded; undecodable targets stay as they are. */
export function decodedPath(target: string): string {
  const path = target.split('?', 1)[0] ?? '';
  return percentDecode(path) ?? path;
}

/** Path characters Go leaves alone; a percent-encoded slash has become a slash before it gets here. */
const pathSafe = /[A-Za-z0-9\-_.~$&+,/:;=@]/;

export function encodePath(path: string): string {
  return percentEncode(path, pathSafe);
}

/**
 * The query of a request target, taken apart and written anew: keys sorted, values of one key in their order,
 * pairs with a semicolon or a broken escape dropped.
 * @returns `''` or the query with its question mark
 */
export function reencodedQuery(target: string): string {
  const at = target.indexOf('?');
  if (at < 0) return '';
  const pairs = parseQuery(target.slice(at + 1));
  const keys = [...pairs.keys()].sort(byBytes);
  const encoded = keys.flatMap((key) =>
    (pairs.get(key) ?? []).map((value) => `${encodeQueryPart(key)}=${encodeQueryPart(value)}`),
  );
  return encoded.length === 0 ? '' : `?${encoded.join('&')}`;
}

function parseQuery(query: string): Map<string, string[]> {
  const pairs = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const equals = pair.indexOf('=');
    const key = decodeQueryPart(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decodeQueryPart(pair.slice(equals + 1));
    if (key === undefined || value === undefined) continue;
    const values = pairs.get(key);
    if (values === undefined) pairs.set(key, [value]);
    else values.push(value);
  }
  return pairs;
}

const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const querySafe = /[A-Za-z0-9\-_.~]/;

const encodeQueryPart = (text: string): string =>
  percentEncode(text, querySafe).replaceAll('%20', '+');

const decodeQueryPart = (text: string): string | undefined =>
  percentDecode(text.replaceAll('+', ' '));

/** @returns undefined when an escape is broken */
function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_match, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function percentEncode(text: string, safe: RegExp): string {
  let encoded = '';
  for (const character of text) {
    if (safe.test(character)) encoded += character;
    else encoded += `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
