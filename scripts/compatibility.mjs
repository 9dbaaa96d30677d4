import { writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { actions } from './compatibility/actions.mjs';
import { findKubectls } from './compatibility/kubectl.mjs';
import { readOptions, usage } from './compatibility/options.mjs';
import { compatibilityDocument } from './compatibility/report.mjs';
import { tryActions } from './compatibility/try-actions.mjs';
import { ensureEtcd } from './setup/etcd.mjs';
import { root } from './setup/root.mjs';
import { main, SetupError } from './setup/step.mjs';

const resultsFile = join(root, 'docs/compatibility.json');
const documentFile = join(root, 'docs/compatibility.md');
const tell = (text) => process.stderr.write(`${text}\n`);

/** `npm run compatibility`: what each kubectl can do with each minor. */
await main(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  const results = await readResults();
  if (!options.report) await tryAll(results, options);
  if (options.actions !== undefined) return 0;
  await writeDocument(results);
  const failed = JSON.stringify(results).includes('"outcome":"failed"');
  return failed ? 1 : 0;
});

/** One instance at a time, for a loaded machine fails in other ways. What has been tried is kept if it ends early. */
async function tryAll(results, options) {
  process.env.SKEWPLANE_ETCD ??= await ensureEtcd();
  const { supportedMinors } = await import('../packages/api/dist/index.js');
  const { startInstance } = await import('./compatibility/plane.mjs');
  const found = await findKubectls(options.directories);
  const kubectls = wanted('kubectl', options.kubectls, found, ({ minor }) => minor);
  const minors = wanted('instance', options.instances, supportedMinors, (minor) => minor);
  const chosen = actions.filter(({ name }) => name.includes(options.actions ?? ''));
  for (const minor of minors) {
    const instance = await startInstance(minor);
    try {
      await inTurns(kubectls, options.jobs, async (binary) => {
        const startedMs = performance.now();
        const tried = await tryActions(chosen, { instance, minor, binary, tell });
        tell(`kubectl 1.${binary.minor} at 1.${minor}: ${summaryOf(tried, startedMs)}`);
        if (options.actions === undefined) await keep(results, minor, binary.minor, tried);
      });
    } finally {
      await instance.stop();
    }
  }
}

/** At most `jobs` at the same time. */
async function inTurns(items, jobs, work) {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: jobs }, worker));
}

function summaryOf(tried, startedMs) {
  const outcomes = Object.values(tried).map(({ outcome }) => outcome);
  const count = (wanted) => outcomes.filter((outcome) => outcome === wanted).length;
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(0);
  return `${count('ok')} of ${outcomes.length - count('impossible')} actions (${seconds} s)`;
}

async function keep(results, minor, kubectl, tried) {
  results[minor] = { ...results[minor], [kubectl]: tried };
  // In one go: another kubectl may be done at the same time.
  writeFileSync(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`);
}

function wanted(what, minors, all, minorOf) {
  const missing = minors?.find((minor) => !all.some((each) => minorOf(each) === minor));
  if (missing !== undefined) throw new SetupError(`there is no ${what} 1.${missing} here`);
  const chosen = all.filter((each) => minors?.includes(minorOf(each)) ?? true);
  if (chosen.length === 0) throw new SetupError(`no ${what} was found`);
  return chosen;
}

async function readResults() {
  try {
    return JSON.parse(await readFile(resultsFile, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {}; // the first run
    throw error;
  }
}

async function writeDocument(results) {
  const text = compatibilityDocument(results);
  await writeFile(documentFile, await format(text, { parser: 'markdown' }));
}
