import { parseArgs } from 'node:util';
import { SetupError } from '../setup/step.mjs';

/**
 * @typedef {object} BenchOptions
 * @property {boolean} help
 * @property {string | undefined} json where to write all figures
 * @property {string | undefined} against a git revision to compare with
 * @property {number} rounds how often everything is measured; the best counts
 * @property {number} seconds how long each load lasts
 * @property {ReadonlySet<string>} parts what to measure
 * @property {string} versions of the plane's instances, as `up` takes them
 */

const allParts = ['start', 'memory', 'requests', 'watch', 'proxy', 'etcd', 'testing', 'scenario'];

export const usage = `Usage: npm run bench -- [options]

Measures a plane of three instances over a real etcd, on loopback.

  --quick              one short round (about 30 s) instead of three
  --against <rev>      measure that git revision too, in turns with this one
  --only <parts>       of ${allParts.join(', ')}; commas between
  --rounds <n>         how often everything is measured; the best counts (3)
  --seconds <n>        how long each load lasts (2)
  --versions <list>    Kubernetes minors of the instances (1.35,1.35,1.36)
  --json <file>        write all figures there
  -h, --help           this text
`;

/**
 * @param {readonly string[]} args
 * @returns {BenchOptions}
 */
export function readOptions(args) {
  const { values } = parse(args);
  const quick = values.quick === true;
  return {
    help: values.help === true,
    json: values.json,
    against: values.against,
    rounds: positive('rounds', values.rounds ?? (quick ? '1' : '3')),
    seconds: positive('seconds', values.seconds ?? (quick ? '1' : '2')),
    parts: readParts(values.only),
    versions: values.versions ?? '1.35,1.35,1.36',
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean' });
  const options = {
    ...{ json: text, against: text, only: text, rounds: text, seconds: text, versions: text },
    quick: flag,
    help: { ...flag, short: 'h' },
  };
  try {
    return parseArgs({ args: [...args], options });
  } catch (error) {
    throw new SetupError(`${error.message}\n${usage}`);
  }
}

/** @param {string | undefined} text */
function readParts(text) {
  const parts = text === undefined ? allParts : text.split(',');
  const unknown = parts.find((part) => !allParts.includes(part));
  if (unknown !== undefined) {
    throw new SetupError(`--only knows ${allParts.join(', ')}, not ${unknown}`);
  }
  return new Set(parts);
}

/**
 * @param {string} name
 * @param {string} text
 */
function positive(name, text) {
  const value = Number(text);
  if (!(value > 0)) throw new SetupError(`--${name} takes a number above 0, not ${text}`);
  return value;
}
