import { namePrefixes, schemaTable } from '../generated/schemas.js';

/** The text of one definition as one minor has it; nothing is parsed beyond finding the lines. */
export interface DefinitionText {
  /** What follows the name: a scalar type, if any, and attributes. */
  readonly head: string;
  /** Lines of all minors; `linesOf` picks. */
  readonly body: string;
}

/** `core.v1.Pod` to `io.k8s.api.core.v1.Pod`. */
export function longName(short: string): string {
  for (const [mark, prefix] of Object.entries(namePrefixes)) {
    if (short.startsWith(mark)) return prefix + short.slice(mark.length);
  }
  return short;
}

/** Splits `name@30-33 rest`; undefined when the line does not hold in `minor`. */
export function parseLine(line: string, minor: number): { name: string; rest: string } | undefined {
  const space = line.indexOf(' ');
  const start = space < 0 ? line : line.slice(0, space);
  const at = start.indexOf('@');
  if (at < 0) return { name: start, rest: line.slice(start.length + 1) };
  const dash = start.indexOf('-', at);
  const from = Number(start.slice(at + 1, dash));
  const to = Number(start.slice(dash + 1));
  if (minor < from || minor > to) return undefined;
  return { name: start.slice(0, at), rest: line.slice(start.length + 1) };
}

/**
 * Where each definition of `minor` stands in the table, by its long name. Only offsets are kept besides the heads, for
 * most definitions are never asked for.
 */
export function indexTable(minor: number): ReadonlyMap<string, DefinitionText> {
  const index = new Map<string, DefinitionText>();
  let position = 1;
  while (position < schemaTable.length) {
    const heads: string[] = [];
    position = eachLine(position, isHead, (line) => heads.push(line));
    const bodyStart = position;
    position = eachLine(position, isField, () => undefined);
    // V8 keeps a slice as a view of the table.
    const body = schemaTable.slice(bodyStart, position);
    addHeads(index, { heads, body, minor });
  }
  return index;
}

const isHead = (start: number) => schemaTable[start] !== ' ';
const isField = (start: number) => schemaTable[start] === ' ';

/** Visits lines from `position` as long as `accepts`; returns where it stopped. */
function eachLine(
  position: number,
  accepts: (start: number) => boolean,
  visit: (line: string) => void,
): number {
  let start = position;
  while (start < schemaTable.length && accepts(start)) {
    const end = schemaTable.indexOf('\n', start);
    visit(schemaTable.slice(start, end));
    start = end + 1;
  }
  return start;
}

/** Heads that follow each other are forms of one definition, or definitions without fields; only the last has fields. */
function addHeads(
  index: Map<string, DefinitionText>,
  { heads, body, minor }: { heads: readonly string[]; body: string; minor: number },
): void {
  const owner = bareName(heads.at(-1) ?? '');
  for (const head of heads) {
    const line = parseLine(head, minor);
    if (line === undefined) continue;
    const own = line.name === owner ? body : '';
    index.set(longName(line.name), { head: line.rest, body: own });
  }
}

const bareName = (line: string) => /^[^ @]*/.exec(line)?.[0] ?? '';

/** Fields of a definition: name to the rest of its line. */
export function fieldsOf({ body }: DefinitionText, minor: number): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const text of body.split('\n')) {
    const line = text === '' ? undefined : parseLine(text.slice(1), minor);
    if (line !== undefined) fields.set(line.name, line.rest);
  }
  return fields;
}

/** Fields that a definition has only in other minors than `minor`. */
export function foreignFieldsOf(text: DefinitionText, minor: number): string[] {
  const own = fieldsOf(text, minor);
  const all = text.body
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => bareName(line.slice(1)));
  return [...new Set(all)].filter((name) => !own.has(name));
}
