import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants, readdir, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repositoryBin = fileURLToPath(new URL('../../.skewplane/bin', import.meta.url));
const maxOutputBytes = 16 * 1024 * 1024;
const runTimeoutMs = 30_000;

export interface KubectlBinary {
  /** `1.33`, its own version. */
  readonly version: string;
  readonly path: string;
}

/**
 * Every kubectl to test with, one of each minor, oldest first: those named in `$SKEWPLANE_KUBECTL` (a list like the
 * PATH), on the PATH, in `.skewplane/bin`, and what lies beside the one on the PATH as `kubectl.1.NN`.
 */
export async function findKubectls(
  env: Readonly<Record<string, string | undefined>>,
): Promise<KubectlBinary[]> {
  const named = (env['SKEWPLANE_KUBECTL'] ?? '').split(delimiter).filter((path) => path !== '');
  const onPath = (env['PATH'] ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'kubectl'));
  const found: string[] = [];
  for (const path of [...named, ...onPath, join(repositoryBin, 'kubectl')]) {
    if (await isExecutable(path)) found.push(path, ...(await versionedBeside(path)));
  }
  const byVersion = new Map<string, KubectlBinary>();
  for (const path of found) {
    const version = await versionOf(path);
    if (!byVersion.has(version)) byVersion.set(version, { version, path });
  }
  return [...byVersion.values()].sort((a, b) => minor(a) - minor(b));
}

const minor = ({ version }: KubectlBinary): number => Number(version.split('.')[1]);

async function versionedBeside(path: string): Promise<string[]> {
  const directory = dirname(await realpath(path));
  const names = (await readdir(directory)).filter((name) => /^kubectl\.1\.\d+$/.test(name));
  return names.map((name) => join(directory, name));
}

async function versionOf(path: string): Promise<string> {
  const { stdout } = await promisify(execFile)(path, ['version', '--client', '-o', 'json']);
  const { clientVersion } = JSON.parse(stdout) as {
    clientVersion: { major: string; minor: string };
  };
  return `${clientVersion.major}.${/^\d+/.exec(clientVersion.minor)?.[0] ?? ''}`;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface KubectlOptions {
  /** Given on standard input. */
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface KubectlResult {
  readonly code: number;
  readonly out: string;
  readonly errOut: string;
}

/** One kubectl that talks to one context, with a cache of its own. */
export class Kubectl {
  readonly #binary: KubectlBinary;
  readonly #args: readonly string[];

  constructor(
    binary: KubectlBinary,
    options: { kubeconfig: string; context: string; cacheDirectory: string; namespace: string },
  ) {
    this.#binary = binary;
    this.#args = [
      `--kubeconfig=${options.kubeconfig}`,
      `--context=${options.context}`,
      `--cache-dir=${options.cacheDirectory}`,
      `--namespace=${options.namespace}`,
    ];
  }

  /** Whatever its exit code. */
  run(
    args: readonly string[],
    { input = '', env = {} }: KubectlOptions = {},
  ): Promise<KubectlResult> {
    return new Promise((resolve, reject) => {
      const child = execFile(
        this.#binary.path,
        [...this.#args, ...args],
        {
          env: { ...process.env, ...env },
          timeout: runTimeoutMs,
          maxBuffer: maxOutputBytes,
        },
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

  /** What it prints. @throws {Error} with what it says when it fails */
  async ok(args: readonly string[], options: KubectlOptions = {}): Promise<string> {
    const { code, out, errOut } = await this.run(args, options);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: exit code ${code}: ${errOut}`);
    return out;
  }

  /** Leaves it running, and hands over each line it prints. */
  follow(args: readonly string[], onLine: (line: string) => void): { end(): Promise<void> } {
    const child = spawn(this.#binary.path, [...this.#args, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    createInterface(child.stdout).on('line', onLine);
    return {
      end: async () => {
        const closed = once(child, 'close');
        child.kill('SIGTERM');
        await closed;
      },
    };
  }
}
