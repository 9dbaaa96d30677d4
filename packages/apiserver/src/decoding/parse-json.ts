import { isRecord, parseExactJson } from '@skewplane/apimachinery';
import { maxDepth, scanJson } from './json-scanner.js';
import { jsonTraits } from './json-traits.js';
import { wellFormed } from './well-formed.js';

export interface ParsedDocument {
  readonly value: unknown;
  /** What strict decoding finds before any schema is looked at. */
  readonly strictFindings: readonly StrictFinding[];
  /** Where each key stands, for ordering findings; only when there is a finding. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Digits as sent, by path, of numbers that a double may not tell apart (`1.0`, `9007199254740993`). */
  readonly literals: ReadonlyMap<string, string>;
}

export interface StrictFinding {
  readonly message: string;
  /** Undefined when the finding belongs to the text as a whole. */
  readonly path: string | undefined;
  readonly offset: number;
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>();

/**
 * @throws {JsonSyntaxError} with Go's text
 */
export function parseJson(sent: string): ParsedDocument {
  const text = wellFormed(sent);
  const { keys, depth, unusualNumbers } = jsonTraits(text);
  if (depth > maxDepth) scanJson(text);
  const value = parseOrExplain(text);
  const census = takeCensus(value);
  const literals = unusualNumbers ? collectLiterals(text) : nothing;
  const suspicious = census.keys !== keys || census.droppedProto;
  if (!suspicious) return { value, strictFindings: [], offsets: nothing, literals };
  return { value, literals, ...collectFindings(text) };
}

function parseOrExplain(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch (error) {
    scanJson(text);
    // The scanner is as strict as JSON.parse, so this is our bug and not the client's.
    throw new Error('JSON.parse refused a text that is valid JSON', { cause: error });
  }
}

interface Census {
  keys: number;
  droppedProto: boolean;
}

/**
 * Counts members, to be compared with the text: fewer means that a key was repeated. Takes `__proto__` members out, for
 * code that copies objects key by key would set a prototype with them.
 */
function takeCensus(value: unknown): Census {
  const census: Census = { keys: 0, droppedProto: false };
  visit(value, census);
  return census;
}

function visit(value: unknown, census: Census): void {
  if (Array.isArray(value)) for (const item of value) visit(item, census);
  else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      census.keys += 1;
      visit(value[key], census);
      if (key !== '__proto__') continue;
      Reflect.deleteProperty(value, key);
      census.droppedProto = true;
    }
  }
}

function collectLiterals(text: string): ReadonlyMap<string, string> {
  const literals = new Map<string, string>();
  scanJson(text, {
    onNumber: (path, literal) => {
      if (String(Number(literal)) !== literal) literals.set(path, literal);
    },
  });
  return literals;
}

function collectFindings(text: string): Pick<ParsedDocument, 'strictFindings' | 'offsets'> {
  const strictFindings: StrictFinding[] = [];
  const offsets = new Map<string, number>();
  scanJson(text, {
    onKey: (path, { repeated, offset }) => {
      if (!offsets.has(path)) offsets.set(path, offset);
      const dropped = path === '__proto__' || path.endsWith('.__proto__');
      if (repeated) strictFindings.push({ message: `duplicate field "${path}"`, path, offset });
      else if (dropped) strictFindings.push({ message: `unknown field "${path}"`, path, offset });
    },
  });
  return { strictFindings, offsets };
}
