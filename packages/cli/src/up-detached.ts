import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@skewplane/apimachinery';
import type { PlaneState } from '@skewplane/cluster';
import type { CliHost } from './cli-host.js';

const pollMs = 50;

/**
 * Runs `up` again in the background with the same flags, and waits until its plane is ready.
 *
 * @throws {ClusterError} with what it printed, when it gives up
 */
export async function startDetached(
  host: CliHost,
  dataDirectory: string,
  args: readonly string[],
): Promise<PlaneState> {
  const { ClusterError, readPlaneState } = await import('@skewplane/cluster');
  const logPath = join(dataDirectory, 'logs', 'up.log');
  await mkdir(join(dataDirectory, 'logs'), { recursive: true });
  const log = await open(logPath, 'w', 0o600);
  const child = spawn(host.execPath, [host.program, 'up', ...args], {
    env: { ...host.env },
    cwd: host.cwd,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  await once(child, 'spawn');
  await log.close();
  for (;;) {
    const state = await readPlaneState(dataDirectory);
    if (state !== undefined && state.owner.pid === child.pid) {
      child.unref();
      return state;
    }
    if (child.exitCode !== null || child.signalCode !== null)
      throw new ClusterError(await reasonOf(logPath));
    await systemClock.sleep(pollMs, host.signal).catch((error: unknown) => {
      child.kill('SIGTERM'); // Asked to end while starting: so shall the plane.
      throw error;
    });
  }
}

async function reasonOf(logPath: string): Promise<string> {
  const log = await readFile(logPath, 'utf8');
  const [, reason] = /^error: (.*)/ms.exec(log) ?? [];
  return reason?.trim() ?? `the plane ended while starting, see ${logPath}`;
}
