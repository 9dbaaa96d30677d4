import { isRecord } from '@skewplane/apimachinery';

const context = 3;

/**
 * A unified diff of two values as indented JSON.
 * @see kubernetes/apimachinery `pkg/util/diff/diff.go`; upstream prints its internal types, whose field names
 * differ, so only the form is the same
 */
export function jsonDiff(before: unknown, after: unknown): string {
  const [a, b] = [lines(before), lines(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end))
    end++;
  const from = Math.max(0, start - context);
  const tail = a.slice(a.length - end, a.length - end + context);
  const [removed, added] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const size = start - from + tail.length;
  return [
    `@@ -${range(from, size + removed.length)} +${range(from, size + added.length)} @@`,
    ...a.slice(from, start).map((line) => ` ${line}`),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...tail.map((line) => ` ${line}`),
    '',
  ].join('\n');
}

const range = (from: number, length: number): string => `${String(from + 1)},${String(length)}`;

const lines = (value: unknown): string[] => JSON.stringify(sorted(value), null, 1).split('\n');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
