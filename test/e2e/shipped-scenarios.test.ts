import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  describeOutcome,
  listShippedScenarios,
  openScenario,
  runScenario,
} from '@skewplane/scenario';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { processesNaming } from './cli.js';

/** Beyond the time limit of each of them, which says more when it is over. */
const timeoutMs = 420_000;
const shipped = await listShippedScenarios();

let dataDirectory: string;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'skewplane-shipped-'));
});
afterEach(async () => {
  expect(await processesNaming(dataDirectory)).toEqual([]);
  await rm(dataDirectory, { recursive: true });
});

describe('shipped scenarios', () => {
  it.each(shipped)(
    '$name',
    async ({ name, file }) => {
      const scenario = await openScenario(name, file);
      const record = await runScenario(scenario, { host: process, dataDirectory });
      expect(describeOutcome(record)).toBe('');
      expect(record.outcome).toBe('passed');
      expect(new Set(record.assertions.map(({ outcome }) => outcome))).toEqual(new Set(['passed']));
    },
    timeoutMs,
  );
});
