/**
 * The view of a trace, for any document: `renderTrace(trace)` of the script makes an element of what
 * `GET /skewplane/v1alpha1/traces/<audit id>` answers. It knows no fields: lists of objects become tables,
 * durations bars, diffs coloured lines, and what is nested can be unfolded.
 *
 * Needs `domScript` before it.
 */
export const traceScript: string = String.raw`
const traceDepth = 8;
const traceRows = 500;

function renderTrace(trace) {
  return element('div', { class: 'trace' }, ...traceParts(trace, 0));
}

function traceParts(value, depth) {
  if (!isPlain(value)) return [traceValue('', value, depth)];
  const entries = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
  const short = entries.filter(([key, part]) => isShort(key, part));
  const long = entries.filter(([key, part]) => !isShort(key, part));
  const facts = short.flatMap(([key, part]) => fact(words(key), shortText(key, part)));
  return [
    ...(facts.length === 0 ? [] : [element('dl', { class: 'facts' }, ...facts)]),
    ...long.map(([key, part]) => unfold(words(key), key, part, depth)),
  ];
}

function unfold(title, key, part, depth) {
  const size = Array.isArray(part) ? ' (' + part.length + ')' : '';
  return element(
    'details',
    depth < 2 ? { open: true } : {},
    element('summary', {}, title + size),
    traceValue(key, part, depth),
  );
}

function traceValue(key, value, depth) {
  if (depth >= traceDepth) return element('pre', {}, JSON.stringify(value, undefined, 2));
  if (isDiff(key, value)) return diffLines(value);
  if (typeof value === 'string') return element('pre', {}, value);
  if (isShort(key, value)) return element('span', {}, shortText(key, value));
  if (Array.isArray(value)) return traceList(key, value, depth);
  return element('div', { class: 'nested' }, ...traceParts(value, depth + 1));
}

function traceList(key, list, depth) {
  const shown = list.slice(0, traceRows);
  if (shown.every(isPlain)) return traceTable(shown, depth);
  const entries = shown.map((entry) => element('li', {}, traceValue(key, entry, depth + 1)));
  return element('ol', {}, ...entries);
}

/** A column for each short field that any row has; what is longer is unfolded below its row. */
function traceTable(rows, depth) {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = keys.filter((key) => rows.every((row) => isShort(key, row[key] ?? '')));
  const longest = Object.fromEntries(
    columns.filter(isDuration).map((key) => [key, Math.max(...rows.map((row) => Number(row[key] ?? 0)))]),
  );
  return element(
    'div',
    { class: 'wide' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...columns.map((key) => element('th', { scope: 'col' }, words(key))))),
      element('tbody', {}, ...rows.flatMap((row) => traceRow(row, columns, longest, depth))),
    ),
  );
}

function traceRow(row, columns, longest, depth) {
  const cells = columns.map((key) => traceCell(key, row[key], longest[key]));
  const rest = Object.entries(row).filter(
    ([key, part]) => !columns.includes(key) && part !== undefined && part !== null && part !== '',
  );
  const line = element('tr', {}, ...cells);
  if (rest.length === 0) return [line];
  const more = rest.map(([key, part]) => unfold(words(key), key, part, depth + 1));
  return [line, element('tr', { class: 'more' }, element('td', { colspan: Math.max(1, columns.length) }, ...more))];
}

function traceCell(key, value, longest) {
  if (value === undefined || value === null) return element('td', {});
  if (longest === undefined) {
    return element('td', typeof value === 'number' ? { class: 'number' } : {}, shortText(key, value));
  }
  const width = longest > 0 ? Math.max(1, Math.round((Number(value) / longest) * 60)) : 1;
  const shape = svgElement('rect', { width, height: 8 });
  const drawn = svgElement('svg', { class: 'bar', width: 60, height: 8, 'aria-hidden': 'true' }, shape);
  return element('td', { class: 'number' }, shortText(key, value) + ' ', drawn);
}

function isPlain(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isDuration(key) {
  return /^(duration|took|elapsed|latency)/i.test(key);
}

function isShort(key, value) {
  if (typeof value === 'string') return value.length <= 200 && !value.includes('\n') && !isDiff(key, value);
  if (Array.isArray(value)) return value.length <= 8 && value.every((part) => typeof part === 'string' && part.length < 60);
  return typeof value !== 'object';
}

function isDiff(key, value) {
  if (typeof value === 'string') return /diff/i.test(key) && value.includes('\n');
  return Array.isArray(value) && value.length > 0 && /diff/i.test(key) && value.every((line) => typeof line === 'string');
}

function diffLines(value) {
  const lines = Array.isArray(value) ? value : value.split('\n');
  const kinds = { '+': 'added', '-': 'removed' };
  return element(
    'pre',
    { class: 'diff' },
    ...lines.map((line) => element('span', { class: kinds[line[0]] ?? 'same' }, line + '\n')),
  );
}

function shortText(key, value) {
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'number' && /Ms$/.test(key) && value < 1e9) return Math.round(value * 1000) / 1000 + ' ms';
  return String(value);
}

/** durationMs, audit_id: as people write them. */
function words(key) {
  const spaced = key.replace(/Ms$/, '').replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1).toLowerCase();
}
`;

export const traceStyle = `
.trace { border: 1px solid var(--line); border-radius: 6px; padding: .5rem .8rem; margin: .5rem 0; }
.trace summary { font-weight: 600; margin: .4rem 0; }
.trace .nested { padding-left: 1rem; border-left: 2px solid var(--line); }
.trace tr.more td { padding-left: 1.5rem; border-top: 0; }
.trace tr.more summary { font-weight: 400; }
.bar rect { fill: var(--accent); }
.diff .added { background: var(--added); }
.diff .removed { background: var(--removed); }
`;
