import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runCommand } from './run-command.mjs';
import { step } from './step.mjs';

/** `npm ci`, when what is installed is not what the lock file says. */
export async function ensureDependencies() {
  if (await isInstalled(root)) return;
  await step('dependencies (npm ci)', () => {
    const npm = process.env.npm_execpath;
    const args = ['ci', '--no-audit', '--no-fund'];
    return npm?.endsWith('.js')
      ? runCommand(process.execPath, [npm, ...args])
      : runCommand('npm', args);
  });
}

/** Compares with npm's own record of what it installed; packages for other platforms may be absent. */
export async function isInstalled(directory) {
  const [wanted, installed] = await Promise.all([
    readPackages(join(directory, 'package-lock.json')),
    readPackages(join(directory, 'node_modules', '.package-lock.json')),
  ]);
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || (entry.optional && installed[path] === undefined)) return true;
    // Not by `resolved`: npm can be told to leave it out of either file.
    const { version, integrity } = installed[path] ?? {};
    return version === entry.version && integrity === entry.integrity;
  });
}

async function readPackages(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
