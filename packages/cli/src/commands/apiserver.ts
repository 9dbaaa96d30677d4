import { Command, Option } from 'commander';
import type { FlagDefinition, FlagValues } from '@skewplane/apiserver';
import type { CliHost } from '../cli-host.js';
import { examples } from '../examples.js';

/** One apiserver in the foreground; defaults and checks are the server's own. */
export function apiserverCommand(host: CliHost, flags: readonly FlagDefinition[]): Command {
  const command = new Command('apiserver')
    .description("run one apiserver, with kube-apiserver's own flags")
    .addHelpText(
      'after',
      examples(
        'skewplane apiserver --binary-version 1.35 --etcd-servers http://127.0.0.1:2379 \\',
        '  --tls-cert-file server.crt --tls-private-key-file server.key --client-ca-file ca.crt',
      ),
    )
    .action(async () => {
      const { runApiserver } = await import('@skewplane/apiserver');
      const server = await runApiserver(valuesByName(command), {
        destination: host.logDestination,
        signal: host.signal,
      });
      await server.closed;
    });
  for (const flag of flags) command.addOption(toOption(flag));
  return command;
}

function toOption(flag: FlagDefinition): Option {
  const { name, argument, description, default: initial, hidden = false } = flag;
  const shown = initial === undefined || initial === '' ? '' : ` (default: ${String(initial)})`;
  const option = new Option(
    argument === undefined ? `--${name}` : `--${name} ${argument}`,
    description + shown,
  ).hideHelp(hidden);
  return argument === undefined ? option : option.argParser(collect);
}

/** A flag given more than once keeps all its values. */
function collect(value: string, previous: string | readonly string[] | undefined) {
  return previous === undefined ? value : [previous, value].flat();
}

/** The flags by the names they were given by, which commander turns into camel case. */
function valuesByName(command: Command): FlagValues {
  return Object.fromEntries(
    command.options.map((option) => [
      option.long?.replace(/^--/, '') ?? option.name(),
      command.getOptionValue(option.attributeName()) as FlagValues[string],
    ]),
  );
}
