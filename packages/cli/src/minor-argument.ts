import type { CliHost } from './cli-host.js';
import { CommandExit } from './command-exit.js';

/**
 * `1.36` → 36, for arguments of commands.
 * @throws {CommandExit} after saying which minors there are; those come with the tables, which only who needs them loads
 */
export async function parseMinor(text: string, host: CliHost): Promise<number> {
  const { formatMinor, newestMinor, oldestMinor } = await import('@skewplane/api');
  const minor = Number(/^v?1\.(\d{1,3})$/.exec(text)?.[1] ?? Number.NaN);
  if (minor >= oldestMinor && minor <= newestMinor) return minor;
  host.errOut.write(
    `${text} is not a Kubernetes minor from ${formatMinor(oldestMinor)} to ${formatMinor(newestMinor)}\n`,
  );
  throw new CommandExit(2);
}
