import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { formatMicroTime, systemClock, type Clock } from '@skewplane/apimachinery';
import { Registry } from 'prom-client';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { encodeGroups } from '../discovery/encode-groups.js';
import { endpointRecord } from './leases/endpoint-record.js';
import { leaseGvr, leaseNamespace } from './leases/identity-lease.js';
import { createPeerProxy, type PeerProxy, type PeerProxyOptions } from './peer-proxy.js';
import type { ProcessCrash } from './process-crash.js';
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
  readonly crashes: ProcessCrash[];
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
  const crashes: ProcessCrash[] = [];
  const proxy = createPeerProxy(
    {
      minor: 36,
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
      crash: (crash) => crashes.push(crash),
      logger,
    },
  );
  onTestFinished(() => proxy.stop());
  return { proxy, address, asked, logger, registry, crashes };
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
    const old = await instance(shared, 'apiserver-b', { minor: 32, gateEnabled: false });
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
      'PostStartHook "local-discovery-cache-sync" failed: ' +
        'failed to populate initial local discovery cache: ' +
        'error getting API group resources from discovery: not now',
    );
    expect(a.crashes).toMatchObject([{ exitCode: 255 }]);
  });
});

const acceptV2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

/** An endpoint lease that resolves, of a server that is not there. */
async function publishDead(shared: SharedState, hostname: string): Promise<void> {
  const serverId = serverIdFor(hostname);
  const record = endpointRecord(serverId, '127.0.0.1:1', 1);
  await shared.endpoints.put(
    `peerserverleases/${serverId}`,
    Buffer.from(JSON.stringify(record)),
    15,
  );
}

/** The identity Lease alone, as peers see it before the address. */
async function publishIdentity(shared: SharedState, hostname: string): Promise<void> {
  const name = serverIdFor(hostname);
  await shared.leases.create(
    { gvr: leaseGvr, namespace: leaseNamespace },
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name,
        namespace: leaseNamespace,
        labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver' },
      },
      spec: {
        holderIdentity: `${name}_1`,
        leaseDurationSeconds: 3600,
        renewTime: formatMicroTime(systemClock.now()),
      },
    },
  );
}

describe('a server of 1.33 or 1.34', () => {
  /** B is up and known before A starts, so that A wins the race for B's address. */
  async function pair(minor: number) {
    const shared = new SharedState();
    const b = await instance(shared, 'apiserver-b', { minor });
    await b.proxy.start();
    await expect.poll(() => shared.endpoints.records.size).toBe(1);
    const a = await instance(shared, 'apiserver-a', { minor, discovery: withoutBatch() });
    await a.proxy.start();
    await expect.poll(() => peersOf(a)).toEqual([serverIdFor('apiserver-b')]);
    return { shared, a, b };
  }

  it.each([33, 34])('1.%i routes by discovery without merging it', async (minor) => {
    const { a, b } = await pair(minor);
    expect(a.proxy.state()).toMatchObject({ generation: 'D33', synced: true });
    expect(a.proxy.filter).toBeDefined();
    expect(a.proxy.mergedDiscovery).toBeUndefined();
    expect(a.proxy.hooks.map(({ name }) => name)).toContain('peer-discovery-cache-sync');
    expect(b.asked.map(({ path, accept }) => ({ path, accept }))).toEqual([
      { path: '/api', accept: acceptV2 },
      { path: '/apis', accept: acceptV2 },
    ]);
    expect(a.logger.lines.filter((line) => line.includes('Proxying request'))).toEqual([]);
  });

  it('counts by code alone and no errors', async () => {
    const { a } = await pair(34);
    const counter = await a.registry.getSingleMetric('apiserver_rerouted_request_total')?.get();
    expect(counter?.values).toMatchObject([{ labels: { code: '200' }, value: 2 }]);
    expect(Object.keys(counter?.values[0]?.labels ?? {})).toEqual(['code']);
    expect(a.registry.getMetricsAsArray().map(({ name }) => name)).toEqual([
      'apiserver_rerouted_request_total',
    ]);
  });

  it('routes what a CRD of the cluster owns like anything else', async () => {
    const { shared, a } = await pair(34);
    shared.crds.set('apiextensions.k8s.io/customresourcedefinitions/jobs.batch', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'jobs.batch' },
      spec: { group: 'batch', versions: [{ name: 'v1' }] },
    });
    expect(a.proxy.state().peers).toMatchObject([{ gvrCount: 2 }]);
  });

  // Spec 3.4.3: the check after each fetch looks at the wrong variable.
  it('dies of a peer whose address resolves and whose discovery does not come', async () => {
    const { shared, a } = await pair(34);
    await publishDead(shared, 'apiserver-c');
    await publishIdentity(shared, 'apiserver-c');
    await expect.poll(() => a.crashes.length).toBe(1);
    expect(a.crashes[0]).toMatchObject({ exitCode: 2 });
    expect(a.crashes[0]?.report).toContain(
      'panic: runtime error: invalid memory address or nil pointer dereference [recovered]',
    );
  });

  it('lives with that peer when the switch is off, and forgets it', async () => {
    const shared = new SharedState();
    await publishDead(shared, 'apiserver-c');
    await publishIdentity(shared, 'apiserver-c');
    const a = await instance(shared, 'apiserver-a', {
      minor: 34,
      quirks: { crashOnPeerFetchError: false },
    });
    await a.proxy.start();
    const dropped = () => a.logger.lines.some((line) => line.includes('Dropping lease'));
    await expect.poll(dropped, { timeout: 5000 }).toBe(true);
    expect(a.crashes).toEqual([]);
    expect(peersOf(a)).toEqual([]);
  });

  // Spec 3.4.4: five tries take 155 ms, an address takes longer.
  it('gives a peer up after five tries and stays blind to it', async () => {
    const shared = new SharedState();
    await publishIdentity(shared, 'apiserver-b');
    const a = await instance(shared, 'apiserver-a', { minor: 34 });
    await a.proxy.start();
    const id = serverIdFor('apiserver-b');
    const cause = `failed to get host port info from identity lease for server ${id}: missing port in address`;
    await expect
      .poll(() => a.logger.lines, { timeout: 5000 })
      .toContain(`info: Dropping lease ${id} out of the queue: ${cause}`);
    expect(
      a.logger.lines.filter(
        (line) => line === `info: Error syncing discovery for peer lease ${id}: ${cause}`,
      ),
    ).toHaveLength(5);
  });
});

describe('a server of 1.35', () => {
  it('merges discovery, asks for the own view of peers and counts by code', async () => {
    const shared = new SharedState();
    const b = await instance(shared, 'apiserver-b', { minor: 35 });
    const a = await instance(shared, 'apiserver-a', { minor: 35, discovery: withoutBatch() });
    await Promise.all([a.proxy.start(), b.proxy.start()]);
    await expect.poll(() => peersOf(a), { timeout: 3000 }).toEqual([serverIdFor('apiserver-b')]);
    expect(a.proxy.state().generation).toBe('D35');
    expect(a.proxy.hooks.map(({ name }) => name)).toContain('peer-discovery-cache-sync');
    expect(b.asked[0]?.accept).toContain(';profile=nopeer,');
    expect(
      a.proxy.mergedDiscovery?.mergedApis().groups.map(({ metadata }) => metadata.name),
    ).toEqual(['apps', 'batch']);
    expect(a.logger.lines).toContain(`info: Proxying request for /api from  to ${b.address}`);
    const names = a.registry.getMetricsAsArray().map(({ name }) => name);
    expect(names).toContain('aggregator_discovery_nopeer_requests_total');
    expect(names).not.toContain('apiserver_peer_proxy_errors_total');
  });
});
