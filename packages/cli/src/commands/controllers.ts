import { resolve } from 'node:path';
import { Command } from 'commander';
import type { CliHost } from '../cli-host.js';
import { examples } from '../examples.js';

interface ControllersFlags {
  readonly kubeconfig: string;
  readonly leaderElect: boolean;
}

export function controllersCommand(host: CliHost): Command {
  return new Command('controllers')
    .description('run the controllers of a plane')
    .requiredOption('--kubeconfig <file>', 'how to reach the plane')
    .option('--no-leader-elect', 'work without asking whether another one does')
    .addHelpText('after', examples('skewplane controllers --kubeconfig .skewplane/kubeconfig'))
    .action(async ({ kubeconfig, leaderElect }: ControllersFlags) => {
      const { runControllers } = await import('@skewplane/controllers');
      const { pino } = await import('pino');
      await runControllers({
        kubeconfigPath: resolve(host.cwd, kubeconfig),
        leaderElect,
        signal: host.signal,
        logger: pino({ base: { program: 'controllers' } }, host.logDestination),
      });
    });
}
