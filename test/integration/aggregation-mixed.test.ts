import { setMaxListeners } from 'node:events';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@skewplane/apimachinery';
import { RestClient } from '@skewplane/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { namespaceController } from '../../packages/controllers/src/namespace/namespace.js';
import { pkiPaths } from '../../packages/cluster/src/pki/cluster-pki.js';
import { startEtcd, type TestEtcd } from './etcd.js';
import {
  extensionNamespace,
  startExtensionServer,
  type ExtensionServer,
} from './extension-server.js';
import { startTestServer, type Answer, type TestServer } from './server.js';
import { silentLogger } from './silent-logger.js';

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const apiServices = '/apis/apiregistration.k8s.io/v1/apiservices';
const jobs = '/apis/batch/v1/namespaces/default/jobs';
const widgets = '/apis/widgets.example.com/v1/namespaces/default/widgets';
const eventually = { timeout: 25_000, interval: 50 };
const pageNotFound = [404, '404 page not found\n'];

let etcd: TestEtcd;
let directory: string;
let pkiDirectory: string;

beforeAll(async () => {
  etcd = await startEtcd();
  directory = await mkdtemp(join(tmpdir(), 'skewplane-aggregation-'));
  pkiDirectory = join(directory, 'pki');
});

afterAll(async () => {
  await etcd.close();
  await rm(directory, { recursive: true, force: true });
});

const start = (hostname: string, minor: number, flags: Record<string, string> = {}) =>
  startTestServer({ minor, etcd, hostname, pkiDirectory, flags });

const groupsOf = ({ json }: Answer): string[] =>
  (json['groups'] as { name: string }[]).map(({ name }) => name);

interface Document {
  items: { metadata: { name: string }; versions: { freshness: string }[] }[];
}

async function document(server: TestServer, profile = ''): Promise<Map<string, string>> {
  const { json } = await server.request('GET', '/apis', {
    headers: { accept: `${aggregated}${profile}` },
  });
  return new Map(
    (json as unknown as Document).items.map(({ metadata, versions }) => [
      metadata.name,
      versions.map(({ freshness }) => freshness).join(),
    ]),
  );
}

async function post(server: TestServer, path: string, body: object): Promise<void> {
  const { status, text } = await server.request('POST', path, { body });
  expect(status, text).toBe(201);
}

async function condition(server: TestServer): Promise<string> {
  const { json } = await server.request('GET', `${apiServices}/v1.widgets.example.com`);
  const { conditions = [] } = (json['status'] ?? {}) as {
    conditions?: { reason: string; message: string }[];
  };
  return conditions.map(({ reason, message }) => `${reason}: ${message}`).join();
}

// kubernetes/kube-aggregator pkg/controllers/autoregister, pkg/apiserver/handler_apis.go
describe('servers that serve different group-versions', () => {
  it('list what any of them registered, until one restarts', async () => {
    const withoutBatch = { 'runtime-config': 'batch/v1=false' };
    let a = await start('a', 36, withoutBatch);
    const b = await start('b', 35);
    try {
      await expect
        .poll(async () => groupsOf(await a.request('GET', '/apis')), eventually)
        .toContain('batch');
      const group = await a.request('GET', '/apis/batch');
      expect([group.status, group.json.kind]).toEqual([200, 'APIGroup']);
      const version = await a.request('GET', '/apis/batch/v1');
      expect([version.status, version.text]).toEqual(pageNotFound);
      expect((await document(a)).has('batch')).toBe(false);

      await a.close();
      a = await start('a', 36, withoutBatch);
      const registered = () => b.request('GET', `${apiServices}/v1.batch`);
      await expect.poll(async () => (await registered()).status, eventually).toBe(404);
      for (const server of [a, b]) {
        await expect
          .poll(async () => groupsOf(await server.request('GET', '/apis')), eventually)
          .not.toContain('batch');
      }
      expect((await b.request('GET', '/apis/batch')).status).toBe(200);
      expect((await a.request('GET', '/apis/batch')).status).toBe(404);
      expect((await b.request('GET', jobs)).status).toBe(200);
      expect((await document(b)).get('batch')).toBe('Current');
    } finally {
      await Promise.all([a.close(), b.close()]);
    }
    const again = await start('b', 35);
    expect(groupsOf(await again.request('GET', '/apis'))).toContain('batch');
    await again.close();
  });
});

describe('an extension server behind the address of a service', () => {
  let extension: ExtensionServer;

  beforeAll(async () => {
    const seed = await start('seed', 36); // makes the PKI
    const frontProxyCa = await readFile(pkiPaths(pkiDirectory, 'seed').frontProxyCa, 'utf8');
    extension = await startExtensionServer({ frontProxyCa, discovery: 'legacy' });
    await post(seed, '/api/v1/namespaces', {
      ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: extensionNamespace } },
    });
    await post(seed, `/api/v1/namespaces/${extensionNamespace}/services`, {
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'widgets' } },
      spec: { ports: [{ name: 'https', port: 443 }] },
    });
    const service = { namespace: extensionNamespace, name: 'widgets' };
    await post(seed, apiServices, extension.apiService({ service }));
    await seed.close();
  });

  afterAll(async () => {
    await extension.close();
  });

  // kubernetes/kube-aggregator release-1.33 pkg/controllers/status/remote: Endpoints, not EndpointSlices
  it('is found by Endpoints written by hand, which older releases look at', async () => {
    const old = await start('old', 33);
    try {
      await expect
        .poll(() => condition(old), eventually)
        .toBe(
          `EndpointsNotFound: cannot find endpoints for service/widgets in "${extensionNamespace}"`,
        );
      await post(old, `/api/v1/namespaces/${extensionNamespace}/endpoints`, {
        ...{ apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'widgets' } },
        subsets: [
          { addresses: [{ ip: '127.0.0.1' }], ports: [{ name: 'https', port: extension.port }] },
        ],
      });
      await expect.poll(() => condition(old), eventually).toBe('Passed: all checks passed');
      const { status, json } = await old.request('GET', widgets);
      expect([status, json.kind]).toEqual([200, 'WidgetList']);
      expect(extension.resourceRequests().at(-1)?.headers.host).toMatch(/^10\.0\.0\.\d+:443$/);
      await expect
        .poll(async () => (await document(old)).get('widgets.example.com'), eventually)
        .toBe('Current');
    } finally {
      await old.close();
    }
  });

  it.each([
    ['the address of the service', {}, /^10\.0\.0\.\d+:443$/],
    ['an endpoint, if asked to', { 'enable-aggregator-routing': 'true' }, /^127\.0\.0\.1:\d+$/],
  ])('is found by EndpointSlices, and reached at %s', async (_case, flags, host) => {
    const server = await start('slices', 36, flags);
    try {
      const slices = `/apis/discovery.k8s.io/v1/namespaces/${extensionNamespace}/endpointslices`;
      await server.request('DELETE', `/api/v1/namespaces/${extensionNamespace}/endpoints/widgets`);
      await server.request('DELETE', `${slices}/widgets-1`);
      await expect.poll(() => condition(server), eventually).toMatch(/^EndpointsNotFound/);
      await post(server, slices, {
        ...{ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
        metadata: { name: 'widgets-1', labels: { 'kubernetes.io/service-name': 'widgets' } },
        addressType: 'IPv4',
        endpoints: [{ addresses: ['127.0.0.1'] }],
        ports: [{ name: 'https', port: extension.port }],
      });
      await expect.poll(() => condition(server), eventually).toBe('Passed: all checks passed');
      expect((await server.request('GET', widgets)).status).toBe(200);
      expect(extension.resourceRequests().at(-1)?.headers.host).toMatch(host);
    } finally {
      await server.close();
    }
  });

  // kubernetes/apiserver pkg/util/peerproxy: group-versions of service-backed APIServices are never routed to peers
  it('that one server cannot reach is not asked by way of another', async () => {
    const peers = {
      'feature-gates': 'UnknownVersionInteroperabilityProxy=true',
      'peer-ca-file': pkiPaths(pkiDirectory, 'seed').ca,
    };
    const b = await start('b', 36, peers);
    await expect.poll(() => condition(b), eventually).toBe('Passed: all checks passed');
    const cut = `127.0.0.1:${String(extension.port)}=127.0.0.1:1`;
    const a = await start('a', 36, { ...peers, 'skewplane-dial': cut });
    try {
      await expect
        .poll(
          async () => (await document(a, ';profile=nopeer')).get('widgets.example.com'),
          eventually,
        )
        .toBe('Stale');
      await expect.poll(async () => (await a.request('GET', widgets)).status, eventually).toBe(503);
      const { headers, text } = await a.request('GET', widgets);
      expect(headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(text).toMatch(/^(service unavailable|error trying to reach service: .*)\n$/);
      const metrics = await a.request('GET', '/metrics');
      expect(metrics.text).not.toMatch(/apiserver_rerouted_request_total\{.*widgets/);
    } finally {
      await Promise.all([a.close(), b.close()]);
    }
  });

  // kubernetes/kubernetes pkg/controller/namespace/deletion; spec 7.3
  it('that cannot be reached keeps namespaces from being deleted', async () => {
    await extension.stop();
    const server = await start('namespaces', 36);
    const client = new RestClient(
      {
        server: server.url,
        ca: Buffer.from(server.tls.ca),
        cert: Buffer.from(server.tls.cert),
        key: Buffer.from(server.tls.key),
      },
      { userAgent: 'test' },
    );
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const deps = { client, clock: systemClock, logger: silentLogger, random: Math.random };
    const running = namespaceController(deps, stop.signal);
    try {
      await expect
        .poll(async () => (await document(server)).get('widgets.example.com'), eventually)
        .toBe('Stale');
      await post(server, '/api/v1/namespaces', {
        ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'doomed' } },
      });
      const doomed = () => server.request('GET', '/api/v1/namespaces/doomed');
      await server.request('DELETE', '/api/v1/namespaces/doomed');
      await expect
        .poll(async () => JSON.stringify((await doomed()).json['status']), eventually)
        .toContain(
          '"message":"Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: ' +
            'widgets.example.com/v1: stale GroupVersion discovery: widgets.example.com/v1"',
        );
      expect((await doomed()).json['status']).toMatchObject({
        phase: 'Terminating',
        conditions: expect.arrayContaining([
          expect.objectContaining({
            ...{ type: 'NamespaceDeletionDiscoveryFailure', status: 'True' },
            reason: 'DiscoveryFailed',
          }),
        ]) as unknown,
      });
      await extension.restart();
      // The service's new label makes the server look at once.
      const path = `/api/v1/namespaces/${extensionNamespace}/services/widgets`;
      await server.request('PATCH', path, {
        body: { metadata: { labels: { touched: 'yes' } } },
        headers: { 'content-type': 'application/merge-patch+json' },
      });
      await expect.poll(async () => (await doomed()).status, eventually).toBe(404);
    } finally {
      stop.abort();
      await running;
      await client.close();
      await server.close();
    }
  });
});
