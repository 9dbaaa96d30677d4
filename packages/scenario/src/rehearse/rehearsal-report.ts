import { describeEnd } from './check-differences.js';
import { titleOfMix } from './build-rehearsal.js';
import type { MixResult, RehearsalResult } from './rehearsal-result.js';

/** A row per mix below a row of headings. */
export function rehearsalRows({ mixes }: RehearsalResult): string[][] {
  const instances = mixes[0]?.versions.map((_, index) => String.fromCharCode(65 + index)) ?? [];
  return [
    ['STEP', 'PHASE', ...instances, 'CHECK', 'DIFFERENCES'],
    ...mixes.map((mix) => [
      String(mix.number),
      mix.phase,
      ...mix.versions,
      mix.check === undefined ? '-' : mix.check.exitCode === 0 ? 'passed' : describeEnd(mix.check),
      String(mix.differences.length),
    ]),
  ];
}

/** The first step at which anything differed, and in what; or that nothing did. */
export function describeRehearsal(result: RehearsalResult): string {
  const { outcome, message, mixes, planned, firstDifference } = result;
  const ending =
    outcome === 'interrupted' || outcome === 'error'
      ? [
          `${outcome} after ${mixes.length} of ${planned} steps${message === undefined ? '' : `: ${message}`}`,
        ]
      : [];
  const found =
    firstDifference === undefined
      ? [`nothing differs in ${mixes.length} steps`]
      : describeDifferences(firstDifference);
  return [...ending, ...found].join('\n');
}

function describeDifferences(mix: MixResult): string[] {
  const lines = mix.differences.flatMap(({ what, instance, diff }) => [
    `  ${what}${instance === undefined ? '' : ` through ${instance}`}:`,
    ...diff.map((line) => `    ${line}`),
  ]);
  return [`the first step at which anything differs: ${titleOfMix(mix)}`, ...lines];
}
