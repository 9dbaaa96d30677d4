import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryFigures } from './memory.mjs';
import { startPlane } from './plane.mjs';
import { timeScenario } from './run-scenario.mjs';
import { testingFigures } from './run-testing.mjs';
import { runLoad } from './run-load.mjs';
import { startFigures } from './start-up.mjs';

const loads = /** @type {const} */ (['etcd', 'requests', 'watch', 'proxy']);

/** What needs the plane of this round. */
const onPlane = ['start', 'memory', ...loads];

/**
 * Everything once, for one tree: a cold start in an empty directory, then warm ones of the same plane, of
 * which the last takes the loads.
 *
 * @param {import('./source-tree.mjs').SourceTree} tree
 * @param {import('./options.mjs').BenchOptions} options
 * @param {(what: string) => void} tell
 */
export async function measureRound(tree, { versions, parts, seconds }, tell) {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'skewplane-bench-'));
  const up = { dataDirectory, versions, cwd: tree.path };
  const figures = {};
  try {
    // Revisions from before there were these have no figures for them.
    const isYoung = existsSync(join(tree.path, 'packages/testing'));
    if (isYoung && parts.has('testing')) {
      tell('a plane for a test');
      figures.testing = await testingFigures(tree);
    }
    if (isYoung && parts.has('scenario')) {
      tell('rolling upgrade');
      figures.rollMs = await timeScenario('roll', tree);
      tell('rolling upgrade and back');
      figures.rollAndBackMs = await timeScenario('roll-and-back', tree);
    }
    if (!onPlane.some((part) => parts.has(part))) return figures;
    if (parts.has('start')) {
      tell('cold start');
      figures.cold = await measureStart([process.execPath, cliOf(tree), 'up'], up);
      if (tree.isInstalled) {
        tell('npm start');
        figures.npmStartMs = await measureNpmStart(up);
      }
    }
    const plane = await startPlane([process.execPath, cliOf(tree), 'up'], up);
    try {
      const start = await startFigures(plane); // loads begin when peers have settled
      if (parts.has('start')) figures.warm = start;
      if (parts.has('memory')) {
        tell('idle memory');
        figures.memory = await memoryFigures(plane);
      }
      for (const kind of loads.filter((each) => parts.has(each))) {
        tell(kind);
        figures[kind] = await runLoad(kind, plane, { seconds, tree });
      }
    } finally {
      await plane.stop();
    }
    return figures;
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

const cliOf = (tree) => join(tree.path, 'packages/cli/dist/main.js');

async function measureStart(command, up) {
  const plane = await startPlane(command, up);
  try {
    return await startFigures(plane);
  } finally {
    await plane.stop();
  }
}

/** With all that npm and the checks of set-up take. */
async function measureNpmStart(up) {
  const plane = await startPlane(['npm', 'start', '--silent', '--'], up);
  await plane.stop();
  return plane.readyMs;
}
