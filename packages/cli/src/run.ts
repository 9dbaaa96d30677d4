import { CommanderError } from 'commander';
import type { CliHost } from './cli-host.js';
import type { FlagDefinition } from '@skewplane/apiserver';
import { CommandExit } from './command-exit.js';
import { buildProgram } from './program.js';

/**
 * Runs one command line, program name left out.
 *
 * @returns the exit code: 0 done, 1 failed, 2 the command line or a file makes no sense, 130 interrupted; of an apiserver that crashed, its own
 */
export async function run(args: readonly string[], host: CliHost): Promise<number> {
  const done = host.keepRunning();
  try {
    const program = buildProgram(host, await flagsOfApiserver(args));
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    return report(error, host);
  } finally {
    done();
  }
}

/** Loaded only where they are shown or read: they come with the whole server. */
async function flagsOfApiserver(args: readonly string[]): Promise<readonly FlagDefinition[]> {
  if (!args.some((arg) => arg === 'apiserver' || arg === 'completion')) return [];
  return (await import('@skewplane/apiserver')).apiserverFlags;
}

function report(error: unknown, host: CliHost): number {
  // Commander has printed its own message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (host.signal.aborted && error === host.signal.reason) return 0;
  if (error instanceof CommandExit) return error.exitCode;
  if (error instanceof Error && error.name === 'ScenarioError') {
    host.errOut.write(`${error.message}\n`);
    return 2;
  }
  if (isCrash(error)) {
    host.errOut.write(`${error.report}\n`);
    return error.exitCode;
  }
  const red = (text: string) => (host.colour ? `\u001b[31m${text}\u001b[39m` : text);
  host.errOut.write(`${red('error:')} ${describe(error)}\n`);
  return 1;
}

/** The apiserver died as kube-apiserver would. Known by name: its package may not be loaded. */
function isCrash(error: unknown): error is Error & { report: string; exitCode: number } {
  return error instanceof Error && error.name === 'ProcessCrash';
}

/** Errors whose message is for the user; known by name, so that their packages need no loading. */
const expectedErrors = ['ClusterError', 'ConfigError', 'RehearsalError'];

/** One line for what a user can mend; the whole stack for what only we can. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const system = (error as NodeJS.ErrnoException).code !== undefined;
  return system || expectedErrors.includes(error.name) ? error.message : (error.stack ?? '');
}
