import { FakeClock } from '@skewplane/apimachinery';
import { describe, expect, it, vi } from 'vitest';
import { LeadershipLostError, runAsLeader } from './leader-election.js';
import type { RestClient } from './rest-client.js';

const times = { leaseDurationMs: 15_000, renewDeadlineMs: 10_000, retryPeriodMs: 2_000 };

describe('runAsLeader', () => {
  // kubernetes/client-go `tools/leaderelection/leaderelection.go`, `renew`: each try ends with the deadline
  it('gives up in time when the server stops answering', async () => {
    const clock = new FakeClock(0);
    const hangs = (_path: string, { signal }: { signal?: AbortSignal } = {}) =>
      new Promise((_resolve, reject) => {
        if (signal === undefined) reject(new Error('released'));
        signal?.addEventListener('abort', () => {
          reject(signal.reason as Error);
        });
      });
    const get = vi.fn(hangs).mockResolvedValueOnce({ metadata: {}, spec: {} });
    const update = vi.fn().mockResolvedValue({});
    const client = { get, update } as unknown as RestClient;
    let ledFor: number | undefined;
    const running = runAsLeader(
      { client, clock, namespace: 'n', name: 'l', identity: 'me', ...times, onError: vi.fn() },
      (term) =>
        new Promise((resolve) => {
          term.addEventListener('abort', () => {
            ledFor = clock.now();
            // Stopping takes a turn: a rejection that nobody watches would end the process here.
            setImmediate(resolve);
          });
        }),
      new AbortController().signal,
    );
    const ended = expect(running).rejects.toThrow(LeadershipLostError);
    await vi.waitFor(async () => {
      await clock.advance(1_000);
      expect(ledFor).toBeDefined();
    });
    await ended;
    expect(ledFor).toBeLessThan(times.leaseDurationMs);
  });
});
