import { resolve } from 'node:path';
import type { Scenario } from '@skewplane/scenario';
import type { CliHost } from './cli-host.js';
import { CommandExit } from './command-exit.js';

/** Loads files and shipped scenarios, and tells all that is wrong with any of them before nothing runs. */
export async function openScenarios(names: readonly string[], host: CliHost): Promise<Scenario[]> {
  const { openScenario } = await import('@skewplane/scenario');
  const opened: Scenario[] = [];
  let wrong = false;
  for (const name of names) {
    try {
      opened.push(await openScenario(name, resolve(host.cwd, name)));
    } catch (error) {
      if (!isUsersMistake(error)) throw error;
      host.errOut.write(`${error.message}\n`);
      wrong = true;
    }
  }
  if (wrong) throw new CommandExit(2);
  return opened;
}

/** A scenario error has one `file:line:column: message` a line. */
function isUsersMistake(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const unreadable = (error as NodeJS.ErrnoException).code !== undefined;
  return unreadable || ['ScenarioError', 'NoSuchScenarioError'].includes(error.name);
}
