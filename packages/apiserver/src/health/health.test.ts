import { describe, expect, it } from 'vitest';
import { checkHealth, type HealthCheck } from './health.js';

const ok = (name: string): HealthCheck => ({ name, check: () => undefined });
const bad = (name: string): HealthCheck => ({
  name,
  check: () => {
    throw new Error('secret reason');
  },
});
const { signal } = new AbortController();

// kubernetes/apiserver pkg/server/healthz/healthz_test.go
describe('checkHealth', () => {
  it.each([
    ['quiet', [ok('ping')], { verbose: false, exclude: [] }, 200, 'ok'],
    [
      'verbose',
      [ok('ping')],
      { verbose: true, exclude: [] },
      200,
      '[+]ping ok\nreadyz check passed\n',
    ],
    [
      'failing, reasons withheld',
      [ok('ping'), bad('etcd')],
      { verbose: false, exclude: [] },
      500,
      '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n',
    ],
    [
      'excluded',
      [ok('ping'), bad('etcd')],
      { verbose: true, exclude: ['etcd'] },
      200,
      '[+]ping ok\n[+]etcd excluded: ok\nreadyz check passed\n',
    ],
  ])('%s', async (_name, checks, query, code, text) => {
    const answer = await checkHealth(checks, { endpoint: 'readyz', ...query }, signal);
    expect(answer).toMatchObject({ code, text });
  });
});
