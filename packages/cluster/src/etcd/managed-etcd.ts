import { get } from 'node:http';
import { join } from 'node:path';
import type { Clock } from '@skewplane/apimachinery';
import { ChildProgram, describeExit } from '../child/child-program.js';
import type { HostProcess } from '../child/child-program.js';
import { ClusterError } from '../cluster-error.js';

export interface ManagedEtcdOptions {
  readonly binary: string;
  readonly dataDirectory: string;
  readonly logDirectory: string;
  readonly clientPort: number;
  readonly peerPort: number;
  readonly env: HostProcess['env'];
  readonly clock: Clock;
  /** Called when it ends without having been asked to, with the last of what it printed. */
  readonly onUnexpectedExit: (description: string) => void;
}

const startTimeoutMs = 30_000;
const pollMs = 20;
const stopGraceMs = 10_000;

/** An etcd of one member that lives and dies with the plane. */
export class ManagedEtcd {
  readonly url: string;
  readonly #options: ManagedEtcdOptions;
  #child: ChildProgram;
  /** Children whose end is no surprise. */
  readonly #dismissed = new WeakSet<ChildProgram>();

  constructor(options: ManagedEtcdOptions) {
    this.url = `http://127.0.0.1:${options.clientPort}`;
    this.#options = options;
    this.#child = this.#spawn();
  }

  /** Runs now, or ran last. */
  get child(): ChildProgram {
    return this.#child;
  }

  /** Starts it again with the same data and ports, if it is not running, and waits until it is healthy. */
  async start(): Promise<void> {
    if (!this.#child.running) this.#child = this.#spawn();
    await this.healthy();
  }

  /** Waits until it has a leader. @throws {ClusterError} when it stops instead */
  async healthy(signal?: AbortSignal): Promise<void> {
    const { child } = this;
    const { clock } = this.#options;
    const deadline = clock.now() + startTimeoutMs;
    while (!(await isHealthy(this.url))) {
      if (!child.running) throw new ClusterError(describeExit(child, await child.exited));
      if (clock.now() > deadline) {
        throw new ClusterError(`etcd was not healthy after ${startTimeoutMs / 1000} s`);
      }
      await clock.sleep(pollMs, signal);
    }
  }

  async stop(): Promise<void> {
    this.#dismissed.add(this.#child);
    await this.#child.stop(stopGraceMs);
  }

  #spawn(): ChildProgram {
    const options = this.#options;
    const child = new ChildProgram({
      name: 'etcd',
      command: options.binary,
      args: etcdFlags(options, this.url),
      env: withoutEtcdSettings(options.env),
      logPath: join(options.logDirectory, 'etcd.log'),
      clock: options.clock,
    });
    void child.exited.then((exit) => {
      if (!this.#dismissed.has(child)) options.onUnexpectedExit(describeExit(child, exit));
    });
    return child;
  }
}

function etcdFlags(options: ManagedEtcdOptions, url: string): string[] {
  const peerUrl = `http://127.0.0.1:${options.peerPort}`;
  return [
    '--name=skewplane',
    // Made by etcd itself, for its owner alone.
    `--data-dir=${options.dataDirectory}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peerUrl}`,
    `--initial-advertise-peer-urls=${peerUrl}`,
    `--initial-cluster=skewplane=${peerUrl}`,
    // Alone it waits out an election before it leads; by default that is up to two seconds a start.
    '--heartbeat-interval=20',
    '--election-timeout=100',
    '--logger=zap',
    '--log-level=warn',
  ];
}

/** etcd reads `ETCD_*` as flags; a shell set up for another etcd must not change ours. */
function withoutEtcdSettings(env: HostProcess['env']): HostProcess['env'] {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('ETCD_')));
}

function isHealthy(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(`${url}/health`, { agent: false, timeout: 1_000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.once('timeout', () => request.destroy(new Error('no answer in time')));
    request.once('error', () => {
      resolve(false);
    });
  });
}
