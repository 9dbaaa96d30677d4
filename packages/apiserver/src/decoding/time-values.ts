type TimeFormat = 'date-time' | 'micro-time';

/** Layouts as Go prints them in errors. */
const layouts: Readonly<Record<TimeFormat, string>> = {
  'date-time': '2006-01-02T15:04:05Z07:00',
  'micro-time': '2006-01-02T15:04:05.000000Z07:00',
};

const wellFormed: Readonly<Record<TimeFormat, RegExp>> = {
  'date-time': /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|([+-])(\d\d):(\d\d))$/,
  'micro-time': /^(\d{4})-(\d\d)-(\d\d)T(\d\d?):(\d\d):(\d\d)[.,]\d{6}(?:Z|([+-])(\d\d):(\d\d))$/,
};

/**
 * Reads a time as Go would and writes it as the server does: in UTC, to the second or the microsecond.
 * @see kubernetes/apimachinery `pkg/apis/meta/v1/time.go`, `micro_time.go`
 * @throws {SyntaxError} with Go's text
 */
export function normalizeTime(text: string, format: TimeFormat): string {
  const match = wellFormed[format].exec(text);
  if (match === null) throw explain(text, format);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const ranges: readonly [string, number, number, number][] = [
    ['month', month, 1, 12],
    ['hour', hour, 0, 23],
    ['minute', minute, 0, 59],
    ['second', second, 0, 59],
    ['day', day, 1, days],
  ];
  const wrong = ranges.find(([, value, low, high]) => value < low || value > high);
  if (wrong !== undefined) {
    throw new SyntaxError(`parsing time ${JSON.stringify(text)}: ${wrong[0]} out of range`);
  }
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  utc.setUTCHours(hour, minute - offsetMinutes(match), second);
  const seconds = utc.toISOString().slice(0, -5);
  return format === 'date-time' ? `${seconds}Z` : `${seconds}${fractionOf(text)}Z`;
}

const fractionOf = (text: string) => `.${/[.,](\d{6})/.exec(text)?.[1] ?? '000000'}`;

function offsetMinutes([, , , , , , , sign, hours, minutes]: RegExpExecArray): number {
  const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return sign === '-' ? -offset : offset;
}

/** The parts of a layout in order: Go says which one it stopped at, and what was left then. */
const parts: readonly (readonly [string, RegExp])[] = [
  ['2006', /^\d{4}/],
  ['-', /^-/],
  ['01', /^\d\d/],
  ['-', /^-/],
  ['02', /^\d\d/],
  ['T', /^T/],
  ['15', /^\d\d?/],
  [':', /^:/],
  ['04', /^\d\d/],
  [':', /^:/],
  ['05', /^\d\d/],
  ['.000000', /^[.,]\d{6}/],
  ['Z07:00', /^(?:Z|[+-]\d\d:\d\d)/],
];

function explain(text: string, format: TimeFormat): SyntaxError {
  const quoted = JSON.stringify(text);
  let rest = text;
  for (const [name, pattern] of parts) {
    // A fraction may always follow the seconds; only the layout with microseconds asks for one.
    const optional = name === '.000000' && format === 'date-time';
    const match = (optional ? /^(?:[.,]\d+)?/ : pattern).exec(rest)?.[0];
    if (match === undefined) {
      const where = `cannot parse ${JSON.stringify(rest)} as ${JSON.stringify(name)}`;
      return new SyntaxError(`parsing time ${quoted} as "${layouts[format]}": ${where}`);
    }
    rest = rest.slice(match.length);
  }
  return new SyntaxError(`parsing time ${quoted}: extra text: ${JSON.stringify(rest)}`);
}
