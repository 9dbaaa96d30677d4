import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SlowestFirst } from './slowest-first.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Tests run on the sources, so that a unit test needs no build. */
const alias = Object.fromEntries(
  readdirSync(`${root}packages`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [`@skewplane/${name}`, `${root}packages/${name}/src/index.ts`]),
);

export default defineConfig({
  root,
  resolve: { alias },
  test: {
    // One more than the cores that we count on: much of the time is spent waiting.
    maxWorkers: 3,
    sequence: { sequencer: SlowestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          testTimeout: 30_000, // of machines that have much else to do
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // Whole planes want the machine for themselves.
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'docker',
          include: ['test/docker/**/*.test.ts'],
          sequence: { groupOrder: 1 }, // beside e2e: it mostly waits for packages
        },
      },
    ],
  },
});
