import { join, resolve } from 'node:path';
import { Command } from 'commander';
import type { DiffResult } from '@skewplane/scenario';
import type { CliHost } from '../cli-host.js';
import { CommandExit, interruptedExitCode } from '../command-exit.js';
import { diffAsMarkdown, diffAsText } from '../diff/print-diff.js';
import { readInputs } from '../diff/read-inputs.js';
import { addEtcdOptions, etcdOptionsForRun } from '../etcd-options.js';
import type { EtcdFlags } from '../etcd-options.js';
import { examples } from '../examples.js';
import { parseMinor } from '../minor-argument.js';
import { formatJson, reportOption, type ReportOutputFlags } from '../output.js';

interface DiffFlags extends ReportOutputFlags, EtcdFlags {
  readonly filename: readonly string[];
  readonly dataDir?: string;
  readonly quiet?: boolean;
}

export function diffCommand(host: CliHost): Command {
  const command = new Command('diff')
    .description(
      'tell how two Kubernetes minors take your objects: refusals, warnings, defaults, dropped fields',
    )
    .argument('<from>', 'Kubernetes minor to compare with')
    .argument('<to>', 'Kubernetes minor that is asked the same')
    .requiredOption('-f, --filename <path...>', 'YAML or JSON file, directory, or - for the input')
    .option('--data-dir <directory>', 'where both keep their data (default: .skewplane/diff)')
    .option('--quiet', 'print no progress');
  return addEtcdOptions(command, '/registry, or one of its own with --etcd-servers')
    .addOption(reportOption())
    .addHelpText(
      'after',
      `\nThe exit code is 0 when there is no difference, 1 when there is one, and 2 when they could not be compared.\n${examples(
        'skewplane diff 1.34 1.36 -f manifests/',
        'helm template my-chart | skewplane diff 1.33 1.36 -f -',
        'skewplane diff 1.35 1.36 -f crds/ -f app.yaml -o markdown --quiet',
      )}`,
    )
    .action(async (from: string, to: string, flags: DiffFlags) => {
      await parseMinor(from, host);
      await parseMinor(to, host);
      const result = await compare(from, to, flags, host);
      await print(result, flags, host);
      if (result.differs) throw new CommandExit(1);
    });
}

/** 1 means a difference, so what keeps from comparing must not be 1. */
async function compare(
  from: string,
  to: string,
  flags: DiffFlags,
  host: CliHost,
): Promise<DiffResult> {
  const { printable, runDiff } = await import('@skewplane/scenario');
  const tell = (text: string) => {
    if (!flags.quiet) host.errOut.write(`${printable(text)}\n`);
  };
  try {
    const objects = await readInputs(flags.filename, host);
    tell(`starting ${from} and ${to} …`);
    return await runDiff({
      from,
      to,
      objects,
      host,
      dataDirectory: resolve(host.cwd, flags.dataDir ?? join('.skewplane', 'diff')),
      signal: host.signal,
      clusterDefaults: { program: host.program, etcd: etcdOptionsForRun(flags, host) },
      onObject: ({ object, differs }) => {
        tell(`${differs ? '✗' : '✓'} ${object}`);
      },
    });
  } catch (error) {
    if (host.signal.aborted) throw new CommandExit(interruptedExitCode);
    host.errOut.write(`error: ${printable((error as Error).message)}\n`);
    throw new CommandExit(2);
  }
}

async function print(result: DiffResult, { output }: DiffFlags, host: CliHost): Promise<void> {
  if (output === 'json') {
    host.out.write(formatJson(result));
    return;
  }
  const reports = await import('@skewplane/scenario');
  host.out.write((output === 'markdown' ? diffAsMarkdown : diffAsText)(result, reports));
}
