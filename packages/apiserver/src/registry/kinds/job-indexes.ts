/** A number as Go reads it. */
const readIndex = (text: string): number | undefined =>
  /^[+-]?\d+$/.test(text) ? Number(text) : undefined;

/**
 * How many indexes a text like `1,3-5,7` names; a text when it is malformed.
 * @see kubernetes/kubernetes `pkg/apis/batch/validation/validation.go`, `validateIndexesFormat`
 */
export function countIndexes(text: string, completions: number): number | string {
  if (text === '') return 0;
  let total = 0;
  let last: number | undefined;
  for (const interval of text.split(',')) {
    const bounds = parseInterval(interval, completions);
    if (typeof bounds === 'string') return bounds;
    const [from, to] = bounds;
    if (last !== undefined && last >= from) return notIncreasing(last, from);
    total += to - from + 1;
    last = to;
  }
  return total;
}

const notIncreasing = (previous: number, current: number): string =>
  `non-increasing order, previous: ${String(previous)}, current: ${String(current)}`;

function parseInterval(interval: string, completions: number): [number, number] | string {
  const limits = interval.split('-');
  if (limits.length > 2) {
    return `the fragment ${JSON.stringify(interval)} violates the requirement that an index interval can have at most two parts separated by '-'`;
  }
  const numbers: number[] = [];
  for (const limit of limits) {
    const number = readIndex(limit);
    if (number === undefined)
      return `cannot convert string to integer for index: ${JSON.stringify(limit)}`;
    if (number >= completions) return `too large index: ${JSON.stringify(limit)}`;
    numbers.push(number);
  }
  const [from = 0, to = from] = numbers;
  return numbers.length > 1 && from >= to ? notIncreasing(from, to) : [from, to];
}
