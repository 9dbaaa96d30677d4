import { describe, expect, it } from 'vitest';
import { buildRehearsal } from './build-rehearsal.js';
import { describeRehearsal, rehearsalRows } from './rehearsal-report.js';
import { resultOf } from './rehearsal-result.js';
import type { MixResult } from './rehearsal-result.js';

const rehearsal = buildRehearsal({
  from: '1.35',
  to: '1.36',
  instances: 2,
  objects: [],
  check: 'true',
});
const check = { exitCode: 0, output: '', durationMs: 5 };
const same: readonly MixResult[] = rehearsal.mixes.map((mix) => ({
  ...mix,
  check,
  differences: [],
}));
const differing = same.map((mix) =>
  mix.number < 4
    ? mix
    : {
        ...mix,
        check: { ...check, exitCode: 2 },
        differences: [
          { what: 'Job batch/a', instance: 'apiserver-b', diff: ['- spec.x: 1', '+ spec.x: 2'] },
        ],
      },
);

describe('the table of a rehearsal', () => {
  it('has a row per mix', () => {
    expect(rehearsalRows(resultOf(rehearsal, differing)).slice(0, 5)).toEqual([
      ['STEP', 'PHASE', 'A', 'B', 'CHECK', 'DIFFERENCES'],
      ['1', 'start', '1.35', '1.35', 'passed', '0'],
      ['2', 'up', '1.36', '1.35', 'passed', '0'],
      ['3', 'up', '1.36', '1.36', 'passed', '0'],
      ['4', 'down', '1.35', '1.36', 'exit code 2', '1'],
    ]);
  });
});

describe('describeRehearsal', () => {
  it('tells that nothing differs', () => {
    const result = resultOf(rehearsal, same);
    expect(result.outcome).toBe('passed');
    expect(describeRehearsal(result)).toBe('nothing differs in 7 steps');
  });

  it('tells the first step at which anything differs, and in what', () => {
    const result = resultOf(rehearsal, differing);
    expect(result).toMatchObject({ outcome: 'failed', firstDifference: { number: 4 } });
    expect(describeRehearsal(result).split('\n')).toEqual([
      'the first step at which anything differs: 4 down: downgrade apiserver-a to 1.35',
      '  Job batch/a through apiserver-b:',
      '    - spec.x: 1',
      '    + spec.x: 2',
    ]);
  });

  it('tells how far it came', () => {
    const ending = { outcome: 'interrupted' } as const;
    const result = resultOf(rehearsal, same.slice(0, 2), ending);
    expect(describeRehearsal(result)).toBe(
      'interrupted after 2 of 7 steps\nnothing differs in 2 steps',
    );
  });
});
