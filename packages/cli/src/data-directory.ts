import { join, resolve } from 'node:path';
import { Option } from 'commander';
import type { CliHost } from './cli-host.js';

export interface DataDirectoryFlags {
  readonly dataDir?: string;
}

export function dataDirectoryOption(): Option {
  return new Option('--data-dir <directory>', 'where the plane keeps its data').env(
    'SKEWPLANE_DATA_DIR',
  );
}

/** The directory asked for, or `.skewplane` where the command runs. */
export function dataDirectory({ dataDir }: DataDirectoryFlags, host: CliHost): string {
  return dataDir === undefined ? join(host.cwd, '.skewplane') : resolve(host.cwd, dataDir);
}
