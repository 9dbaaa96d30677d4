import { spawn } from 'node:child_process';
import { once } from 'node:events';
// Only this can signal a process group.
import { kill } from 'node:process';
import type { Clock } from '@skewplane/apimachinery';

export interface CommandOptions {
  readonly argv: readonly string[];
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Ends the command and everything it has started. */
  readonly signal: AbortSignal;
}

export interface CommandResult {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined;
  /** The last of what it printed. */
  readonly output: string;
}

const keptOutput = 16 * 1024;
const graceMs = 2_000;

/** Runs a program as the leader of a process group. @throws {Error} when it cannot be started */
export async function runCommand(options: CommandOptions): Promise<CommandResult> {
  const { argv, directory, env, clock, signal } = options;
  signal.throwIfAborted();
  const [program = '', ...args] = argv;
  const child = spawn(program, args, {
    cwd: directory,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-keptOutput);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let insist: () => void = () => undefined;
  const end = () => {
    signalGroup(child.pid, 'SIGTERM');
    insist = clock.setTimeout(() => {
      signalGroup(child.pid, 'SIGKILL');
    }, graceMs);
  };
  signal.addEventListener('abort', end, { once: true });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { exitCode: code ?? undefined, output };
  } finally {
    insist();
    signal.removeEventListener('abort', end);
    // Whatever it left in the background ends with it.
    signalGroup(child.pid, 'SIGKILL');
  }
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // gone already
  }
}
