import { setTimeout as delay } from 'node:timers/promises';

export interface WaitOptions {
  /** For the error: `the deployment is gone`. */
  readonly what?: string;
  /** @default 10_000 */
  readonly timeoutMs?: number;
  /** @default 20 */
  readonly pollMs?: number;
}

/**
 * Asks again and again until the answer is neither false nor undefined nor an error.
 * @returns that answer
 * @throws {Error} naming `what` after the timeout, with the last error of `condition` as its cause
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what = 'the condition', timeoutMs = 10_000, pollMs = 20 }: WaitOptions = {},
): Promise<Exclude<T, false | undefined>> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const attempt = await attemptOf(condition);
    if ('value' in attempt && attempt.value !== false && attempt.value !== undefined) {
      return attempt.value as Exclude<T, false | undefined>;
    }
    if (performance.now() > giveUpAt) {
      const cause = 'error' in attempt ? attempt.error : undefined;
      const why = cause instanceof Error ? `: ${cause.message}` : '';
      throw new Error(`${what} did not come about within ${String(timeoutMs)} ms${why}`, { cause });
    }
    await delay(pollMs);
  }
}

async function attemptOf<T>(
  condition: () => T | Promise<T>,
): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error }; // Told when time is up: until then it may be what is being waited out.
  }
}
