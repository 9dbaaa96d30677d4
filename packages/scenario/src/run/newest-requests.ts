import type { RequestRecord } from '../record/run-record.js';

/** Keeps so many requests; a newer one takes the place of the oldest. */
export class NewestRequests {
  readonly #limit: number;
  readonly #kept: RequestRecord[] = [];
  #oldest = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(request: RequestRecord): void {
    if (this.#limit <= 0) return;
    if (this.#kept.length < this.#limit) {
      this.#kept.push(request);
      return;
    }
    this.#kept[this.#oldest] = request;
    this.#oldest = (this.#oldest + 1) % this.#limit;
  }

  /** By number, which is the order of sending. */
  inOrder(): RequestRecord[] {
    return [...this.#kept].sort((a, b) => a.number - b.number);
  }
}
