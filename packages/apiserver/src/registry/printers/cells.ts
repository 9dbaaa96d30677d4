import { humanDuration, isRecord } from '@skewplane/apimachinery';
import { fieldsAt, listAt, numberAt, textAt, textMapAt, valueAt } from '../object-fields.js';
import type { Cell, PrintedColumn } from './column-printer.js';

export const none = '<none>';
export const unset = '<unset>';
export const unknown = '<unknown>';

/** Time since an RFC 3339 timestamp as people read it. */
export function ageOf(timestamp: unknown, nowMs: number): string {
  const since = typeof timestamp === 'string' ? Date.parse(timestamp) : NaN;
  return Number.isNaN(since) ? unknown : humanDuration(nowMs - since);
}

export const text =
  (path: string, absent = ''): Cell =>
  (object) => {
    const value = textAt(object, path);
    return value === '' ? absent : value;
  };

/** An integer cell; the column's type may say otherwise. */
export const integer =
  (path: string, absent: number | string = 0): Cell =>
  (object) =>
    numberAt(object, path) ?? absent;

export const boolean =
  (path: string, absent: boolean): Cell =>
  (object) => {
    const value = valueAt(object, path);
    return typeof value === 'boolean' ? value : absent;
  };

export const count =
  (...paths: string[]): Cell =>
  (object) =>
    paths.reduce((sum, path) => sum + sizeOf(valueAt(object, path)), 0);

const sizeOf = (value: unknown): number =>
  Array.isArray(value) ? value.length : isRecord(value) ? Object.keys(value).length : 0;

export const name: PrintedColumn = { name: 'Name', format: 'name', cell: text('metadata.name') };
export const age: PrintedColumn = {
  name: 'Age',
  cell: (object, nowMs) => ageOf(object.metadata.creationTimestamp, nowMs),
};

export const ageAt =
  (path: string, absent: string): Cell =>
  (object, nowMs) =>
    textAt(object, path) === '' ? absent : ageOf(valueAt(object, path), nowMs);

/** @see kubernetes/apimachinery `pkg/apis/meta/v1/helpers.go`, `FormatLabels`-like rendering of printers.go */
export function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? none : pairs.sort().join(',');
}

export const labels =
  (path: string): Cell =>
  (object) =>
    formatLabels(textMapAt(object, path));

/**
 * A label selector in query syntax, requirements by key; undefined when an operator is unknown.
 * @see kubernetes/apimachinery `pkg/apis/meta/v1/helpers.go`, `FormatLabelSelector`
 */
export function selectorText(selector: unknown): string | undefined {
  const terms: { key: string; term: string }[] = Object.entries(
    textMapAt(selector, 'matchLabels'),
  ).map(([key, value]) => ({ key, term: `${key}=${value}` }));
  for (const expression of listAt(selector, 'matchExpressions')) {
    const term = expressionText(expression);
    if (term === undefined) return undefined;
    terms.push({ key: textAt(expression, 'key'), term });
  }
  terms.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return terms.map(({ term }) => term).join(',');
}

function expressionText(expression: Readonly<Record<string, unknown>>): string | undefined {
  const key = textAt(expression, 'key');
  const values = Array.isArray(expression['values']) ? expression['values'].map(String).sort() : [];
  switch (expression['operator']) {
    case 'In':
      return `${key} in (${values.join(',')})`;
    case 'NotIn':
      return `${key} notin (${values.join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return undefined;
  }
}

export const selector =
  (path: string): Cell =>
  (object) => {
    const shown = selectorText(valueAt(object, path));
    return shown === undefined ? '<error>' : shown === '' ? none : shown;
  };

/** At most `max` of the items, and how many more there are. */
export function firstFew(items: readonly string[], max: number, separator = ','): string {
  const shown = items.slice(0, max).join(separator);
  return items.length > max ? `${shown} + ${String(items.length - max)} more...` : shown;
}

/** Containers and Images of the pod template at `path`. */
export const templateColumns = (path: string): PrintedColumn[] => [
  { name: 'Containers', wide: true, cell: joined(`${path}.spec.containers`, 'name') },
  { name: 'Images', wide: true, cell: joined(`${path}.spec.containers`, 'image') },
];

export const joined =
  (list: string, field: string): Cell =>
  (object) =>
    listAt(object, list)
      .map((each) => textAt(each, field))
      .join(',');

/** The condition of this type, if it has been reported. */
export function condition(
  object: unknown,
  type: string,
): Readonly<Record<string, unknown>> | undefined {
  return listAt(object, 'status.conditions').find((each) => each['type'] === type);
}

export const isTrue = (object: unknown, type: string): boolean =>
  condition(object, type)?.['status'] === 'True';

/** `NAMESPACE/NAME` of a reference. */
export function namespacedName(object: unknown, path: string): string {
  const reference = fieldsAt(object, path);
  return `${textAt(reference, 'namespace')}/${textAt(reference, 'name')}`;
}

export const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
