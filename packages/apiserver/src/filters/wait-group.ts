import type { Filter } from '../request/filter.js';
import { isLongRunning } from '../request/request-info.js';

/**
 * Counts requests that a stopping server waits for; watches are ended instead.
 * @see kubernetes/apiserver `pkg/server/filters/waitgroup.go`
 */
export class WaitGroup {
  #count = 0;
  #waiters: (() => void)[] = [];

  readonly filter: Filter = async (request, reply) => {
    if (isLongRunning(request.context.info)) return;
    this.#count++;
    reply.raw.once('close', () => {
      this.#count--;
      if (this.#count === 0) for (const resolve of this.#waiters.splice(0)) resolve();
    });
  };

  /** Resolves when no counted request is under way. */
  idle(): Promise<void> {
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
    });
  }
}
