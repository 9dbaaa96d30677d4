import { describe, expect, it } from 'vitest';
import { loadScenario } from '../load/load-scenario.js';
import { listShippedScenarios, openScenario } from '../shipped/shipped-scenarios.js';
import { describeScenario } from './describe-scenario.js';
import { starterScenario } from './starter.js';

const starter = starterScenario('./schema.json');

describe('the starter', () => {
  it('makes sense as it is, and tells editors its schema', () => {
    expect(starter.startsWith('# yaml-language-server: $schema=./schema.json\n')).toBe(true);
    expect(loadScenario('scenario.yaml', starter).steps.length).toBeGreaterThan(3);
  });
});

describe('describeScenario', () => {
  it('tells in words what there is, what happens and what must hold', () => {
    const words = describeScenario(loadScenario('scenario.yaml', starter));
    for (const line of [
      'my-upgrade',
      '  apiserver-a is Kubernetes 1.35',
      '  instances pass on what only a peer serves',
      '  writer, as kubernetes-admin through the balanced address, sends 10 requests a second',
      '  what was acknowledged can be read, through every instance',
      '   1. upgrade apiserver-a to 1.36',
      '      holds within 90 s: ',
      'It ends at the first thing that breaks and after 300 s at the latest. Seed: 1.',
    ]) {
      expect(words).toContain(`\n${line}`.replace('\nmy-upgrade', 'my-upgrade'));
    }
  });
});

describe('shipped scenarios', () => {
  it('all make sense and have a lesson of one line', async () => {
    const shipped = await listShippedScenarios();
    expect(shipped.map(({ name }) => name)).toContain('upgrade-with-proxy');
    for (const { lesson } of shipped) expect(lesson).toMatch(/^\S[^\n]{10,}\S$/);
  });

  it('are found by name, where no file is called so', async () => {
    expect((await openScenario('upgrade-with-proxy', '/nowhere')).name).toBe('upgrade-with-proxy');
    await expect(openScenario('../scenarios/upgrade-with-proxy', '/nowhere')).rejects.toThrow(
      'there is no file ../scenarios/upgrade-with-proxy',
    );
  });
});
