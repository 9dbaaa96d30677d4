import type {
  AssertionRecord,
  RequestOutcome,
  RequestRecord,
  RunRecord,
} from '../../record/run-record.js';

/** A run that passed: two instances, one upgraded, a request of each kind that may well happen. */
export function sampleRecord(changes: Partial<RunRecord> = {}): RunRecord {
  const requests = [
    sampleRequest({ number: 1, atMs: 100 }),
    sampleRequest({
      number: 2,
      atMs: 2_400,
      path: '/apis/batch/v1/jobs',
      outcome: 'proxied',
      servedBy: ['apiserver-a', 'apiserver-b'],
    }),
    sampleRequest({ number: 3, atMs: 4_000, status: 404, outcome: 'not-found' }),
  ];
  return {
    scenario: { name: 'upgrade', description: 'One after the other', file: 'upgrade.yaml' },
    seed: 7,
    startedAt: '2026-01-02T03:04:05Z',
    durationMs: 6_000,
    outcome: 'passed',
    lanes: [
      { name: 'apiserver-a', bands: [{ version: '1.35', state: 'ready', fromMs: 0, toMs: 6_000 }] },
      {
        name: 'apiserver-b',
        bands: [
          { version: '1.35', state: 'ready', fromMs: 0, toMs: 2_000 },
          { version: '1.36', state: 'starting', fromMs: 2_000, toMs: 2_300 },
          { version: '1.36', state: 'ready', fromMs: 2_300, toMs: 6_000 },
        ],
      },
    ],
    steps: [
      {
        number: 1,
        title: 'upgrade b to 1.36',
        action: 'upgrade',
        line: 12,
        fromMs: 1_900,
        toMs: 2_300,
        outcome: 'passed',
      },
      {
        number: 2,
        title: 'wait 2 s',
        action: 'wait',
        line: 14,
        fromMs: 2_300,
        toMs: 4_300,
        outcome: 'passed',
      },
    ],
    faults: [
      {
        id: 'f1',
        description: 'partition a → b',
        instances: ['apiserver-a', 'apiserver-b'],
        fromMs: 4_500,
        toMs: 5_000,
      },
    ],
    requests,
    requestTotals: { ...noRequests, local: 1, proxied: 1, 'not-found': 1 },
    assertions: [sampleAssertion()],
    ...changes,
  };
}

export const noRequests: Readonly<Record<RequestOutcome, number>> = {
  local: 0,
  proxied: 0,
  'not-found': 0,
  unavailable: 0,
  other: 0,
  failed: 0,
};

export function sampleRequest(changes: Partial<RequestRecord> = {}): RequestRecord {
  return {
    number: 1,
    client: 'reader',
    user: 'alice',
    method: 'GET',
    path: '/api/v1/namespaces/default/pods?limit=500',
    via: 'balanced',
    atMs: 0,
    durationMs: 12.3,
    status: 200,
    outcome: 'local',
    servedBy: ['apiserver-a'],
    auditId: '5d1c9a2e-0000-4000-8000-000000000001',
    ...changes,
  };
}

export function sampleAssertion(changes: Partial<AssertionRecord> = {}): AssertionRecord {
  return { title: 'no lost writes', scope: 'always', line: 8, outcome: 'passed', ...changes };
}

/** A run in which a request broke an assertion in step 2. */
export function failedRecord(changes: Partial<RunRecord> = {}): RunRecord {
  const passed = sampleRecord();
  const assertion = sampleAssertion({
    title: 'every request is answered',
    line: 9,
    step: 2,
    expression: 'request.status < 500',
    outcome: 'failed',
    message: 'request 4 got 503',
    atMs: 4_200,
  });
  const request = sampleRequest({
    number: 4,
    atMs: 4_190,
    status: 503,
    outcome: 'unavailable',
    servedBy: ['apiserver-b'],
    error: 'apiserver is shutting down',
  });
  return {
    ...passed,
    outcome: 'failed',
    message: 'an assertion broke',
    requests: [...passed.requests, request],
    requestTotals: { ...passed.requestTotals, unavailable: 1 },
    steps: passed.steps.map((step) =>
      step.number === 2 ? { ...step, outcome: 'failed' as const, message: 'given up' } : step,
    ),
    assertions: [...passed.assertions, assertion],
    firstFailure: {
      assertion,
      request,
      traces: [
        {
          auditId: request.auditId,
          steps: [{ name: 'authentication', startMs: 0, durationMs: 0.4, decision: 'alice' }],
        },
      ],
      logs: [{ instance: 'apiserver-b', lines: ['{"level":30,"msg":"Stopped"}'] }],
    },
    ...changes,
  };
}
