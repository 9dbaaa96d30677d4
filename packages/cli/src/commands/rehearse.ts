import { writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Rehearsal, RehearsalResult } from '@skewplane/scenario';
import type { CliHost } from '../cli-host.js';
import { CommandExit, interruptedExitCode } from '../command-exit.js';
import { addEtcdOptions, etcdOptionsForRun } from '../etcd-options.js';
import type { EtcdFlags } from '../etcd-options.js';
import { examples } from '../examples.js';
import { formatJson, formatTable, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';
import { schemaSeenFrom } from '../scenario-schema.js';

interface RehearseFlags extends OutputFlags, EtcdFlags {
  readonly objects?: string;
  readonly check?: string;
  readonly instances: number;
  readonly checkTimeout: number;
  readonly compareOutput: boolean;
  readonly save?: string;
  readonly dataDir?: string;
  readonly quiet?: boolean;
}

export function rehearseCommand(host: CliHost): Command {
  const command = new Command('rehearse')
    .description(
      'take your objects and your check through every mix of an upgrade: up, down, and up again',
    )
    .argument('<from>', 'Kubernetes minor to begin with')
    .argument('<to>', 'newer minor; those between are not skipped')
    .option('--objects <directory>', 'YAML and JSON files of objects, also in directories below')
    .option('--check <command>', 'run this at every mix, with KUBECONFIG and SKEWPLANE_* set')
    .addOption(
      new Option('--instances <number>', 'how many apiservers').argParser(parseCount).default(2),
    )
    .addOption(
      new Option('--check-timeout <seconds>', 'a check that takes longer has failed')
        .argParser(parseCount)
        .default(300),
    )
    .option('--no-compare-output', 'let the check print something else each time')
    .option('--save <file>', 'also write the walk as a scenario file')
    .option(
      '--data-dir <directory>',
      'where the plane keeps its data (default: .skewplane/rehearsal)',
    )
    .option('--quiet', 'print no progress');
  return addEtcdOptions(command, '/registry, or one of its own with --etcd-servers')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'skewplane rehearse 1.35 1.36 --objects manifests --check ./smoke.sh',
        "skewplane rehearse 1.33 1.36 --instances 3 --check 'kubectl get deployments -A'",
        'skewplane rehearse 1.35 1.36 --objects manifests --save rehearsal.yaml -o json',
      ),
    )
    .action(async (from: string, to: string, flags: RehearseFlags) => {
      const rehearsal = await plan(from, to, flags, host);
      if (flags.save !== undefined) await save(rehearsal, flags.save, host);
      const result = await run(rehearsal, flags, host);
      await print(result, flags, host);
    });
}

async function plan(
  from: string,
  to: string,
  flags: RehearseFlags,
  host: CliHost,
): Promise<Rehearsal> {
  const { buildRehearsal, loadManifests } = await import('@skewplane/scenario');
  try {
    const { objects, check, instances } = flags;
    return buildRehearsal({
      from,
      to,
      instances,
      objects: objects === undefined ? [] : await loadManifests(resolve(host.cwd, objects)),
      check,
    });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'RehearsalError') throw error;
    host.errOut.write(`${error.message}\n`);
    throw new CommandExit(2);
  }
}

async function save(rehearsal: Rehearsal, file: string, host: CliHost): Promise<void> {
  const { rehearsalScenario } = await import('@skewplane/scenario');
  const directory = dirname(resolve(host.cwd, file));
  const text = rehearsalScenario(rehearsal, {
    checkDirectory: relative(directory, host.cwd),
    schema: schemaSeenFrom(directory),
  });
  await writeFile(resolve(host.cwd, file), text);
  host.errOut.write(`wrote ${file}\n`);
}

async function run(
  rehearsal: Rehearsal,
  flags: RehearseFlags,
  host: CliHost,
): Promise<RehearsalResult> {
  const { printable, runRehearsal, titleOfMix } = await import('@skewplane/scenario');
  const tell = (text: string) => flags.quiet !== true && host.errOut.write(`${printable(text)}\n`);
  return runRehearsal(rehearsal, {
    host,
    dataDirectory: resolve(host.cwd, flags.dataDir ?? join('.skewplane', 'rehearsal')),
    checkDirectory: host.cwd,
    checkTimeoutMs: flags.checkTimeout * 1000,
    compareOutput: flags.compareOutput,
    signal: host.signal,
    clusterDefaults: { program: host.program, etcd: etcdOptionsForRun(flags, host) },
    onMix: (mix) => tell(`  ${titleOfMix(mix)} …`),
    onMixDone: (mix) => {
      const { length } = mix.differences;
      tell(
        `${length === 0 ? '✓' : '✗'} ${mix.versions.join(', ')}${length === 0 ? '' : `: ${length} ${length === 1 ? 'difference' : 'differences'}`}`,
      );
    },
  });
}

async function print(result: RehearsalResult, flags: RehearseFlags, host: CliHost): Promise<void> {
  const { describeRehearsal, printable, rehearsalRows } = await import('@skewplane/scenario');
  if (flags.output === 'json') host.out.write(formatJson(result));
  else {
    const told = describeRehearsal(result).split('\n').map(printable).join('\n');
    host.out.write(`${formatTable(rehearsalRows(result))}\n${told}\n`);
  }
  if (result.outcome === 'interrupted') throw new CommandExit(interruptedExitCode);
  if (result.outcome !== 'passed') throw new CommandExit(1);
}

function parseCount(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('Not a number above 0.');
  return Number(value);
}
