import type { DiffResult } from '@skewplane/scenario';
import { formatMarkdownTable } from '../output.js';

type Reports = Pick<
  typeof import('@skewplane/scenario'),
  'linesOfDiff' | 'printable' | 'summaryOfDiff'
>;

/** Objects that differ, with their lines below them; messages of servers are made safe for a terminal. */
export function diffAsText(result: DiffResult, reports: Reports): string {
  const told = result.objects
    .filter(({ differs }) => differs)
    .map((diff) => {
      const lines = reports.linesOfDiff(diff, result).map(({ sort, text }) => {
        const shown = text === '' ? sort : `${sort}: ${text}`;
        return `  ${reports.printable(shown)}\n`;
      });
      return `${reports.printable(diff.object)} (${diff.apiVersion})\n${lines.join('')}\n`;
    });
  return `${told.join('')}${reports.summaryOfDiff(result)}\n`;
}

export function diffAsMarkdown(result: DiffResult, reports: Reports): string {
  const rows = result.objects.flatMap((diff) =>
    reports
      .linesOfDiff(diff, result)
      .map(({ sort, text }) => [diff.object, diff.apiVersion, sort, text]),
  );
  const summary = `${reports.summaryOfDiff(result)}.\n`;
  if (rows.length === 0) return summary;
  return `${summary}\n${formatMarkdownTable([['object', 'version', 'difference', 'what'], ...rows])}`;
}
