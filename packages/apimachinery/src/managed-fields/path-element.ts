import { parseExactJson, stringifyExactJson } from '../exact-json.js';
import { isRecord } from '../kube-object.js';
import { getOwn, type JsonObject } from '../patch/json-value.js';
import type { Schema } from '../schema.js';

/**
 * One step of a field path, in the form it has as a key of FieldsV1: `f:<field name>`,
 * `k:<key fields of a list item as JSON>`, `v:<element of a set as JSON>` or `i:<index>`.
 * Always canonical, so that equal steps are equal strings.
 * @see kubernetes-sigs/structured-merge-diff `fieldpath/serialize-pe.go`
 */
export type PathElement = string;

/** An object, list or managed-fields entry that has no field paths. */
export class FieldPathError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FieldPathError';
  }
}

export const fieldElement = (name: string): PathElement => `f:${name}`;

/**
 * The path element of an item of a `set` or `map` list.
 * @throws {FieldPathError} when the item cannot be one of such a list
 * @see kubernetes-sigs/structured-merge-diff `typed/helpers.go`, `listItemToPathElement`
 */
export function itemElement(item: unknown, list: Schema): PathElement {
  const keys = list.listMapKeys ?? [];
  if (list.listType === 'map' && keys.length > 0) return keyElement(item, keys, list.items);
  if (isRecord(item)) {
    throw new FieldPathError("associative list without keys has an element that's a map type");
  }
  if (Array.isArray(item)) {
    throw new FieldPathError('not supported: associative list with lists as elements');
  }
  if (item === null || item === undefined) {
    throw new FieldPathError(
      "associative list without keys has an element that's an explicit null",
    );
  }
  return `v:${goJson(item)}`;
}

function keyElement(
  item: unknown,
  keys: readonly string[],
  schema: Schema | undefined,
): PathElement {
  if (item === null || item === undefined) {
    throw new FieldPathError('associative list with keys may not have a null element');
  }
  if (!isRecord(item)) {
    throw new FieldPathError('associative list with keys may not have non-map elements');
  }
  let fields = '';
  for (const key of keys.length > 1 ? [...keys].sort() : keys) {
    const value = getOwn(item, key) ?? schema?.properties?.get(key)?.default;
    if (value === undefined || value === null) continue;
    fields += `${fields === '' ? '' : ','}${goJson(key)}:${goJson(value)}`;
  }
  if (fields === '') {
    const omitted = keys.map((key) => JSON.stringify(key)).join(' ');
    throw new FieldPathError(
      `associative list with keys has an element that omits all key fields [${omitted}] (and doesn't have default values for any key fields)`,
    );
  }
  return `k:{${fields}}`;
}

const needsEscape = /[<>&\u2028\u2029]/;

/** JSON as Go writes it: keys sorted, and what could end a script element escaped. */
export function goJson(value: unknown): string {
  const text = stringifyExactJson(isScalar(value) ? value : withSortedKeys(value));
  if (!needsEscape.test(text)) return text;
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys);
  if (!isRecord(value)) return value;
  const sorted = Object.keys(value)
    .sort()
    .map((key): [string, unknown] => [key, withSortedKeys(value[key])]);
  // fromEntries defines own keys, so `__proto__` stays a key.
  return Object.fromEntries(sorted);
}

/** Keys with one plain field are by far the most common and need no parsing to be known as canonical. */
const plainKey = /^k:\{"[A-Za-z]+":(?:"[^"\\<>&\u2028\u2029]*"|\d{1,15})\}$/;

/**
 * Makes a path element read from the wire canonical.
 * @returns undefined for kinds of elements that are not known, which upstream drops
 * @throws {FieldPathError} when it is malformed
 */
export function canonicalElement(text: string): PathElement | undefined {
  if (text.length < 2) throw new FieldPathError('key must be 2 characters long:');
  if (text[1] !== ':') throw new FieldPathError(`missing colon: ${text}`);
  switch (text[0]) {
    case 'f':
      return text;
    case 'v':
      return `v:${goJson(parseValue(text))}`;
    case 'i':
      if (!/^[+-]?\d+$/.test(text.slice(2))) throw malformed(text);
      return `i:${Number(text.slice(2))}`;
    case 'k': {
      if (plainKey.test(text)) return text;
      const fields = parseValue(text);
      if (!isRecord(fields)) throw malformed(text);
      return `k:${goJson(fields)}`;
    }
    default:
      return undefined;
  }
}

function parseValue(text: string): unknown {
  try {
    return parseExactJson(text.slice(2));
  } catch (error) {
    throw Object.assign(malformed(text), { cause: error });
  }
}

const malformed = (text: string): FieldPathError =>
  new FieldPathError(`parsing key as path element: ${text}`);

/** The key fields of a `k:` element. */
function keyFieldsOf(element: PathElement): JsonObject {
  const fields = parseValue(element);
  return isRecord(fields) ? fields : {};
}

/** Renders an element as a step of a field path: `.image`, `[name="app"]`, `[="x"]` or `[0]`. */
export function formatElement(element: PathElement): string {
  const text = element.slice(2);
  switch (element[0]) {
    case 'f':
      return `.${text}`;
    case 'k': {
      const fields = keyFieldsOf(element);
      return `[${Object.keys(fields)
        .map((key) => `${key}=${stringifyExactJson(fields[key])}`)
        .join(',')}]`;
    }
    case 'v':
      return `[=${stringifyExactJson(parseValue(element))}]`;
    default:
      return `[${text}]`;
  }
}

const elementRanks = ['f', 'k', 'v', 'i'];

/**
 * Upstream's order of path elements: fields, keys, values, indices; numbers by value.
 * @see kubernetes-sigs/structured-merge-diff `fieldpath/element.go`, `PathElement.Compare`
 */
export function compareElements(a: PathElement, b: PathElement): number {
  if (a === b) return 0;
  if (a.startsWith('f:') && b.startsWith('f:')) return a < b ? -1 : 1;
  const rank = elementRanks.indexOf(a[0] ?? '') - elementRanks.indexOf(b[0] ?? '');
  if (rank !== 0) return rank;
  if (a.startsWith('k:')) {
    return comparePlainKeys(a, b) ?? compareKeys(keyFieldsOf(a), keyFieldsOf(b));
  }
  if (a.startsWith('v:')) return compareValues(parseValue(a), parseValue(b));
  return Number(a.slice(2)) - Number(b.slice(2));
}

/** Compares keys of one string field each without parsing them; undefined for any other keys. */
function comparePlainKeys(a: PathElement, b: PathElement): number | undefined {
  const start = a.indexOf('":"', 4) + 3;
  if (start < 3 || !isPlainFrom(a, start) || !isPlainFrom(b, start)) return undefined;
  if (a.slice(0, start) !== b.slice(0, start)) return undefined;
  return a.slice(start, -2) < b.slice(start, -2) ? -1 : 1;
}

/** Does one string without escapes fill the element from here to its end? */
function isPlainFrom(element: PathElement, start: number): boolean {
  return element.indexOf('"', start) === element.length - 2 && !element.includes('\\', start);
}

function compareKeys(a: JsonObject, b: JsonObject): number {
  const left = Object.entries(a);
  const right = Object.entries(b);
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [leftName, leftValue] = left[index] ?? ['', undefined];
    const [rightName, rightValue] = right[index] ?? ['', undefined];
    if (leftName !== rightName) return leftName < rightName ? -1 : 1;
    const order = compareValues(leftValue, rightValue);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const isNumeric = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

const valueRanks = ['number', 'string', 'boolean', 'object'];

const rankOf = (value: unknown): number =>
  isNumeric(value) ? 0 : valueRanks.indexOf(typeof value);

function compareValues(a: unknown, b: unknown): number {
  const rank = rankOf(a) - rankOf(b);
  if (rank !== 0) return rank;
  if (isNumeric(a) && isNumeric(b)) return a === b ? 0 : a < b ? -1 : 1;
  const left = typeof a === 'string' ? a : goJson(a);
  const right = typeof b === 'string' ? b : goJson(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
