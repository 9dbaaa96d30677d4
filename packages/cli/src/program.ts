import { Command } from 'commander';
import type { FlagDefinition } from '@skewplane/apiserver';
import type { CliHost } from './cli-host.js';
import { apiserverCommand } from './commands/apiserver.js';
import { completionCommand } from './commands/completion.js';
import { controllersCommand } from './commands/controllers.js';
import { diffCommand } from './commands/diff.js';
import { downCommand } from './commands/down.js';
import { faultCommand } from './commands/fault.js';
import { kubeconfigCommand } from './commands/kubeconfig.js';
import { pkiCommand } from './commands/pki.js';
import { rehearseCommand } from './commands/rehearse.js';
import { scenarioCommand } from './commands/scenario.js';
import { statusCommand } from './commands/status.js';
import { traceCommand } from './commands/trace.js';
import { upCommand } from './commands/up.js';
import { versionCommand } from './commands/version.js';
import { whatChangedCommand } from './commands/what-changed.js';

/** The whole command tree, its streams and exits handed to the host. */
export function buildProgram(host: CliHost, apiserverFlags: readonly FlagDefinition[]): Command {
  const program = new Command('skewplane')
    .description('A mini Kubernetes control plane made to be version-skewed')
    .showHelpAfterError('(see --help)')
    .addCommand(upCommand(host))
    .addCommand(downCommand(host))
    .addCommand(statusCommand(host))
    .addCommand(traceCommand(host))
    .addCommand(scenarioCommand(host))
    .addCommand(rehearseCommand(host))
    .addCommand(diffCommand(host))
    .addCommand(whatChangedCommand(host))
    .addCommand(faultCommand(host))
    .addCommand(kubeconfigCommand(host))
    .addCommand(pkiCommand(host))
    .addCommand(apiserverCommand(host, apiserverFlags))
    .addCommand(controllersCommand(host))
    .addCommand(versionCommand(host));
  program.addCommand(completionCommand(host, program));
  for (const command of everyCommand(program)) injectStreams(command, host);
  return program;
}

export function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

function injectStreams(command: Command, host: CliHost): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => host.out.write(text),
    writeErr: (text) => host.errOut.write(text),
    getOutHasColors: () => host.colour,
    getErrHasColors: () => host.colour,
  });
}
