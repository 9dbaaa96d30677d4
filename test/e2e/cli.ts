import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
const runTimeoutMs = 60_000;

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly errOut: string;
}

/** The program as a user starts it, as a process of its own. */
export class CliProcess {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  #out = '';
  #errOut = '';

  constructor(args: readonly string[]) {
    this.child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.on('data', (chunk: Buffer) => {
      this.#out += chunk.toString();
    });
    this.child.stderr?.on('data', (chunk: Buffer) => {
      this.#errOut += chunk.toString();
    });
    this.finished = once(this.child, 'close').then(([code]) => ({
      code: code as number | null,
      out: this.#out,
      errOut: this.#errOut,
    }));
  }

  get out(): string {
    return this.#out;
  }

  get errOut(): string {
    return this.#errOut;
  }

  /** Ends it if it still runs, however it takes. */
  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.finished;
  }
}

/** Runs one command line to its end. */
export async function runCli(...args: string[]): Promise<Finished> {
  const cli = new CliProcess(args);
  const timer = setTimeout(() => cli.child.kill('SIGKILL'), runTimeoutMs);
  const finished = await cli.finished;
  clearTimeout(timer);
  return finished;
}

/** Command lines of processes that name `text`, such as a data directory. */
export async function processesNaming(text: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-axww', '-o', 'args='], {
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.split('\n').filter((line) => line.includes(text));
}
