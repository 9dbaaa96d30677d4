import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CoreV1Api, KubeConfig, V1ConfigMap, VersionApi } from '@kubernetes/client-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** The built program, as users run it. */
const program = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
let dataDirectory: string;

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'skewplane-plane-'));
});
afterEach(async () => {
  await skewplane('down');
  await rm(dataDirectory, { recursive: true });
});

async function skewplane(...args: string[]): Promise<string> {
  const all = [program, ...args, '--data-dir', dataDirectory];
  return (await promisify(execFile)(process.execPath, all)).stdout;
}

function up(...args: string[]): Promise<string> {
  return skewplane('up', '--detach', '--quiet', '--base-port', '0', ...args);
}

function kubeconfig(context: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(join(dataDirectory, 'kubeconfig'));
  config.setCurrentContext(context);
  return config;
}

async function minorAt(context: string): Promise<string> {
  return (await kubeconfig(context).makeApiClient(VersionApi).getCode()).minor;
}

interface Status {
  readonly instances: readonly {
    readonly name: string;
    readonly ready: boolean;
    readonly pid: number;
    readonly peers: readonly string[];
  }[];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a plane in the background', () => {
  it('serves a version per context, keeps its objects and leaves no process', async () => {
    await up('--versions', '1.34,1.36');
    expect(await minorAt('skew-a')).toBe('34');
    expect(await minorAt('skew-b')).toBe('36');
    expect((await stat(join(dataDirectory, 'kubeconfig'))).mode & 0o777).toBe(0o600);

    const status = JSON.parse(await skewplane('status', '-o', 'json')) as Status;
    expect(status.instances).toMatchObject([
      { name: 'apiserver-a', ready: true, peers: ['apiserver-b'] },
      { name: 'apiserver-b', ready: true, peers: ['apiserver-a'] },
    ]);

    const metadata = { name: 'kept', namespace: 'default' };
    const core = kubeconfig('skew').makeApiClient(CoreV1Api);
    const body = Object.assign(new V1ConfigMap(), { metadata });
    await core.createNamespacedConfigMap({ namespace: 'default', body });
    await skewplane('down');
    expect(status.instances.some(({ pid }) => isAlive(pid))).toBe(false);

    await up('--versions', '1.34,1.36');
    const again = kubeconfig('skew-b').makeApiClient(CoreV1Api);
    expect((await again.readNamespacedConfigMap(metadata)).metadata?.name).toBe('kept');
    await skewplane('down');

    await up('--versions', '1.34,1.36', '--fresh');
    const emptied = kubeconfig('skew').makeApiClient(CoreV1Api);
    await expect(emptied.readNamespacedConfigMap(metadata)).rejects.toMatchObject({ code: 404 });
  });

  it('tells why it did not start', async () => {
    const failing = up('--versions', '1.36', '--apiserver-arg=--secure-port=none');
    await expect(failing).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('apiserver-a stopped: exit code 1') as string,
    });
  });
});

describe('a plane in the foreground', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends in order at %s', async (signal) => {
    const child = spawn(
      process.execPath,
      [program, 'up', '--versions', '1.36', '--base-port', '0', '--data-dir', dataDirectory],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let progress = '';
    child.stderr.on('data', (chunk: Buffer) => (progress += chunk.toString()));
    await once(child.stdout, 'data'); // The summary: it is ready.
    const state = JSON.parse(await readFile(join(dataDirectory, 'plane.json'), 'utf8')) as Status;
    child.kill(signal);
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
    expect(progress).toMatch(/✓ etcd \(.* s\)\n[\s\S]*stopping\nstopped\n$/);
    expect(state.instances.some(({ pid }) => isAlive(pid))).toBe(false);
  });
});
