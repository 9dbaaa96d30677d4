/**
 * Results by minor of the instance, minor of kubectl and name of the action.
 *
 * @typedef {Record<string, Record<string, Record<string, import('./try-actions.mjs').Result>>>} Results
 */

/**
 * The document for people, made from results alone.
 *
 * @param {Results} results
 */
export function compatibilityDocument(results) {
  const instances = sortedMinors(Object.keys(results));
  const kubectls = sortedMinors(Object.values(results).flatMap(Object.keys));
  const cells = cellsOf(results);
  return [
    '# What kubectl can do with Skewplane',
    '',
    'Made by `npm run compatibility`; not edited by hand. Every kubectl does the same actions at a plane of one instance.',
    'An action counts when its effect is there, seen by another client; the exit code alone does not count. Rows are the',
    'instances, columns the clients: of all actions that the client has, how many work.',
    '',
    ...table(
      ['', ...kubectls.map((minor) => `kubectl 1.${minor}`)],
      instances.map((instance) => [
        `1.${instance}`,
        ...kubectls.map((kubectl) => countText(results[instance][kubectl])),
      ]),
    ),
    '## Actions',
    '',
    ...table(
      ['action', 'works'],
      actionNames(cells).map((name) => [name, whereText(name, cells)]),
    ),
    ...section('Failures', reasonRows(cells, 'failed')),
    ...section('Not possible', reasonRows(cells, 'impossible')),
    ...controllersNote,
  ].join('\n');
}

const controllersNote = [
  '## Not tried',
  '',
  'Nothing here runs containers, so `logs`, `exec`, `attach`, `cp`, `port-forward`, `debug` and `top` have nobody to ask, and',
  '`drain` and `rollout status` wait for what no controller does. ReplicaSets and ControllerRevisions for',
  '`rollout history` and `rollout undo` are made by hand, as their controllers would.',
  '',
];

function cellsOf(results) {
  return Object.entries(results).flatMap(([instance, byKubectl]) =>
    Object.entries(byKubectl).flatMap(([kubectl, byAction]) =>
      Object.entries(byAction).map(([action, result]) => ({
        instance: Number(instance),
        kubectl: Number(kubectl),
        action,
        ...result,
      })),
    ),
  );
}

function countText(byAction) {
  if (byAction === undefined) return 'not tried';
  const possible = Object.values(byAction).filter(({ outcome }) => outcome !== 'impossible');
  const count = possible.filter(({ outcome }) => outcome === 'ok').length;
  return count === possible.length ? `all ${count}` : `${count} of ${possible.length}`;
}

function actionNames(cells) {
  return [...new Set(cells.map(({ action }) => action))];
}

function whereText(name, cells) {
  const own = cells.filter(({ action }) => action === name);
  const failed = own.filter(({ outcome }) => outcome === 'failed');
  const impossible = own.filter(({ outcome }) => outcome === 'impossible');
  const parts = [
    failed.length === 0 ? 'yes' : `not with ${pairsText(failed)}`,
    ...(impossible.length === 0 ? [] : [`not in ${kubectlsText(impossible)}`]),
  ];
  return parts.join('; ');
}

const kubectlsText = (cells) =>
  `kubectl ${sortedMinors(cells.map(({ kubectl }) => kubectl))
    .map((minor) => `1.${minor}`)
    .join(', ')}`;

/** `kubectl 1.27, 1.28 at 1.30, 1.31`, as far as they fail at the same instances. */
function pairsText(cells) {
  const byInstances = new Map();
  for (const kubectl of sortedMinors(cells.map((cell) => cell.kubectl))) {
    const own = cells.filter((cell) => cell.kubectl === kubectl);
    const instances = sortedMinors(own.map(({ instance }) => instance))
      .map((minor) => `1.${minor}`)
      .join(', ');
    byInstances.set(instances, [...(byInstances.get(instances) ?? []), { kubectl }]);
  }
  return [...byInstances]
    .map(([instances, kubectls]) => `${kubectlsText(kubectls)} at ${instances}`)
    .join('; ');
}

/** One row for each action and reason; the first words of the server's own text when they differ. */
function reasonRows(cells, outcome) {
  const groups = new Map();
  for (const cell of cells.filter((each) => each.outcome === outcome)) {
    const key = JSON.stringify([cell.action, cell.reason.replaceAll(/kubectl-\d+|\d{2,}/g, '…')]);
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups.values()].map((own) => [
    own[0].action,
    outcome === 'impossible' ? kubectlsText(own) : pairsText(own),
    own[0].reason,
  ]);
}

function section(title, rows) {
  if (rows.length === 0) return [`## ${title}`, '', 'None.', ''];
  return [`## ${title}`, '', ...table(['action', 'where', 'why'], rows)];
}

function table(header, rows) {
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line), ''];
}

function sortedMinors(values) {
  return [...new Set(values.map(Number))].sort((a, b) => a - b);
}
