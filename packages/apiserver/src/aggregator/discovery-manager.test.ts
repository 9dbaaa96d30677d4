import { FakeClock, type KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeLiveView } from '../peer-proxy/testing/fake-live-view.js';
import { RecordingLogger } from '../peer-proxy/testing/recording-logger.js';
import { ApiServiceLister } from './api-service.js';
import { DiscoveryManager } from './discovery-manager.js';
import type { ExtensionAnswer, ExtensionRequest } from './extension-client.js';
import { upstreamAggregatorTimings } from './timings.js';

const contentType = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

function aggregatedAnswer(...versions: string[]): ExtensionAnswer {
  const resources = [{ resource: 'things', scope: 'Cluster', verbs: ['get'] }];
  const list = {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    items: [
      { metadata: { name: 'g' }, versions: versions.map((version) => ({ version, resources })) },
    ],
  };
  return {
    status: 200,
    headers: { 'content-type': contentType, etag: '"1"' },
    body: Buffer.from(JSON.stringify(list)),
  };
}

const answer = (status: number, body: object = {}): ExtensionAnswer => ({
  ...{ status, headers: {}, body: Buffer.from(JSON.stringify(body)) },
});

const apiService = (version: string, available = true, service = 's'): KubeObject => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: `${version}.g` },
  spec: {
    ...{ group: 'g', version, groupPriorityMinimum: 1, versionPriority: 1 },
    ...(service === '' ? {} : { service: { namespace: 'n', name: service, port: 443 } }),
  },
  status: { conditions: [{ type: 'Available', status: available ? 'True' : 'False' }] },
});

function start(retriesDiscovery: boolean, ...stored: KubeObject[]) {
  const clock = new FakeClock();
  const view = new FakeLiveView();
  const asked: ExtensionRequest[] = [];
  const world = { reply: (_path: string): ExtensionAnswer => aggregatedAnswer('v1', 'v2') };
  const put = (object: KubeObject) => {
    view.set(`apiregistration.k8s.io/apiservices/${object.metadata.name ?? ''}`, object);
  };
  stored.forEach(put);
  const manager = new DiscoveryManager({
    apiServices: new ApiServiceLister(view),
    client: {
      get: async (_apiService, request) => {
        asked.push(request);
        return world.reply(request.path);
      },
    },
    ...{ retriesDiscovery, clock, timings: upstreamAggregatorTimings },
    logger: new RecordingLogger(),
  });
  const stop = new AbortController();
  const running = manager.run(stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
  });
  return {
    ...{ view, put, asked, world, manager },
    /** Freshness and number of resources by version. */
    state: () =>
      Object.fromEntries(
        [...manager.groupVersions()].map(({ version, discovery }) => [
          version,
          `${discovery.freshness} ${String(discovery.resources.length)}`,
        ]),
      ),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    advance: async (ms: number) => {
      await clock.advance(ms);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

// kubernetes/kube-aggregator pkg/apiserver/handler_discovery.go
describe('DiscoveryManager', () => {
  it('takes from the document of a server what its APIServices are for', async () => {
    const { settle, state, manager, asked } = start(true, apiService('v1'), apiService('v3'));
    await settle();
    expect(manager.hasLooked).toBe(true);
    expect(state()).toEqual({ v1: 'Current 1', v3: 'Current 0' });
    expect(asked[0]).toMatchObject({
      path: '/apis',
      accept: `${contentType},${contentType.replace('v2', 'v2beta1')}`,
      user: { name: 'system:kube-aggregator', groups: ['system:masters'] },
      timeoutMs: 5_000,
    });
  });

  it('asks nobody who is unavailable at the start, and everybody after a change', async () => {
    const { settle, state, asked, put } = start(true, apiService('v1', false));
    await settle();
    expect([state(), asked.length]).toEqual([{ v1: 'Stale 0' }, 0]);
    put(apiService('v1', false));
    await settle();
    expect([state(), asked.length]).toEqual([{ v1: 'Current 1' }, 1]);
  });

  it('falls back to the older form', async () => {
    const { world, put, settle, state, asked } = start(true);
    world.reply = (path) =>
      path === '/apis'
        ? answer(406)
        : answer(200, {
            kind: 'APIResourceList',
            resources: [{ name: 'things', kind: 'Thing', verbs: ['get'], namespaced: true }],
          });
    await settle();
    put(apiService('v1'));
    await settle();
    expect(state()).toEqual({ v1: 'Current 1' });
    expect(asked.map(({ path }) => path)).toEqual(['/apis', '/apis/g/v1']);
    expect(asked[1]).toMatchObject({ accept: 'application/json', user: { groups: [] } });
  });

  it('sends the entity tag it knows, and keeps the document of a 304', async () => {
    const { world, settle, advance, state, asked } = start(true, apiService('v1'));
    await settle();
    world.reply = () => answer(304);
    await advance(60_000);
    expect(asked.at(-1)?.etag).toBe('"1"');
    expect(state()).toEqual({ v1: 'Current 1' });
  });

  it('marks what it cannot ask as stale without resources, and tries again soon since 1.36', async () => {
    const { world, settle, advance, state, asked } = start(true, apiService('v1'));
    await settle();
    world.reply = () => answer(503);
    await advance(60_000);
    expect(state()).toEqual({ v1: 'Stale 0' });
    const before = asked.length;
    world.reply = () => aggregatedAnswer('v1');
    await advance(500);
    expect([state(), asked.length]).toEqual([{ v1: 'Current 1' }, before + 1]);
  });

  it('waits for the next minute before 1.36', async () => {
    const { world, settle, advance, state, asked } = start(false, apiService('v1'));
    await settle();
    world.reply = () => answer(503);
    await advance(60_000);
    expect(state()).toEqual({ v1: 'Stale 0' });
    const before = asked.length;
    world.reply = () => aggregatedAnswer('v1');
    await advance(59_999);
    expect(asked.length).toBe(before);
    await advance(1);
    expect(state()).toEqual({ v1: 'Current 1' });
  });

  it.each([
    [
      'is gone',
      (view: FakeLiveView) => {
        view.delete('apiregistration.k8s.io/apiservices/v1.g');
      },
    ],
    [
      'is served here now',
      (view: FakeLiveView) => {
        view.set('apiregistration.k8s.io/apiservices/v1.g', apiService('v1', true, ''));
      },
    ],
  ])('forgets one that %s, and tells', async (_case, change) => {
    const { view, manager, settle, state } = start(true, apiService('v1'));
    await settle();
    let told = 0;
    manager.onChange(() => told++);
    change(view);
    await settle();
    expect([state(), told]).toEqual([{}, 1]);
  });
});
