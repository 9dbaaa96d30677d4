import type { Clock } from '@skewplane/apimachinery';

interface Waiter {
  readonly revision: number;
  readonly settle: (reached: boolean) => void;
}

/** Those who wait until a revision is reached. */
export class RevisionWaiters {
  readonly #clock: Clock;
  readonly #waiters = new Set<Waiter>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @returns true when reached in time; rejects with the signal's reason */
  wait(revision: number, timeoutMs: number, signal?: AbortSignal): Promise<boolean> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const leave = (): void => {
        this.#waiters.delete(waiter);
        cancelTimer();
        signal?.removeEventListener('abort', onAbort);
      };
      const onAbort = (): void => {
        leave();
        reject(signal?.reason as Error);
      };
      const waiter: Waiter = {
        revision,
        settle: (reached) => {
          leave();
          resolve(reached);
        },
      };
      const cancelTimer = this.#clock.setTimeout(() => {
        waiter.settle(false);
      }, timeoutMs);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiters.add(waiter);
    });
  }

  reached(revision: number): void {
    for (const waiter of this.#waiters) {
      if (waiter.revision <= revision) waiter.settle(true);
    }
  }

  close(): void {
    for (const waiter of [...this.#waiters]) waiter.settle(false);
  }
}
