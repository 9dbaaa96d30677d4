import { Option } from 'commander';

export interface OutputFlags {
  readonly output?: 'json';
}

export function outputOption(): Option {
  return new Option('-o, --output <format>', 'print data as json instead of text').choices([
    'json',
  ]);
}

export interface ReportOutputFlags {
  readonly output: 'text' | 'json' | 'markdown';
}

/** For what people also paste into tickets and pull requests. */
export function reportOption(): Option {
  return new Option('-o, --output <format>', 'how to print it')
    .choices(['text', 'json', 'markdown'])
    .default('text');
}

export function formatJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** Columns as wide as their widest cell, three spaces apart, as kubectl prints them. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 3))
      .join('')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** The first row is the header. Bars and line breaks inside cells are escaped. */
export function formatMarkdownTable([
  header = [],
  ...rows
]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const cell = (text: string) =>
    text
      .replaceAll('\\', '\\\\')
      .replaceAll('|', '\\|')
      .replaceAll('*', '\\*')
      .replaceAll('<', '&lt;')
      .replaceAll(/\r?\n/g, '<br>');
  return `${[
    line(header),
    line(header.map(() => '---')),
    ...rows.map((row) => line(row.map(cell))),
  ].join('\n')}\n`;
}

export function formatSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
