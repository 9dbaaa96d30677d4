import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listShippedScenarios, openScenario } from './shipped-scenarios.js';

const shipped = await listShippedScenarios();
const guide = fileURLToPath(new URL('../../../../docs/scenarios.md', import.meta.url));

describe.each(shipped)('$name', ({ name, file, lesson }) => {
  it('is called as its file, and tells its lesson in a line and the reasons in a few', async () => {
    const scenario = await openScenario(name, file);
    expect(scenario.name).toBe(name);
    const [, reasons = ''] = scenario.description.trim().split(/\n\s*\n/);
    expect(scenario.description.trim().split('\n')[0]).toBe(lesson);
    expect(lesson.length).toBeLessThan(150);
    expect(lesson).toMatch(/\.$/);
    expect(reasons.split('\n').length).toBeGreaterThanOrEqual(3);
    expect(reasons.split('\n').length).toBeLessThanOrEqual(8);
  });

  it('runs the same each time, waits for conditions only, and has a time limit', async () => {
    const { seed, timeoutMs, steps } = await openScenario(name, file);
    expect(seed).toBeDefined();
    expect(timeoutMs).toBeLessThanOrEqual(6 * 60_000);
    const sleeps = steps.filter(
      ({ action }) => action.type === 'wait' && action.until.type === 'duration',
    );
    expect(sleeps).toEqual([]);
  });

  it('asserts something, and tells editors its schema', async () => {
    const { steps } = await openScenario(name, file);
    expect(steps.flatMap(({ expect: now, eventually }) => [...now, ...eventually])).not.toEqual([]);
    const schema = '# yaml-language-server: $schema=../schema/scenario.v1alpha1.json\n';
    expect((await readFile(file, 'utf8')).startsWith(schema)).toBe(true);
  });
});

it('are all in the guide, with their lessons', async () => {
  const items = shipped.map(
    ({ name, lesson }) => `- [\`${name}\`](../packages/scenario/scenarios/${name}.yaml): ${lesson}`,
  );
  const text = await readFile(guide, 'utf8');
  expect(
    text
      .split('\n')
      .filter((line) => line.startsWith('- [`'))
      .sort(),
  ).toEqual(items.sort());
});
