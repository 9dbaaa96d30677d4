/**
 * Parses comma-separated records as RFC 4180 has it: quoted fields may hold commas, line ends and doubled
 * quotes; empty lines are skipped.
 * @throws {Error} for a quote that does not open or close a field
 * @see https://pkg.go.dev/encoding/csv
 */
export function parseCsv(content: string): string[][] {
  const records: string[][] = [];
  const text = content.replaceAll('\r\n', '\n');
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (record.length === 0 && text[at] === '\n') {
      at++;
      continue;
    }
    const field = text[at] === '"' ? quotedField(text, at) : plainField(text, at);
    record.push(field.value);
    at = field.end + 1;
    if (text[field.end] !== ',') {
      records.push(record);
      record = [];
    } else if (at === text.length) {
      record.push('');
    }
  }
  if (record.length > 0) records.push(record);
  return records;
}

interface Field {
  readonly value: string;
  /** Where the separator after it stands. */
  readonly end: number;
}

function plainField(text: string, start: number): Field {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++;
  const value = text.slice(start, end);
  if (value.includes('"')) throw parseError(text, start, 'bare " in non-quoted field');
  return { value, end };
}

function quotedField(text: string, start: number): Field {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char !== '"') {
      value += char;
      continue;
    }
    if (text[at + 1] === '"') {
      value += '"';
      at++;
      continue;
    }
    const end = at + 1;
    if (end === text.length || text[end] === ',' || text[end] === '\n') return { value, end };
    break;
  }
  throw parseError(text, start, 'extraneous or missing " in quoted-field');
}

function parseError(text: string, at: number, problem: string): Error {
  const line = text.slice(0, at).split('\n').length;
  return new Error(`parse error on line ${String(line)}: ${problem}`);
}
