import type { Clock } from '@skewplane/apimachinery';

export interface Result {
  /** Process the key again after this time even without an event. */
  readonly requeueAfterMs?: number | undefined;
}

/** Brings the world to what the object under `key` wants; throws to be called again with back-off. */
export type Reconciler = (key: string, signal: AbortSignal) => Promise<Result>;

export interface WorkQueueOptions {
  readonly clock: Clock;
  readonly reconcile: Reconciler;
  readonly workers: number;
  readonly onError: (key: string, error: unknown) => void;
  readonly initialDelayMs?: number | undefined;
  readonly maxDelayMs?: number | undefined;
}

/**
 * Keys that need work: each at most once in the queue and never with two workers at a time; failed ones return
 * with a delay that doubles.
 * @see kubernetes/client-go `util/workqueue`
 */
export class WorkQueue {
  readonly #options: WorkQueueOptions & {
    readonly initialDelayMs: number;
    readonly maxDelayMs: number;
  };
  readonly #waiting = new Set<string>();
  readonly #active = new Set<string>();
  readonly #dirty = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #delayed = new Map<string, () => void>();
  #wake: (() => void) | undefined;

  constructor(options: WorkQueueOptions) {
    this.#options = {
      ...options,
      initialDelayMs: options.initialDelayMs ?? 5,
      maxDelayMs: options.maxDelayMs ?? 60_000,
    };
  }

  add(key: string): void {
    if (this.#active.has(key)) {
      this.#dirty.add(key);
      return;
    }
    this.#waiting.add(key);
    this.#wake?.();
  }

  addAfter(key: string, delayMs: number): void {
    this.#delayed.get(key)?.();
    const cancel = this.#options.clock.setTimeout(() => {
      this.#delayed.delete(key);
      this.add(key);
    }, delayMs);
    this.#delayed.set(key, cancel);
  }

  /** How many keys are queued or in work. */
  get size(): number {
    return this.#waiting.size + this.#active.size + this.#delayed.size;
  }

  /** Works until the signal aborts and what is under way has ended. */
  async run(signal: AbortSignal): Promise<void> {
    const wake = () => {
      this.#wake?.();
    };
    signal.addEventListener('abort', wake);
    const running = new Set<Promise<void>>();
    while (!signal.aborted) {
      while (running.size < this.#options.workers && this.#waiting.size > 0) {
        const [key] = this.#waiting;
        if (key === undefined) break;
        this.#waiting.delete(key);
        const work = this.#process(key, signal).finally(() => {
          running.delete(work);
          this.#wake?.();
        });
        running.add(work);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (signal.aborted || (this.#waiting.size > 0 && running.size < this.#options.workers))
          resolve();
      });
    }
    signal.removeEventListener('abort', wake);
    for (const cancel of this.#delayed.values()) cancel();
    this.#delayed.clear();
    await Promise.all(running);
  }

  async #process(key: string, signal: AbortSignal): Promise<void> {
    const { reconcile, onError, initialDelayMs, maxDelayMs } = this.#options;
    this.#active.add(key);
    try {
      const { requeueAfterMs } = await reconcile(key, signal);
      this.#failures.delete(key);
      if (requeueAfterMs !== undefined) this.addAfter(key, requeueAfterMs);
    } catch (error) {
      if (signal.aborted) return;
      const failures = (this.#failures.get(key) ?? 0) + 1;
      this.#failures.set(key, failures);
      onError(key, error);
      this.addAfter(key, Math.min(initialDelayMs * 2 ** (failures - 1), maxDelayMs));
    } finally {
      this.#active.delete(key);
      if (this.#dirty.delete(key)) this.add(key);
    }
  }
}
