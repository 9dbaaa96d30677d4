import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { RunRecord } from '@skewplane/scenario';
import type { CliHost } from './cli-host.js';

export interface ReportFlags {
  readonly junit?: string;
  readonly html?: string;
}

/** Makes the directories of reports before anything runs: a wrong path is to show at once. */
export async function prepareReports(flags: ReportFlags, host: CliHost): Promise<void> {
  for (const file of [flags.junit, flags.html]) {
    if (file !== undefined) await mkdir(dirname(resolve(host.cwd, file)), { recursive: true });
  }
}

/** Writes the files asked for, whatever became of the runs. */
export async function writeReports(
  records: readonly RunRecord[],
  flags: ReportFlags,
  host: CliHost,
): Promise<void> {
  const { htmlReport, junitReport } = await import('@skewplane/scenario');
  const write = async (
    file: string | undefined,
    report: (runs: readonly RunRecord[]) => string,
  ) => {
    if (file === undefined) return;
    await writeFile(resolve(host.cwd, file), report(records));
    host.errOut.write(`wrote ${file}\n`);
  };
  await write(flags.junit, junitReport);
  await write(flags.html, htmlReport);
}
