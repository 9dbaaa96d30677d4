/** One thing that must be well. */
export interface HealthCheck {
  readonly name: string;
  /** @throws {Error} with the reason, which goes to the log only */
  readonly check: (signal: AbortSignal) => Promise<void> | void;
}

export interface HealthAnswer {
  readonly code: number;
  readonly text: string;
  /** Names and reasons of what failed, for the log. */
  readonly failures: readonly { readonly name: string; readonly error: unknown }[];
}

export interface HealthQuery {
  /** `readyz`, `livez` or `healthz`. */
  readonly endpoint: string;
  readonly verbose: boolean;
  /** Names of checks to leave out. */
  readonly exclude: readonly string[];
}

/**
 * Runs the checks and words the answer.
 * @see kubernetes/apiserver `pkg/server/healthz/healthz.go`, `handleRootHealth`
 */
export async function checkHealth(
  checks: readonly HealthCheck[],
  { endpoint, verbose, exclude }: HealthQuery,
  signal: AbortSignal,
): Promise<HealthAnswer> {
  const failures: { name: string; error: unknown }[] = [];
  const lines = await Promise.all(
    checks.map(async ({ name, check }) => {
      if (exclude.includes(name)) return `[+]${name} excluded: ok`;
      try {
        await check(signal);
        return `[+]${name} ok`;
      } catch (error) {
        failures.push({ name, error });
        return `[-]${name} failed: reason withheld`;
      }
    }),
  );
  const unknown = exclude.filter((each) => !checks.some(({ name }) => name === each));
  if (unknown.length > 0) {
    const names = unknown.map((each) => JSON.stringify(each)).join(', ');
    lines.push(`warn: some health checks cannot be excluded: no matches for ${names}`);
  }
  if (failures.length > 0) {
    return { code: 500, text: `${[...lines, `${endpoint} check failed`].join('\n')}\n`, failures };
  }
  return {
    code: 200,
    text: verbose ? `${[...lines, `${endpoint} check passed`].join('\n')}\n` : 'ok',
    failures,
  };
}

/** A step of the start-up that readiness waits for. */
export class StartHook {
  readonly name: string;
  #done = false;

  constructor(name: string) {
    this.name = name;
  }

  finish(): void {
    this.#done = true;
  }

  readonly isDone = (): boolean => this.#done;
}
