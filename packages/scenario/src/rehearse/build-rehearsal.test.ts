import { describe, expect, it } from 'vitest';
import { loadScenario } from '../load/load-scenario.js';
import { buildRehearsal, checkEnvironment, titleOfMix } from './build-rehearsal.js';
import type { RehearsalOptions } from './build-rehearsal.js';
import { rehearsalScenario } from './rehearsal-scenario.js';

const objects = [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }];

function rehearsal(changes: Partial<RehearsalOptions> = {}) {
  return buildRehearsal({
    from: '1.35',
    to: '1.36',
    instances: 2,
    objects,
    check: './smoke.sh',
    ...changes,
  });
}

describe('buildRehearsal', () => {
  it('goes up, down, and up again, one instance at a time', () => {
    expect(
      rehearsal().mixes.map(({ phase, versions }) => `${phase}: ${versions.join(' ')}`),
    ).toEqual([
      'start: 1.35 1.35',
      'up: 1.36 1.35',
      'up: 1.36 1.36',
      'down: 1.35 1.36',
      'down: 1.35 1.35',
      'up again: 1.36 1.35',
      'up again: 1.36 1.36',
    ]);
  });

  it('skips no minor', () => {
    const { mixes } = rehearsal({ from: '1.33', instances: 3 });
    expect(mixes).toHaveLength(1 + 3 * 3 * 3);
    for (const [index, { versions }] of mixes.entries()) {
      const before = mixes[index - 1]?.versions ?? versions;
      const moved = versions.map((version, at) =>
        Math.abs(Number(version.slice(2)) - Number(before[at]?.slice(2))),
      );
      expect(moved.reduce((sum, distance) => sum + distance, 0)).toBe(index === 0 ? 0 : 1);
      const minors = versions.map((version) => Number(version.slice(2)));
      expect(Math.max(...minors) - Math.min(...minors)).toBeLessThanOrEqual(1);
    }
  });

  it.each<{ changes: Partial<RehearsalOptions>; message: string }>([
    { changes: { from: '1.36' }, message: '1.36 is not newer than 1.36' },
    { changes: { from: '1.36', to: '1.35' }, message: '1.35 is not newer than 1.36' },
    { changes: { from: '1.12' }, message: 'there is no version 1.12' },
    { changes: { to: 'new' }, message: 'there is no version new' },
    { changes: { instances: 0 }, message: 'has 1 to 5 instances, not 0' },
    { changes: { instances: 9 }, message: 'has 1 to 5 instances, not 9' },
  ])('refuses $changes', ({ changes, message }) => {
    expect(() => rehearsal(changes)).toThrow(message);
  });

  it('tells the check where it is', () => {
    const planned = rehearsal();
    const [, , , fourth] = planned.mixes;
    if (fourth === undefined) throw new Error('there are more mixes');
    expect(titleOfMix(fourth)).toBe('4 down: downgrade apiserver-a to 1.35');
    expect(checkEnvironment(planned, fourth)).toEqual({
      SKEWPLANE_FROM: '1.35',
      SKEWPLANE_TO: '1.36',
      SKEWPLANE_STEP: '4',
      SKEWPLANE_STEPS: '7',
      SKEWPLANE_PHASE: 'down',
      SKEWPLANE_MIX: '1.35,1.36',
    });
  });
});

describe('the scenario file of a rehearsal', () => {
  const options = { checkDirectory: '', schema: './schema.json' };

  it.each([
    { name: 'with a check', changes: {}, steps: 7 + 6 },
    { name: 'without one', changes: { check: undefined }, steps: 7 },
    { name: 'over several minors', changes: { from: '1.33' }, steps: 19 + 18 },
    { name: 'without objects', changes: { objects: [] }, steps: 7 + 6 },
  ])('makes sense: $name', ({ changes, steps }) => {
    const scenario = loadScenario('saved.yaml', rehearsalScenario(rehearsal(changes), options));
    expect(scenario.steps).toHaveLength(steps);
    expect(scenario.keepGoing).toBe(true);
  });

  it('runs the check where it was asked for, with what it is told', () => {
    const text = rehearsalScenario(rehearsal(), { ...options, checkDirectory: "../it's here" });
    const { steps } = loadScenario('saved.yaml', text);
    const action = steps[0]?.action;
    expect(action?.type === 'run' && action.command.at(-1)).toBe(
      `cd '../it'\\''s here' && export SKEWPLANE_FROM=1.35 SKEWPLANE_TO=1.36 SKEWPLANE_STEP=1 SKEWPLANE_STEPS=7 SKEWPLANE_PHASE=start SKEWPLANE_MIX=1.35,1.35 && ./smoke.sh`,
    );
  });
});
