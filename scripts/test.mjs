import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { binDirectory, root } from './setup/root.mjs';
import { showCommand } from './setup/run-command.mjs';
import { setUp } from './setup/set-up.mjs';
import { main } from './setup/step.mjs';

/**
 * `npm test`: all set-up, then every unit, integration and end-to-end test. Arguments go to vitest.
 * The last line counts what vitest reports.
 */
await main(async () => {
  const { etcdPath } = await setUp({ kubectl: true });
  const directory = await mkdtemp(join(tmpdir(), 'skewplane-test-'));
  try {
    const reportPath = join(directory, 'report.json');
    const code = await runVitest(reportPath, process.argv.slice(2), {
      ...process.env,
      SKEWPLANE_ETCD: etcdPath,
      PATH: `${process.env.PATH ?? ''}${delimiter}${binDirectory}`,
    });
    const { passed, failed, skipped } = await countTests(reportPath);
    process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    return failed > 0 ? 1 : code;
  } finally {
    await rm(directory, { recursive: true });
  }
});

function runVitest(reportPath, args, env) {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = join(root, 'test/vitest.config.ts');
  return showCommand(
    process.execPath,
    [
      ...[vitest, 'run', '--config', config],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`],
      ...args,
    ],
    { env },
  );
}

/** A file that could not even be loaded counts as one failure: none of its tests is in the report. */
async function countTests(reportPath) {
  const report = await readFile(reportPath, 'utf8').then(JSON.parse, () => undefined);
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(isNotFailed),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function isNotFailed({ status }) {
  return status !== 'failed';
}
