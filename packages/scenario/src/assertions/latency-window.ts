/** Of a busier window only the newest count. */
const maxSamples = 20_000;

/** How long the answers of the last seconds took. */
export class LatencyWindow {
  readonly #windowMs: number;
  #samples: { atMs: number; durationMs: number }[] = [];

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  add(atMs: number, durationMs: number): void {
    this.#samples.push({ atMs, durationMs });
    // In one go now and then: cheaper than with each sample.
    if (this.#samples.length > 2 * maxSamples) this.#samples = this.#samples.slice(-maxSamples);
  }

  /** The duration that 99 of 100 answers keep to; undefined with fewer than `minSamples` in the window. */
  p99(nowMs: number, minSamples: number): number | undefined {
    this.#samples = this.#samples.filter(({ atMs }) => atMs > nowMs - this.#windowMs);
    if (this.#samples.length < minSamples) return undefined;
    const sorted = this.#samples.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * 0.99) - 1];
  }
}
