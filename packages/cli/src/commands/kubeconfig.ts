import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { CliHost } from '../cli-host.js';
import { dataDirectory, dataDirectoryOption } from '../data-directory.js';
import type { DataDirectoryFlags } from '../data-directory.js';
import { examples } from '../examples.js';
import { formatJson, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';

interface KubeconfigFlags extends DataDirectoryFlags, OutputFlags {
  readonly context?: string;
  readonly user?: string;
  readonly merge?: string;
}

export function kubeconfigCommand(host: CliHost): Command {
  return new Command('kubeconfig')
    .description('print the kubeconfig of the plane, or merge it into another file')
    .addOption(dataDirectoryOption())
    .addOption(outputOption())
    .option('--context <name>', 'make this the current context: skew, skew-a, skew-b and so on')
    .option('--user <name>', 'call the user this (default: skewplane-admin)')
    .option('--merge <file>', 'add the entries to this file instead of printing them')
    .addHelpText(
      'after',
      examples(
        'skewplane kubeconfig > plane.yaml',
        'skewplane kubeconfig --context skew-b',
        'skewplane kubeconfig --merge ~/.kube/config',
      ),
    )
    .action(async (flags: KubeconfigFlags) => {
      const cluster = await import('@skewplane/cluster');
      let config = await cluster.readKubeconfig(join(dataDirectory(flags, host), 'kubeconfig'));
      if (flags.user !== undefined) config = cluster.renameUser(config, flags.user);
      if (flags.context !== undefined) config = cluster.selectContext(config, flags.context);
      if (flags.merge === undefined) {
        const text =
          flags.output === 'json' ? formatJson(config) : cluster.formatKubeconfig(config);
        host.out.write(text);
        return;
      }
      await cluster.mergeKubeconfig(resolve(host.cwd, flags.merge), config);
      host.errOut.write(`merged into ${flags.merge}\n`);
    });
}
