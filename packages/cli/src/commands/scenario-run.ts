import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { RunRecord, Scenario } from '@skewplane/scenario';
import type { CliHost } from '../cli-host.js';
import { CommandExit, interruptedExitCode } from '../command-exit.js';
import { addEtcdOptions, etcdOptionsForRun } from '../etcd-options.js';
import type { EtcdFlags } from '../etcd-options.js';
import { examples } from '../examples.js';
import { formatJson, formatTable, outputOption } from '../output.js';
import type { OutputFlags } from '../output.js';
import { startProgress } from '../progress-view.js';
import { prepareReports, writeReports } from '../report-files.js';
import type { ReportFlags } from '../report-files.js';
import { openScenarios } from '../scenario-files.js';

interface RunFlags extends ReportFlags, OutputFlags, EtcdFlags {
  readonly seed?: number;
  readonly dataDir?: string;
  readonly keepGoing?: boolean;
  readonly quiet?: boolean;
}

const maxSeed = 2 ** 32 - 1;

export function scenarioRunCommand(host: CliHost): Command {
  const command = new Command('run')
    .description('run scenarios; exit code 1 when one does not pass, 2 when a file makes no sense')
    .argument('<file...>', 'scenario files, or names of shipped scenarios')
    .addOption(
      new Option(
        '--seed <number>',
        'draw everything random from this, whatever the file says',
      ).argParser(parseSeed),
    )
    .option('--junit <file>', 'write JUnit XML')
    .option('--html <file>', 'write one HTML file with a timeline of each run')
    .option('--data-dir <directory>', 'where a run keeps its data (default: .skewplane/scenario)')
    .option('--keep-going', 'go on after what breaks: with the next step, and the next file')
    .option('--quiet', 'print no progress');
  return addEtcdOptions(command, '/registry, or one of its own with --etcd-servers')
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples(
        'skewplane scenario run upgrade-with-proxy',
        'skewplane scenario run my-upgrade.yaml --html report.html',
        'skewplane scenario run scenarios/*.yaml --keep-going --junit junit.xml --quiet',
        "skewplane scenario run my-upgrade.yaml --seed 7 -o json | jq '.runs[].firstFailure'",
      ),
    )
    .action(async (files: readonly string[], flags: RunFlags) => {
      const scenarios = await openScenarios(files, host);
      await prepareReports(flags, host);
      const records = await runAll(scenarios, flags, host);
      await printResults(records, flags, host);
      await writeReports(records, flags, host);
      const { overallOutcome } = await import('@skewplane/scenario');
      const outcome = overallOutcome(records);
      if (outcome === 'interrupted') throw new CommandExit(interruptedExitCode);
      if (outcome !== 'passed') throw new CommandExit(1);
    });
}

async function runAll(
  scenarios: readonly Scenario[],
  flags: RunFlags,
  host: CliHost,
): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  for (const scenario of scenarios) {
    const record = await runOne(scenario, flags, host);
    records.push(record);
    if (record.outcome === 'interrupted') break;
    if (record.outcome !== 'passed' && flags.keepGoing !== true) break;
  }
  return records;
}

async function runOne(scenario: Scenario, flags: RunFlags, host: CliHost): Promise<RunRecord> {
  const { printable, runScenario } = await import('@skewplane/scenario');
  if (flags.quiet !== true)
    host.errOut.write(`${printable(`${scenario.name} (${scenario.file})`)}\n`);
  const progress = await startProgress(host, flags.quiet === true);
  try {
    return await runScenario(
      { ...scenario, keepGoing: scenario.keepGoing || flags.keepGoing === true },
      {
        host,
        dataDirectory: resolve(host.cwd, flags.dataDir ?? join('.skewplane', 'scenario')),
        signal: host.signal,
        onEvent: (event) => {
          progress.onEvent(event);
        },
        clusterDefaults: { program: host.program, etcd: etcdOptionsForRun(flags, host) },
        ...(flags.seed === undefined ? {} : { seed: flags.seed }),
      },
    );
  } finally {
    progress.close();
  }
}

async function printResults(
  records: readonly RunRecord[],
  flags: RunFlags,
  host: CliHost,
): Promise<void> {
  const { describeOutcome, jsonReport, printable, summaryRows } =
    await import('@skewplane/scenario');
  for (const text of records.map(describeOutcome)) {
    if (text !== '') host.errOut.write(`${text.split('\n').map(printable).join('\n')}\n`);
  }
  host.out.write(
    flags.output === 'json'
      ? formatJson(jsonReport(records))
      : formatTable(summaryRows(records).map((row) => row.map(printable))),
  );
}

function parseSeed(value: string): number {
  const seed = Number(value);
  if (!/^\d+$/.test(value) || seed > maxSeed) throw new InvalidArgumentError('Not a seed.');
  return seed;
}
