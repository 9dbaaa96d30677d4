import { formatMarkdownTable, formatTable } from '../output.js';
import type { Section } from './sections.js';

/** Sections with what they hold, and a line that says which hold nothing. */
export function sectionsAsText(heading: string, sections: readonly Section[]): string {
  const told = sections
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, columns, rows }) => {
      const header = columns.map((column) => column.toUpperCase());
      return `${title} (${rows.length})\n${formatTable([header, ...rows])}`;
    });
  return [`${heading}\n`, ...told, ...unchanged(sections)].join('\n');
}

export function sectionsAsMarkdown(heading: string, sections: readonly Section[]): string {
  const told = sections
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, columns, rows }) => `## ${title}\n\n${formatMarkdownTable([columns, ...rows])}`);
  return [`# ${heading}\n`, ...told, ...unchanged(sections)].join('\n');
}

function unchanged(sections: readonly Section[]): string[] {
  const empty = sections.filter(({ rows }) => rows.length === 0).map(({ title }) => title);
  return empty.length === 0 ? [] : [`No change: ${empty.join(', ')}\n`];
}
