import { systemClock } from '@skewplane/apimachinery';
import type { Progress } from '@skewplane/scenario';
import type { CliHost } from './cli-host.js';

/** Shows a run where people see it: redrawn in a terminal, line by line in a log, not at all when quiet. */
export async function startProgress(host: CliHost, quiet: boolean): Promise<Progress> {
  if (quiet) return { onEvent: () => undefined, close: () => undefined };
  const { LiveProgress, plainProgress } = await import('@skewplane/scenario');
  const { terminalColumns } = host;
  if (terminalColumns === undefined) return plainProgress(host.errOut);
  return new LiveProgress({
    sink: host.errOut,
    clock: systemClock,
    columns: terminalColumns,
    colour: host.colour,
  });
}
