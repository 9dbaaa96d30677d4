import type { RunRecord } from '../record/run-record.js';
import { overallOutcome } from './overall-outcome.js';

/** What `scenario run -o json` prints: every run whole, whether there was one or more. */
export interface JsonReport {
  readonly outcome: RunRecord['outcome'];
  readonly runs: readonly RunRecord[];
}

export function jsonReport(records: readonly RunRecord[]): JsonReport {
  return { outcome: overallOutcome(records), runs: records };
}
