import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Clock } from '@skewplane/apimachinery';
import { ChildLog } from './child-log.js';

/** What a library may know of the process it runs in; Node's `process` is one. */
export interface HostProcess {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly execPath: string;
  readonly pid: number;
}

export interface ChildOptions {
  /** For messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: HostProcess['env'];
  readonly logPath: string;
  readonly clock: Clock;
}

/** How a child ended: its exit code, or the signal that ended it. */
export type ChildExit =
  { readonly code: number } | { readonly signal: NodeJS.Signals } | { readonly error: Error };

const shownLines = 10;

/** Waits for end of file, which comes when this process is gone, however it went. */
const watchdogScript = 'read -r _; kill -TERM "$0"; sleep 5; kill -KILL "$0"';

/**
 * A program we run and are answerable for.
 *
 * It leads its own process group: Ctrl-C in a terminal reaches only us, and we stop children in
 * order. A watchdog ends it should this process be killed without a chance to do so.
 */
export class ChildProgram {
  readonly name: string;
  readonly log: ChildLog;
  readonly exited: Promise<ChildExit>;
  readonly #child: ChildProcess;
  readonly #clock: Clock;
  #exit: ChildExit | undefined;
  #paused = false;

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.#clock = options.clock;
    this.log = new ChildLog(options.logPath);
    this.#child = spawn(options.command, options.args, {
      env: { ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    this.#child.stdout?.pipe(this.log, { end: false });
    this.#child.stderr?.pipe(this.log, { end: false });
    const watchdog = this.#child.pid === undefined ? undefined : startWatchdog(this.#child.pid);
    this.exited = this.#waitForExit().then(async (exit) => {
      this.#exit = exit;
      watchdog?.kill('SIGKILL');
      this.log.end();
      await finished(this.log);
      return exit;
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    return this.#exit === undefined;
  }

  get paused(): boolean {
    return this.#paused && this.running;
  }

  /** Freezes it where it is: it answers nothing, and its connections stay open. */
  pause(): void {
    this.#paused = this.#child.kill('SIGSTOP');
  }

  resume(): void {
    if (this.#paused) this.#child.kill('SIGCONT');
    this.#paused = false;
  }

  /** Asks it to end, and insists after `graceMs`. */
  async stop(graceMs: number): Promise<ChildExit> {
    if (this.#exit !== undefined) return this.#exit;
    this.#child.kill('SIGTERM');
    this.resume(); // or it would not hear of it
    const insist = this.#clock.setTimeout(() => this.#child.kill('SIGKILL'), graceMs);
    const exit = await this.exited;
    insist();
    return exit;
  }

  /** Ends it as a crash or power loss would. */
  async kill(): Promise<ChildExit> {
    if (this.#exit === undefined) this.#child.kill('SIGKILL');
    return this.exited;
  }

  async #waitForExit(): Promise<ChildExit> {
    try {
      // `close` rather than `exit`: by then everything it printed has been read.
      const [code, signal] = (await once(this.#child, 'close')) as [number, NodeJS.Signals | null];
      return signal === null ? { code } : { signal };
    } catch (error) {
      return { error: error as Error };
    }
  }
}

/** Why a program that should be running is not, with the last of what it printed. */
export function describeExit(child: ChildProgram, exit: ChildExit): string {
  const how =
    'error' in exit
      ? exit.error.message
      : 'signal' in exit
        ? `ended by ${exit.signal}`
        : `exit code ${exit.code}`;
  const lines = explanation(child.log.tail(200));
  return [`${child.name} stopped: ${how}`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** What a program of ours says last of all, without the end of a long stack hiding it. */
function explanation(lines: readonly string[]): readonly string[] {
  const at = lines.findLastIndex((line) => line.startsWith('error: '));
  return at === -1 ? lines.slice(-shownLines) : lines.slice(at, at + shownLines);
}

function startWatchdog(pid: number): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', watchdogScript, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  // It writes nothing and is killed from here; an error on its pipe says only that it is gone.
  watchdog.stdin.on('error', () => undefined);
  return watchdog;
}
