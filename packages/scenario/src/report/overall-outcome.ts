import type { RunRecord } from '../record/run-record.js';

/** Worst first: the worst of some runs is what they came to together. */
const worstFirst = [
  'interrupted',
  'error',
  'failed',
  'passed',
] as const satisfies readonly RunRecord['outcome'][];

/** What some runs came to together; no run at all has nothing against it. */
export function overallOutcome(records: readonly RunRecord[]): RunRecord['outcome'] {
  return (
    worstFirst.find((outcome) => records.some((record) => record.outcome === outcome)) ?? 'passed'
  );
}
