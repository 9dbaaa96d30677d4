/** Delays that double up to a limit, with jitter. */
export class Backoff {
  readonly #initialMs: number;
  readonly #maxMs: number;
  readonly #random: () => number;
  #nextMs: number;

  /** @param options.random in [0, 1) */
  constructor({
    initialMs,
    maxMs,
    random,
  }: {
    initialMs: number;
    maxMs: number;
    random: () => number;
  }) {
    this.#initialMs = initialMs;
    this.#maxMs = maxMs;
    this.#random = random;
    this.#nextMs = initialMs;
  }

  /** Milliseconds to wait now; the next answer is twice as long. */
  next(): number {
    const delayMs = this.#nextMs * (1 + this.#random());
    this.#nextMs = Math.min(this.#nextMs * 2, this.#maxMs);
    return Math.min(delayMs, this.#maxMs);
  }

  reset(): void {
    this.#nextMs = this.#initialMs;
  }
}
