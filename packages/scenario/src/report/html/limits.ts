/** What a report holds at most, so that its size is bounded whatever ran. */
export const reportLimits = {
  /** Of all runs together; each has the same share, and keeps its newest. */
  requests: 20_000,
  /** Of steps, assertions, faults, and bands of a lane, of one run. */
  rows: 2_000,
  logLines: 500,
  textLength: 2_000,
  traceLength: 512 * 1024,
} as const;

export function shorten(text: string): string {
  const { textLength } = reportLimits;
  return text.length <= textLength ? text : `${text.slice(0, textLength)}…`;
}

export function firstRows<T>(rows: readonly T[]): readonly T[] {
  return rows.slice(0, reportLimits.rows);
}

/** The last of so many, as the runner itself keeps requests. */
export function newest<T>(all: readonly T[], max: number): readonly T[] {
  return all.length <= max ? all : all.slice(all.length - max);
}
