import type { RequestOutcome, RunRecord } from '../record/run-record.js';

/** In the order of every report, best first. */
export const requestOutcomes = [
  'local',
  'proxied',
  'not-found',
  'unavailable',
  'other',
  'failed',
] as const satisfies readonly RequestOutcome[];

/** As reports call them. */
export const outcomeLabels: Readonly<Record<RequestOutcome, string>> = {
  local: 'local',
  proxied: 'proxied',
  'not-found': '404',
  unavailable: '503',
  other: 'other',
  failed: 'no answer',
};

/** `412 local, 37 proxied, 2 404`; those that never came about are left out. */
export function describeTotals(totals: RunRecord['requestTotals']): string {
  const parts = requestOutcomes
    .filter((outcome) => totals[outcome] > 0)
    .map((outcome) => `${totals[outcome]} ${outcomeLabels[outcome]}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}

export function countRequests(totals: RunRecord['requestTotals']): number {
  return requestOutcomes.reduce((sum, outcome) => sum + totals[outcome], 0);
}
