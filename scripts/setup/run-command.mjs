import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from './root.mjs';
import { SetupError } from './step.mjs';

const maxShown = 4_000;

/** Runs a program to its end; what it prints is shown only when it fails. */
export async function runCommand(command, args, { cwd = root, env = process.env } = {}) {
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const keep = (chunk) => {
    printed = (printed + chunk).slice(-maxShown);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const line = [command, ...args].join(' ');
  const [code, signal] = await once(child, 'close').catch((error) => {
    throw new SetupError(`\`${line}\` could not be run: ${error.message}`);
  });
  if (code !== 0) {
    throw new SetupError(`\`${line}\` failed (${signal ?? `exit code ${code}`})\n${printed}`);
  }
  return printed;
}

/** Runs a program in view of the user; its exit code. */
export async function showCommand(command, args, { env = process.env } = {}) {
  const child = spawn(command, args, { cwd: root, env, stdio: 'inherit' });
  const [code] = await once(child, 'close');
  return code ?? 1;
}
