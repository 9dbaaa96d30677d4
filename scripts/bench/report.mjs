/**
 * Every figure: how to find it in a round, in which direction it is better, and what it should be.
 *
 * @typedef {object} Figure
 * @property {string} name
 * @property {string} unit
 * @property {(round: any) => number | undefined} of
 * @property {'low' | 'high'} better
 * @property {number} [target]
 */

const milliseconds = (name, of, target) => ({ name, of, unit: 'ms', better: 'low', target });
const rate = (name, of, target) => [
  { name, of: (round) => of(round)?.perSecond, unit: '/s', better: 'high', target },
  milliseconds(`${name}, median`, (round) => of(round)?.p50),
  milliseconds(`${name}, p99`, (round) => of(round)?.p99),
  { name: `${name}, server CPU`, of: (round) => of(round)?.cpu, unit: 'µs', better: 'low' },
];
const megabytes = (name, process, target) => ({
  ...{ name: `idle ${name}`, unit: 'MB', better: 'low', target },
  of: (round) => round.memory?.[process],
});

/** @type {readonly Figure[]} */
const figures = [
  milliseconds('cold: etcd up', (round) => round.cold?.etcd),
  milliseconds('cold: last instance listens', (round) => round.cold?.listening),
  milliseconds('cold: all ready', (round) => round.cold?.ready),
  milliseconds('cold: ready after etcd', (round) => after(round.cold), 3_000),
  milliseconds('cold: peers known', (round) => round.cold?.peers),
  milliseconds('warm: etcd up', (round) => round.warm?.etcd),
  milliseconds('warm: last instance listens', (round) => round.warm?.listening),
  milliseconds('warm: all ready', (round) => round.warm?.ready),
  milliseconds('warm: peers known', (round) => round.warm?.peers),
  milliseconds('warm: npm start, in all', (round) => round.npmStartMs, 3_000),
  megabytes('apiserver-a', 'apiserver-a', 120),
  megabytes('apiserver-b', 'apiserver-b', 120),
  megabytes('apiserver-c', 'apiserver-c', 120),
  megabytes('controllers', 'controllers'),
  megabytes('launcher and balancer', 'launcher and balancer'),
  megabytes('etcd', 'etcd'),
  ...rate('etcd put', (round) => round.etcd?.put),
  ...rate('etcd get', (round) => round.etcd?.get),
  ...rate('GET', (round) => round.requests?.get, 6_000),
  milliseconds('GET alone, median', (round) => round.requests?.getAlone.p50),
  ...rate('LIST of 500', (round) => round.requests?.list),
  ...rate('CREATE', (round) => round.requests?.create, 1_200),
  ...rate('UPDATE', (round) => round.requests?.update),
  milliseconds('watch to 100, median', (round) => round.watch?.p50, 20),
  milliseconds('watch to 100, p99', (round) => round.watch?.p99),
  { name: 'watch events', unit: '/s', better: 'high', of: (round) => round.watch?.perSecond },
  { name: 'watch events lost', unit: '', better: 'low', of: (round) => round.watch?.lost },
  milliseconds('direct GET alone, median', (round) => round.proxy?.directAlone.p50),
  milliseconds('proxied GET alone, median', (round) => round.proxy?.proxiedAlone.p50),
  {
    ...{ name: 'proxied to direct, alone', unit: '×', better: 'low', target: 2.5 },
    of: ({ proxy }) => proxy && proxy.proxiedAlone.p50 / proxy.directAlone.p50,
  },
  milliseconds('test: library loaded', (round) => round.testing?.imported),
  milliseconds('test: start of two instances', (round) => round.testing?.started, 1_500),
  milliseconds('test: reset of 200 objects', (round) => round.testing?.reset, 100),
  milliseconds('test: stop', (round) => round.testing?.stopped),
  milliseconds('scenario: roll of three', (round) => round.rollMs, 10_000),
  milliseconds('scenario: roll and back', (round) => round.rollAndBackMs, 20_000),
  ...rate('direct GET', (round) => round.proxy?.direct),
  ...rate('proxied GET', (round) => round.proxy?.proxied),
];

const after = (start) => start && start.ready - start.etcd;

/**
 * The best of each figure over all rounds.
 *
 * @param {readonly object[]} rounds
 * @returns {Record<string, number>}
 */
export function summarize(rounds) {
  const best = {};
  for (const { name, of, better } of figures) {
    const values = rounds.map(of).filter((value) => Number.isFinite(value));
    if (values.length > 0)
      best[name] = better === 'low' ? Math.min(...values) : Math.max(...values);
  }
  return best;
}

/**
 * @param {ReadonlyMap<string, Record<string, number>>} summaries by the label of their tree
 */
export function formatReport(summaries) {
  const labels = [...summaries.keys()];
  const rows = [['best of all rounds', '', ...labels, 'target', '']];
  for (const { name, unit, target, better } of figures) {
    const values = labels.map((label) => summaries.get(label)?.[name]);
    if (values.every((value) => value === undefined)) continue;
    const verdict =
      target === undefined || values[0] === undefined ? '' : judge(values[0], target, better);
    rows.push([name, unit, ...values.map(number), number(target), verdict]);
  }
  return table(rows);
}

function judge(value, target, better) {
  return (better === 'low' ? value <= target : value >= target) ? 'met' : 'MISSED';
}

function number(value) {
  if (value === undefined) return '';
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)));
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) =>
    column < 2 ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return rows.map((row) => `${row.map(cell).join('  ').trimEnd()}\n`).join('');
}
