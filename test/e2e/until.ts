import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until `look` finds something, and returns it.
 * @throws {Error} naming `what`, with the last error of `look` as cause, after `timeoutMs`
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 30_000,
): Promise<T> {
  const giveUpAt = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > giveUpAt) {
      throw new Error(`not within ${timeoutMs / 1000} s: ${what}`, { cause });
    }
    await delay(50);
  }
}
