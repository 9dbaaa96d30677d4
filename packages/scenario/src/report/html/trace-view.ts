/**
 * The view of a trace, for any document: `renderTrace(trace)` of the script makes an element of what
 * `GET /skewplane/v1alpha1/traces/<audit id>` answers, a `RequestTrace` of `@skewplane/apimachinery`. What it does
 * not know it shows all the same: lists of objects as tables, the rest as pairs that can be unfolded.
 *
 * Needs `domScript` before it, and `traceStyle` with the colours that it names.
 */
export const traceScript: string = String.raw`
const traceDepth = 8;
const traceRows = 500;
const waterfallWidth = 160;

function renderTrace(trace) {
  if (!isPlain(trace)) return element('div', { class: 'trace' }, traceValue('', trace, 0));
  const { steps, ...summary } = trace;
  return element(
    'div',
    { class: 'trace' },
    ...traceParts(summary, 0),
    ...(Array.isArray(steps) ? [stepTree(steps, trace)] : []),
  );
}

/** Every step as a row, indented below the one it belongs to, with its place in the time of the request. */
function stepTree(steps, trace) {
  const rows = flattenSteps(steps, 0).slice(0, traceRows);
  const ends = rows.map(({ step }) => (step.startMs ?? 0) + (step.durationMs ?? 0));
  const totalMs = Math.max(trace.durationMs ?? 0, ...ends, 0.001);
  const headings = ['Step', 'When', 'Took', 'Decision'].map((text) => element('th', { scope: 'col' }, text));
  return element(
    'div',
    { class: 'wide' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...headings)),
      element('tbody', {}, ...rows.flatMap((row) => stepRows(row, totalMs))),
    ),
  );
}

function flattenSteps(steps, depth) {
  return steps.filter(isPlain).flatMap((step) => [
    { step, depth },
    ...(Array.isArray(step.steps) && depth < traceDepth ? flattenSteps(step.steps, depth + 1) : []),
  ]);
}

function stepRows({ step, depth }, totalMs) {
  const { name, startMs = 0, durationMs = 0, decision, detail } = step;
  const row = element(
    'tr',
    {},
    element('td', { class: 'depth-' + Math.min(depth, 6) }, String(name)),
    element('td', {}, waterfallBar(startMs, durationMs, totalMs)),
    element('td', { class: 'number' }, shortText('durationMs', durationMs)),
    element('td', {}, decision === undefined ? '' : String(decision)),
  );
  if (!isPlain(detail) || Object.keys(detail).length === 0) return [row];
  const why = element('details', {}, element('summary', {}, 'Why'), ...traceParts(detail, 2));
  return [row, element('tr', { class: 'more' }, element('td', { colspan: 4, class: 'depth-' + Math.min(depth, 6) }, why))];
}

function waterfallBar(startMs, durationMs, totalMs) {
  const x = Math.min(waterfallWidth - 1, (startMs / totalMs) * waterfallWidth);
  const width = Math.max(1, Math.min(waterfallWidth - x, (durationMs / totalMs) * waterfallWidth));
  return svgElement(
    'svg',
    { class: 'bar', width: waterfallWidth, height: 8, 'aria-hidden': 'true' },
    svgElement('rect', { x, width, height: 8 }),
  );
}

function traceParts(value, depth) {
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
  return element(
    'div',
    { class: 'wide' },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...columns.map((key) => element('th', { scope: 'col' }, words(key))))),
      element('tbody', {}, ...rows.flatMap((row) => traceRow(row, columns, depth))),
    ),
  );
}

function traceRow(row, columns, depth) {
  const cells = columns.map((key) => traceCell(key, row[key]));
  const rest = Object.entries(row).filter(
    ([key, part]) => !columns.includes(key) && part !== undefined && part !== null && part !== '',
  );
  const line = element('tr', {}, ...cells);
  if (rest.length === 0) return [line];
  const more = rest.map(([key, part]) => unfold(words(key), key, part, depth + 1));
  return [line, element('tr', { class: 'more' }, element('td', { colspan: Math.max(1, columns.length) }, ...more))];
}

function traceCell(key, value) {
  if (value === undefined || value === null) return element('td', {});
  return element('td', typeof value === 'number' ? { class: 'number' } : {}, shortText(key, value));
}

function isPlain(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isShort(key, value) {
  if (typeof value === 'string') return value.length <= 200 && !value.includes('\n') && !isDiff(key, value);
  if (Array.isArray(value)) return value.length <= 8 && value.every((part) => typeof part === 'string' && part.length < 60);
  return value === null || typeof value !== 'object';
}

function isDiff(key, value) {
  if (typeof value === 'string') return /diff/i.test(key) && value.includes('\n');
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((part) => isPlain(part) && 'op' in part && 'path' in part);
}

/** A diff as text, or the changes between two states of an object. */
function diffLines(value) {
  const lines = Array.isArray(value) ? value.flatMap(changeLines) : value.split('\n');
  const kinds = { '+': 'added', '-': 'removed' };
  return element(
    'pre',
    { class: 'diff' },
    ...lines.map((line) => element('span', { class: kinds[line[0]] ?? 'same' }, line + '\n')),
  );
}

function changeLines({ op, path, from, to }) {
  const line = (sign, side) => sign + ' ' + path + (side === undefined ? '' : ': ' + JSON.stringify(side));
  return [...(op === 'add' ? [] : [line('-', from)]), ...(op === 'remove' ? [] : [line('+', to)])];
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
.trace tr.more td { border-top: 0; }
.trace tr.more summary { font-weight: 400; }
.bar rect { fill: var(--accent); }
.trace .depth-1 { padding-left: 1rem; } .trace .depth-2 { padding-left: 2rem; } .trace .depth-3 { padding-left: 3rem; }
.trace .depth-4 { padding-left: 4rem; } .trace .depth-5 { padding-left: 5rem; } .trace .depth-6 { padding-left: 6rem; }
.diff .added { background: var(--added); }
.diff .removed { background: var(--removed); }
`;
