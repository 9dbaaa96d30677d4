import type { AssertionRecord, RunRecord } from '../record/run-record.js';
import { describeRequest } from './describe-request.js';
import { formatMs } from './format-time.js';
import { countRequests, describeTotals } from './request-outcomes.js';

/** One row per run below a row of headings, for a table in a terminal. */
export function summaryRows(records: readonly RunRecord[]): string[][] {
  return [
    ['SCENARIO', 'OUTCOME', 'STEPS', 'ASSERTIONS', 'REQUESTS', 'SEED', 'TIME'],
    ...records.map((record) => [
      record.scenario.name,
      record.outcome,
      passedOf(record.steps),
      passedOf(record.assertions),
      String(countRequests(record.requestTotals)),
      String(record.seed),
      formatMs(record.durationMs),
    ]),
  ];
}

function passedOf(parts: readonly { readonly outcome: string }[]): string {
  return `${parts.filter(({ outcome }) => outcome === 'passed').length}/${parts.length}`;
}

/** Why a run did not pass, in a few lines; empty for one that did. */
export function describeOutcome(record: RunRecord): string {
  if (record.outcome === 'passed') return '';
  const { scenario, outcome, message, firstFailure, requestTotals } = record;
  // Of a broken assertion the message says what follows once more.
  const why = outcome === 'failed' && firstFailure !== undefined ? undefined : message;
  const lines = [
    `${scenario.name}: ${outcome}${why === undefined ? '' : `: ${why}`}`,
    `requests: ${describeTotals(requestTotals)}`,
  ];
  if (firstFailure !== undefined) {
    lines.push(`broke first: ${describeAssertion(firstFailure.assertion, scenario.file)}`);
    if (firstFailure.request !== undefined) {
      lines.push(`request: ${describeRequest(firstFailure.request)}`);
    }
    if (firstFailure.request?.auditId !== undefined) {
      lines.push(`audit id: ${firstFailure.request.auditId}`);
    }
  }
  const failedStep = record.steps.find((step) => step.outcome === 'failed');
  if (failedStep !== undefined) {
    const { number, title, line, message: why } = failedStep;
    lines.push(
      `step ${number} (${scenario.file}:${line}): ${title}${why === undefined ? '' : `: ${why}`}`,
    );
  }
  return lines.join('\n  ');
}

export function describeAssertion(assertion: AssertionRecord, file: string): string {
  const { title, line, message, atMs, step } = assertion;
  const where = [
    `${file}:${line}`,
    ...(step === undefined ? [] : [`step ${step}`]),
    ...(atMs === undefined ? [] : [`at ${formatMs(atMs)}`]),
  ].join(', ');
  return `${title} (${where})${message === undefined ? '' : `: ${message}`}`;
}
