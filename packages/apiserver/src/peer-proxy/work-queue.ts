import type { Clock } from '@skewplane/apimachinery';

export interface WorkQueueOptions {
  readonly clock: Clock;
  /** First delay of an item that failed; doubles with each failure. */
  readonly baseDelayMs: number;
  readonly maxDelayMs: number;
}

/** Tokens a second, and how many may be saved up, shared by all items: upstream's default. */
const bucketRate = 10;
const bucketSize = 100;

/**
 * A queue of keys for one worker or more: a key waits at most once, a key added while it is worked on comes again
 * after, and failed keys come back later and later.
 * @see kubernetes/client-go `util/workqueue/{queue,delaying_queue,default_rate_limiters}.go`
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #ready: string[] = [];
  readonly #dirty = new Set<string>();
  readonly #processing = new Set<string>();
  readonly #delayed = new Map<string, { readonly dueMs: number; readonly cancel: () => void }>();
  readonly #failures = new Map<string, number>();
  #tokens = bucketSize;
  #tokensAtMs: number;
  /** Workers with nothing to do. */
  readonly #idle: (() => void)[] = [];
  #stopped = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
    this.#tokensAtMs = options.clock.now();
  }

  add(key: string): void {
    if (this.#stopped || this.#dirty.has(key)) return;
    this.#dirty.add(key);
    if (this.#processing.has(key)) return;
    this.#ready.push(key);
    this.#idle.shift()?.();
  }

  /** Adds the key later. Of two delays for one key the earlier moment wins. */
  addAfter(key: string, delayMs: number): void {
    if (this.#stopped) return;
    if (delayMs <= 0) {
      this.add(key);
      return;
    }
    const { clock } = this.#options;
    const dueMs = clock.now() + delayMs;
    const waiting = this.#delayed.get(key);
    if (waiting !== undefined) {
      if (waiting.dueMs <= dueMs) return;
      waiting.cancel();
    }
    const cancel = clock.setTimeout(() => {
      this.#delayed.delete(key);
      this.add(key);
    }, delayMs);
    this.#delayed.set(key, { dueMs, cancel });
  }

  /** Adds the key after the delay that its number of failures asks for. */
  addRateLimited(key: string): void {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    const { baseDelayMs, maxDelayMs } = this.#options;
    const backoffMs = Math.min(baseDelayMs * 2 ** failures, maxDelayMs);
    this.addAfter(key, Math.max(backoffMs, this.#takeToken()));
  }

  /** How often the key was added rate limited since it was last forgotten. */
  retries(key: string): number {
    return this.#failures.get(key) ?? 0;
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  /**
   * Works on one key after the other until `stop`. `work` must not throw. Each further call is one more worker; no two
   * ever have the same key.
   */
  async run(work: (key: string) => Promise<void>): Promise<void> {
    for (;;) {
      const key = await this.#next();
      if (key === undefined) return;
      this.#dirty.delete(key);
      this.#processing.add(key);
      await work(key);
      this.#processing.delete(key);
      if (this.#dirty.has(key)) this.#ready.push(key);
    }
  }

  /** Ends `run` after the key in work; later additions do nothing. */
  stop(): void {
    this.#stopped = true;
    for (const { cancel } of this.#delayed.values()) cancel();
    this.#delayed.clear();
    this.#ready.length = 0;
    for (const wake of this.#idle.splice(0)) wake();
  }

  async #next(): Promise<string | undefined> {
    while (!this.#stopped) {
      const key = this.#ready.shift();
      if (key !== undefined) return key;
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
      });
    }
    return undefined;
  }

  /** @returns milliseconds until the token taken is really there */
  #takeToken(): number {
    const now = this.#options.clock.now();
    const earned = ((now - this.#tokensAtMs) / 1000) * bucketRate;
    this.#tokens = Math.min(bucketSize, this.#tokens + earned) - 1;
    this.#tokensAtMs = now;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / bucketRate) * 1000;
  }
}
