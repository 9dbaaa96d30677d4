import { isRecord } from './kube-object.js';

/** A compiled path. Finds every value in document order; missing keys find nothing. */
export interface JsonPath {
  find(root: unknown): unknown[];
}

type Step = (values: readonly unknown[]) => unknown[];

/**
 * Compiles the part of kubectl's JSONPath that columns and selectable fields of custom resources use: dotted
 * and quoted names, indexes, slices, `*`, `..name` and filters `[?(@.a=="b")]`. Braces around it and a leading
 * `$` or `.` are optional.
 * @see kubernetes/client-go `util/jsonpath/parser.go`
 * @throws {SyntaxError}
 */
export function parseJsonPath(text: string): JsonPath {
  const source = text.replace(/^\{(.*)\}$/s, '$1').replace(/^[$@]/, '');
  const steps: Step[] = [];
  let at = 0;
  while (at < source.length) {
    const [step, length] = nextStep(source.slice(at), text);
    steps.push(step);
    at += length;
  }
  return {
    find: (root) => steps.reduce<unknown[]>((values, step) => step(values), [root]),
  };
}

const namePattern = /^(?:\\.|[^\\.[\]{}\s'"()*?@$,])+/;

function nextStep(rest: string, text: string): [Step, number] {
  if (rest.startsWith('[')) {
    const end = closingBracket(rest, text);
    return [bracketStep(rest.slice(1, end).trim(), text), end + 1];
  }
  const dots = rest.startsWith('..') ? 2 : rest.startsWith('.') ? 1 : 0;
  if (rest.startsWith('*', dots)) return [children, dots + 1];
  const raw = namePattern.exec(rest.slice(dots))?.[0];
  if (raw === undefined) {
    // `.` alone is the object itself, and `.[0]` is `[0]`.
    if (dots === 1 && (rest.length === 1 || rest[1] === '[')) return [(values) => [...values], 1];
    throw new SyntaxError(`unrecognized character in ${text}`);
  }
  const name = raw.replace(/\\(.)/g, '$1');
  const step = dots === 2 ? descendantsNamed(name) : childNamed(name);
  return [step, dots + raw.length];
}

function closingBracket(rest: string, text: string): number {
  let quote = '';
  for (let at = 1; at < rest.length; at++) {
    const char = rest.charAt(at);
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (char === ']') {
      return at;
    }
  }
  throw new SyntaxError(`unterminated array in ${text}`);
}

const quoted = /^(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")$/s;

function unquote(text: string): string | undefined {
  const match = quoted.exec(text);
  return match === null ? undefined : (match[1] ?? match[2] ?? '').replace(/\\(.)/gs, '$1');
}

function bracketStep(inside: string, text: string): Step {
  if (inside === '*') return children;
  const filter = /^\?\((.*)\)$/s.exec(inside)?.[1];
  if (filter !== undefined) return filterStep(filter.trim(), text);
  const name = unquote(inside);
  if (name !== undefined) return childNamed(name);
  if (/^-?\d+$/.test(inside)) return (values) => values.flatMap((each) => slice(each, inside));
  if (/^-?\d*:-?\d*(?::\d*)?$/.test(inside)) {
    return (values) => values.flatMap((each) => slice(each, inside));
  }
  if (inside.includes(',')) {
    const steps = inside.split(',').map((part) => bracketStep(part.trim(), text));
    return (values) => steps.flatMap((step) => step(values));
  }
  throw new SyntaxError(`invalid array index ${inside} in ${text}`);
}

function slice(value: unknown, range: string): unknown[] {
  if (!Array.isArray(value)) return [];
  if (!range.includes(':')) {
    const at = Number(range);
    const found: unknown = value.at(at);
    return found === undefined ? [] : [found];
  }
  const [from = '', to = '', stride = ''] = range.split(':');
  const picked: unknown[] = value.slice(Number(from), to === '' ? undefined : Number(to));
  const every = Math.max(1, Number(stride));
  return picked.filter((_, at) => at % every === 0);
}

const children: Step = (values) =>
  values.flatMap((value): unknown[] =>
    Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : [],
  );

function childNamed(name: string): Step {
  return (values) =>
    values.flatMap((value) => {
      if (!isRecord(value) || !Object.hasOwn(value, name)) return [];
      return value[name] === undefined ? [] : [value[name]];
    });
}

function descendantsNamed(name: string): Step {
  const child = childNamed(name);
  const collect = (value: unknown): unknown[] => [
    ...child([value]),
    ...children([value]).flatMap(collect),
  ];
  return (values) => values.flatMap(collect);
}

const comparison = /^(.*?)\s*(==|!=|<=|>=|<|>)\s*(.*)$/s;

function filterStep(condition: string, text: string): Step {
  const [, left = condition, operator, right = ''] = comparison.exec(condition) ?? [];
  const leftOf = operand(left, text);
  const rightOf = operator === undefined ? undefined : operand(right, text);
  const holds = (item: unknown): boolean => {
    const found = leftOf(item);
    if (rightOf === undefined || operator === undefined) return found.length > 0;
    const wanted = rightOf(item);
    return found.length > 0 && wanted.length > 0 && compare(found[0], operator, wanted[0]);
  };
  return (values) =>
    values.flatMap((value): unknown[] => (Array.isArray(value) ? value.filter(holds) : []));
}

function operand(source: string, text: string): (item: unknown) => unknown[] {
  const trimmed = source.trim();
  if (trimmed.startsWith('@')) {
    const path = parseJsonPath(trimmed);
    return (item) => path.find(item);
  }
  const literal = unquote(trimmed);
  if (literal !== undefined) return () => [literal];
  if (trimmed === 'true' || trimmed === 'false') return () => [trimmed === 'true'];
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return () => [Number(trimmed)];
  throw new SyntaxError(`unrecognized filter operand ${trimmed} in ${text}`);
}

function compare(left: unknown, operator: string, right: unknown): boolean {
  if (operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (typeof left === 'number' && typeof right === 'number') return ordered(left, operator, right);
  if (typeof left === 'string' && typeof right === 'string') return ordered(left, operator, right);
  return false;
}

function ordered<T extends number | string>(left: T, operator: string, right: T): boolean {
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    default:
      return left >= right;
  }
}
