import { once } from 'node:events';
import { Command } from 'commander';
import type { CliHost } from '../cli-host.js';
import { dataDirectory } from '../data-directory.js';
import { examples } from '../examples.js';
import { startDetached } from '../up-detached.js';
import { addUpOptions, clusterOptions } from '../up-options.js';
import type { UpFlags } from '../up-options.js';
import { printSummary, reportStep, summarizeCluster, summarizeState } from '../up-report.js';

export function upCommand(host: CliHost): Command {
  const command = new Command('up').description(
    'start etcd, an apiserver per version, the controllers and one balanced address',
  );
  return addUpOptions(command)
    .addHelpText(
      'after',
      examples(
        'skewplane up',
        'skewplane up --versions 1.35,1.36,1.36 --fresh',
        'skewplane up --base-port 0 --detach -o json',
        'skewplane up --etcd-servers https://etcd-0:2379,https://etcd-1:2379 --etcd-cafile ca.crt',
      ),
    )
    .action(async (flags: UpFlags) => {
      if (flags.detach === true) await upDetached(host, flags, argsWithoutDetach(command));
      else await upInForeground(host, flags);
    });
}

async function upInForeground(host: CliHost, flags: UpFlags): Promise<void> {
  const { startCluster } = await import('@skewplane/cluster');
  const progress = (text: string) => flags.quiet !== true && host.errOut.write(text);
  const cluster = await startCluster({
    ...clusterOptions(flags, host),
    onProgress: (step) => {
      if (flags.quiet !== true) reportStep(host, step);
    },
    onUnexpectedExit: (description) => host.errOut.write(`${description}\n`),
  });
  try {
    printSummary(host, summarizeCluster(cluster), flags);
    progress('Ctrl-C stops it all.\n');
    const interrupted = host.signal.aborted ? undefined : once(host.signal, 'abort');
    const failure = await Promise.race([cluster.failure, interrupted]);
    if (failure instanceof Error) throw failure;
    progress('stopping\n');
  } finally {
    await cluster.stop();
  }
  progress('stopped\n');
}

async function upDetached(host: CliHost, flags: UpFlags, args: readonly string[]): Promise<void> {
  const directory = dataDirectory(flags, host);
  const state = await startDetached(host, directory, args);
  printSummary(host, summarizeState(state, directory), flags);
  if (flags.quiet !== true) host.errOut.write('`skewplane down` stops it all.\n');
}

/** The command line as typed, less the flag that brought us here. */
function argsWithoutDetach(command: Command): string[] {
  const typed = (command.parent as Command & { readonly rawArgs: readonly string[] }).rawArgs;
  const own = typed.slice(typed.indexOf(command.name()) + 1);
  return own.filter((arg) => arg !== '--detach');
}
