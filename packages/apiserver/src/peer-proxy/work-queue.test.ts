import { FakeClock } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WorkQueue } from './work-queue.js';

function start(work?: (key: string, queue: WorkQueue) => Promise<void> | void) {
  const clock = new FakeClock();
  const queue = new WorkQueue({ clock, baseDelayMs: 5, maxDelayMs: 1_000_000 });
  const done: { key: string; atMs: number }[] = [];
  const startMs = clock.now();
  const running = queue.run(async (key) => {
    done.push({ key, atMs: clock.now() - startMs });
    await work?.(key, queue);
  });
  onTestFinished(async () => {
    queue.stop();
    await running;
  });
  return { clock, queue, done };
}

// kubernetes/client-go util/workqueue/{queue,delaying_queue,default_rate_limiters}_test.go
describe('WorkQueue', () => {
  it('works on a key once, however often it was added meanwhile', async () => {
    const { clock, queue, done } = start();
    queue.add('a');
    queue.add('a');
    queue.add('b');
    await clock.advance(0);
    expect(done.map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('brings a key again that was added while it was worked on', async () => {
    let first = true;
    const { clock, queue, done } = start((key, own) => {
      if (first) own.add(key);
      first = false;
    });
    queue.add('a');
    await clock.advance(0);
    expect(done).toHaveLength(2);
  });

  it('lets the earlier of two delays for one key win', async () => {
    const { clock, queue, done } = start();
    queue.addAfter('a', 100);
    queue.addAfter('a', 300);
    queue.addAfter('b', 300);
    queue.addAfter('b', 200);
    await clock.advance(1000);
    expect(done).toEqual([
      { key: 'a', atMs: 100 },
      { key: 'b', atMs: 200 },
    ]);
  });

  it('doubles the delay of a key that keeps failing: 5 ms, 10 ms, … (spec 3.4.4)', async () => {
    const { clock, queue, done } = start((key, own) => {
      if (own.retries(key) < 12) own.addRateLimited(key);
    });
    queue.add('a');
    await clock.advance(60_000);
    const atMs = done.map((entry) => entry.atMs);
    expect(atMs.slice(0, 6)).toEqual([0, 5, 15, 35, 75, 155]);
    // Retry 10 at 5.1 s, 11 at 10.2 s, 12 at 20.5 s.
    expect(atMs.slice(10)).toEqual([5115, 10_235, 20_475]);
  });

  it('starts over with the delays of a key that was forgotten', async () => {
    const { clock, queue, done } = start();
    queue.addRateLimited('a');
    queue.addRateLimited('a');
    queue.forget('a');
    expect(queue.retries('a')).toBe(0);
    await clock.advance(50);
    queue.addRateLimited('a');
    await clock.advance(50);
    expect(done.map((entry) => entry.atMs)).toEqual([5, 55]);
  });

  it('spends a bucket of 100, then takes ten keys a second', async () => {
    const { clock, queue, done } = start();
    for (let index = 0; index < 110; index++) queue.addRateLimited(`key-${index}`);
    await clock.advance(50);
    expect(done).toHaveLength(100);
    await clock.advance(500);
    expect(done).toHaveLength(105);
  });

  it('ends after stop and leaves no timer', async () => {
    const { clock, queue, done } = start();
    queue.addAfter('a', 10);
    queue.stop();
    queue.add('b');
    await clock.advance(100);
    expect(done).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
