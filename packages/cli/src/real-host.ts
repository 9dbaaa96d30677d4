import type { CliHost } from './cli-host.js';

const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Longer than a timer can be set for: it only keeps the process waiting for the command. */
const foreverMs = 2 ** 31 - 1;

/**
 * The host of a command run for real.
 *
 * Signals only ask: what runs has a bounded time to stop, so a second one does not cut it short
 * (npm passes Ctrl-C on to a program that has got it from the terminal already).
 */
export function realHost(process: NodeJS.Process, program: string): CliHost {
  const ending = new AbortController();
  for (const signal of endingSignals) {
    process.on(signal, () => {
      ending.abort(new Error(`Interrupted by ${signal}`));
    });
  }
  return {
    env: process.env,
    execPath: process.execPath,
    pid: process.pid,
    // Only who reads it opens it: an open terminal would keep the process alive.
    get input() {
      return process.stdin;
    },
    out: process.stdout,
    errOut: process.stderr,
    logDestination: process.stderr,
    cwd: process.cwd(),
    signal: ending.signal,
    program,
    colour: process.stderr.isTTY && !process.env['NO_COLOR'],
    ...(process.stderr.isTTY ? { terminalColumns: () => process.stderr.columns } : {}),
    kill: (pid, signal) => {
      process.kill(pid, signal);
    },
    keepRunning: () => {
      const timer = setInterval(() => undefined, foreverMs);
      return () => {
        clearInterval(timer);
      };
    },
  };
}
