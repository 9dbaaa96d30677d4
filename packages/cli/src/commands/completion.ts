import { Argument, Command } from 'commander';
import type { CliHost } from '../cli-host.js';
import { completionScripts } from '../completion-scripts.js';
import type { Shell } from '../completion-scripts.js';
import { examples } from '../examples.js';

export function completionCommand(host: CliHost, program: Command): Command {
  const shells = Object.keys(completionScripts);
  return new Command('completion')
    .description('print a script that completes commands and flags')
    .addArgument(new Argument('<shell>', 'shell to print it for').choices(shells))
    .addHelpText(
      'after',
      examples(
        'source <(skewplane completion bash)',
        'skewplane completion fish > ~/.config/fish/completions/skewplane.fish',
      ),
    )
    .action((shell: Shell) => {
      host.out.write(completionScripts[shell](program));
    });
}
