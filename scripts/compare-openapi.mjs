/**
 * Compares our OpenAPI and discovery documents of every minor with those of the releases and writes the report.
 *
 * Usage: node scripts/compare-openapi.mjs [--check] <folder with the fact tables>
 * With --check nothing is written: the report in the repository has to be what comes out. Runs on the built packages.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { readOracle, readReasons, reportPath } from './compare-openapi/oracle.mjs';
import { root } from './setup/root.mjs';
import { main, SetupError } from './setup/step.mjs';

const built = join(root, 'packages/apiserver/dist/openapi/comparison');

await main(async () => {
  const words = process.argv.slice(2);
  const isCheck = words.includes('--check');
  const facts = words.find((word) => !word.startsWith('--'));
  if (facts === undefined) throw new SetupError('Name the folder with the fact tables');
  if (!existsSync(built)) throw new SetupError('The packages are not built: run `npm run build`');
  const { compareMinors } = await import(join(built, 'compare-minors.js'));
  const { writeReport } = await import(join(built, 'report.js'));

  const oracle = await readOracle(facts);
  if (oracle.swagger.size === 0) {
    process.stderr.write(`SKIPPED comparison: ${facts} has no openapi/swagger-1.NN.json.gz\n`);
    return 0;
  }
  const report = writeReport(compareMinors(oracle), await readReasons());
  // Laid out as all files of the repository are.
  const options = await resolveConfig(reportPath);
  const text = await format(report.text, { ...options, filepath: reportPath });
  const problems = [
    ...report.unexplained.map((name) => `no reason is given for "${name}"`),
    ...report.stale.map((name) => `"${name}" is gone, and its reason may go too`),
  ];
  if (!isCheck) await writeFile(reportPath, text);
  else if ((await readFile(reportPath, 'utf8').catch(() => '')) !== text) {
    problems.push(
      'the report is not up to date: run `npm run compare:openapi`, and look at what changed',
    );
  }
  for (const problem of problems) process.stderr.write(`error: ${problem}\n`);
  return problems.length === 0 ? 0 : 1;
});
