import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readKubeconfig, readPlaneState, startCluster } from '@skewplane/cluster';
import type { Cluster, ClusterOptions } from '@skewplane/cluster';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('fake-program.mjs', import.meta.url));
const launcher = fileURLToPath(new URL('launch-and-hang.mjs', import.meta.url));
const run = promisify(execFile);

let dataDirectory: string;
const running: Cluster[] = [];

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'skewplane-launcher-'));
});
afterEach(async () => {
  for (const cluster of running.splice(0)) await cluster.stop();
  await rm(dataDirectory, { recursive: true });
});

async function start(options: Partial<ClusterOptions> = {}): Promise<Cluster> {
  const cluster = await startCluster({
    host: process,
    dataDirectory,
    program,
    ...options,
  });
  running.push(cluster);
  return cluster;
}

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

/** Asks with curl, as a user would: `GET /` of a server by a context of the kubeconfig. */
async function curl(cluster: Cluster, server: string): Promise<string> {
  const pki = (file: string) => join(cluster.pkiDirectory, file);
  const { stdout } = await run('curl', [
    ...['-sS', '--cacert', pki('ca.crt'), '--cert', pki('admin.crt'), '--key', pki('admin.key')],
    server,
  ]);
  return stdout;
}

function pidsOf(cluster: Cluster): (number | undefined)[] {
  return [cluster.etcd.pid, ...cluster.instances.map(({ pid }) => pid)];
}

describe('startCluster', () => {
  it('brings up an instance per version behind one address, and leaves no process', async () => {
    const cluster = await start({ versions: ['1.34', '1.36'] });
    const config = await readKubeconfig(cluster.kubeconfigPath);
    expect(config.contexts.map(({ name }) => name)).toEqual(['skew-a', 'skew-b', 'skew']);
    expect(await curl(cluster, cluster.instance('a').url)).toBe('apiserver-a 1.34');
    expect(await curl(cluster, cluster.instance('b').url)).toBe('apiserver-b 1.36');
    const { url } = cluster.balancer;
    const balanced = [await curl(cluster, url), await curl(cluster, url)];
    expect(new Set(balanced)).toEqual(new Set(['apiserver-a 1.34', 'apiserver-b 1.36']));

    const state = await readPlaneState(dataDirectory);
    expect(state?.instances.map(({ pid }) => pid)).toEqual(cluster.instances.map((i) => i.pid));
    const pids = pidsOf(cluster);
    expect(pids.every(isAlive)).toBe(true);
    await cluster.stop();
    expect(pids.some(isAlive)).toBe(false);
    expect(await readPlaneState(dataDirectory)).toBeUndefined();
  });

  it('restarts one instance as another version at the same address', async () => {
    const cluster = await start({ versions: ['1.34', '1.35'] });
    const instance = cluster.instance('apiserver-a');
    const { url, pid } = instance;
    await instance.restart({ version: '1.36' });
    expect(instance.pid).not.toBe(pid);
    expect(await curl(cluster, url)).toBe('apiserver-a 1.36');
    expect((await readPlaneState(dataDirectory))?.instances[0]?.version).toBe('1.36');
  });

  it('takes a killed instance out of rotation and back in', async () => {
    const cluster = await start({ versions: ['1.34', '1.35'] });
    await cluster.instance('a').kill();
    await until(() => cluster.balancer.readyBackends.length === 1);
    expect(await curl(cluster, cluster.balancer.url)).toBe('apiserver-b 1.35');
    await cluster.instance('a').start();
    await until(() => cluster.balancer.readyBackends.length === 2);
  });

  it('tells of an instance that ends by itself, and keeps the rest', async () => {
    const told: string[] = [];
    const cluster = await start({
      versions: ['1.34', '1.35'],
      onUnexpectedExit: (description) => told.push(description),
    });
    process.kill(cluster.instance('a').pid ?? 0, 'SIGKILL');
    await until(() => told.length > 0);
    expect(told).toEqual(['apiserver-a stopped: ended by SIGKILL']);
    expect(await curl(cluster, cluster.balancer.url)).toBe('apiserver-b 1.35');
  });

  it('fails when etcd is gone', async () => {
    const cluster = await start({ versions: ['1.36'] });
    process.kill(cluster.etcd.pid ?? 0, 'SIGKILL');
    expect((await cluster.failure).message).toContain('etcd stopped: ended by SIGKILL');
  });

  it('says why an instance did not start, and stops the others', async () => {
    const failing = start({ instanceArgs: { 'apiserver-b': ['--fail=yes'] } });
    await expect(failing).rejects.toThrow(/apiserver-b stopped: exit code 3\n {2}told to fail/);
    expect(await readPlaneState(dataDirectory)).toBeUndefined();
  });

  it('says in one line that a port is taken, and starts nothing', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const failing = start({ basePort: port });
    await expect(failing).rejects.toThrow(new RegExp(`^port ${port} is in use: .*--base-port.*$`));
    taken.close();
    await once(taken, 'close');
  });

  it('refuses a second plane on the same data', async () => {
    await start({ versions: ['1.36'] });
    await expect(start({ versions: ['1.36'] })).rejects.toThrow('already running on this data');
  });

  it('stops what it has started when interrupted', async () => {
    const interrupted = new AbortController();
    const steps: string[] = [];
    const starting = start({
      signal: interrupted.signal,
      onProgress: ({ step }) => {
        steps.push(step);
        if (step === 'etcd') interrupted.abort(new Error('enough'));
      },
    });
    await expect(starting).rejects.toThrow('enough');
    expect(steps).not.toContain('balanced address');
  });

  it('keeps the data of etcd over a restart, and empties it when asked to', async () => {
    const options = { versions: ['1.36'], controllers: false };
    const put = await start(options);
    await etcdRequest(put, 'put', { key: 'a2V5', value: 'dmFsdWU=' });
    await put.stop();
    const kept = await start(options);
    expect(await etcdRequest(kept, 'range', { key: 'a2V5' })).toMatchObject({ count: '1' });
    await kept.stop();
    const emptied = await start({ ...options, fresh: true });
    expect(await etcdRequest(emptied, 'range', { key: 'a2V5' })).not.toHaveProperty('count');
  });

  // A launcher that is killed cannot stop its children; nothing of it may stay behind all the same.
  it('leaves no process when it is killed', async () => {
    const child = spawn(process.execPath, [launcher, dataDirectory, program], {
      env: process.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const pids = JSON.parse(line.toString()) as number[];
    expect(pids.every(isAlive)).toBe(true);
    child.kill('SIGKILL');
    await until(() => !pids.some(isAlive));
    expect(await readPlaneState(dataDirectory)).toBeUndefined();
  });
});

async function etcdRequest(cluster: Cluster, method: string, body: object): Promise<unknown> {
  const [server = ''] = cluster.etcd.servers;
  const response = await fetch(`${server}/v3/kv/${method}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return response.json();
}
