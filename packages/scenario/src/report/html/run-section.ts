import type {
  AssertionRecord,
  FaultRecord,
  InstanceLane,
  RunRecord,
  StepRecord,
} from '../../record/run-record.js';
import { formatMs } from '../format-time.js';
import { outcomeLabels, requestOutcomes } from '../request-outcomes.js';
import { markup } from './escape.js';
import type { Markup } from './escape.js';
import { failureSection } from './failure-section.js';
import { firstRows, shorten } from './limits.js';
import { outcomeTag, tablePart } from './table.js';

/** All that a page tells of one run without a script, and the places where the script puts the rest. */
export function runSection(record: RunRecord, index: number): Markup {
  const { scenario, outcome, message } = record;
  const id = `run-${index + 1}`;
  return markup`<section class="run" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${scenario.name} ${outcomeTag(outcome)}</h2>
<p>${shorten(scenario.description)}</p>
${message === undefined ? '' : markup`<p class="message">${shorten(message)}</p>`}
${facts(record)}
<div class="timeline" data-run="${index}"><noscript>The timeline needs JavaScript.</noscript></div>
${failureSection(record, index)}
${assertionTable(record.assertions)}
${stepTable(record.steps)}
${faultTable(record.faults)}
${instanceTable(record.lanes)}
</section>
`;
}

function facts({ scenario, seed, startedAt, durationMs, requestTotals }: RunRecord): Markup {
  const totals = requestOutcomes.map(
    (outcome) => markup`<li>${requestTotals[outcome]} ${outcomeLabels[outcome]}</li>`,
  );
  return markup`<dl class="facts">
<div><dt>File</dt><dd>${scenario.file}</dd></div>
<div><dt>Seed</dt><dd>${seed}</dd></div>
<div><dt>Started</dt><dd><time datetime="${startedAt}">${startedAt}</time></dd></div>
<div><dt>Took</dt><dd>${formatMs(durationMs)}</dd></div>
<div><dt>Requests</dt><dd><ul class="totals">${totals}</ul></dd></div>
</dl>`;
}

function assertionTable(assertions: readonly AssertionRecord[]): Markup {
  return tablePart({
    title: 'Assertions',
    headings: ['Outcome', 'Assertion', 'Holds', 'Line', 'Broke at', 'Why'],
    rows: firstRows(assertions).map((assertion) => [
      outcomeTag(assertion.outcome),
      titleCell(assertion),
      assertion.scope === 'always' ? 'always' : `step ${assertion.step ?? '?'}`,
      assertion.line,
      assertion.atMs === undefined ? '' : { numeric: formatMs(assertion.atMs) },
      shorten(assertion.message ?? ''),
    ]),
  });
}

function titleCell({ title, expression }: AssertionRecord): Markup {
  const more =
    expression === undefined || expression === title
      ? ''
      : markup`<br><code>${shorten(expression)}</code>`;
  return markup`${shorten(title)}${more}`;
}

function stepTable(steps: readonly StepRecord[]): Markup {
  return tablePart({
    title: 'Steps',
    headings: ['#', 'Outcome', 'Step', 'Action', 'Line', 'From', 'Took', 'Why'],
    rows: firstRows(steps).map((step) => [
      step.number,
      outcomeTag(step.outcome),
      shorten(step.title),
      step.action,
      step.line,
      { numeric: formatMs(step.fromMs) },
      { numeric: formatMs(step.toMs - step.fromMs) },
      shorten(step.message ?? ''),
    ]),
  });
}

function faultTable(faults: readonly FaultRecord[]): Markup {
  return tablePart({
    title: 'Faults',
    headings: ['Id', 'Fault', 'Instances', 'From', 'To'],
    rows: firstRows(faults).map(({ id, description, instances, fromMs, toMs }) => [
      id,
      shorten(description),
      instances.join(', '),
      { numeric: formatMs(fromMs) },
      { numeric: toMs === undefined ? 'the end' : formatMs(toMs) },
    ]),
  });
}

function instanceTable(lanes: readonly InstanceLane[]): Markup {
  return tablePart({
    title: 'Instances',
    headings: ['Instance', 'Version', 'State', 'From', 'To'],
    folded: true,
    rows: lanes.flatMap(({ name, bands }) =>
      firstRows(bands).map(({ version, state, fromMs, toMs }) => [
        name,
        version,
        state,
        { numeric: formatMs(fromMs) },
        { numeric: formatMs(toMs) },
      ]),
    ),
  });
}
