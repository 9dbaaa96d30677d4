import { describe, expect, it } from 'vitest';
import { AdjustableClock } from './adjustable-clock.js';
import { FakeClock } from './fake-clock.js';

function clocks() {
  const base = new FakeClock(0);
  return { base, clock: new AdjustableClock(base) };
}

describe('AdjustableClock', () => {
  it('runs with the clock below it', async () => {
    const { base, clock } = clocks();
    const fired: number[] = [];
    clock.setTimeout(() => fired.push(clock.now()), 100);
    await base.advance(99);
    expect(fired).toEqual([]);
    await base.advance(1);
    expect(fired).toEqual([100]);
  });

  it('fires what falls due on the way, in order and at its time, and leaves the rest its remaining wait', async () => {
    const { base, clock } = clocks();
    const fired: [string, number][] = [];
    for (const [name, delay] of [
      ['late', 5_000],
      ['b', 2_000],
      ['a', 1_000],
    ] as const) {
      clock.setTimeout(() => fired.push([name, clock.now()]), delay);
    }
    await clock.advance(3_000);
    expect(fired).toEqual([
      ['a', 1_000],
      ['b', 2_000],
    ]);
    expect(clock.now()).toBe(3_000);
    await base.advance(1_999);
    expect(fired).toHaveLength(2);
    await base.advance(1);
    expect(fired[2]).toEqual(['late', 5_000]);
  });

  it('lets a loop that sleeps go round as often as time has passed', async () => {
    const { clock } = clocks();
    let rounds = 0;
    const stop = new AbortController();
    const loop = (async () => {
      for (;;) {
        await clock.sleep(1_000, stop.signal);
        rounds++;
      }
    })();
    await clock.advance(10_500);
    expect(rounds).toBe(10);
    stop.abort(new Error('enough'));
    await expect(loop).rejects.toThrow('enough');
  });

  it('leaps where there is too much to fire', async () => {
    const { base, clock } = clocks();
    let fired = 0;
    const again = () => {
      fired++;
      clock.setTimeout(again, 1);
    };
    clock.setTimeout(again, 1);
    await clock.advance(1_000_000);
    expect(clock.now()).toBe(1_000_000);
    expect(fired).toBe(200);
    await base.advance(1);
    expect(fired).toBeLessThanOrEqual(202);
  });

  it('fires nothing that was cancelled', async () => {
    const { base, clock } = clocks();
    let fired = 0;
    const cancel = clock.setTimeout(() => fired++, 10);
    cancel();
    await clock.advance(100);
    await base.advance(100);
    expect(fired).toBe(0);
  });
});
