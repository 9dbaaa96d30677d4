import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../packages/apimachinery/src/index.js';
import { serverIdFor } from '../../packages/apiserver/src/peer-proxy/server-id.js';
import { RestClient } from '../../packages/client/src/index.js';
import { storageVersionGc } from '../../packages/controllers/src/storage-version-gc/storage-version-gc.js';
import { pkiPaths } from '../../packages/cluster/src/pki/cluster-pki.js';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type TestServer, type TestServerOptions } from './server.js';
import { silentLogger } from './silent-logger.js';

const eventually = { timeout: 20_000, interval: 50 };
const api = '/apis/internal.apiserver.k8s.io/v1alpha1/storageversions';
const jobs = '/apis/batch/v1/namespaces/default/jobs';
const served = 'internal.apiserver.k8s.io/v1alpha1=true';

let etcd: TestEtcd;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-storage-version-'));
  etcd = await startEtcd();
});

afterAll(async () => {
  await etcd.close();
  await rm(directory, { recursive: true, force: true });
});

interface Member {
  readonly letter: string;
  readonly minor?: number;
  /** Planes do not see each other. */
  readonly plane: string;
  readonly runtimeConfig?: string;
  readonly timers?: string;
  readonly waitsUntilReady?: boolean;
  readonly gates?: string;
}

const proxyGates = 'UnknownVersionInteroperabilityProxy=true,StorageVersionAPI=true';

/** An instance of a plane with the proxy on; the instances share a PKI. */
function start(member: Member): Promise<TestServer> {
  const { letter, minor = 31, plane, runtimeConfig = served, timers, gates = proxyGates } = member;
  const hostname = `apiserver-${letter}`;
  const options: TestServerOptions = {
    minor,
    etcd,
    hostname,
    pkiDirectory: directory,
    ...(member.waitsUntilReady === undefined ? {} : { waitsUntilReady: member.waitsUntilReady }),
    flags: {
      'etcd-prefix': `/${plane}`,
      'feature-gates': gates,
      'runtime-config': runtimeConfig,
      'peer-ca-file': pkiPaths(directory, hostname).ca,
      ...(timers === undefined ? {} : { 'skewplane-timer': timers }),
    },
  };
  return startTestServer(options);
}

const idOf = (letter: string) => serverIdFor(`apiserver-${letter}`);

/** Who serves what an object is about; undefined without the object. */
async function serversOf(server: TestServer, name: string): Promise<string[] | undefined> {
  const { status, json } = await server.request('GET', `${api}/${name}`);
  if (status === 404) return undefined;
  const { storageVersions } = json['status'] as { storageVersions: { apiServerID: string }[] };
  return storageVersions.map(({ apiServerID }) => apiServerID).sort();
}

async function rerouted(server: TestServer): Promise<string[]> {
  const { text } = await server.request('GET', '/metrics');
  return text.split('\n').filter((line) => line.startsWith('apiserver_rerouted_request_total'));
}

const pageNotFound = { status: 404, text: '404 page not found\n' };

// Spec 3.3; kubernetes/kubernetes test/integration/apiserver/peerproxy/peer_proxy_test.go of 1.32
describe('a plane that routes by StorageVersions', () => {
  let a: TestServer;
  let b: TestServer;
  let newer: TestServer;

  beforeAll(async () => {
    const plane = 'routing';
    a = await start({
      letter: 'a',
      plane,
      runtimeConfig: `${served},batch/v1=false`,
      timers: 'identityGc=200ms',
    });
    b = await start({ letter: 'b', plane, minor: 32, timers: 'identityLeaseDuration=3s' });
    newer = await start({
      letter: 'd',
      plane,
      minor: 36,
      runtimeConfig: 'batch/v1=false',
      gates: 'UnknownVersionInteroperabilityProxy=true',
    });
  });

  afterAll(async () => {
    await newer.close();
    await a.close();
  });

  it('has an object for each resource, with every server of that age', async () => {
    const { json } = await a.request('GET', `${api}/apps.deployments`);
    expect(json).toMatchObject({
      apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
      kind: 'StorageVersion',
      metadata: { name: 'apps.deployments' },
      spec: {},
      status: {
        commonEncodingVersion: 'apps/v1',
        conditions: [
          {
            type: 'AllEncodingVersionsEqual',
            status: 'True',
            reason: 'CommonEncodingVersionSet',
            message: 'Common encoding version set',
          },
        ],
      },
    });
    expect(json.metadata).not.toHaveProperty('generation');
    expect(await serversOf(a, 'apps.deployments')).toEqual([idOf('a'), idOf('b')].sort());
    expect(await serversOf(a, 'core.pods')).toEqual([idOf('a'), idOf('b')].sort());
    expect(await serversOf(a, 'batch.jobs')).toEqual([idOf('b')]);
    expect(await serversOf(a, 'authorization.k8s.io.subjectaccessreviews')).toBeUndefined();
  });

  it('has the hooks of its age, all done', async () => {
    const { text } = await a.request('GET', '/readyz?verbose');
    const hooks = text.split('\n').filter((line) => line.includes('poststarthook'));
    expect(hooks).toEqual(
      expect.arrayContaining([
        '[+]poststarthook/unknown-version-proxy-filter ok',
        '[+]poststarthook/built-in-resources-storage-version-updater ok',
      ]),
    );
    expect(text).not.toContain('discovery-cache-sync');
    expect(text).not.toContain('mixed-version-proxy-handler');
  });

  it('sends requests for what only a peer has to that peer', async () => {
    await expect.poll(async () => (await a.request('GET', jobs)).status, eventually).toBe(200);
    const { status, json } = await a.request('POST', jobs, {
      body: {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'one' },
        spec: {
          template: {
            spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox' }] },
          },
        },
      },
    });
    expect({ status, kind: json.kind }).toEqual({ status: 201, kind: 'Job' });
    expect(await rerouted(a)).toContain('apiserver_rerouted_request_total{code="201"} 1');
    expect(await rerouted(b)).toEqual([]);
  });

  it.each([
    { name: 'what nobody has', path: '/apis/nope.example.com/v1/things' },
    // Newer servers write no StorageVersion.
    { name: 'what only a newer server has', path: '/apis/resource.k8s.io/v1/deviceclasses' },
  ])('answers itself for $name', async ({ path }) => {
    const before = await rerouted(a);
    const { status, text } = await a.request('GET', path);
    expect({ status, text }).toEqual(pageNotFound);
    expect(await rerouted(a)).toEqual(before);
  });

  it('is asked by newer servers, which learn from its discovery', async () => {
    await expect
      .poll(async () => (await newer.request('GET', `${jobs}/one`)).status, eventually)
      .toBe(200);
    const { status } = await newer.request('GET', `${api}/core.pods`);
    expect(status).toBe(200);
  });

  it('goes on naming a server that crashed, until its Lease is collected', async () => {
    await b.kill();
    const { status, text } = await a.request('GET', jobs);
    expect(status).toBe(503);
    expect(text).toMatch(
      /^error trying to reach service: dial tcp 127\.0\.0\.1:\d+: connect: connection refused\n$/,
    );
    expect(await serversOf(a, 'batch.jobs')).toEqual([idOf('b')]);

    const client = new RestClient(
      {
        server: a.url,
        ca: Buffer.from(a.tls.ca),
        cert: Buffer.from(a.tls.cert),
        key: Buffer.from(a.tls.key),
      },
      { userAgent: 'test' },
    );
    const stop = new AbortController();
    const collecting = storageVersionGc(
      { client, clock: systemClock, logger: silentLogger, random: Math.random },
      stop.signal,
    );
    try {
      await expect.poll(() => serversOf(a, 'batch.jobs'), eventually).toBeUndefined();
      await expect.poll(() => serversOf(a, 'apps.deployments'), eventually).toEqual([idOf('a')]);
    } finally {
      stop.abort();
      await collecting;
      await client.close();
    }
    await expect
      .poll(async () => {
        const answer = await a.request('GET', jobs);
        return { status: answer.status, text: answer.text };
      }, eventually)
      .toEqual(pageNotFound);
  });
});

// Spec 3.3.4, S09 and S23: a server that stopped in order is still named, but has no address any more.
it.each([
  { minor: 31, status: 503, why: 'one address too few is an error' },
  { minor: 32, status: 200, why: 'the other peer is asked' },
])('1.$minor answers $status with a peer gone: $why', async ({ minor, status }) => {
  const plane = `gone-${String(minor)}`;
  const [source, gone, peer] = await Promise.all([
    start({ letter: 'a', plane, minor, runtimeConfig: `${served},batch/v1=false` }),
    start({ letter: 'b', plane }),
    start({ letter: 'c', plane }),
  ]);
  await vi.waitFor(async () => {
    expect(await serversOf(source, 'batch.jobs')).toEqual([idOf('b'), idOf('c')].sort());
    expect((await source.request('GET', jobs)).status).toBe(200);
  }, eventually);
  await gone.close();
  for (let count = 0; count < 10; count++) {
    const answer = await source.request('GET', jobs);
    expect(answer.status).toBe(status);
    if (status === 200) continue;
    expect(answer.json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Error getting ip and port info of the remote server while proxying',
      reason: 'ServiceUnavailable',
      code: 503,
    });
  }
  await source.close();
  await peer.close();
});

// Spec 3.3.2 and S30: 1.30 stores these policies in v1beta1, 1.31 in v1.
it('tells whether all servers write the same version', async () => {
  const plane = 'encodings';
  const path = `${api}/admissionregistration.k8s.io.validatingadmissionpolicies`;
  const agreement = async (server: TestServer) => {
    const { status } = (await server.request('GET', path)).json as {
      status?: {
        commonEncodingVersion?: string;
        conditions: { status: string; reason: string; lastTransitionTime: string }[];
      };
    };
    const [condition] = status?.conditions ?? [];
    return { common: status?.commonEncodingVersion, ...condition };
  };
  const older = await start({ letter: 'a', plane, minor: 30 });
  const newer = await start({ letter: 'b', plane, minor: 31 });
  const differing = await agreement(newer);
  expect(differing).toMatchObject({
    common: undefined,
    status: 'False',
    reason: 'CommonEncodingVersionUnset',
  });

  await older.close();
  await untilNextSecond(differing.lastTransitionTime);
  const upgraded = await start({ letter: 'a', plane, minor: 31 });
  const agreeing = await agreement(newer);
  expect(agreeing).toMatchObject({
    common: 'admissionregistration.k8s.io/v1',
    status: 'True',
    reason: 'CommonEncodingVersionSet',
  });
  expect(agreeing.lastTransitionTime).not.toBe(differing.lastTransitionTime);
  await upgraded.close();
  await newer.close();
});

/** Times of conditions are full seconds. */
async function untilNextSecond(time = ''): Promise<void> {
  await vi.waitFor(() => {
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(time) + 1000);
  }, eventually);
}

// Spec 3.3.3 and S29; kubernetes/apiserver pkg/endpoints/filters/storageversion.go
describe('a server that has not told of its storage versions', () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await start({
      letter: 'c',
      plane: 'barrier',
      // Its Lease is not there when it looks for the first time.
      timers: 'storageVersionLeasePoll=1h',
      waitsUntilReady: false,
    });
    await vi.waitFor(async () => {
      const { status } = await server.request('GET', '/api/v1/namespaces/kube-system');
      expect(status).toBe(200);
    }, eventually);
  });

  afterAll(async () => {
    await server.close();
  });

  const deployments = '/apis/apps/v1/namespaces/default/deployments';

  it('refuses writes and is not ready', async () => {
    const { status, json } = await server.request('POST', deployments, {
      body: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'd' } },
    });
    expect(status).toBe(503);
    expect(json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        'wait for storage version registration to complete for resource: deployments.apps, last seen error: <nil>',
      reason: 'ServiceUnavailable',
      code: 503,
    });
    const ready = await server.request('GET', '/readyz');
    expect(ready.status).toBe(500);
    expect(ready.text).toContain(
      '[-]poststarthook/built-in-resources-storage-version-updater failed',
    );
    expect(ready.text).toContain('[-]poststarthook/unknown-version-proxy-filter failed');
  });

  it('lets others pass', async () => {
    const lease = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'l', namespace: 'kube-system' },
      spec: {},
    };
    const review = {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { nonResourceAttributes: { path: '/', verb: 'get' } },
    };
    const statuses = await Promise.all([
      server.request('GET', deployments),
      server.request('POST', '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases', {
        body: lease,
      }),
      server.request('POST', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        body: review,
      }),
      server.request('POST', '/apis/example.com/v1/foos', { body: {} }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 201, 201, 404]);
  });
});

it('never lets a write pass without the API to tell by', async () => {
  const server = await start({
    letter: 'e',
    plane: 'no-api',
    runtimeConfig: '',
    timers: 'storageVersionLeasePoll=20ms,storageVersionRetry=10ms',
    waitsUntilReady: false,
  });
  try {
    await expect
      .poll(
        async () =>
          (await server.request('POST', '/api/v1/namespaces/default/configmaps', { body: {} })).json
            .message,
        eventually,
      )
      .toBe(
        'wait for storage version registration to complete for resource: configmaps, last seen error: the server could not find the requested resource (post storageversions.internal.apiserver.k8s.io)',
      );
  } finally {
    await server.close();
  }
});

it('does not start with the proxy but without the StorageVersion API', async () => {
  await expect(
    start({ letter: 'f', plane: 'refused', gates: 'UnknownVersionInteroperabilityProxy=true' }),
  ).rejects.toThrow(
    'UnknownVersionInteroperabilityProxy feature requires StorageVersionAPI feature flag to be enabled',
  );
});
