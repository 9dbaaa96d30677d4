import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { StatusError } from '@skewplane/apimachinery';
import { startControlPlane, waitFor, type ControlPlane, type Mix } from '@skewplane/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const configMaps = '/api/v1/namespaces/default/configmaps';

describe('startControlPlane', () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await startControlPlane({ instances: ['1.35', '1.36'] });
  });
  afterAll(() => plane.stop());
  beforeEach(() => plane.reset());

  const names = async (path: string) =>
    (await (await plane.client()).list(path)).items.map(({ metadata }) => metadata.name);

  it('gives kubeconfigs for each instance and user that the official client takes', async () => {
    const config = new KubeConfig();
    config.loadFromString(await plane.kubeconfig({ instance: 'b' }));
    expect(config.getCurrentCluster()?.server).toBe(plane.instance('b').url);
    const { items } = await config.makeApiClient(CoreV1Api).listNamespace();
    expect(items.map(({ metadata }) => metadata?.name)).toContain('default');

    config.loadFromString(await plane.kubeconfig({ user: { name: 'alice', groups: ['dev'] } }));
    await expect(config.makeApiClient(CoreV1Api).listNamespace()).rejects.toMatchObject({
      code: 403,
      body: expect.stringContaining('alice') as string,
    });
  });

  it('knows users by name and groups', async () => {
    const admin = await plane.client();
    await admin.create('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      metadata: { name: 'developers' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'Group', name: 'dev', apiGroup: 'rbac.authorization.k8s.io' }],
    });
    const alice = await plane.client({ user: { name: 'alice', groups: ['dev'] } });
    await waitFor(() => alice.list(configMaps), { what: 'the binding to count' });
    await expect(alice.create(configMaps, { metadata: { name: 'c' } })).rejects.toMatchObject({
      status: { code: 403 },
    } satisfies { status: Partial<StatusError['status']> });
  });

  it('is empty again after a reset: objects, kinds, and what was changed or deleted of the system', async () => {
    const client = await plane.client();
    await client.create(configMaps, {
      metadata: { name: 'mine', finalizers: ['example.com/never'] },
    });
    await client.create('/api/v1/namespaces', { metadata: { name: 'mine' } });
    await client.create('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', shipDefinition);
    const ships = '/apis/example.com/v1/namespaces/default/ships';
    await waitFor(() => client.create(ships, ship), { what: 'ships to be served' });
    const view = '/apis/rbac.authorization.k8s.io/v1/clusterroles/view';
    const before = await client.get(view);
    await client.request('DELETE', view);

    await plane.reset();

    expect(await names(configMaps)).not.toContain('mine');
    expect(await names('/api/v1/namespaces')).not.toContain('mine');
    expect(await names('/apis/apiextensions.k8s.io/v1/customresourcedefinitions')).toEqual([]);
    for (const instance of ['a', 'b']) {
      const direct = await plane.client({ instance });
      await expect(direct.list(ships)).rejects.toMatchObject({ status: { code: 404 } });
    }
    expect((await client.get(view)).metadata.uid).toBe(before.metadata.uid);

    // The same names are free.
    await client.create(configMaps, { metadata: { name: 'mine' } });
    await client.create('/api/v1/namespaces', { metadata: { name: 'mine' } });
  });

  it('rolls through every mix, and a reset goes back to the first', async () => {
    const mixes: Mix[] = [];
    await plane.roll('1.36', {
      atEachMix: (mix) => {
        mixes.push(mix);
      },
    });
    expect(mixes.map(({ versions, changed }) => [Object.values(versions), changed])).toEqual([
      [['1.35', '1.36'], undefined],
      [['1.36', '1.36'], 'apiserver-a'],
      [['1.36', '1.36'], 'apiserver-b'],
    ]);
    await plane.instance('b').kill();
    await plane.reset();
    expect(plane.instances.map(({ version }) => version)).toEqual(['1.35', '1.36']);
    expect(await Promise.all(plane.instances.map((each) => each.isReady()))).toEqual([true, true]);
  });

  it('ends a roll where the look at a mix fails', async () => {
    const fail = ({ number }: Mix) => {
      if (number === 1) throw new Error('not with this mix');
    };
    await expect(plane.roll('1.36', { atEachMix: fail, order: ['b', 'a'] })).rejects.toThrow(
      'not with this mix',
    );
    expect(plane.instance('a').version).toBe('1.35');
  });

  it('puts the clocks of its instances forward', async () => {
    const client = await plane.client({ instance: 'a' });
    const dayMs = 24 * 3_600_000;
    await plane.advanceClock(dayMs);
    const { metadata } = await client.create(configMaps, { metadata: { name: 'late' } });
    expect(Date.parse(String(metadata.creationTimestamp))).toBeGreaterThan(
      Date.now() + dayMs - 60_000,
    );
  });

  it('stands beside others in one process', async () => {
    const other = await startControlPlane({ instances: ['1.36'], controllers: false });
    try {
      await (await other.client()).create(configMaps, { metadata: { name: 'elsewhere' } });
      expect(await names(configMaps)).not.toContain('elsewhere');
    } finally {
      await other.stop();
    }
  });

  it('says what cannot be', async () => {
    expect(() => plane.instance('z')).toThrow('there is no instance z');
    await expect(startControlPlane({ instances: ['1.99'] })).rejects.toThrow('1.99');
  });
});

it('leaves nothing behind when the test process is killed', async () => {
  const script = fileURLToPath(new URL('testing/start-and-wait.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const first = await lines.next(); // at its end when the process could not start
  const line = first.done === true ? '{"pids":[]}' : first.value;
  const { pids, directory } = JSON.parse(line) as { pids: number[]; directory: string };
  expect(pids).toHaveLength(2);
  child.kill('SIGKILL');
  for (const pid of pids) {
    await waitFor(() => !isAlive(pid), {
      what: `the end of process ${String(pid)}`,
      timeoutMs: 30_000,
    });
  }
  await waitFor(
    () =>
      access(directory).then(
        () => false,
        () => true,
      ),
    {
      what: 'the end of its data',
      timeoutMs: 30_000,
    },
  );
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false; // ESRCH: there is none
  }
}

const shipDefinition = {
  metadata: { name: 'ships.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'ships', singular: 'ship', kind: 'Ship' },
    versions: [
      { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
    ],
  },
};
const ship = { apiVersion: 'example.com/v1', kind: 'Ship', metadata: { name: 'vasa' } };
