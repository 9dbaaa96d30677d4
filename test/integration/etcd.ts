import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repoRoot = fileURLToPath(new URL('../..', import.meta.url));
const healthTimeoutMs = 20_000;
const startAttempts = 5;

export interface StartEtcdOptions {
  /** Further command line flags of etcd. */
  readonly args?: readonly string[];
}

/** A real etcd of one member on loopback, with its data in a temporary directory. */
export interface TestEtcd {
  /** `http://127.0.0.1:<port>`; the same after a restart. */
  readonly endpoint: string;
  /** `[endpoint]`, as clients want it. */
  readonly servers: readonly string[];
  readonly pid: number | undefined;
  /** SIGTERM, and waits for the end. The data stays. */
  stop(): Promise<void>;
  /** SIGKILL, and waits for the end. The data stays. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data; resolves when healthy. */
  restart(): Promise<void>;
  /** Kills it and removes the data; `restart` then begins with an empty store. */
  wipe(): Promise<void>;
  /** Freezes (SIGSTOP) or thaws (SIGCONT) the process. */
  freeze(): void;
  thaw(): void;
  /** Kills it and removes the data. */
  close(): Promise<void>;
}

/** Starts an etcd of its own for one test file; resolves when it answers. */
export async function startEtcd(options: StartEtcdOptions = {}): Promise<TestEtcd> {
  const binary = await findEtcd();
  const fast = (await supportsNoFsync(binary)) ? ['--unsafe-no-fsync'] : [];
  const dataDir = await mkdtemp(join(tmpdir(), 'skewplane-etcd-'));
  // A free port may be taken by another process before etcd binds it: then try other ones.
  for (let attempt = 1; ; attempt++) {
    const etcd = new EtcdProcess(binary, dataDir, await freePort(), await freePort(), [
      ...fast,
      ...(options.args ?? []),
    ]);
    try {
      await etcd.restart();
      return etcd;
    } catch (error) {
      await etcd.kill();
      if (attempt < startAttempts) continue;
      await etcd.close();
      throw error;
    }
  }
}

class EtcdProcess implements TestEtcd {
  readonly endpoint: string;
  readonly #binary: string;
  readonly #dataDir: string;
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #watchdog: ChildProcess | undefined;
  #log = '';

  constructor(
    binary: string,
    dataDir: string,
    clientPort: number,
    peerPort: number,
    extra: readonly string[],
  ) {
    this.#binary = binary;
    this.#dataDir = dataDir;
    this.endpoint = `http://127.0.0.1:${String(clientPort)}`;
    const peer = `http://127.0.0.1:${String(peerPort)}`;
    this.#args = [
      ...['--name', 'test', '--data-dir', join(dataDir, 'data')],
      ...['--listen-client-urls', this.endpoint, '--advertise-client-urls', this.endpoint],
      ...['--listen-peer-urls', peer, '--initial-advertise-peer-urls', peer],
      ...['--initial-cluster', `test=${peer}`, '--logger', 'zap', '--log-outputs', 'stderr'],
      ...extra,
    ];
  }

  get servers(): readonly string[] {
    return [this.endpoint];
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async restart(): Promise<void> {
    await this.#end('SIGTERM');
    const child = spawn(this.#binary, this.#args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    this.#log = '';
    if (child.pid !== undefined) this.#watchdog = startWatchdog(child.pid);
    child.stderr.on('data', (chunk: Buffer) => {
      this.#log = (this.#log + chunk.toString()).slice(-4_000);
    });
    child.once('error', (error) => {
      this.#log += String(error);
    });
    await this.#untilHealthy(child);
  }

  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async wipe(): Promise<void> {
    await this.kill();
    await rm(join(this.#dataDir, 'data'), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #untilHealthy(child: ChildProcess): Promise<void> {
    const giveUpAt = performance.now() + healthTimeoutMs;
    while (!(await isHealthy(this.endpoint))) {
      if (child.exitCode !== null || child.pid === undefined || performance.now() > giveUpAt) {
        throw new Error(`etcd did not become healthy: ${this.#log}`);
      }
      await delay(20);
    }
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    this.#watchdog?.kill('SIGKILL');
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}

/**
 * Kills `pid` when this process is gone, however it went: a test worker that is killed never gets to its
 * clean-up. The end of its standard input tells.
 */
function startWatchdog(pid: number): ChildProcess {
  const watchdog = spawn('sh', ['-c', 'read -r line; kill -9 "$1"', 'watchdog', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return watchdog;
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/health`, { signal: AbortSignal.timeout(2_000) });
    return (await response.text()).includes('"true"');
  } catch {
    return false; // not listening yet
  }
}

/** The binary at `$SKEWPLANE_ETCD`, on the PATH or in `.skewplane/bin`. */
export async function findEtcd(): Promise<string> {
  const named = process.env['SKEWPLANE_ETCD'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, 'etcd'));
  const candidates = [
    ...(named === undefined || named === '' ? [] : [named]),
    ...onPath,
    join(repoRoot, '.skewplane', 'bin', 'etcd'),
  ];
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) return candidate;
  }
  throw new Error('No etcd found: set SKEWPLANE_ETCD, or put it on the PATH or in .skewplane/bin');
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** etcd before 3.5 refuses the flag. */
async function supportsNoFsync(binary: string): Promise<boolean> {
  const { stdout, stderr } = await promisify(execFile)(binary, ['--help']);
  return `${stdout}${stderr}`.includes('unsafe-no-fsync');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
