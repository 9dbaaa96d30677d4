import { mkdir } from 'node:fs/promises';
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
  readonly signal?: AbortSignal | undefined;
}

const startTimeoutMs = 30_000;
const pollMs = 20;
const stopGraceMs = 10_000;

/** An etcd of one member that lives and dies with the plane. */
export interface ManagedEtcd {
  readonly url: string;
  readonly child: ChildProgram;
  stop(): Promise<void>;
}

/** Starts etcd and waits until it has a leader. */
export async function startEtcd(options: ManagedEtcdOptions): Promise<ManagedEtcd> {
  await mkdir(options.dataDirectory, { recursive: true, mode: 0o700 });
  const url = `http://127.0.0.1:${options.clientPort}`;
  const child = new ChildProgram({
    name: 'etcd',
    command: options.binary,
    args: etcdFlags(options, url),
    env: withoutEtcdSettings(options.env),
    logPath: join(options.logDirectory, 'etcd.log'),
    clock: options.clock,
  });
  await untilHealthy(child, url, options).catch(async (error: unknown) => {
    await child.kill();
    throw error;
  });
  return {
    url,
    child,
    stop: async () => {
      await child.stop(stopGraceMs);
    },
  };
}

function etcdFlags(options: ManagedEtcdOptions, url: string): string[] {
  const peerUrl = `http://127.0.0.1:${options.peerPort}`;
  return [
    '--name=skewplane',
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

async function untilHealthy(
  child: ChildProgram,
  url: string,
  { clock, signal }: ManagedEtcdOptions,
): Promise<void> {
  const deadline = clock.now() + startTimeoutMs;
  while (!(await isHealthy(url))) {
    if (!child.running) throw new ClusterError(describeExit(child, await child.exited));
    if (clock.now() > deadline) {
      throw new ClusterError(`etcd was not healthy after ${startTimeoutMs / 1000} s`);
    }
    await clock.sleep(pollMs, signal);
  }
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
