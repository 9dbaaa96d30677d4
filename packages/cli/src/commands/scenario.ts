import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import type { CliHost } from '../cli-host.js';
import { CommandExit } from '../command-exit.js';
import { examples } from '../examples.js';
import { formatJson, formatTable, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';
import { openScenarios } from '../scenario-files.js';
import { schemaSeenFrom } from '../scenario-schema.js';
import { scenarioRunCommand } from './scenario-run.js';

export function scenarioCommand(host: CliHost): Command {
  return new Command('scenario')
    .description('run upgrades, faults and what must hold meanwhile, written as YAML')
    .addCommand(scenarioRunCommand(host))
    .addCommand(listCommand(host))
    .addCommand(explainCommand(host))
    .addCommand(initCommand(host));
}

function listCommand(host: CliHost): Command {
  return new Command('list')
    .description('list the scenarios that come with the program, and what each one teaches')
    .addOption(outputOption())
    .addHelpText('after', examples('skewplane scenario list'))
    .action(async ({ output }: OutputFlags) => {
      const { listShippedScenarios } = await import('@skewplane/scenario');
      const shipped = await listShippedScenarios();
      const rows = shipped.map(({ name, lesson }) => [name, lesson]);
      host.out.write(
        output === 'json' ? formatJson(shipped) : formatTable([['NAME', 'LESSON'], ...rows]),
      );
    });
}

function explainCommand(host: CliHost): Command {
  return new Command('explain')
    .description('tell in words what a scenario does, or print the schema of such files')
    .argument('[file]', 'a scenario file, or the name of a shipped scenario')
    .option('--schema', 'print the JSON schema of scenario files')
    .addHelpText(
      'after',
      examples(
        'skewplane scenario explain upgrade-with-proxy',
        'skewplane scenario explain --schema > scenario.schema.json',
      ),
    )
    .action(
      async (
        file: string | undefined,
        { schema }: { readonly schema?: boolean },
        command: Command,
      ) => {
        const { describeScenario, printable, scenarioSchema } = await import('@skewplane/scenario');
        if (schema === true) {
          host.out.write(formatJson(scenarioSchema));
          return;
        }
        if (file === undefined) command.error('error: name a scenario, or give --schema');
        const scenarios = await openScenarios([file], host);
        const lines = scenarios.map(describeScenario).join('\n').split('\n');
        host.out.write(lines.map(printable).join('\n'));
      },
    );
}

function initCommand(host: CliHost): Command {
  return new Command('init')
    .description('write a commented scenario to begin with')
    .argument('[file]', 'where to write it', 'scenario.yaml')
    .addHelpText(
      'after',
      examples('skewplane scenario init', 'skewplane scenario init upgrades/mine.yaml'),
    )
    .action(async (file: string) => {
      const { starterScenario } = await import('@skewplane/scenario');
      const path = resolve(host.cwd, file);
      try {
        await writeFile(path, starterScenario(schemaSeenFrom(dirname(path))), { flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        host.errOut.write(`${file} is there already, and stays as it is\n`);
        throw new CommandExit(1);
      }
      host.errOut.write(`wrote ${file}; run it with \`skewplane scenario run ${file}\`\n`);
    });
}
