import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import type { ActiveFault, FaultSpec, PlaneControl, RequestMatch } from '@skewplane/cluster';
import type { CliHost } from '../cli-host.js';
import { dataDirectory, dataDirectoryOption } from '../data-directory.js';
import type { DataDirectoryFlags } from '../data-directory.js';
import { examples } from '../examples.js';
import { formatJson, formatTable, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';

const instanceHelp = 'name or letter of an instance';
const endHelp = 'name or letter of an instance, or etcd';
const watchEffects = [
  ...['drop', 'stall', 'duplicate', 'reorder'],
  ...['gone-at-connect', 'gone-in-stream', 'bookmarks-only'],
];

export function faultCommand(host: CliHost): Command {
  return new Command('fault')
    .description('break the running plane on purpose, and heal it')
    .addCommand(listCommand(host))
    .addCommand(processCommand(host, 'kill', 'end an instance without a warning (SIGKILL)'))
    .addCommand(processCommand(host, 'stop', 'stop an instance in order'))
    .addCommand(processCommand(host, 'pause', 'freeze an instance where it is (SIGSTOP)'))
    .addCommand(partitionCommand(host))
    .addCommand(latencyCommand(host))
    .addCommand(bandwidthCommand(host))
    .addCommand(resetAfterCommand(host))
    .addCommand(certificateCommand(host))
    .addCommand(staleCacheCommand(host))
    .addCommand(watchCommand(host))
    .addCommand(answerCommand(host))
    .addCommand(etcdCommand(host))
    .addCommand(healCommand(host));
}

function listCommand(host: CliHost): Command {
  return subcommand('list', 'tell what is broken')
    .addOption(outputOption())
    .addHelpText('after', examples('skewplane fault list', 'skewplane fault list -o json'))
    .action(async (flags: DataDirectoryFlags & OutputFlags) => {
      const faults = await (await connect(host, flags)).faults();
      host.out.write(flags.output === 'json' ? formatJson(faults) : formatFaults(faults));
    });
}

function formatFaults(faults: readonly ActiveFault[]): string {
  return formatTable([
    ['ID', 'SINCE', 'FAULT'],
    ...faults.map(({ id, since, description }) => {
      return [id, new Date(since).toISOString().slice(0, 19) + 'Z', description];
    }),
  ]);
}

function processCommand(host: CliHost, type: 'kill' | 'stop' | 'pause', text: string): Command {
  const healing = type === 'pause' ? 'resumes' : 'starts';
  return subcommand(type, `${text}; healing ${healing} it`)
    .argument('<instance>', instanceHelp)
    .addHelpText('after', examples(`skewplane fault ${type} b`))
    .action(async (instance: string, flags: DataDirectoryFlags) => {
      await inject(host, flags, { type, instance });
    });
}

interface LinkFlags extends DataDirectoryFlags {
  readonly bothWays?: boolean;
}

function linkCommand(name: string, description: string): Command {
  return subcommand(name, description)
    .argument('<from>', instanceHelp)
    .argument('<to>', endHelp)
    .option('--both-ways', 'every byte between the two, whoever connects');
}

function partitionCommand(host: CliHost): Command {
  return linkCommand('partition', 'cut what one instance connects to another, or to etcd')
    .option('--drop', 'bytes vanish without an answer; connections are refused otherwise')
    .addHelpText(
      'after',
      examples(
        'skewplane fault partition a b',
        'skewplane fault partition a b --both-ways --drop',
        'skewplane fault partition c etcd',
      ),
    )
    .action(async (from: string, to: string, flags: LinkFlags & { readonly drop?: boolean }) => {
      const mode = flags.drop === true ? 'drop' : 'refuse';
      await inject(host, flags, { type: 'partition', from, to, mode, ...bothWays(flags) });
    });
}

function latencyCommand(host: CliHost): Command {
  return linkCommand('latency', 'delay what one instance sends to another, or to etcd')
    .addOption(numberOption('--delay <ms>', 'milliseconds later').makeOptionMandatory())
    .addOption(numberOption('--jitter <ms>', 'up to so many milliseconds more'))
    .addHelpText(
      'after',
      examples(
        'skewplane fault latency a b --delay 200 --jitter 50',
        'skewplane fault latency b etcd --delay 100',
      ),
    )
    .action(
      async (
        from: string,
        to: string,
        flags: LinkFlags & { readonly delay: number; readonly jitter?: number },
      ) => {
        const jitter = flags.jitter === undefined ? {} : { jitterMs: flags.jitter };
        const delays = { delayMs: flags.delay, ...jitter };
        await inject(host, flags, { type: 'latency', from, to, ...delays, ...bothWays(flags) });
      },
    );
}

function bandwidthCommand(host: CliHost): Command {
  return linkCommand('bandwidth', 'slow down what one instance sends to another, or to etcd')
    .addOption(numberOption('--bytes-per-second <n>', 'how much passes').makeOptionMandatory())
    .addHelpText('after', examples('skewplane fault bandwidth a b --bytes-per-second 10000'))
    .action(
      async (from: string, to: string, flags: LinkFlags & { readonly bytesPerSecond: number }) => {
        const { bytesPerSecond } = flags;
        await inject(host, flags, {
          ...{ type: 'bandwidth', from, to, bytesPerSecond },
          ...bothWays(flags),
        });
      },
    );
}

function resetAfterCommand(host: CliHost): Command {
  return linkCommand('reset-after', 'reset each connection once so much has passed')
    .addOption(numberOption('--bytes <n>', 'how much passes').makeOptionMandatory())
    .addHelpText('after', examples('skewplane fault reset-after a b --bytes 5000'))
    .action(async (from: string, to: string, flags: LinkFlags & { readonly bytes: number }) => {
      const { bytes } = flags;
      await inject(host, flags, { type: 'reset-after', from, to, bytes, ...bothWays(flags) });
    });
}

type CertificateSpec = Extract<FaultSpec, { type: 'certificate' }>;

function certificateCommand(host: CliHost): Command {
  return subcommand('certificate', 'let an instance show another certificate')
    .argument('<instance>', instanceHelp)
    .addArgument(
      new Argument('<which>', 'to clients, or to peers').choices(['serving', 'proxy-client']),
    )
    .addArgument(
      new Argument('<problem>', 'what is wrong with it').choices([
        'expired',
        'wrong-ca',
        'wrong-name',
      ]),
    )
    .addHelpText(
      'after',
      examples(
        'skewplane fault certificate b serving expired',
        'skewplane fault certificate a proxy-client wrong-name',
      ),
    )
    .action(
      async (
        instance: string,
        which: CertificateSpec['which'],
        problem: CertificateSpec['problem'],
        flags: DataDirectoryFlags,
      ) => {
        await inject(host, flags, { type: 'certificate', instance, which, problem });
      },
    );
}

interface StaleCacheFlags extends DataDirectoryFlags {
  readonly resources?: readonly string[];
  readonly freshReads?: boolean;
}

function staleCacheCommand(host: CliHost): Command {
  return subcommand('stale-cache', 'let an instance go on answering from what it has now')
    .argument('<instance>', instanceHelp)
    .addOption(
      listOption('--resources <names>', 'pods, jobs.batch and so on (default: everything)'),
    )
    .option('--fresh-reads', 'reads without a resourceVersion still ask etcd')
    .addHelpText(
      'after',
      examples('skewplane fault stale-cache a', 'skewplane fault stale-cache a --resources pods'),
    )
    .action(async (instance: string, flags: StaleCacheFlags) => {
      await inject(host, flags, {
        ...{ type: 'stale-cache', instance },
        ...(flags.resources === undefined ? {} : { resources: flags.resources }),
        ...(flags.freshReads === undefined ? {} : { freshReads: flags.freshReads }),
      });
    });
}

interface MatchFlags extends DataDirectoryFlags {
  readonly userAgent?: string;
  readonly user?: string;
  readonly verbs?: readonly string[];
  readonly resources?: readonly string[];
  readonly namespace?: string;
  readonly probability?: number;
}

function matchingCommand(name: string, description: string): Command {
  return subcommand(name, description)
    .option('--user-agent <text>', 'only clients whose User-Agent has this in it')
    .option('--user <name>', 'only this user')
    .addOption(listOption('--resources <names>', 'only these: pods, jobs.batch'))
    .option('-n, --namespace <name>', 'only in this namespace')
    .addOption(numberOption('--probability <p>', 'chance of each to be hit, 0 to 1'));
}

function watchCommand(host: CliHost): Command {
  return matchingCommand('watch', 'spoil what watches of clients get')
    .argument('<instance>', instanceHelp)
    .addArgument(new Argument('<effect>', 'what becomes of events').choices(watchEffects))
    .addHelpText(
      'after',
      examples(
        'skewplane fault watch a gone-in-stream',
        'skewplane fault watch a drop --resources pods --probability 0.3',
      ),
    )
    .action(
      async (
        instance: string,
        effect: Extract<FaultSpec, { type: 'watch' }>['effect'],
        flags: MatchFlags,
      ) => {
        await inject(host, flags, { type: 'watch', instance, effect, ...matchOf(flags) });
      },
    );
}

function answerCommand(host: CliHost): Command {
  return matchingCommand('answer', 'answer requests without serving them')
    .argument('<instance>', instanceHelp)
    .addArgument(
      new Argument('<answer>', 'what they get').choices([
        ...['too-many-requests', 'internal-error', 'unavailable', 'reset'],
      ]),
    )
    .addOption(listOption('--verbs <names>', 'only these: get, list, watch, create, update, ...'))
    .addOption(numberOption('--every-nth <n>', 'only every n-th of them'))
    .addOption(numberOption('--retry-after <seconds>', 'what 429 says (default: 1)'))
    .addHelpText(
      'after',
      examples(
        'skewplane fault answer a unavailable --verbs create,update --resources pods',
        'skewplane fault answer b too-many-requests --user-agent kubectl --every-nth 3',
      ),
    )
    .action(
      async (
        instance: string,
        answer: Extract<FaultSpec, { type: 'answer' }>['answer'],
        flags: MatchFlags & { readonly everyNth?: number; readonly retryAfter?: number },
      ) => {
        const { everyNth, retryAfter } = flags;
        await inject(host, flags, {
          ...{ type: 'answer', instance, answer },
          ...(everyNth === undefined ? {} : { everyNth }),
          ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }),
          ...matchOf(flags),
        });
      },
    );
}

function etcdCommand(host: CliHost): Command {
  return subcommand('etcd', 'break etcd, or what an instance has in it')
    .addArgument(
      new Argument('<effect>', 'what to do').choices([
        ...['slow', 'stop', 'restart', 'compact', 'lose-lease'],
      ]),
    )
    .addOption(numberOption('--delay <ms>', 'slow: milliseconds later'))
    .option('--instance <name>', 'lose-lease: whose endpoint lease')
    .addHelpText(
      'after',
      examples(
        'skewplane fault etcd slow --delay 300',
        'skewplane fault etcd stop',
        'skewplane fault etcd lose-lease --instance b',
      ),
    )
    .action(
      async (
        effect: Extract<FaultSpec, { type: 'etcd' }>['effect'],
        flags: DataDirectoryFlags & { readonly delay?: number; readonly instance?: string },
      ) => {
        await inject(host, flags, {
          ...{ type: 'etcd', effect },
          ...(flags.delay === undefined ? {} : { delayMs: flags.delay }),
          ...(flags.instance === undefined ? {} : { instance: flags.instance }),
        });
      },
    );
}

function healCommand(host: CliHost): Command {
  return subcommand('heal', 'take faults back')
    .argument('[id...]', 'as `fault list` shows them')
    .option('--all', 'all of them')
    .addHelpText('after', examples('skewplane fault heal f1 f3', 'skewplane fault heal --all'))
    .action(
      async (ids: readonly string[], flags: DataDirectoryFlags & { readonly all?: boolean }) => {
        const { ClusterError } = await import('@skewplane/cluster');
        if ((flags.all === true) === ids.length > 0) {
          throw new ClusterError('name the faults to heal, or use --all');
        }
        const control = await connect(host, flags);
        if (flags.all === true) await control.healAll();
        for (const id of ids) await control.heal(id);
        host.errOut.write('healed\n');
      },
    );
}

function subcommand(name: string, description: string): Command {
  return new Command(name).description(description).addOption(dataDirectoryOption());
}

async function connect(host: CliHost, flags: DataDirectoryFlags): Promise<PlaneControl> {
  const { PlaneControl } = await import('@skewplane/cluster');
  return PlaneControl.of(dataDirectory(flags, host));
}

async function inject(host: CliHost, flags: DataDirectoryFlags, spec: FaultSpec): Promise<void> {
  const { id, description } = await (await connect(host, flags)).inject(spec);
  host.out.write(`${id}   ${description}\n`);
}

function bothWays({ bothWays }: LinkFlags): { bothWays?: boolean } {
  return bothWays === true ? { bothWays } : {};
}

function matchOf(flags: MatchFlags): { match?: RequestMatch; probability?: number } {
  const { userAgent, user, verbs, resources, namespace, probability } = flags;
  const match = {
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(user === undefined ? {} : { user }),
    ...(verbs === undefined ? {} : { verbs }),
    ...(resources === undefined ? {} : { resources }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  return {
    ...(Object.keys(match).length === 0 ? {} : { match }),
    ...(probability === undefined ? {} : { probability }),
  };
}

function numberOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value) => {
    const number = Number(value);
    if (value.trim() === '' || !Number.isFinite(number)) {
      throw new InvalidArgumentError('Not a number.');
    }
    return number;
  });
}

function listOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
}
