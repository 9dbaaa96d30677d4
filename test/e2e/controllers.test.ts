import { join } from 'node:path';
import { isNotFound } from '@skewplane/apimachinery';
import type { KubeObject } from '@skewplane/apimachinery';
import type { RestClient } from '@skewplane/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CliProcess } from './cli.js';
import { startPlane } from './plane.js';
import type { TestPlane } from './plane.js';
import { until } from './until.js';

const namespaces = '/api/v1/namespaces';
const maps = (namespace: string) => `${namespaces}/${namespace}/configmaps`;
const sets = '/apis/apps/v1/namespaces/default/replicasets';

describe('controllers', () => {
  let plane: TestPlane;
  let client: RestClient;

  /** Runs the tests, until the last one takes it away. */
  let leader: CliProcess;
  const runControllers = () =>
    new CliProcess([
      'controllers',
      `--kubeconfig=${join(plane.dataDirectory, 'controllers.kubeconfig')}`,
    ]);

  beforeAll(async () => {
    plane = await startPlane({ versions: ['1.35', '1.36'], controllers: false });
    client = await plane.client();
    leader = runControllers();
  });
  afterAll(async () => {
    await leader.end();
    await plane.close();
  });

  const find = (path: string) =>
    client.get(path).catch((error: unknown) => {
      if (isNotFound(error)) return undefined;
      throw error;
    });
  const gone = (path: string) =>
    until(`${path} is gone`, async () => (await find(path)) === undefined);
  const there = (path: string) => until(`${path} is there`, () => find(path));
  const createNamespace = (name: string) =>
    client.create(namespaces, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const createMap = (namespace: string, metadata: object) =>
    client.create(maps(namespace), { apiVersion: 'v1', kind: 'ConfigMap', metadata });

  it('give a namespace its service account and the CA, and again when they are deleted', async () => {
    await createNamespace('given');
    for (const path of [
      `${namespaces}/given/serviceaccounts/default`,
      `${maps('given')}/kube-root-ca.crt`,
    ]) {
      const { uid } = (await there(path)).metadata;
      await client.delete(path);
      await until(`${path} is back`, async () => {
        const found = await find(path);
        return found !== undefined && found.metadata.uid !== uid;
      });
    }
    const ca = await client.get<KubeObject & { data: object }>(`${maps('given')}/kube-root-ca.crt`);
    expect(ca.data).toEqual({ 'ca.crt': expect.stringContaining('BEGIN CERTIFICATE') as string });
  });

  it('empty a namespace before it goes, and wait for finalizers in it', async () => {
    await createNamespace('doomed');
    await createMap('doomed', { name: 'plain' });
    await createMap('doomed', { name: 'held', finalizers: ['example.com/hold'] });
    await client.create('/apis/apps/v1/namespaces/doomed/replicasets', replicaSet('set'));
    const answer = await client.delete(`${namespaces}/doomed`);
    expect(answer).toMatchObject({ kind: 'Namespace', status: { phase: 'Terminating' } });

    await gone(`${maps('doomed')}/plain`);
    await gone('/apis/apps/v1/namespaces/doomed/replicasets/set');
    // kubernetes/kubernetes `pkg/controller/namespace/deletion/status_condition_utils.go`
    const conditions = await until('the namespace tells what it waits for', async () => {
      const { status } = await client.get<
        KubeObject & {
          status: { conditions?: { type: string; status: string; message: string }[] };
        }
      >(`${namespaces}/doomed`);
      return status.conditions?.find(
        (each) => each.type === 'NamespaceFinalizersRemaining' && each.status === 'True',
      );
    });
    expect(conditions.message).toBe(
      'Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances',
    );
    await expect(createMap('doomed', { name: 'late' })).rejects.toMatchObject({
      status: {
        code: 403,
        reason: 'Forbidden',
        message:
          'configmaps "late" is forbidden: unable to create new content in namespace doomed because it is being terminated',
      },
    });

    await client.mergePatch(`${maps('doomed')}/held`, { metadata: { finalizers: null } });
    await gone(`${namespaces}/doomed`);
    await createNamespace('doomed'); // and nothing of the old one is in the new one
    expect(await find(`${maps('doomed')}/held`)).toBeUndefined();
  });

  describe('collect garbage', () => {
    async function family(name: string): Promise<{ owner: string; dependent: string }> {
      const owner = await client.create(sets, replicaSet(name));
      await createMap('default', {
        name,
        ownerReferences: [
          {
            apiVersion: 'apps/v1',
            kind: 'ReplicaSet',
            name,
            uid: owner.metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      });
      return { owner: `${sets}/${name}`, dependent: `${maps('default')}/${name}` };
    }
    const deleteWith = (path: string, propagationPolicy: string) =>
      client.delete(path, {
        body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy },
      });

    it('in the background: the owner goes at once, dependents follow', async () => {
      const { owner, dependent } = await family('background');
      await deleteWith(owner, 'Background');
      expect(await find(owner)).toBeUndefined();
      await gone(dependent);
    });

    it('in the foreground: the owner waits for its dependents', async () => {
      const { owner, dependent } = await family('foreground');
      await client.mergePatch(dependent, { metadata: { finalizers: ['example.com/hold'] } });
      expect(await deleteWith(owner, 'Foreground')).toMatchObject({
        metadata: { finalizers: ['foregroundDeletion'] },
      });
      await until('the dependent is being deleted', async () =>
        Boolean((await client.get(dependent)).metadata.deletionTimestamp),
      );
      expect(await find(owner)).toBeDefined();
      await client.mergePatch(dependent, { metadata: { finalizers: null } });
      await gone(dependent);
      await gone(owner);
    });

    it('not of orphans: dependents stay, without their owner', async () => {
      const { owner, dependent } = await family('orphan');
      await deleteWith(owner, 'Orphan');
      await gone(owner);
      expect((await client.get(dependent)).metadata.ownerReferences ?? []).toEqual([]);
    });

    it('of owners that never were', async () => {
      const ownerReferences = [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          name: 'never',
          uid: 'd9607e19-f88f-11e6-a518-42010a800195',
        },
      ];
      await createMap('default', { name: 'stray', ownerReferences });
      await gone(`${maps('default')}/stray`);
    });
  });

  it('run in one program at a time: a second one waits for the lease', async () => {
    const lease =
      '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases/kube-controller-manager';
    const holder = async () =>
      (await client.get<KubeObject & { spec: { holderIdentity?: string } }>(lease)).spec
        .holderIdentity;
    const version = async () => Number((await client.get(lease)).metadata.resourceVersion);
    const started = (program: CliProcess) => program.errOut.includes('Started controllers');
    const first = await holder();
    const second = runControllers();
    try {
      for (let renewals = 0; renewals < 2; renewals++) {
        const before = await version();
        await until('the holder renews', async () => (await version()) > before);
      }
      expect(await holder()).toBe(first);
      expect(started(second)).toBe(false);

      leader.child.kill('SIGTERM');
      expect(await leader.finished).toMatchObject({ code: 0 });
      await until('the second one leads', () => started(second));
      expect(await holder()).not.toBe(first);
    } finally {
      await second.end();
    }
  });
});

function replicaSet(name: string): object {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'main', image: 'example.com/image' }] },
      },
    },
  };
}
