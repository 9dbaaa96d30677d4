import { Markup, markup } from './escape.js';

export interface TableOptions {
  readonly title: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** Closed at first, for what few readers need. */
  readonly folded?: boolean;
}

/** Numbers, and a text marked so by `numeric`, stand to the right. */
export type Cell = string | number | Markup | { readonly numeric: string };

/** A headed part of a run with its table; nothing without rows. */
export function tablePart({ title, headings, rows, folded = false }: TableOptions): Markup {
  if (rows.length === 0) return markup``;
  const head = headings.map((heading) => markup`<th scope="col">${heading}</th>`);
  const body = rows.map((row) => markup`<tr>${row.map(cell)}</tr>\n`);
  const table = markup`<div class="wide"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
  return folded
    ? markup`<details class="part"><summary><h3>${title}</h3></summary>${table}</details>`
    : markup`<section class="part"><h3>${title}</h3>${table}</section>`;
}

function cell(content: Cell): Markup {
  if (typeof content === 'number') return markup`<td class="number">${content}</td>`;
  if (typeof content === 'string' || content instanceof Markup) return markup`<td>${content}</td>`;
  return markup`<td class="number">${content.numeric}</td>`;
}

export function outcomeTag(outcome: string): Markup {
  return markup`<span class="outcome ${outcome}">${outcome}</span>`;
}
