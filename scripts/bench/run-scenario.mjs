import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../setup/step.mjs';

/**
 * How long a scenario takes from the command to its end, its plane's start and stop included.
 *
 * @param {'roll' | 'roll-and-back'} name
 * @param {import('./source-tree.mjs').SourceTree} tree
 * @returns {Promise<number>} milliseconds
 */
export async function timeScenario(name, tree) {
  const file = fileURLToPath(new URL(`scenarios/${name}.yaml`, import.meta.url));
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [join(tree.path, 'packages/cli/dist/main.js'), 'scenario', 'run', file],
    { cwd: tree.path, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const printed = [];
  child.stderr.on('data', (chunk) => printed.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new SetupError(`Scenario ${name} did not pass:\n${Buffer.concat(printed).toString()}`);
  }
  return performance.now() - startedAt;
}
