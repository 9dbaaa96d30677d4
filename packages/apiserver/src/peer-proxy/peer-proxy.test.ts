import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '@skewplane/apimachinery';
import { Registry } from 'prom-client';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { encodeGroups } from '../discovery/encode-groups.js';
import { createPeerProxy, type PeerProxy, type PeerProxyOptions } from './peer-proxy.js';
import { serverIdFor } from './server-id.js';
import { FakeEndpointStore, FakeLeaseClient } from './testing/fake-cluster.js';
import { FakeLocalDiscovery, group } from './testing/discovery-builders.js';
import { FakeLiveView } from './testing/fake-live-view.js';
import { RecordingLogger } from './testing/recording-logger.js';
import { TestCa, type KeyPair } from './testing/test-pki.js';

let servingCa: TestCa;
let frontProxyCa: TestCa;
let serving: KeyPair;
let proxyClient: KeyPair;

beforeAll(async () => {
  servingCa = await TestCa.create('serving-ca');
  frontProxyCa = await TestCa.create('front-proxy-ca');
  serving = await servingCa.issue('kube-apiserver', { dns: ['kubernetes.default.svc'] });
  proxyClient = await frontProxyCa.issue('front-proxy-client');
});

/** What the instances of a plane share. */
class SharedState {
  readonly leases = new FakeLeaseClient();
  readonly endpoints = new FakeEndpointStore();
  readonly crds = new FakeLiveView();
  readonly apiServices = new FakeLiveView();
}

interface Instance {
  readonly proxy: PeerProxy;
  readonly address: string;
  /** Accept headers and users that asked for discovery here. */
  readonly asked: { path: string; accept: string; user: string }[];
  readonly logger: RecordingLogger;
  readonly registry: Registry;
}

async function instance(
  shared: SharedState,
  hostname: string,
  parts: Partial<PeerProxyOptions> & { discovery?: FakeLocalDiscovery; clock?: Clock } = {},
): Promise<Instance> {
  const {
    discovery = new FakeLocalDiscovery([group('batch', { v1: ['jobs'] })]),
    clock,
    ...options
  } = parts;
  const asked: Instance['asked'] = [];
  const server = createServer(
    { ...serving, ca: frontProxyCa.cert, requestCert: true },
    (request, response) => {
      const { headers, url = '' } = request;
      asked.push({
        path: url,
        accept: headers.accept ?? '',
        user: String(headers['x-remote-user']),
      });
      response.end(encodeGroups(url === '/api' ? discovery.api() : discovery.apis()).bytes);
    },
  );
  const address = await listen(server);
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const logger = new RecordingLogger();
  const registry = new Registry();
  const proxy = createPeerProxy(
    {
      emulatedMinor: 36,
      gateEnabled: true,
      hostname,
      processId: `${hostname}-process`,
      advertisedAddress: address,
      tls: { ca: servingCa.cert, ...proxyClient },
      ...options,
    },
    {
      leases: shared.leases.view,
      client: shared.leases,
      endpointStore: shared.endpoints,
      crds: shared.crds,
      apiServices: shared.apiServices,
      localDiscovery: discovery,
      isReady: () => proxy.hooks.every((hook) => hook.isDone()),
      clock: clock ?? systemClock,
      random: () => 0,
      registry,
      logger,
    },
  );
  onTestFinished(() => proxy.stop());
  return { proxy, address, asked, logger, registry };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const peersOf = ({ proxy }: Instance) =>
  proxy
    .state()
    .peers.map(({ serverId }) => serverId)
    .sort();

const withoutBatch = () => new FakeLocalDiscovery([group('apps', { v1: ['deployments'] })]);

describe('three servers of 1.36', () => {
  async function plane() {
    const shared = new SharedState();
    const discovery = withoutBatch();
    const a = await instance(shared, 'apiserver-a', { discovery });
    const b = await instance(shared, 'apiserver-b');
    const c = await instance(shared, 'apiserver-c');
    await Promise.all([a, b, c].map(({ proxy }) => proxy.start()));
    return { shared, a, b, c };
  }

  it('S02: know each other within three seconds of their start', async () => {
    const { a, b, c } = await plane();
    for (const each of [a, b, c]) {
      await expect.poll(() => peersOf(each).length, { timeout: 3000, interval: 20 }).toBe(2);
    }
    expect(peersOf(a)).toEqual([serverIdFor('apiserver-b'), serverIdFor('apiserver-c')]);
    expect(a.proxy.state().peers).toContainEqual({
      serverId: serverIdFor('apiserver-b'),
      address: b.address,
      gvrCount: 2,
    });
    expect(b.asked[0]).toEqual({
      path: '/api',
      user: 'system:apiserver',
      accept:
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;profile=nopeer,' +
        'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json',
    });
  });

  it('S18, S22: come to the same merged document, which drops a server that left (S23)', async () => {
    const { shared, a, b, c } = await plane();
    const names = ({ proxy }: Instance) =>
      proxy.mergedDiscovery?.mergedApis().groups.map(({ metadata }) => metadata.name);
    for (const each of [a, b, c]) {
      await expect.poll(() => peersOf(each).length, { timeout: 3000, interval: 20 }).toBe(2);
    }
    expect(names(a)).toEqual(['apps', 'batch']);
    expect(
      new Set([a, b, c].map((each) => each.proxy.mergedDiscovery?.mergedApis().etag)).size,
    ).toBe(1);
    await a.proxy.preShutdown();
    expect([...shared.endpoints.records.keys()]).not.toContain(
      `peerserverleases/${serverIdFor('apiserver-a')}`,
    );
    await expect.poll(() => names(b), { timeout: 3000, interval: 20 }).toEqual(['batch']);
  });

  it('count a fetch of discovery under empty labels', async () => {
    const { a } = await plane();
    const fetches = async () => {
      const counter = await a.registry.getSingleMetric('apiserver_rerouted_request_total')?.get();
      return counter?.values.find(({ labels }) => labels['code'] === '200');
    };
    await expect.poll(fetches, { timeout: 3000, interval: 20 }).toMatchObject({
      labels: { code: '200', group: '', version: '', resource: '' },
    });
  });
});

describe('one server', () => {
  it('S27: without a peer CA is found by others and sends nothing on', async () => {
    const shared = new SharedState();
    const b = await instance(shared, 'apiserver-b', { tls: undefined });
    await b.proxy.start();
    expect(b.proxy.filter).toBeUndefined();
    expect(b.proxy.mergedDiscovery).toBeUndefined();
    expect(b.proxy.hooks.map(({ name }) => name)).toEqual([
      'start-kube-apiserver-identity-lease-controller',
      'start-kube-apiserver-identity-lease-garbage-collector',
      'peer-endpoint-reconciler-controller',
    ]);
    await expect.poll(() => shared.endpoints.records.size).toBe(1);
  });

  it('with the gate off has an identity Lease but no address', async () => {
    const shared = new SharedState();
    const old = await instance(shared, 'apiserver-b', { emulatedMinor: 32, gateEnabled: false });
    await old.proxy.start();
    await expect.poll(() => [...shared.leases.view.list()].length).toBe(1);
    expect(shared.endpoints.lists).toBe(0);
    expect(old.proxy.filter).toBeUndefined();
    await old.proxy.stop();
    expect([...shared.leases.view.list()]).toHaveLength(1); // ≤ 1.34 leaves its Lease
  });

  it('has the readiness checks of 1.36', async () => {
    const a = await instance(new SharedState(), 'apiserver-a');
    expect(a.proxy.hooks.some((hook) => hook.isDone())).toBe(false);
    await a.proxy.start();
    expect(a.proxy.hooks.every((hook) => hook.isDone())).toBe(true);
    expect(a.proxy.hooks.map(({ name }) => name).sort()).toEqual([
      'local-discovery-cache-sync',
      'mixed-version-proxy-handler',
      'peer-discovery-workers',
      'peer-endpoint-reconciler-controller',
      'start-kube-apiserver-identity-lease-controller',
      'start-kube-apiserver-identity-lease-garbage-collector',
    ]);
    expect(a.proxy.state()).toMatchObject({ generation: 'D36', synced: true, peers: [] });
  });

  it('does not start when its own discovery fails', async () => {
    const discovery = withoutBatch();
    discovery.failure = new Error('not now');
    const a = await instance(new SharedState(), 'apiserver-a', { discovery });
    await expect(a.proxy.start()).rejects.toThrow(
      'failed to populate initial local discovery cache',
    );
  });

  it.each([32, 34, 35])(
    'routes for 1.%i as the newest generation does, and says so',
    async (minor) => {
      const a = await instance(new SharedState(), 'apiserver-a', { emulatedMinor: minor });
      expect(a.proxy.filter).toBeDefined();
      expect(a.logger.lines).toContain('warn: Routing as a newer release does');
    },
  );
});
