import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { readOptions, usage } from './bench/options.mjs';
import { formatReport, summarize } from './bench/report.mjs';
import { measureRound } from './bench/round.mjs';
import { revisionTree, workingTree } from './bench/source-tree.mjs';
import { ensureEtcd } from './setup/etcd.mjs';
import { main } from './setup/step.mjs';

/** `npm run bench`: what a plane takes and gives on this machine. */
await main(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  process.env.SKEWPLANE_ETCD = await ensureEtcd();
  const trees = [await workingTree()];
  if (options.against !== undefined) trees.push(await revisionTree(options.against));
  try {
    const rounds = new Map(trees.map(({ label }) => [label, []]));
    for (let round = 1; round <= options.rounds; round++) {
      // In turns, so that a slow spell of the machine does not count against one of them.
      for (const tree of trees) {
        const tell = (what) =>
          process.stderr.write(`… round ${round}/${options.rounds}, ${tree.label}: ${what}\n`);
        rounds.get(tree.label).push(await measureRound(tree, options, tell));
      }
    }
    const summaries = new Map([...rounds].map(([label, each]) => [label, summarize(each)]));
    process.stdout.write(formatReport(summaries));
    if (options.json !== undefined) await writeJson(options.json, { rounds, summaries });
    return 0;
  } finally {
    for (const tree of trees) await tree.remove();
  }
});

async function writeJson(path, { rounds, summaries }) {
  const content = {
    at: new Date().toISOString(),
    node: process.version,
    cpus: cpus().map(({ model }) => model),
    best: Object.fromEntries(summaries),
    rounds: Object.fromEntries(rounds),
  };
  await writeFile(path, `${JSON.stringify(content, undefined, 2)}\n`);
}
