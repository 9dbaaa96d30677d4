import { Command } from 'commander';
import type { PlaneStatus } from '@skewplane/cluster';
import type { CliHost } from '../cli-host.js';
import { dataDirectory, dataDirectoryOption } from '../data-directory.js';
import type { DataDirectoryFlags } from '../data-directory.js';
import { examples } from '../examples.js';
import { formatJson, formatTable, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';

export function statusCommand(host: CliHost): Command {
  return new Command('status')
    .description('tell how each instance of the running plane is')
    .addOption(dataDirectoryOption())
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples('skewplane status', "skewplane status -o json | jq '.instances[].ready'"),
    )
    .action(async (flags: DataDirectoryFlags & OutputFlags) => {
      const { ClusterError, describePlane } = await import('@skewplane/cluster');
      const status = await describePlane(dataDirectory(flags, host));
      if (status === undefined) throw new ClusterError('no plane is running on this data');
      host.out.write(flags.output === 'json' ? formatJson(status) : formatStatus(status));
    });
}

function formatStatus(status: PlaneStatus): string {
  return formatTable([
    ['NAME', 'VERSION', 'READY', 'URL', 'PID', 'PEERS'],
    ...status.instances.map((instance) => [
      instance.name,
      instance.gitVersion ?? instance.version,
      String(instance.ready),
      instance.url,
      String(instance.pid ?? '-'),
      instance.peers.join(',') || '-',
    ]),
    ['balanced', '', '', status.url, String(status.pid), ''],
  ]);
}
