/**
 * @typedef {object} Latencies milliseconds
 * @property {number} p50
 * @property {number} p99
 */

/**
 * @param {number[]} samples sorted in place
 * @returns {Latencies}
 */
export function latencies(samples) {
  samples.sort((a, b) => a - b);
  return { p50: quantile(samples, 0.5), p99: quantile(samples, 0.99) };
}

/**
 * @param {readonly number[]} sorted
 * @param {number} share in [0, 1]
 */
export function quantile(sorted, share) {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
