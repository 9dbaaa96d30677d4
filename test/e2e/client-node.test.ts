import {
  AppsV1Api,
  AuthenticationV1Api,
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
  PatchStrategy,
  VersionApi,
  Watch,
  makeInformer,
  setHeaderOptions,
} from '@kubernetes/client-node';
import type { V1ConfigMap } from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTcpProxy } from '../integration/tcp-proxy.js';
import { startPlane } from './plane.js';
import type { TestPlane } from './plane.js';
import { until } from './until.js';

const namespace = 'default';
const contexts = ['skew-a', 'skew-b', 'skew-c', 'skew'];

describe('the official JavaScript client', () => {
  let plane: TestPlane;
  beforeAll(async () => {
    plane = await startPlane({ versions: ['1.34', '1.35', '1.36'], controllers: false });
  });
  afterAll(() => plane.close());

  /** @param server another address than the context's own */
  function configOf(context: string, server?: string): KubeConfig {
    const config = new KubeConfig();
    config.loadFromFile(plane.cluster.kubeconfigPath);
    config.setCurrentContext(context);
    if (server !== undefined) {
      config.clusters = config.clusters.map((cluster) => Object.assign({}, cluster, { server }));
    }
    return config;
  }

  it.each(contexts)(
    'creates, reads, replaces, patches, lists and deletes through %s',
    async (context) => {
      const core = configOf(context).makeApiClient(CoreV1Api);
      const name = `crud-${context}`;
      const created = await core.createNamespacedConfigMap({
        namespace,
        body: { metadata: { name, labels: { context } }, data: { key: 'one' } },
      });
      expect(created.metadata?.creationTimestamp).toBeInstanceOf(Date);
      const replaced = await core.replaceNamespacedConfigMap({
        namespace,
        name,
        body: Object.assign({}, created, { data: { key: 'two' } }),
      });
      expect(Number(replaced.metadata?.resourceVersion)).toBeGreaterThan(
        Number(created.metadata?.resourceVersion),
      );
      await expect(
        core.replaceNamespacedConfigMap({ namespace, name, body: created }),
      ).rejects.toMatchObject({ code: 409 });
      const patched = await core.patchNamespacedConfigMap(
        { namespace, name, body: { data: { more: 'yes' } } },
        setHeaderOptions('Content-Type', PatchStrategy.MergePatch),
      );
      expect(patched.data).toEqual({ key: 'two', more: 'yes' });
      const jsonPatched = await core.patchNamespacedConfigMap({
        namespace,
        name,
        body: [{ op: 'remove', path: '/data/more' }],
      });
      expect(jsonPatched.data).toEqual({ key: 'two' });
      const { items } = await core.listNamespacedConfigMap({
        namespace,
        labelSelector: `context=${context}`,
      });
      expect(items.map(({ metadata }) => metadata?.name)).toEqual([name]);
      expect(await core.deleteNamespacedConfigMap({ namespace, name })).toMatchObject({
        status: 'Success',
        details: { name, kind: 'configmaps' },
      });
      await expect(core.readNamespacedConfigMap({ namespace, name })).rejects.toMatchObject({
        code: 404,
      });
    },
  );

  it.each(contexts)('applies on the server side through %s', async (context) => {
    const objects = KubernetesObjectApi.makeApiClient(configOf(context));
    const apply = (value: string, manager: string, force: boolean) =>
      objects.patch<V1ConfigMap>(
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: `apply-${context}`, namespace },
          data: { key: value },
        },
        ...([undefined, undefined, manager, force, PatchStrategy.ServerSideApply] as const),
      );
    const applied = await apply('one', 'first', false);
    expect(applied.metadata?.managedFields).toMatchObject([
      { manager: 'first', operation: 'Apply' },
    ]);
    await expect(apply('two', 'second', false)).rejects.toMatchObject({ code: 409 });
    expect((await apply('two', 'second', true)).data).toEqual({ key: 'two' });
  });

  it('answers typed reads of scales, versions and reviews', async () => {
    const config = configOf('skew-c');
    expect(await config.makeApiClient(VersionApi).getCode()).toMatchObject({
      major: '1',
      minor: '36',
    });
    const review = await config
      .makeApiClient(AuthenticationV1Api)
      .createSelfSubjectReview({ body: {} });
    expect(review.status?.userInfo?.groups).toContain('system:masters');
    const apps = config.makeApiClient(AppsV1Api);
    const labels = { app: 'scaled' };
    await apps.createNamespacedDeployment({
      namespace,
      body: {
        metadata: { name: 'scaled' },
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'main', image: 'example.com/image' }] },
          },
        },
      },
    });
    const scale = await apps.readNamespacedDeploymentScale({ namespace, name: 'scaled' });
    expect(scale).toMatchObject({ kind: 'Scale', spec: { replicas: 1 } });
    await apps.replaceNamespacedDeploymentScale({
      namespace,
      name: 'scaled',
      body: Object.assign({}, scale, { spec: { replicas: 3 } }),
    });
    expect(
      (await apps.readNamespacedDeployment({ namespace, name: 'scaled' })).spec?.replicas,
    ).toBe(3);
  });

  it.each(['skew-b', 'skew'])(
    'an informer lives on when its connection to %s is cut',
    async (context) => {
      const { server } = configOf(context).getCurrentCluster() ?? {};
      const proxy = await startTcpProxy(Number(new URL(server ?? '').port));
      const config = configOf(context, proxy.endpoint.replace('http:', 'https:'));
      const path = `/api/v1/namespaces/${namespace}/configmaps`;
      const direct = configOf(context).makeApiClient(CoreV1Api);
      const proxied = config.makeApiClient(CoreV1Api);
      const selector = `informer=${context}`;
      const informer = makeInformer(
        config,
        path,
        () => proxied.listNamespacedConfigMap({ namespace, labelSelector: selector }),
        selector,
      );
      const seen: string[] = [];
      informer.on('add', ({ metadata }) => seen.push(`add ${metadata?.name ?? ''}`));
      informer.on('delete', ({ metadata }) => seen.push(`delete ${metadata?.name ?? ''}`));
      // What a program that uses it does: it starts again after an error.
      let failures = 0;
      informer.on('error', () => {
        failures++;
        setTimeout(() => void informer.start().catch(() => failures++), 100);
      });
      const create = (name: string) =>
        direct.createNamespacedConfigMap({
          namespace,
          body: { metadata: { name: `${context}-${name}`, labels: { informer: context } } },
        });
      try {
        await create('before');
        await informer.start();
        await until('the informer knows what was there', () => seen.length === 1);
        await create('live');
        await until('an event', () => seen.length === 2);

        proxy.cut();
        await create('away');
        await direct.deleteNamespacedConfigMap({ namespace, name: `${context}-before` });
        proxy.mend();
        await create('after');
        const names = ['live', 'away', 'after'].map((name) => `${context}-${name}`).sort();
        await until('the informer is up to date', () => {
          const known = informer.list(namespace).map(({ metadata }) => metadata?.name ?? '');
          return known.sort().join() === names.join();
        });
        const events = ['before', 'live', 'away', 'after'].map((name) => `add ${context}-${name}`);
        expect([...seen].sort()).toEqual([...events, `delete ${context}-before`].sort());
      } finally {
        await informer.stop();
        await proxy.close();
      }
    },
  );

  it('a watch ends without an error when its time is over', async () => {
    const watch = new Watch(configOf('skew'));
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const ended = new Promise((resolve, reject) => {
      watch.watch(path, { timeoutSeconds: 1 }, () => undefined, resolve).catch(reject);
    });
    expect(await ended).toBeFalsy();
  });
});
