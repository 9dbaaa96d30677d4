import { readFile } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { connect as tlsConnect } from 'node:tls';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pkiPaths } from '../../packages/cluster/src/pki/cluster-pki.js';
import { startEtcd, type TestEtcd } from './etcd.js';
import {
  extensionNamespace,
  startExtensionServer,
  type ExtensionServer,
} from './extension-server.js';
import { startTestServer, type TestServer } from './server.js';

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
const apiServices = '/apis/apiregistration.k8s.io/v1/apiservices';
const name = 'v1.widgets.example.com';
const root = '/apis/widgets.example.com/v1';
const widgets = `${root}/namespaces/default/widgets`;

interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
}
interface ApiServiceObject {
  status?: { conditions?: Condition[] };
}
interface DiscoveryList {
  items: {
    metadata: { name: string };
    versions: { version: string; freshness: string; resources?: { resource: string }[] }[];
  }[];
}

let etcd: TestEtcd;
let server: TestServer;
let extension: ExtensionServer;

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
  const files = pkiPaths(server.pki.directory, 'apiserver-test');
  const frontProxyCa = await readFile(files.frontProxyCa, 'utf8');
  extension = await startExtensionServer({ frontProxyCa });
  await server.request('POST', '/api/v1/namespaces', {
    body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: extensionNamespace } },
  });
});

afterAll(async () => {
  await extension.close();
  await server.close();
  await etcd.close();
});

/** Asks until the answer is right, or the test's time is over. */
async function eventually<T>(ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  const giveUpAt = performance.now() + 25_000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (performance.now() > giveUpAt) throw new Error(`Still: ${JSON.stringify(answer)}`);
    await delay(20);
  }
}

async function available(): Promise<Condition | undefined> {
  const { json } = await server.request('GET', `${apiServices}/${name}`);
  const { status } = json as unknown as ApiServiceObject;
  return status?.conditions?.find(({ type }) => type === 'Available');
}

const untilReason = (reason: string) =>
  eventually(available, (condition) => condition?.reason === reason);

async function discovered(group: string) {
  const { json } = await server.request('GET', '/apis', { headers: { accept: aggregated } });
  return (json as unknown as DiscoveryList).items.find(({ metadata }) => metadata.name === group);
}

const post = async (path: string, body: object) => {
  const { status, text } = await server.request('POST', path, { body });
  expect(status, text).toBe(201);
};

// kubernetes/kube-aggregator pkg/controllers/autoregister, pkg/controllers/status/local
describe('local group-versions', () => {
  it('have an APIService that is available from its creation', async () => {
    const { json } = await server.request('GET', `${apiServices}/v1.apps`);
    expect(json).toMatchObject({
      metadata: { labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' } },
      spec: { group: 'apps', version: 'v1', groupPriorityMinimum: 17800, versionPriority: 15 },
      status: {
        conditions: [
          {
            type: 'Available',
            status: 'True',
            reason: 'Local',
            message: 'Local APIServices are always available',
          },
        ],
      },
    });
    const core = await server.request('GET', `${apiServices}/v1.`);
    expect(core.json['spec']).toEqual({
      version: 'v1',
      groupPriorityMinimum: 18000,
      versionPriority: 1,
    });
    const own = await server.request('GET', `${apiServices}/v1.apiregistration.k8s.io`);
    expect(own.status).toBe(404);
  });

  it('are listed without their server being asked', async () => {
    const orphan = {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1.orphan.example.com' },
      spec: {
        group: 'orphan.example.com',
        version: 'v1',
        groupPriorityMinimum: 100,
        versionPriority: 1,
      },
    };
    await post(apiServices, orphan);
    const groups = async () => {
      const { json } = await server.request('GET', '/apis');
      return (json['groups'] as { name: string }[]).map((group) => group.name);
    };
    const listed = await eventually(groups, (names) => names.includes('orphan.example.com'));
    expect(listed.slice(0, 2)).toEqual(['apiregistration.k8s.io', 'apps']);
    expect(listed.at(-1)).toBe('orphan.example.com');
    expect((await server.request('GET', '/apis/orphan.example.com')).json).toMatchObject({
      kind: 'APIGroup',
      preferredVersion: { groupVersion: 'orphan.example.com/v1' },
    });
    const missing = await server.request('GET', '/apis/orphan.example.com/v1');
    expect([missing.status, missing.text]).toEqual([404, '404 page not found\n']);
    expect(await discovered('orphan.example.com')).toBeUndefined();
    await server.request('DELETE', `${apiServices}/v1.orphan.example.com`);
  });

  it('of CRDs are kept as long as the CRD is', async () => {
    const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    await post(crds, {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'foos.crd.example.com' },
      spec: {
        group: 'crd.example.com',
        scope: 'Namespaced',
        names: { plural: 'foos', kind: 'Foo' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object' } },
          },
        ],
      },
    });
    const registered = () => server.request('GET', `${apiServices}/v1.crd.example.com`);
    const { json } = await eventually(registered, ({ status }) => status === 200);
    expect(json).toMatchObject({
      metadata: { labels: { 'kube-aggregator.kubernetes.io/automanaged': 'true' } },
      spec: { groupPriorityMinimum: 1000, versionPriority: 100 },
    });
    await server.request('DELETE', `${apiServices}/v1.crd.example.com`);
    await eventually(registered, ({ status }) => status === 200);
    await server.request('DELETE', `${crds}/foos.crd.example.com`);
    await eventually(registered, ({ status }) => status === 404);
  });

  it('make the server ready', async () => {
    const { text } = await server.request('GET', '/readyz?verbose');
    for (const check of [
      'poststarthook/aggregator-reload-proxy-client-cert',
      'poststarthook/apiservice-discovery-controller',
      'poststarthook/apiservice-openapi-controller',
      'poststarthook/apiservice-openapiv3-controller',
      'poststarthook/apiservice-registration-controller',
      'poststarthook/apiservice-status-local-available-controller',
      'poststarthook/apiservice-status-remote-available-controller',
      'poststarthook/kube-apiserver-autoregistration',
      'poststarthook/start-kube-aggregator-informers',
      'autoregister-completion',
    ]) {
      expect(text).toContain(`[+]${check} ok`);
    }
  });
});

// kubernetes/kube-aggregator pkg/apiserver, pkg/controllers/status/remote
describe('an extension server', () => {
  it('is unavailable without its service, and stale in discovery', async () => {
    await post(apiServices, extension.apiService());
    expect(await untilReason('ServiceNotFound')).toMatchObject({
      status: 'False',
      message: `service/widgets in "${extensionNamespace}" is not present`,
    });
    const { status, text, headers } = await server.request('GET', widgets);
    expect([status, text]).toEqual([503, 'service unavailable\n']);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    const group = await eventually(() => discovered('widgets.example.com'), Boolean);
    expect(group).toEqual({
      metadata: { name: 'widgets.example.com' },
      versions: [{ version: 'v1', freshness: 'Stale' }],
    });
    expect(extension.seen).toEqual([]);
  });

  it('becomes available with it, and tells what it serves', async () => {
    await post(`/api/v1/namespaces/${extensionNamespace}/services`, extension.service());
    expect(await untilReason('Passed')).toMatchObject({
      status: 'True',
      message: 'all checks passed',
    });
    const group = await eventually(
      () => discovered('widgets.example.com'),
      (found) => found?.versions[0]?.freshness === 'Current',
    );
    expect(group?.versions[0]?.resources?.map(({ resource }) => resource)).toEqual(['widgets']);
    const probed = extension.seen.find(({ path }) => path === root);
    expect(probed?.headers).toMatchObject({
      'x-remote-user': 'system:kube-aggregator',
      'x-remote-group': 'system:masters',
    });
    const list = await server.request('GET', root);
    expect(list.json).toMatchObject({ kind: 'APIResourceList', groupVersion: root.slice(6) });
  });

  it('gets requests with the identity of the client, and its answers go back', async () => {
    await post(widgets, {
      apiVersion: 'widgets.example.com/v1',
      kind: 'Widget',
      metadata: { name: 'one' },
    });
    const got = await server.request('GET', `${widgets}/one?b=2&a=1`, {
      headers: { 'x-kubernetes-peer-proxied': 'true', 'x-remote-user': 'mallory' },
    });
    expect([got.status, got.json.metadata.name]).toEqual([200, 'one']);
    const seen = extension.resourceRequests().at(-1);
    expect(seen?.path).toBe(`${widgets}/one?a=1&b=2`);
    expect(seen?.headers).toMatchObject({
      'x-remote-user': 'kubernetes-admin',
      'x-kubernetes-peer-proxied': 'true',
      'x-forwarded-proto': 'https',
      'x-forwarded-uri': `${widgets}/one`,
      'x-forwarded-host': `localhost:${String(extension.port)}`,
      host: `localhost:${String(extension.port)}`,
      'audit-id': String(got.headers['audit-id']).split(', ')[0],
    });
    expect(seen?.headers['x-remote-group']).toContain('system:masters');
    expect(seen?.headers['authorization']).toBeUndefined();
    const missing = await server.request('GET', `${widgets}/two`);
    expect(missing.status).toBe(404);
  });

  it('gets nothing that the client may not do', async () => {
    const before = extension.resourceRequests().length;
    expect((await server.request('GET', widgets, { user: 'alice' })).status).toBe(403);
    expect(extension.resourceRequests().length).toBe(before);
  });

  it('gets bodies of any size', async () => {
    const body = {
      kind: 'Widget',
      apiVersion: 'widgets.example.com/v1',
      metadata: { name: 'big' },
      data: 'x'.repeat(5 * 1024 * 1024),
    };
    await post(widgets, body);
    expect(extension.resourceRequests().at(-1)?.bodyBytes).toBe(JSON.stringify(body).length);
  });

  it('streams watches event by event', async () => {
    const controller = new AbortController();
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = httpsRequest(
        `${server.url}${widgets}?watch=1`,
        { ...server.tls, signal: controller.signal },
        resolve,
      );
      sent.once('error', reject);
      sent.end();
    });
    const lines: string[] = [];
    incoming.on('error', () => undefined); // the abort below
    incoming.on('data', (chunk: Buffer) => {
      lines.push(chunk.toString());
    });
    await post(widgets, {
      apiVersion: 'widgets.example.com/v1',
      kind: 'Widget',
      metadata: { name: 'late' },
    });
    await eventually(
      async () => lines.join(''),
      (text) => text.includes('"name":"late"'),
    );
    controller.abort();
  });

  it('may take over the connection', async () => {
    const socket = tlsConnect({
      host: '127.0.0.1',
      port: Number(new URL(server.url).port),
      ...server.tls,
      ALPNProtocols: ['http/1.1'],
    });
    let received = '';
    socket.on('data', (chunk: Buffer) => {
      received += chunk.toString();
    });
    socket.write(
      `GET ${widgets}/one/connect HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly `,
    );
    await eventually(
      async () => received,
      (text) => text.includes('early '),
    );
    socket.write('later');
    await eventually(
      async () => received,
      (text) => text.includes('later'),
    );
    expect(received.split('\r\n')[0]).toBe('HTTP/1.1 101 Switching Protocols');
    expect(extension.resourceRequests().at(-1)?.headers).toMatchObject({
      'x-remote-user': 'kubernetes-admin',
      upgrade: 'echo',
    });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.end();
    await closed;
  });

  it('may refuse to', async () => {
    const { status, text } = await server.request('GET', `${widgets}/one/connect`, {
      headers: { connection: 'Upgrade', upgrade: 'other' },
    });
    expect([status, text]).toEqual([403, 'refused: 403']);
  });

  it('must not lead clients elsewhere', async () => {
    const { status, text } = await server.request('GET', `${root}/redirect`);
    expect(status).toBe(502);
    expect(text).toBe('the backend attempted to redirect this request, which is not permitted');
  });

  it('adds its OpenAPI documents', async () => {
    const path = root.slice(1);
    const index = () => server.request('GET', '/openapi/v3');
    const { json } = await eventually(index, ({ text }) => text.includes(path));
    expect((json['paths'] as Record<string, unknown>)[path]).toEqual({
      serverRelativeURL: `/openapi/v3/${path}?hash=1`,
    });
    const document = await server.request('GET', `/openapi/v3/${path}?hash=1`);
    expect(document.json).toMatchObject({ info: { title: 'widgets' } });
  });

  it('that is gone is 503, then unavailable and stale, and comes back', async () => {
    await extension.stop();
    const gone = await server.request('GET', widgets);
    expect(gone.status).toBe(503);
    expect(gone.text).toMatch(
      /^(error trying to reach service: dial tcp .*: connect: connection refused|service unavailable)\n$/,
    );
    // Anything that happens to the service makes the controllers look again.
    await server.request('PATCH', `/api/v1/namespaces/${extensionNamespace}/services/widgets`, {
      body: { metadata: { labels: { touched: 'yes' } } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    const condition = await untilReason('FailedDiscoveryCheck');
    const url = `https://localhost:${String(extension.port)}${root}`;
    expect(condition?.message).toMatch(
      new RegExp(`^failing or missing response from ${url}: Get "${url}": dial tcp `),
    );
    await eventually(
      () => discovered('widgets.example.com'),
      (found) => found?.versions[0]?.freshness === 'Stale',
    );
    const metrics = await server.request('GET', '/metrics');
    expect(metrics.text).toContain(`aggregator_unavailable_apiservice{name="${name}"} 1`);
    expect(metrics.text).toContain(
      `aggregator_unavailable_apiservice_total{name="${name}",reason="FailedDiscoveryCheck"} 1`,
    );
    await extension.restart();
    await untilReason('Passed');
    await eventually(
      () => discovered('widgets.example.com'),
      (found) => found?.versions[0]?.freshness === 'Current',
    );
    expect((await server.request('GET', widgets)).status).toBe(200);
  });

  it('with another certificate than promised is refused', async () => {
    const patch = (caBundle: unknown) =>
      server.request('PATCH', `${apiServices}/${name}`, {
        body: { spec: { caBundle } },
        headers: { 'content-type': 'application/merge-patch+json' },
      });
    const { caBundle } = (extension.apiService() as { spec: { caBundle: string } }).spec;
    await patch(Buffer.from(server.tls.ca).toString('base64'));
    const condition = await untilReason('FailedDiscoveryCheck');
    expect(condition?.message).toContain(
      'tls: failed to verify certificate: x509: certificate signed by unknown authority',
    );
    await patch(caBundle);
    await untilReason('Passed');
  });

  it('goes away with its APIService', async () => {
    await server.request('DELETE', `${apiServices}/${name}`);
    await eventually(
      () => discovered('widgets.example.com'),
      (found) => found === undefined,
    );
    const { status, text } = await server.request('GET', widgets);
    expect([status, text]).toEqual([404, '404 page not found\n']);
    // Its last check may still be under way.
    await eventually(
      async () => (await server.request('GET', '/metrics')).text,
      (metrics) => !metrics.includes(`aggregator_unavailable_apiservice{name="${name}"}`),
    );
  });
});
