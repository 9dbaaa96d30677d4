import { isRecord } from '@skewplane/apimachinery';
import { parseDocument, type ErrorCode, type ParseOptions, type ScalarTag, type Tags } from 'yaml';
import { JsonSyntaxError } from './json-scanner.js';
import { parseJson, type ParsedDocument, type StrictFinding } from './parse-json.js';

const options: ParseOptions & Record<string, unknown> = {
  version: '1.1',
  merge: true,
  intAsBigInt: true,
  customTags: withoutSurprises,
};

/** Tags whose values JSON cannot have; upstream's parser leaves their text alone, base-60 numbers too. */
function withoutSurprises(tags: Tags): Tags {
  const surprising = /:(timestamp|binary|omap|pairs|set)$/;
  return tags.filter((tag) => {
    if (typeof tag === 'string') return !/^(timestamp|binary|omap|pairs|set)$/.test(tag);
    return !surprising.test(tag.tag) && (tag as ScalarTag).format !== 'TIME';
  });
}

/** Expanding aliases beyond this is refused: a few lines of YAML could stand for gigabytes. */
const maxAliasCount = 100;

/**
 * Reads YAML as upstream does: turned into JSON, then read as JSON.
 * @see kubernetes-sigs/yaml `yaml.go`, `YAMLToJSON`
 * @throws {JsonSyntaxError}
 */
export function parseYaml(text: string): ParsedDocument {
  const plain = parsePlainJson(text);
  if (plain !== undefined) return plain;
  const { json, repeated } = toJson(text);
  const parsed = parseJson(json);
  if (repeated.length === 0) return parsed;
  const lines = repeated.map(
    ({ line, key }) => `  line ${String(line)}: key "${key}" already set in map`,
  );
  const finding: StrictFinding = {
    message: `yaml: unmarshal errors:\n${lines.join('\n')}`,
    path: undefined,
    offset: -1,
  };
  return { ...parsed, strictFindings: [finding, ...parsed.strictFindings] };
}

/** JSON is YAML, and read many times faster; undefined where the two would differ, or for what is no JSON. */
function parsePlainJson(text: string): ParsedDocument | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const parsed = parseJson(text);
    // YAML has its own words for repeated keys, and its own form of `1.0`.
    return parsed.strictFindings.length === 0 && parsed.literals.size === 0 ? parsed : undefined;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}

interface RepeatedKey {
  readonly line: number;
  readonly key: string;
}

function toJson(text: string): { json: string; repeated: RepeatedKey[] } {
  try {
    const document = parseDocument(text, options);
    const ignored: readonly ErrorCode[] = ['DUPLICATE_KEY', 'MULTIPLE_DOCS'];
    const fault = document.errors.find(({ code }) => !ignored.includes(code));
    // So it reports its own stack running out.
    if (fault?.message.startsWith('Maximum call stack')) throw new RangeError(fault.message);
    if (fault !== undefined) throw yamlError(fault.message, fault.linePos?.[0].line);
    const repeated = document.errors
      .filter(({ code }) => code === 'DUPLICATE_KEY')
      .map(({ pos, linePos }) => ({ line: linePos?.[0].line ?? 0, key: keyAt(text, pos[0]) }));
    return { json: writeJson(document.toJS({ maxAliasCount }), []), repeated };
  } catch (error) {
    // Deep nesting ends the stack; a ReferenceError is an unknown alias, or aliases that grow too far.
    if (error instanceof RangeError) throw new JsonSyntaxError('yaml: exceeded max depth');
    if (error instanceof ReferenceError) throw yamlError(error.message, undefined);
    throw error;
  }
}

function yamlError(message: string, line: number | undefined): JsonSyntaxError {
  const [summary = message] = message.split(/ at line \d+, column \d+/);
  return new JsonSyntaxError(
    `yaml: ${line === undefined ? '' : `line ${String(line)}: `}${summary}`,
  );
}

const keyAt = (text: string, offset: number) =>
  /^["']?([^"'\s:]*)/.exec(text.slice(offset, offset + 256))?.[1] ?? '';

/** Like `JSON.stringify`, but keeps every digit of big integers and knows when a value contains itself. */
function writeJson(value: unknown, ancestors: readonly unknown[]): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new JsonSyntaxError(`json: unsupported value: ${goNumber(value)}`);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (ancestors.includes(value)) throw new JsonSyntaxError('yaml: anchor value contains itself');
  const inside = [...ancestors, value];
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item, inside)).join(',')}]`;
  const members = isRecord(value) ? Object.entries(value) : [];
  return `{${members.map(([key, each]) => `${JSON.stringify(key)}:${writeJson(each, inside)}`).join(',')}}`;
}

const goNumber = (value: number) => (Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf');
