import type { MixDifference } from './rehearsal-result.js';
import type { CheckResult } from './run-check.js';

/** In what a check came out otherwise than at the first mix; one that fails always counts. */
export function checkDifferences(
  now: CheckResult,
  first: CheckResult | undefined,
  compareOutput: boolean,
): MixDifference[] {
  if (now.exitCode !== 0 || now.problem !== undefined)
    return [{ what: 'check', diff: [describeEnd(now), ...lastLines(now.output)] }];
  if (!compareOutput || first === undefined || first.output === now.output) return [];
  return [{ what: 'output of the check', diff: lineDifferences(first.output, now.output) }];
}

export function describeEnd({ exitCode, problem }: CheckResult): string {
  if (problem !== undefined) return problem;
  return exitCode === undefined ? 'ended by a signal' : `exit code ${exitCode}`;
}

const shownLines = 20;

function lastLines(output: string): string[] {
  return output
    .trimEnd()
    .split('\n')
    .slice(-shownLines)
    .filter((line) => line !== '');
}

/** Lines that are only in one of them: enough to see what is new, whatever the order. */
function lineDifferences(before: string, now: string): string[] {
  const [old, recent] = [before.split('\n'), now.split('\n')];
  const lines = [
    ...old.filter((line) => !recent.includes(line)).map((line) => `- ${line}`),
    ...recent.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
  return lines.length === 0 ? ['the same lines in another order'] : lines.slice(0, shownLines);
}
