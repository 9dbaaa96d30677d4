import { parseArgs } from 'node:util';
import { SetupError } from '../setup/step.mjs';

export const usage = `Usage: npm run compatibility -- [options]

Tries a list of actions with every kubectl that is found, at one instance of every minor, one after the other, and
writes docs/compatibility.json and the table docs/compatibility.md from it. What is not tried keeps its last result.

  --instances <list>    Kubernetes minors of instances: 1.30,1.36 (all)
  --kubectls <list>     minors of kubectl: 1.33 (all that are found)
  --kubectl-dir <dir>   look there too; may be given several times
  --jobs <n>            how many kubectls at once, each in its own namespace (1)
  --actions <text>      only those whose name holds this text; nothing is written
  --report              write the table from the results there are
  -h, --help            this text
`;

/** @param {readonly string[]} args */
export function readOptions(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  const options = {
    ...{ instances: text, kubectls: text, actions: text, jobs: text, report: flag },
    'kubectl-dir': { ...text, multiple: /** @type {const} */ (true) },
    help: { ...flag, short: 'h' },
  };
  const values = parse([...args], options);
  return {
    help: values.help === true,
    report: values.report === true,
    instances: minorsOf('instances', values.instances),
    kubectls: minorsOf('kubectls', values.kubectls),
    directories: values['kubectl-dir'] ?? [],
    jobs: jobsOf(values.jobs ?? '1'),
    actions: values.actions,
  };
}

function parse(args, options) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new SetupError(`${error.message}\n\n${usage}`);
  }
}

function jobsOf(text) {
  if (!/^[1-9]\d?$/.test(text))
    throw new SetupError(`--jobs: ${text} is not a number from 1 to 99`);
  return Number(text);
}

function minorsOf(option, list) {
  return list?.split(',').map((version) => {
    const minor = /^1\.(\d+)$/.exec(version.trim())?.[1];
    if (minor === undefined) throw new SetupError(`--${option}: ${version} is no Kubernetes minor`);
    return Number(minor);
  });
}
