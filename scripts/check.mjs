import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { root } from './setup/root.mjs';
import { showCommand } from './setup/run-command.mjs';
import { main } from './setup/step.mjs';

const tool = (path) => join(root, 'node_modules', path);
const facts = process.env.SKEWPLANE_FACTS;

/** Cheapest first; the first that fails ends it. */
const checks = [
  { name: 'format', args: [tool('prettier/bin/prettier.cjs'), '--check', '.'] },
  { name: 'types', args: [tool('typescript/bin/tsc'), '-b'] },
  {
    name: 'lint',
    args: [tool('eslint/bin/eslint.js'), '--config', 'scripts/eslint.config.js', '.'],
  },
  ...(facts === undefined
    ? []
    : [
        { name: 'generated tables', args: ['scripts/generate-tables.mjs', facts] },
        {
          name: 'generated tables are up to date',
          command: 'git',
          args: ['diff', '--exit-code', '--stat', '--', 'packages/*/src/generated'],
        },
        {
          name: 'differences from the documents of Kubernetes',
          args: ['scripts/compare-openapi.mjs', '--check', facts],
        },
      ]),
  { name: 'tests', args: ['scripts/test.mjs'] },
];

/** `npm run check`: what continuous integration asks of a commit. */
await main(async () => {
  await ensureDependencies();
  if (facts === undefined) {
    process.stderr.write(
      'SKIPPED generated tables and comparison with Kubernetes: SKEWPLANE_FACTS names no folder of facts\n',
    );
  }
  for (const { name, command = process.execPath, args } of checks) {
    process.stderr.write(`— ${name}\n`);
    const code = await showCommand(command, args);
    if (code !== 0) return code;
  }
  return 0;
});
