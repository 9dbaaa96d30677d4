import type { Clock } from '@skewplane/apimachinery';

export interface HealthCheckTarget {
  readonly name: string;
  readonly isReady: () => Promise<boolean>;
}

export interface HealthCheckOptions {
  readonly targets: readonly HealthCheckTarget[];
  readonly intervalMs: number;
  readonly report: (name: string, ready: boolean) => void;
  readonly clock: Clock;
}

/** Asks every target again and again until stopped; the answer stops it and waits for its end. */
export function startHealthCheck(options: HealthCheckOptions): () => Promise<void> {
  const stopping = new AbortController();
  const loops = options.targets.map((target) => check(target, options, stopping.signal));
  return async () => {
    stopping.abort();
    await Promise.all(loops);
  };
}

async function check(
  target: HealthCheckTarget,
  { clock, intervalMs, report }: HealthCheckOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    report(target.name, await target.isReady());
    await clock.sleep(intervalMs, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
