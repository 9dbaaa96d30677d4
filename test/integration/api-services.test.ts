import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type Answer, type TestServer } from './server.js';

let etcd: TestEtcd;
let servers: readonly TestServer[];
let server: TestServer;

beforeAll(async () => {
  etcd = await startEtcd();
  const flags = {
    'service-cluster-ip-range': '10.0.0.0/27',
    'service-node-port-range': '30000-30007',
  };
  servers = await Promise.all([
    startTestServer({ minor: 36, etcd, flags, hostname: 'new' }),
    startTestServer({ minor: 32, etcd, flags, hostname: 'old' }),
  ]);
  const [first] = servers;
  if (first === undefined) throw new Error('no server');
  server = first;
});

afterAll(async () => {
  await Promise.all(servers.map((each) => each.close()));
  await etcd.close();
});

const services = '/api/v1/namespaces/default/services';
const service = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { ports: [{ port: 80 }], ...spec },
});

interface ServiceSpec {
  clusterIP: string;
  ports: { nodePort: number }[];
}
const specOf = ({ json }: Answer) => json['spec'] as ServiceSpec;
const post = (body: object, at = server) => at.request('POST', services, { body });
const remove = async (...names: string[]) => {
  for (const name of names) {
    expect((await server.request('DELETE', `${services}/${name}`)).status).toBe(200);
  }
};

// kubernetes/kubernetes pkg/registry/core/service/storage/alloc.go, pkg/registry/core/service/ipallocator
describe('addresses of services', () => {
  it('allocates a cluster IP and keeps a record of whose it is', async () => {
    const made = await post(service('web'));
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      spec: {
        type: 'ClusterIP',
        clusterIP: expect.stringMatching(/^10\.0\.0\.\d+$/) as string,
        clusterIPs: [specOf(made).clusterIP],
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
        internalTrafficPolicy: 'Cluster',
        sessionAffinity: 'None',
      },
      status: { loadBalancer: {} },
    });
    const path = `/apis/networking.k8s.io/v1/ipaddresses/${specOf(made).clusterIP}`;
    const record = await server.request('GET', path);
    expect(record.json).toMatchObject({
      kind: 'IPAddress',
      metadata: {
        labels: {
          'ipaddress.kubernetes.io/ip-family': 'IPv4',
          'ipaddress.kubernetes.io/managed-by': 'ipallocator.k8s.io',
        },
      },
      spec: { parentRef: { resource: 'services', namespace: 'default', name: 'web' } },
    });
    await remove('web');
    expect((await server.request('GET', path)).status).toBe(404);
  });

  it.each<[string, object, string]>([
    [
      'an IP that another service has',
      { clusterIP: '10.0.0.1' },
      'Service "bad" is invalid: spec.clusterIPs: Invalid value: ["10.0.0.1"]: failed to allocate IP 10.0.0.1: provided IP is already allocated',
    ],
    [
      'an IP outside the range',
      { clusterIP: '10.9.0.1' },
      'Service "bad" is invalid: spec.clusterIPs: Invalid value: ["10.9.0.1"]: failed to allocate IP 10.9.0.1: the provided IP (10.9.0.1) is not in the valid range. The range of valid IPs is 10.0.0.0/27',
    ],
    [
      'a port outside the range',
      { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
      'Service "bad" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-30007',
    ],
  ])('refuses %s', async (_case, spec, message) => {
    const { status, json } = await post(service('bad', spec));
    expect(json.message).toBe(message);
    expect(status).toBe(422);
  });

  it('gives a node port to one service alone, whatever the protocol', async () => {
    const made = await post(service('np', { type: 'NodePort' }));
    const [port] = specOf(made).ports;
    expect(port?.nodePort).toBeGreaterThanOrEqual(30_000);
    const nodePort = port?.nodePort ?? 0;
    const refused = await post(
      service('np2', { type: 'NodePort', ports: [{ port: 80, protocol: 'UDP', nodePort }] }),
    );
    expect(refused.json.message).toBe(
      `Service "np2" is invalid: spec.ports[0].nodePort: Invalid value: ${String(nodePort)}: provided port is already allocated`,
    );
    await remove('np');
    const free = await post(service('np2', { type: 'NodePort', ports: [{ port: 80, nodePort }] }));
    expect(free.status).toBe(201);
    await remove('np2');
  });

  it('gives one number to a port of several protocols', async () => {
    const ports = ['TCP', 'UDP'].map((protocol) => ({
      name: protocol.toLowerCase(),
      port: 53,
      protocol,
    }));
    const made = await post(service('dns', { type: 'NodePort', ports }));
    expect(made.status, made.text).toBe(201);
    const numbers = specOf(made).ports.map(({ nodePort }) => nodePort);
    expect(new Set(numbers).size).toBe(1);
    await remove('dns');
  });

  it('changes type: allocates, keeps and gives back', async () => {
    const made = await post(service('change'));
    const { clusterIP } = specOf(made);
    const put = (spec: object) =>
      server.request('PUT', `${services}/change`, { body: service('change', spec) });
    const nodePort = await put({ type: 'NodePort' });
    expect(nodePort.status, nodePort.text).toBe(200);
    expect(specOf(nodePort).clusterIP).toBe(clusterIP);
    const port = specOf(nodePort).ports[0]?.nodePort ?? 0;
    expect(port).toBeGreaterThanOrEqual(30_000);
    const again = await put({ type: 'NodePort' });
    expect(specOf(again).ports[0]?.nodePort).toBe(port);
    const plain = await server.request('PATCH', `${services}/change`, {
      body: { spec: { type: 'ClusterIP' } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(specOf(plain).ports[0]?.nodePort).toBeUndefined();
    const taker = await post(
      service('taker', { type: 'NodePort', ports: [{ port: 1, nodePort: port }] }),
    );
    expect(taker.status).toBe(201);
    const external = await put({ type: 'ExternalName', externalName: 'x.example', ports: [] });
    expect(external.status, external.text).toBe(200);
    expect(specOf(external).clusterIP).toBeUndefined();
    const reuse = await post(service('reuse', { clusterIP }));
    expect(reuse.status, reuse.text).toBe(201);
    await remove('change', 'taker', 'reuse');
  });

  it('gives nothing to a headless service', async () => {
    const made = await post(service('headless', { clusterIP: 'None', selector: { a: 'b' } }));
    expect(made.json).toMatchObject({ spec: { clusterIP: 'None', clusterIPs: ['None'] } });
    await remove('headless');
  });

  it('gives back what it reserved for a service that is refused', async () => {
    const invalid = service('wrong', { clusterIP: '10.0.0.9', sessionAffinity: 'Sometimes' });
    expect((await post(invalid)).status).toBe(422);
    expect((await post(service('right', { clusterIP: '10.0.0.9' }))).status).toBe(201);
    expect((await post(service('right', { clusterIP: '10.0.0.10' }))).status).toBe(409);
    expect((await post(service('next', { clusterIP: '10.0.0.10' }))).status).toBe(201);
    await remove('right', 'next');
  });

  it('never gives one address twice, whichever server is asked', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        post(service(`race-${String(at)}`, { type: 'NodePort' }), servers[at % 2]),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map((each) => specOf(each).clusterIP)).size).toBe(8);
    expect(new Set(answers.map((each) => specOf(each).ports[0]?.nodePort)).size).toBe(8);
    const full = await post(service('full', { type: 'NodePort' }));
    expect(full.status).toBe(500);
    expect(full.json.message).toContain('failed to allocate a nodePort: range is full');
    await remove(...answers.map((_, at) => `race-${String(at)}`));
  });

  it('lets two services fight for one address, and one win', async () => {
    const answers = await Promise.all(
      ['x', 'y'].map((name, at) => post(service(name, { clusterIP: '10.0.0.20' }), servers[at])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    const winner = answers.find(({ status }) => status === 201)?.json.metadata.name ?? '';
    await remove(winner);
  });
});
