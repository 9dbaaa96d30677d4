import { Command } from 'commander';
import { systemClock } from '@skewplane/apimachinery';
import type { CliHost } from '../cli-host.js';
import { dataDirectory, dataDirectoryOption } from '../data-directory.js';
import type { DataDirectoryFlags } from '../data-directory.js';
import { examples } from '../examples.js';

/** More than all children together may take to stop. */
const stopTimeoutMs = 60_000;
const pollMs = 50;

export function downCommand(host: CliHost): Command {
  return new Command('down')
    .description('stop the plane that runs on this data; the data stays')
    .addOption(dataDirectoryOption())
    .addHelpText('after', examples('skewplane down', 'skewplane down --data-dir /tmp/plane'))
    .action(async (flags: DataDirectoryFlags) => {
      const { ClusterError, isRunning, readPlaneState } = await import('@skewplane/cluster');
      const state = await readPlaneState(dataDirectory(flags, host));
      if (state === undefined) {
        host.errOut.write('no plane is running on this data\n');
        return;
      }
      host.kill(state.owner.pid, 'SIGTERM');
      const deadline = systemClock.now() + stopTimeoutMs;
      while (await isRunning(state.owner)) {
        if (systemClock.now() > deadline) {
          throw new ClusterError(`process ${state.owner.pid} did not stop`);
        }
        await systemClock.sleep(pollMs, host.signal);
      }
      host.errOut.write('stopped\n');
    });
}
