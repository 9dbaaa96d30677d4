import { readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type Method, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;
let directory: string;

const auditLog = () => join(directory, 'audit.log');
const core = '/api/v1/namespaces/default';
const pod = (name: string, spec: object = {}, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels },
  spec: { containers: [{ name: 'c', image: 'i:1' }], ...spec },
});

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-http-'));
  etcd = await startEtcd();
  server = await startTestServer({
    minor: 36,
    etcd,
    flags: { 'audit-log-path': auditLog(), 'request-timeout': '10s' },
  });
  await server.request('POST', `${core}/serviceaccounts`, {
    body: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } },
  });
});

afterAll(async () => {
  await server.close();
  await etcd.close();
  await rm(directory, { recursive: true });
});

const resourceNotFound = {
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'the server could not find the requested resource',
  reason: 'NotFound',
  details: {},
  code: 404,
};

// kubernetes/apiserver pkg/endpoints/handlers/responsewriters/errors.go, pkg/server/mux
describe('what is not there', () => {
  it.each([['/nowhere'], ['/apis/none.example/v1/things'], ['/apis/apps/v9/deployments']])(
    '%s: no such path',
    async (path) => {
      const { status, text, headers } = await server.request('GET', path);
      expect({ status, text }).toEqual({ status: 404, text: '404 page not found\n' });
      expect(headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it.each([
    ['/api/v1/things'],
    ['/apis/apps/v1/namespaces/default/things/a'],
    [`${core}/configmaps/a/status`],
    [`${core}/nodes`],
  ])('%s: no such resource', async (path) => {
    const { status, json } = await server.request('GET', path);
    expect(json).toEqual(resourceNotFound);
    expect(status).toBe(404);
  });

  it('no such object', async () => {
    const { json } = await server.request('GET', '/apis/apps/v1/namespaces/default/deployments/a');
    expect(json).toEqual({
      ...resourceNotFound,
      message: 'deployments.apps "a" not found',
      details: { name: 'a', group: 'apps', kind: 'deployments' },
    });
  });

  it.each<[Method, string]>([
    ['DELETE', '/api/v1/componentstatuses/etcd-0'],
    ['POST', `${core}/configmaps/a`],
    ['PUT', `${core}/configmaps`],
    ['GET', '/apis/authorization.k8s.io/v1/subjectaccessreviews'],
    ['POST', '/api/v1/pods'],
  ])('%s %s: no such method', async (method, path) => {
    const { status, json } = await server.request(method, path, { body: {} });
    expect(status).toBe(405);
    expect(json).toMatchObject({
      reason: 'MethodNotAllowed',
      message: 'the server does not allow this method on the requested resource',
    });
  });
});

// kubernetes/apiserver pkg/endpoints/handlers/create.go, pkg/endpoints/handlers/rest.go
describe('bodies', () => {
  it.each<[string, string | Buffer, string, number, string]>([
    [
      'a type nobody knows',
      '{}',
      'text/csv',
      415,
      'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
    ],
    [
      'half a body',
      '{"apiVersion":"v1","kind":"ConfigMap"',
      'application/json',
      400,
      "couldn't get version/kind; json parse error: unexpected end of JSON input",
    ],
    [
      'too much',
      Buffer.alloc(3 * 1024 * 1024 + 1, 'x'),
      'application/json',
      413,
      'Request entity too large: limit is 3145728',
    ],
  ])('refuses %s', async (_case, body, contentType, code, message) => {
    const { status, json } = await server.request('POST', `${core}/configmaps`, {
      body,
      headers: { 'content-type': contentType },
    });
    expect(json.message).toContain(message);
    expect(status).toBe(code);
  });

  it('takes YAML', async () => {
    const { status } = await server.request('POST', `${core}/configmaps`, {
      body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: from-yaml\n',
      headers: { 'content-type': 'application/yaml' },
    });
    expect(status).toBe(201);
  });

  it('warns of fields it does not know, or refuses them, or says nothing', async () => {
    const body = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { generateName: 'f-' },
      extra: 1,
    };
    const post = (validation: string) =>
      server.request('POST', `${core}/configmaps?fieldValidation=${validation}`, { body });
    expect((await post('Warn')).headers['warning']).toBe('299 - "unknown field \\"extra\\""');
    expect((await post('Ignore')).headers['warning']).toBeUndefined();
    const strict = await post('Strict');
    expect(strict.status).toBe(400);
    expect(strict.json.message).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "extra"',
    );
  });

  // kubernetes/api core/v1/zz_generated.prerelease-lifecycle.go
  it('warns of endpoints, which are deprecated since 1.33', async () => {
    const { headers } = await server.request('GET', `${core}/endpoints`);
    expect(headers['warning']).toBe(
      '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"',
    );
  });
});

// kubernetes/kubernetes pkg/registry/core/pod/strategy.go, pkg/registry/core/node/strategy.go
describe('what needs a node', () => {
  beforeAll(async () => {
    await server.request('POST', `${core}/pods`, { body: pod('loose') });
    await server.request('POST', `${core}/pods`, {
      body: pod('two', {
        containers: [
          { name: 'c', image: 'i' },
          { name: 'd', image: 'i' },
        ],
      }),
    });
    await server.request('POST', `${core}/services`, {
      body: {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 's' },
        spec: { ports: [{ port: 80 }] },
      },
    });
  });

  it.each<[Method, string, number, string]>([
    ['GET', `${core}/pods/loose/log`, 204, ''],
    ['GET', `${core}/pods/loose/log?container=x`, 400, 'container x is not valid for pod loose'],
    [
      'GET',
      `${core}/pods/two/log`,
      400,
      'a container name must be specified for pod two, choose one of: [c d]',
    ],
    ['GET', `${core}/pods/none/log`, 404, 'pods "none" not found'],
    [
      'POST',
      `${core}/pods/loose/exec?command=ls&stdout=1`,
      400,
      'pod loose does not have a host assigned',
    ],
    ['GET', `${core}/pods/loose/attach`, 400, 'pod loose does not have a host assigned'],
    ['POST', `${core}/pods/loose/portforward`, 400, 'pod loose does not have a host assigned'],
    ['GET', `${core}/pods/loose/proxy/a/b`, 400, 'address not allowed'],
    ['GET', `${core}/services/s/proxy/`, 503, 'no endpoints available for service "s"'],
    ['GET', `${core}/services/s:x/proxy/`, 503, 'no service port "x" found for service "s"'],
    ['GET', '/api/v1/nodes/none/proxy/metrics', 404, 'nodes "none" not found'],
  ])('%s %s', async (method, path, code, message) => {
    const { status, text, json } = await server.request(method, path);
    expect(status, text).toBe(code);
    if (code !== 204) expect(json.message).toBe(message);
  });
});

// kubernetes/kubernetes pkg/registry/core/pod/storage/eviction.go
describe('eviction', () => {
  const budgets = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';
  const evict = (name: string, more: object = {}) =>
    server.request('POST', `${core}/pods/${name}/eviction`, {
      body: {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name, namespace: 'default' },
        ...more,
      },
    });
  const running = async (name: string) => {
    const { json } = await server.request('POST', `${core}/pods`, {
      body: pod(name, {}, { app: 'e' }),
    });
    const status = { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] };
    const { status: code } = await server.request('PUT', `${core}/pods/${name}/status`, {
      body: { ...json, status },
    });
    expect(code).toBe(200);
  };
  const allow = async (disruptionsAllowed: number) => {
    const { json } = await server.request('GET', `${budgets}/b`);
    const { status } = await server.request('PUT', `${budgets}/b/status`, {
      body: {
        ...json,
        status: {
          observedGeneration: 1,
          disruptionsAllowed,
          currentHealthy: 2,
          desiredHealthy: 2,
          expectedPods: 2,
        },
      },
    });
    expect(status).toBe(200);
  };

  it('honours the budget of the pod', async () => {
    for (const name of ['e1', 'e2']) await running(name);
    const made = await server.request('POST', budgets, {
      body: {
        apiVersion: 'policy/v1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'b' },
        spec: { minAvailable: 1, selector: { matchLabels: { app: 'e' } } },
      },
    });
    expect(made.status).toBe(201);
    const early = await evict('e1');
    expect(early.json).toMatchObject({
      code: 429,
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: 'The disruption budget b is still being processed by the server.',
          },
        ],
        retryAfterSeconds: 10,
      },
    });
    expect(early.headers['retry-after']).toBe('10');
    await allow(0);
    expect((await evict('e1')).json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: "Cannot evict pod as it would violate the pod's disruption budget.",
      reason: 'TooManyRequests',
      details: {
        causes: [
          {
            reason: 'DisruptionBudget',
            message: 'The disruption budget b needs 2 healthy pods and has 2 currently',
          },
        ],
      },
      code: 429,
    });
    await allow(1);
    const dry = await evict('e1', { deleteOptions: { dryRun: ['All'] } });
    expect(dry.status).toBe(201);
    const done = await evict('e1');
    expect(done.status).toBe(201);
    expect(done.json).toMatchObject({ kind: 'Status', status: 'Success' });
    expect((await server.request('GET', `${core}/pods/e1`)).status).toBe(404);
    expect((await server.request('GET', `${budgets}/b`)).json['status']).toMatchObject({
      disruptionsAllowed: 0,
      disruptedPods: { e1: expect.any(String) as string },
      conditions: [{ type: 'DisruptionAllowed', status: 'False', reason: 'InsufficientPods' }],
    });
    expect((await evict('e2')).status).toBe(429);
  });

  it('asks no budget for a pod that does not run yet', async () => {
    await server.request('POST', `${core}/pods`, { body: pod('pending', {}, { app: 'e' }) });
    expect((await evict('pending')).status).toBe(201);
    expect((await evict('pending')).json).toMatchObject({ code: 404 });
    expect((await evict('loose', { metadata: { name: 'other' } })).json.message).toBe(
      'name in URL does not match name in Eviction object',
    );
  });
});

// kubernetes/apiserver pkg/server/healthz, pkg/server/routes
describe('paths that are no resources', () => {
  it('tells how it is', async () => {
    expect((await server.request('GET', '/readyz')).text).toBe('ok');
    const { text } = await server.request('GET', '/readyz?verbose');
    for (const check of ['ping', 'log', 'etcd', 'informer-sync', 'shutdown'])
      expect(text).toContain(`[+]${check} ok\n`);
    expect(text).toMatch(/\nreadyz check passed\n$/);
    const excluded = await server.request('GET', '/livez?verbose&exclude=etcd');
    expect(excluded.text).toContain('[+]etcd excluded: ok\n');
    expect((await server.request('GET', '/livez/ping')).text).toBe('ok');
  });

  it('tells its version', async () => {
    const { json } = await server.request('GET', '/version');
    expect(json).toMatchObject({
      major: '1',
      minor: '36',
      gitVersion: expect.stringMatching(/^v1\.36\.\d/) as string,
      platform: expect.any(String) as string,
      emulationMajor: '1',
      emulationMinor: '36',
    });
  });

  it('counts requests', async () => {
    const { text, headers } = await server.request('GET', '/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toMatch(/^apiserver_request_total\{[^}]*verb="POST"[^}]*\} \d+$/m);
    expect(text).toContain('# TYPE apiserver_request_duration_seconds histogram');
    expect(text).toMatch(/^apiserver_current_inflight_requests\{/m);
  });

  it('tells of its store in the form of old', async () => {
    const { json, headers } = await server.request('GET', '/api/v1/componentstatuses');
    expect(json).toMatchObject({
      kind: 'ComponentStatusList',
      items: [
        {
          metadata: { name: 'etcd-0' },
          conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }],
        },
      ],
    });
    expect(headers['warning']).toBe('299 - "v1 ComponentStatus is deprecated in v1.19+"');
    const one = await server.request('GET', '/api/v1/componentstatuses/etcd-0', {
      headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
    });
    expect(one.json).toMatchObject({
      kind: 'Table',
      rows: [{ cells: ['etcd-0', 'Healthy', 'ok', ''] }],
    });
  });
});

// kubernetes/apiserver pkg/server/httplog, pkg/endpoints/filters/audit.go
describe('records of requests', () => {
  it('logs and audits who did what, and no secret', async () => {
    const secret = 'do-not-log-me';
    await server.request('GET', `${core}/configmaps/a?access_token=${secret}`, {
      headers: { authorization: `Bearer ${secret}`, 'user-agent': 'spy/1', 'audit-id': 'audit-1' },
      user: 'anonymous',
    });
    await server.request('POST', `${core}/secrets`, {
      body: {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 's' },
        stringData: { k: secret },
      },
      headers: { 'audit-id': 'audit-2' },
    });
    await server.request('GET', `${core}/secrets/s`, {
      user: 'alice',
      headers: { 'audit-id': 'audit-3' },
    });
    const audited = await vi.waitFor(async () => {
      const text = await readFile(auditLog(), 'utf8');
      expect(text).toContain('audit-3');
      return text;
    });
    const log = server.log();
    for (const text of [log, audited]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain('token-of-alice');
      expect(text).not.toMatch(/bearer [^t]|authorization":/i); // but: `invalid bearer token`
    }
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ auditID }) => auditID === 'audit-2')).toMatchObject({
      msg: 'HTTP',
      verb: 'POST',
      uri: `${core}/secrets`,
      user: 'kubernetes-admin',
      code: 201,
      instance: 'apiserver-test',
      servedBy: 'local',
      latencyMs: expect.any(Number) as number,
    });
    const events = audited
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.find(({ auditID }) => auditID === 'audit-3')).toMatchObject({
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'Metadata',
      stage: 'ResponseComplete',
      requestURI: `${core}/secrets/s`,
      verb: 'get',
      user: { username: 'alice', uid: 'uid-alice', groups: ['developers', 'system:authenticated'] },
      sourceIPs: ['127.0.0.1'],
      objectRef: { resource: 'secrets', namespace: 'default', name: 's', apiVersion: 'v1' },
      responseStatus: { metadata: {}, code: 403 },
      requestReceivedTimestamp: expect.stringMatching(/\.\d{6}Z$/) as string,
      stageTimestamp: expect.stringMatching(/\.\d{6}Z$/) as string,
    });
  });
});
