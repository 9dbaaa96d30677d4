interface FieldRange {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const days = 'sun mon tue wed thu fri sat'.split(' ');
const fields: readonly FieldRange[] = [
  { min: 0, max: 59 },
  { min: 0, max: 23 },
  { min: 1, max: 31 },
  { min: 1, max: 12, names: ['', ...months] },
  { min: 0, max: 6, names: days },
];
const descriptors = [
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
];

/**
 * What is wrong with a cron schedule of five fields or a descriptor; undefined when it is right. Texts are those of
 * the parser that upstream uses.
 * @see robfig/cron `parser.go`, `ParseStandard`
 */
export function scheduleProblem(text: string): string | undefined {
  const schedule = text.replace(/^(?:CRON_)?TZ=\S*\s*/, '').trim();
  if (schedule.startsWith('@')) return descriptorProblem(schedule);
  const parts = schedule === '' ? [] : schedule.split(/\s+/);
  if (parts.length !== fields.length) {
    return `expected exactly 5 fields, found ${String(parts.length)}: [${parts.join(' ')}]`;
  }
  for (const [index, part] of parts.entries()) {
    const range = fields[index];
    if (range === undefined) continue;
    for (const expression of part.split(/,/).filter((each) => each !== '')) {
      const problem = rangeProblem(expression, range);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

function descriptorProblem(schedule: string): string | undefined {
  if (descriptors.includes(schedule)) return undefined;
  if (schedule.startsWith('@every ')) {
    const duration = schedule.slice('@every '.length);
    return /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(duration)
      ? undefined
      : `failed to parse duration ${schedule}: time: invalid duration ${JSON.stringify(duration)}`;
  }
  return `unrecognized descriptor: ${schedule}`;
}

function rangeProblem(expression: string, range: FieldRange): string | undefined {
  const [span = '', step, ...tooMany] = expression.split('/');
  if (tooMany.length > 0) return `too many slashes: ${expression}`;
  const bounds = boundsOf(span, expression, range);
  if (typeof bounds === 'string') return bounds;
  const every = step === undefined ? 1 : parseNumber(step);
  if (typeof every === 'string') return every;
  const [start] = bounds;
  const end = step !== undefined && !span.includes('-') ? range.max : bounds[1];
  if (start < range.min)
    return `beginning of range (${String(start)}) below minimum (${String(range.min)}): ${expression}`;
  if (end > range.max)
    return `end of range (${String(end)}) above maximum (${String(range.max)}): ${expression}`;
  if (start > end)
    return `beginning of range (${String(start)}) beyond end of range (${String(end)}): ${expression}`;
  return every === 0 ? `step of range should be a positive number: ${expression}` : undefined;
}

function boundsOf(span: string, expression: string, range: FieldRange): [number, number] | string {
  const [low = '', high, ...tooMany] = span.split('-');
  if (low === '*' || low === '?') return [range.min, range.max];
  if (tooMany.length > 0) return `too many hyphens: ${expression}`;
  const start = parseNameOrNumber(low, range);
  if (typeof start === 'string') return start;
  const end = high === undefined ? start : parseNameOrNumber(high, range);
  return typeof end === 'string' ? end : [start, end];
}

function parseNameOrNumber(text: string, { names }: FieldRange): number | string {
  const named = text === '' ? -1 : (names ?? []).indexOf(text.toLowerCase());
  return named >= 0 ? named : parseNumber(text);
}

function parseNumber(text: string): number | string {
  if (/^[+-]?\d+$/.test(text)) {
    const number = Number(text);
    return number < 0 ? `negative number (${String(number)}) not allowed: ${text}` : number;
  }
  return `failed to parse int from ${text}: strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`;
}
