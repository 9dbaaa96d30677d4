import { execFile } from 'node:child_process';
import { access, constants, readdir, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * One program to test.
 *
 * @typedef {{ minor: number; path: string }} KubectlBinary
 */

const timeoutMs = 60_000;
const maxOutputBytes = 16 * 1024 * 1024;

/**
 * One kubectl of each minor, oldest first: in the given directories, on the PATH, and beside the one on the PATH, named
 * `kubectl` or `kubectl.1.NN`.
 *
 * @param {readonly string[]} directories
 * @returns {Promise<KubectlBinary[]>}
 */
export async function findKubectls(directories) {
  const places = [...directories, ...(process.env.PATH ?? '').split(delimiter)].filter(Boolean);
  const found = new Map();
  for (const directory of await withLinkTargets(places)) {
    for (const path of await kubectlsIn(directory)) {
      const minor = await minorOf(path);
      if (minor !== undefined && !found.has(minor)) found.set(minor, { minor, path });
    }
  }
  return [...found.values()].sort((a, b) => a.minor - b.minor);
}

async function withLinkTargets(places) {
  const all = new Set(places);
  for (const place of places) {
    const target = await realpath(join(place, 'kubectl')).catch(() => undefined); // none there
    if (target !== undefined) all.add(dirname(target));
  }
  return all;
}

async function kubectlsIn(directory) {
  const names = await readdir(directory).catch(() => []); // the PATH may name what is not there
  // Those that say which they are first: `kubectl` may be a wrapper that picks one of them.
  const wanted = names
    .filter((name) => /^kubectl(?:[.-]v?1\.\d+)?$/.test(name))
    .sort()
    .reverse();
  const paths = wanted.map((name) => join(directory, name));
  const runnable = await Promise.all(paths.map((path) => isExecutable(path)));
  return paths.filter((_, index) => runnable[index]);
}

async function minorOf(path) {
  try {
    const { stdout } = await promisify(execFile)(path, ['version', '--client', '-o', 'json'], {
      timeout: timeoutMs,
    });
    return Number(/^\d+/.exec(JSON.parse(stdout).clientVersion.minor)?.[0]);
  } catch {
    return undefined; // It does not run here, or is another program of that name.
  }
}

async function isExecutable(path) {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** One kubectl that talks to one instance in a namespace and with a cache of its own. */
export class Kubectl {
  #binary;
  #args;

  /**
   * @param {KubectlBinary} binary
   * @param {{ kubeconfig: string; cacheDirectory: string; namespace: string }} options
   */
  constructor(binary, { kubeconfig, cacheDirectory, namespace }) {
    this.#binary = binary;
    this.#args = [`--kubeconfig=${kubeconfig}`, `--cache-dir=${cacheDirectory}`, `-n=${namespace}`];
  }

  get minor() {
    return this.#binary.minor;
  }

  /**
   * Runs it to its end, whatever the exit code.
   *
   * @param {readonly string[]} args
   * @param {{ input?: string; env?: Record<string, string> }} [options]
   * @returns {Promise<{ code: number; out: string; errOut: string }>}
   */
  run(args, { input = '', env = {} } = {}) {
    return new Promise((resolve, reject) => {
      const options = {
        env: { ...process.env, ...env },
        timeout: timeoutMs,
        maxBuffer: maxOutputBytes,
      };
      const child = execFile(
        this.#binary.path,
        [...this.#args, ...args],
        options,
        (error, out, errOut) => {
          if (error !== null && typeof error.code !== 'number') {
            reject(new Error(`kubectl ${args.join(' ')} did not end`, { cause: error }));
          }
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, errOut });
        },
      );
      child.stdin?.on('error', () => undefined); // it need not read what it is given
      child.stdin?.end(input);
    });
  }

  /**
   * What it prints.
   *
   * @throws {Error} with what it says when it fails
   */
  async ok(args, options) {
    const { code, out, errOut } = await this.run(args, options);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: exit code ${code}: ${errOut}`);
    return out;
  }

  /**
   * What it says when it fails, as it must.
   *
   * @throws {Error} when it does not fail
   */
  async fails(args, options) {
    const { code, out, errOut } = await this.run(args, options);
    if (code === 0) throw new Error(`kubectl ${args.join(' ')} should fail, but printed: ${out}`);
    return errOut;
  }
}
