import { sleepOn, type Clock } from './clock.js';

/** A loop that polls every 100 ms must not hold up a leap of a year. */
const maxFirings = 200;

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly fire: () => void;
  cancel: () => void;
}

/** A clock that runs with another one and can be put forward: what falls due on the way happens at once, in order. */
export class AdjustableClock implements Clock {
  /** The clock below, that nobody puts forward. */
  readonly base: Clock;
  readonly #timers = new Set<Timer>();
  #offsetMs = 0;
  #order = 0;

  constructor(base: Clock) {
    this.base = base;
  }

  now(): number {
    return this.base.now() + this.#offsetMs;
  }

  setTimeout(callback: () => void, delayMs: number): () => void {
    const timer: Timer = {
      dueMs: this.now() + delayMs,
      order: this.#order++,
      fire: () => {
        this.#timers.delete(timer);
        callback();
      },
      cancel: () => undefined,
    };
    this.#timers.add(timer);
    this.#arm(timer, delayMs);
    return () => {
      timer.cancel();
      this.#timers.delete(timer);
    };
  }

  sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
    return sleepOn(this, delayMs, signal);
  }

  /**
   * Puts the clock forward. Timers that are due by then fire in the order of their times, each seeing the time it
   * was due at; what they set fires too when it falls due on the way. After `maxFirings` of them the rest of the way
   * is one leap, as when a machine wakes up: what is overdue then fires once.
   * @param byMs zero or more
   */
  async advance(byMs: number): Promise<void> {
    const endMs = this.now() + byMs;
    for (let fired = 0; fired < maxFirings; fired++) {
      const next = earliest(this.#timers, endMs);
      if (next === undefined) break;
      next.cancel();
      this.#moveTo(next.dueMs);
      next.fire();
      await settle();
    }
    this.#moveTo(endMs);
    for (const timer of this.#timers) {
      timer.cancel();
      this.#arm(timer, Math.max(0, timer.dueMs - this.now()));
    }
  }

  /** Never back: real time may have passed what was asked for. */
  #moveTo(timeMs: number): void {
    this.#offsetMs += Math.max(0, timeMs - this.now());
  }

  #arm(timer: Timer, delayMs: number): void {
    timer.cancel = this.base.setTimeout(timer.fire, delayMs);
  }
}

function earliest(timers: Iterable<Timer>, limitMs: number): Timer | undefined {
  let found: Timer | undefined;
  for (const timer of timers) {
    if (timer.dueMs > limitMs) continue;
    if (
      found === undefined ||
      timer.dueMs < found.dueMs ||
      (timer.dueMs === found.dueMs && timer.order < found.order)
    ) {
      found = timer;
    }
  }
  return found;
}

/** Lets every promise that is ready run, so that a loop that slept can set its next timer. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
