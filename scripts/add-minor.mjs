import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './setup/dependencies.mjs';
import { root } from './setup/root.mjs';
import { showCommand } from './setup/run-command.mjs';
import { main, SetupError, step } from './setup/step.mjs';
import { problemsOfFacts } from './tables/check-facts.mjs';
import { minorsOf } from './tables/minors.mjs';
import { writePreviewFacts } from './tables/preview-facts.mjs';

const usage = `Usage: npm run add-minor -- <folder with the fact tables> [options]

Makes every minor that the facts hold a minor of this project: tables, the list in the README, the schema of scenarios.
Then it builds, and runs the tests of the tables against the documents of each release.

  --preview       take what the facts know of the next minor for true; for a copy of the project, not to keep
  --tables-only   write the files, but do not build and test
  -h, --help      this text
`;
const readmeRange = /\((1\.\d+) to (1\.\d+)\)/;

/** `npm run add-minor`: see docs/adding-a-minor.md. */
await main(async () => {
  const { values, positionals } = readOptions();
  if (values.help || positionals[0] === undefined) {
    process.stdout.write(usage);
    return values.help ? 0 : 2;
  }
  const given = resolve(positionals[0]);
  if (!values.preview) return addMinor(given, values);
  const scratch = await mkdtemp(join(tmpdir(), 'skewplane-facts-'));
  try {
    writePreviewFacts(given, scratch);
    return await addMinor(scratch, values);
  } finally {
    await rm(scratch, { recursive: true });
  }
});

function readOptions() {
  const flag = /** @type {const} */ ({ type: 'boolean' });
  try {
    return parseArgs({
      allowPositionals: true,
      options: { preview: flag, 'tables-only': flag, help: { ...flag, short: 'h' } },
    });
  } catch (error) {
    throw new SetupError(`${error.message}\n\n${usage}`);
  }
}

async function addMinor(facts, { preview, 'tables-only': tablesOnly }) {
  const problems = problemsOfFacts(facts);
  if (problems.length > 0) throw new SetupError(problems.join('\n'));
  const { oldest, newest } = minorsOf(facts);
  process.stderr.write(`minors 1.${oldest} to 1.${newest}\n`);
  await ensureDependencies();
  await run('tables', 'scripts/generate-tables.mjs', facts);
  await step('README', () => writeRange(`1.${oldest}`, `1.${newest}`));
  if (tablesOnly) return 0;
  await run('build', 'node_modules/typescript/bin/tsc', '-b');
  await vitest('schema of scenarios', ['packages/scenario/src/document', '--update']);
  // The documents of a preview are those of the minor before: there is nothing to compare with.
  if (!preview) process.env.SKEWPLANE_SWAGGER = join(facts, 'openapi');
  await vitest('tests of the tables', ['packages/api/']);
  return 0;
}

async function writeRange(oldest, newest) {
  const file = join(root, 'README.md');
  const text = await readFile(file, 'utf8');
  if (!readmeRange.test(text))
    throw new SetupError('README.md has no range such as (1.30 to 1.36)');
  await writeFile(file, text.replace(readmeRange, `(${oldest} to ${newest})`));
}

function vitest(name, args) {
  const config = ['--config', 'test/vitest.config.ts', '--project', 'unit'];
  return run(name, 'node_modules/vitest/vitest.mjs', 'run', ...config, ...args);
}

async function run(name, script, ...args) {
  await step(name, async () => {
    const code = await showCommand(process.execPath, [join(root, script), ...args]);
    if (code !== 0) throw new SetupError(`${name} failed`);
  });
}
