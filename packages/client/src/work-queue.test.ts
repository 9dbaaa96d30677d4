import { FakeClock } from '@skewplane/apimachinery';
import { expect, it } from 'vitest';
import { WorkQueue } from './work-queue.js';

function start(reconcile: (key: string, attempt: number) => void, workers = 1) {
  const clock = new FakeClock();
  const attempts = new Map<string, number>();
  const stop = new AbortController();
  const queue = new WorkQueue({
    clock,
    workers,
    onError: () => undefined,
    reconcile: async (key) => {
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      reconcile(key, attempt);
      await Promise.resolve();
      return {};
    },
  });
  const running = queue.run(stop.signal);
  const end = () => {
    stop.abort();
    return running;
  };
  return { queue, clock, attempts, end };
}

// kubernetes/client-go util/workqueue/queue_test.go and default_rate_limiters_test.go
it('works a key once however often it is added before', async () => {
  const { queue, clock, attempts, end } = start(() => undefined);
  queue.add('a');
  queue.add('a');
  await clock.advance(0);
  expect(attempts.get('a')).toBe(1);
  await end();
});

it('tries again 5 ms, then 10 ms after a failure', async () => {
  const { queue, clock, attempts, end } = start((_key, attempt) => {
    if (attempt < 3) throw new Error('not yet');
  });
  queue.add('a');
  await clock.advance(4);
  expect(attempts.get('a')).toBe(1);
  await clock.advance(1);
  expect(attempts.get('a')).toBe(2);
  await clock.advance(9);
  expect(attempts.get('a')).toBe(2);
  await clock.advance(1);
  expect(attempts.get('a')).toBe(3);
  expect(queue.size).toBe(0);
  await end();
});

it('works a key again that was added while it was in work', async () => {
  const { queue, clock, attempts, end } = start((key, attempt) => {
    if (attempt === 1) queue.add(key);
  });
  queue.add('a');
  await clock.advance(0);
  expect(attempts.get('a')).toBe(2);
  await end();
});
