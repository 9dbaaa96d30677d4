import { describe, expect, it } from 'vitest';
import { describeRequest } from './describe-request.js';
import { formatMs } from './format-time.js';
import { jsonReport } from './json-report.js';
import { overallOutcome } from './overall-outcome.js';
import { describeTotals } from './request-outcomes.js';
import { describeOutcome, summaryRows } from './summary.js';
import { failedRecord, noRequests, sampleRecord, sampleRequest } from './testing/sample-record.js';

describe('summaryRows', () => {
  it('has a row per run that names its seed', () => {
    expect(summaryRows([sampleRecord(), failedRecord()])).toEqual([
      ['SCENARIO', 'OUTCOME', 'STEPS', 'ASSERTIONS', 'REQUESTS', 'SEED', 'TIME'],
      ['upgrade', 'passed', '2/2', '1/1', '3', '7', '6.000 s'],
      ['upgrade', 'failed', '1/2', '1/2', '4', '7', '6.000 s'],
    ]);
  });
});

describe('describeOutcome', () => {
  it('says nothing of a run that passed', () => {
    expect(describeOutcome(sampleRecord())).toBe('');
  });

  it('tells why a run could not go on', () => {
    const record = sampleRecord({ outcome: 'error', message: 'no etcd found' });
    expect(describeOutcome(record)).toMatch(/^upgrade: error: no etcd found\n/);
  });

  it('tells what broke first, by which request and in which step', () => {
    expect(describeOutcome(failedRecord()).split('\n  ')).toEqual([
      'upgrade: failed',
      'requests: 1 local, 1 proxied, 1 404, 1 503',
      'broke first: every request is answered (upgrade.yaml:9, step 2, at 4.200 s): request 4 got 503',
      'request: #4 GET /api/v1/namespaces/default/pods?limit=500 by reader (alice) through balanced: 503 from apiserver-b, after 12 ms: apiserver is shutting down',
      'audit id: 5d1c9a2e-0000-4000-8000-000000000001',
      'step 2 (upgrade.yaml:14): wait 2 s: given up',
    ]);
  });
});

describe('describeRequest', () => {
  it.each([
    { request: sampleRequest({ path: '/x' }), want: '200 from apiserver-a, after 12 ms' },
    {
      request: sampleRequest({ path: '/x', servedBy: ['apiserver-a', 'apiserver-c'] }),
      want: '200 from apiserver-c, passed on by apiserver-a, after 12 ms',
    },
    {
      request: sampleRequest({ path: '/x', status: 0, servedBy: [], error: 'ECONNRESET' }),
      want: 'no answer after 12 ms: ECONNRESET',
    },
    { request: sampleRequest({ path: '/x', servedBy: [] }), want: '200, after 12 ms' },
  ])('$want', ({ request, want }) => {
    expect(describeRequest(request)).toBe(`#1 GET /x by reader (alice) through balanced: ${want}`);
  });
});

describe('overallOutcome', () => {
  it.each([
    { outcomes: [], want: 'passed' },
    { outcomes: ['passed', 'passed'], want: 'passed' },
    { outcomes: ['passed', 'failed'], want: 'failed' },
    { outcomes: ['failed', 'error'], want: 'error' },
    { outcomes: ['error', 'interrupted', 'failed'], want: 'interrupted' },
  ] as const)('$outcomes → $want', ({ outcomes, want }) => {
    const records = outcomes.map((outcome) => sampleRecord({ outcome }));
    expect(overallOutcome(records)).toBe(want);
    expect(jsonReport(records)).toEqual({ outcome: want, runs: records });
  });
});

describe('describeTotals', () => {
  it('tells of no requests', () => {
    expect(describeTotals(noRequests)).toBe('none');
  });
});

describe('formatMs', () => {
  it.each([
    [0, '0.000 s'],
    [12_345, '12.3 s'],
    [59_940, '59.9 s'],
    [185_000, '3 min 05 s'],
    [119_700, '2 min 00 s'],
  ])('%d → %s', (ms, want) => {
    expect(formatMs(ms)).toBe(want);
  });
});
