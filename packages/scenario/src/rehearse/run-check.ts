import type { Clock } from '@skewplane/apimachinery';
import { runCommand } from '../run/command.js';

export interface CheckOptions {
  /** A line for the shell. */
  readonly command: string;
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface CheckResult {
  /** Absent when a signal ended it, as ours does when it takes too long. */
  readonly exitCode?: number;
  /** The last of what it printed. */
  readonly output: string;
  readonly durationMs: number;
  /** Why it did not end by itself. */
  readonly problem?: string;
}

/** Runs a check to its end; it and all it started are gone when this returns. */
export async function runCheck(options: CheckOptions): Promise<CheckResult> {
  const { command, directory, env, timeoutMs, clock, signal } = options;
  const late = new AbortController();
  const cancel = clock.setTimeout(() => {
    late.abort();
  }, timeoutMs);
  const startedMs = clock.now();
  try {
    const { exitCode, output } = await runCommand({
      argv: ['/bin/sh', '-c', command],
      directory,
      env,
      clock,
      signal: AbortSignal.any([signal, late.signal]),
    });
    return {
      ...(exitCode === undefined ? {} : { exitCode }),
      output,
      durationMs: clock.now() - startedMs,
      ...(late.signal.aborted ? { problem: `not done after ${timeoutMs / 1000} s` } : {}),
    };
  } finally {
    cancel();
  }
}
