import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  connect,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type {
  RequestTrace,
  RequestTraceSummary,
  TraceRecorder,
  TraceStep,
} from '../../packages/apimachinery/src/index.js';
import { systemClock } from '../../packages/apimachinery/src/index.js';
import { createStorage } from '../../packages/apiserver/src/storage/create-storage.js';
import { pkiPaths } from '../../packages/cluster/src/pki/cluster-pki.js';
import { startEtcd, type TestEtcd } from './etcd.js';
import { silentLogger } from './silent-logger.js';
import {
  startTestServer,
  type Answer,
  type CallOptions,
  type Method,
  type TestServer,
} from './server.js';

const key = 'the key of the plane';
const tracesPath = '/skewplane/v1alpha1/traces';
/** Only the newer of the two has it. */
const bindings = '/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolicybindings';
const pods = '/api/v1/namespaces/default/pods';
const secrets = '/api/v1/namespaces/default/secrets';
const configMaps = '/api/v1/namespaces/default/configmaps';

let etcd: TestEtcd;
let directory: string;
/** Two of one plane: `a` is older and sends on to `b` what only that has. */
let a: TestServer;
let b: TestServer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-trace-'));
  const keyFile = join(directory, 'key');
  await writeFile(keyFile, `${key}\n`);
  etcd = await startEtcd();
  const start = (hostname: string, minor: number) =>
    startTestServer({
      minor,
      etcd,
      hostname,
      pkiDirectory: directory,
      flags: {
        'skewplane-control-key-file': keyFile,
        'peer-ca-file': pkiPaths(directory, hostname).ca,
        'feature-gates': 'UnknownVersionInteroperabilityProxy=true',
      },
    });
  a = await start('older', 35); // one after the other: the first makes the CA
  b = await start('newer', 36);
  const account = { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: 'default' } };
  await a.request('POST', '/api/v1/namespaces/default/serviceaccounts', { body: account });
  const sendsOn = async () => (await a.request('GET', bindings)).status === 200;
  await vi.waitUntil(sendsOn, { timeout: 30_000 });
});

afterAll(async () => {
  await a.close();
  await b.close();
  await etcd.close();
  await rm(directory, { recursive: true });
});

const traced = (
  server: TestServer,
  method: Method,
  path: string,
  { headers, ...options }: CallOptions = {},
) =>
  server.request(method, path, { ...options, headers: { 'x-skewplane-trace': '1', ...headers } });

const auditIdOf = ({ headers }: Answer) => String(headers['audit-id']).split(',')[0] ?? '';

async function traceOf(server: TestServer, answer: Answer): Promise<RequestTrace> {
  const { status, json } = await server.request('GET', `${tracesPath}/${auditIdOf(answer)}`);
  expect(status).toBe(200);
  return json as unknown as RequestTrace;
}

async function traceAt(server: TestServer, ...call: [Method, string, CallOptions?]) {
  return traceOf(server, await traced(server, ...call));
}

const everyStep = (steps: readonly TraceStep[]): TraceStep[] =>
  steps.flatMap((step) => [step, ...everyStep(step.steps ?? [])]);

function stepOf(trace: RequestTrace, name: string): TraceStep {
  const found = everyStep(trace.steps).find((step) => step.name === name);
  if (found === undefined) throw new Error(`${name} is not in ${JSON.stringify(trace, null, 1)}`);
  return found;
}

const configMap = (name: string, data = {}) => ({ metadata: { name }, data });

async function overHttp2(session: ClientHttp2Session, headers: OutgoingHttpHeaders) {
  const stream = session.request(headers);
  stream.resume();
  const [answer] = (await once(stream, 'response')) as [IncomingHttpHeaders];
  await once(stream, 'end');
  return answer;
}

/** Keeps the steps in the order in which they end. */
function flatRecorder(told: TraceStep[]): TraceRecorder {
  const note = (name: string, decision = '') => {
    told.push({ name, startMs: 0, durationMs: 0, decision });
  };
  return {
    note,
    decide: () => undefined,
    begin: (name) => ({
      end: (decision) => {
        note(name, decision);
      },
    }),
  };
}

describe('the trace of a request', () => {
  it('tells who it was and why, by certificate', async () => {
    const { steps, ...summary } = await traceAt(a, 'GET', pods);
    expect(summary).toMatchObject({
      instance: 'older',
      version: expect.stringMatching(/^v1\.35\./) as string,
      method: 'GET',
      path: pods,
      user: 'kubernetes-admin',
      fromPeer: false,
      status: 200,
      complete: true,
    });
    const step = everyStep(steps).find(({ name }) => name === 'authentication');
    expect(step).toMatchObject({
      decision: 'kubernetes-admin by client certificate',
      detail: {
        user: { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] },
        certificate: { subject: expect.stringContaining('CN=kubernetes-admin') as string },
      },
    });
  });

  it('times each filter of the chain, in order', async () => {
    const { steps, durationMs } = await traceAt(a, 'GET', pods);
    const names = steps.map(({ name }) => name);
    const filters = [
      'request-context',
      'authentication',
      'impersonation',
      'max-in-flight',
      'authorization',
      'peer-proxy',
      'dispatch',
      'list',
      'encoding',
      'response',
    ];
    expect(names.filter((name) => filters.includes(name))).toEqual(filters);
    const starts = steps.map(({ startMs }) => startMs);
    expect(starts).toEqual([...starts].sort((x, y) => x - y));
    for (const { startMs, durationMs: took } of steps) {
      expect(took).toBeGreaterThanOrEqual(0);
      expect(startMs + took).toBeLessThanOrEqual(durationMs + 0.002);
    }
  });

  it('tells which rule of which role allowed it', async () => {
    const group = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
    const rules = [
      { apiGroups: [''], resources: ['services'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    ];
    await a.request('POST', `${group}/roles`, { body: { metadata: { name: 'reader' }, rules } });
    await a.request('POST', `${group}/rolebindings`, {
      body: {
        metadata: { name: 'developers-read' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
        subjects: [{ kind: 'Group', name: 'developers', apiGroup: 'rbac.authorization.k8s.io' }],
      },
    });
    await expect
      .poll(async () => (await a.request('GET', pods, { user: 'alice' })).status)
      .toBe(200);
    // The key of the plane stands in for the admin: alice comes with a token.
    const answer = await traced(a, 'GET', pods, {
      user: 'alice',
      headers: { 'x-skewplane-key': key },
    });
    const trace = await traceOf(a, answer);
    expect(stepOf(trace, 'authentication').decision).toBe('alice by token of the token file');
    expect(stepOf(trace, 'RBAC')).toMatchObject({
      decision:
        'allowed by RoleBinding "developers-read/default" of Role "reader" to Group "developers"',
      detail: {
        binding: { kind: 'RoleBinding', namespace: 'default', name: 'developers-read' },
        role: { kind: 'Role', name: 'reader' },
        subject: { kind: 'Group', name: 'developers' },
        ruleNumber: 2,
        rule: rules[1],
      },
    });
  });

  it('tells of a denial what was looked at', async () => {
    const answer = await traced(a, 'GET', secrets, {
      user: 'alice',
      headers: { 'x-skewplane-key': key },
    });
    expect(answer.status).toBe(403);
    const trace = await traceOf(a, answer);
    expect(trace.status).toBe(403);
    expect(stepOf(trace, 'authorization').decision).toBe('alice may not list secrets in default');
    const { bindings: looked } = stepOf(trace, 'RBAC').detail as { bindings: string[] };
    expect(looked).toContainEqual(expect.stringContaining('developers-read/default'));
  });

  it('tells who is whom when somebody acts as another', async () => {
    const trace = await traceAt(a, 'GET', pods, { headers: { 'impersonate-user': 'eve' } });
    expect(trace).toMatchObject({ user: 'eve', impersonator: 'kubernetes-admin', status: 403 });
    expect(stepOf(trace, 'impersonation').decision).toBe('kubernetes-admin acts as eve');
  });

  it('shows what defaulting and admission changed, and the transaction in etcd', async () => {
    const answer = await traced(a, 'POST', pods, {
      body: {
        metadata: { name: 'traced' },
        spec: { containers: [{ name: 'c', image: 'i' }], unknownField: 1 },
      },
    });
    expect(answer.status).toBe(201);
    const trace = await traceOf(a, answer);
    expect(stepOf(trace, 'decode')).toMatchObject({
      detail: { mediaType: 'application/json', warnings: ['unknown field "spec.unknownField"'] },
    });
    expect(stepOf(trace, 'defaulting').detail?.['changes']).toContainEqual({
      op: 'add',
      path: '/spec/restartPolicy',
      to: 'Always',
    });
    expect(stepOf(trace, 'admission ServiceAccount').detail).toMatchObject({
      mutating: true,
      changes: expect.arrayContaining([
        { op: 'add', path: '/spec/serviceAccountName', to: 'default' },
      ]) as unknown,
    });
    expect(stepOf(trace, 'admission NamespaceLifecycle').decision).toBe('allowed, nothing changed');
    expect(stepOf(trace, 'validation').detail?.['changes']).toContainEqual({
      op: 'add',
      path: '/metadata/uid',
      to: answer.json.metadata.uid,
    });
    expect(stepOf(trace, 'etcd transaction')).toMatchObject({
      decision: `written at revision ${answer.json.metadata.resourceVersion}`,
      detail: {
        key: expect.stringMatching(/\/pods\/default\/traced$/) as string,
        guard: 'the key is absent',
        operation: 'put',
        succeeded: true,
        revision: Number(answer.json.metadata.resourceVersion),
      },
    });
  });

  it('shows the guard of an update, and what a patch changed', async () => {
    const made = await a.request('POST', configMaps, { body: configMap('patched', { a: '1' }) });
    const answer = await traced(a, 'PATCH', `${configMaps}/patched`, {
      body: { data: { a: '2' } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    const trace = await traceOf(a, answer);
    expect(stepOf(trace, 'merge patch').detail).toEqual({
      changes: [{ op: 'replace', path: '/data/a', from: '1', to: '2' }],
    });
    expect(stepOf(trace, 'etcd transaction').detail).toMatchObject({
      guard: `mod revision is ${made.json.metadata.resourceVersion}`,
      revision: Number(answer.json.metadata.resourceVersion),
    });
  });

  it('shows from where a read was answered', async () => {
    await a.request('POST', configMaps, { body: configMap('read') });
    const answer = await traced(a, 'GET', `${configMaps}/read`);
    const trace = await traceOf(a, answer);
    expect(stepOf(trace, 'read')).toMatchObject({
      decision: `from the cache, revision ${answer.json.metadata.resourceVersion}`,
      detail: { etcdRevision: Number(answer.json.metadata.resourceVersion) },
    });
    expect(stepOf(trace, 'encoding').decision).toBe('the stored bytes as they are');
    expect(stepOf(trace, 'response').detail).toMatchObject({
      status: 200,
      mediaType: 'application/json',
      bytes: answer.bytes.length,
    });
  });

  it('counts the initial events of a watch', async () => {
    const list = await a.request('GET', configMaps);
    const answer = await traced(a, 'GET', `${configMaps}?watch=true&timeoutSeconds=1`);
    const trace = await traceOf(a, answer);
    await expect.poll(async () => (await traceOf(a, answer)).complete).toBe(true);
    expect(stepOf(trace, 'watch').detail).toMatchObject({
      initialEvents: list.json.items.length,
    });
    expect(stepOf(await traceOf(a, answer), 'stream').detail).toMatchObject({
      events: list.json.items.length,
    });
  });

  it('is there while a watch still runs', async () => {
    const auditId = 'watch-under-way';
    const done = traced(a, 'GET', `${configMaps}?watch=true&timeoutSeconds=3`, {
      headers: { 'audit-id': auditId },
    });
    await expect
      .poll(async () => (await a.request('GET', `${tracesPath}/${auditId}`)).json)
      .toMatchObject({ complete: false, auditId, status: 200 });
    await done;
  });

  it('ends with the reason of a refusal', async () => {
    const answer = await traced(a, 'POST', '/api/v1/namespaces/absent/configmaps', {
      body: configMap('nowhere'),
    });
    expect(answer.status).toBe(404);
    const trace = await traceOf(a, answer);
    expect(stepOf(trace, 'admission NamespaceLifecycle').decision).toBe(
      `404: ${answer.json.message ?? ''}`,
    );
  });
});

describe('a write that loses a race', () => {
  it('shows each try with its guard, and what was there instead', async () => {
    const storage = createStorage(
      { servers: etcd.servers, prefix: '/races', compactionIntervalMs: 0 },
      { clock: systemClock, logger: silentLogger },
    );
    try {
      const object = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'raced' } };
      const old = await storage.direct.create('configmaps/default/raced', object);
      const newer = await storage.direct.guaranteedUpdate('configmaps/default/raced', () => ({
        ...object,
        data: { by: 'somebody else' },
      }));
      const told: TraceStep[] = [];
      const done = await storage.direct.guaranteedUpdate(
        'configmaps/default/raced',
        () => ({ ...object, data: { by: 'us' } }),
        { suggestion: old, trace: flatRecorder(told) },
      );
      expect(told.map(({ name, decision }) => `${name}: ${decision}`)).toEqual([
        `next state: from revision ${String(old.revision)} of the cache`,
        `etcd transaction: lost the race: it is ${String(newer.revision)}`,
        `next state: from revision ${String(newer.revision)} of etcd`,
        `etcd transaction: written at revision ${String(done.revision)}`,
      ]);
    } finally {
      await storage.close();
    }
  });
});

describe('a request that is sent on', () => {
  it('leaves a trace on both instances, with the peer that was drawn and why', async () => {
    const answer = await traced(a, 'POST', bindings, {
      body: { metadata: { name: 'traced' }, spec: { policyName: 'p' } },
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['x-skewplane-served-by']).toBe('older, newer');
    const [source, target] = [await traceOf(a, answer), await traceOf(b, answer)];
    const address = b.url.slice('https://'.length);
    expect(source).toMatchObject({ instance: 'older', fromPeer: false, status: 201 });
    expect(stepOf(source, 'peer-proxy')).toMatchObject({
      decision: `sent to ${address}, drawn from 1`,
      detail: {
        resource: 'mutatingadmissionpolicybindings',
        candidates: [expect.stringMatching(/^apiserver-/) as string],
        addresses: [address],
        drawn: address,
      },
    });
    expect(stepOf(source, 'forward').decision).toBe(`201 from ${address}`);
    expect(target).toMatchObject({
      instance: 'newer',
      auditId: source.auditId,
      fromPeer: true,
      status: 201,
      user: 'kubernetes-admin',
    });
    expect(stepOf(target, 'authentication')).toMatchObject({
      decision: 'kubernetes-admin by front proxy certificate',
      detail: { certificate: { subject: expect.stringContaining('front-proxy') as string } },
    });
    expect(stepOf(target, 'peer-proxy').decision).toBe('served here: a peer sent it on already');
    expect(stepOf(target, 'etcd transaction').decision).toBe(
      `written at revision ${answer.json.metadata.resourceVersion}`,
    );
  });

  it('leaves a trace on both for any user with the key', async () => {
    const group = '/apis/rbac.authorization.k8s.io/v1';
    const apiGroup = 'rbac.authorization.k8s.io';
    await b.request('POST', `${group}/clusterroles`, {
      body: {
        metadata: { name: 'lister' },
        rules: [
          {
            apiGroups: ['admissionregistration.k8s.io'],
            resources: ['mutatingadmissionpolicybindings'],
            verbs: ['list'],
          },
        ],
      },
    });
    await b.request('POST', `${group}/clusterrolebindings`, {
      body: {
        metadata: { name: 'bob-lists' },
        roleRef: { apiGroup, kind: 'ClusterRole', name: 'lister' },
        subjects: [{ kind: 'User', name: 'bob', apiGroup }],
      },
    });
    await expect
      .poll(async () => (await a.request('GET', bindings, { user: 'bob' })).status)
      .toBe(200);
    const withKey = { user: 'bob', headers: { 'x-skewplane-key': key } } as const;
    const answer = await traced(a, 'GET', bindings, withKey);
    expect(answer.headers['x-skewplane-served-by']).toBe('older, newer');
    for (const [server, credential] of [
      [a, 'token of the token file'],
      [b, 'front proxy certificate'],
    ] as const) {
      const trace = await traceOf(server, answer);
      expect(stepOf(trace, 'authentication').decision).toBe(`bob by ${credential}`);
      expect(stepOf(trace, 'RBAC').detail).toMatchObject({
        binding: { kind: 'ClusterRoleBinding', name: 'bob-lists' },
      });
    }
  });

  it('comes over HTTP/2 too', async () => {
    const session = connect(a.url, { ca: a.tls.ca });
    try {
      const answer = await overHttp2(session, {
        ':path': bindings,
        authorization: 'Bearer token-of-bob',
        'x-skewplane-trace': '1',
        'x-skewplane-key': key,
        'audit-id': 'over-http2',
      });
      expect(answer['x-skewplane-served-by']).toBe('older, newer');
      const { json } = await b.request('GET', `${tracesPath}/over-http2`);
      expect(json).toMatchObject({ fromPeer: true, user: 'bob' });
    } finally {
      session.close();
    }
  });

  it('tells why no peer was asked', async () => {
    const here = await traceAt(a, 'GET', pods);
    expect(stepOf(here, 'peer-proxy').decision).toBe('served here: this instance has the resource');
    const nowhere = await traceAt(a, 'GET', '/apis/nobody.example/v1/things');
    expect(stepOf(nowhere, 'peer-proxy').decision).toBe(
      'served here: no peer has the resource either',
    );
    expect(stepOf(nowhere, 'dispatch').decision).toBe('this instance has no such resource');
  });
});

describe('who may not trace', () => {
  it.each<[string, CallOptions]>([
    ['a user with a token', { user: 'alice' }],
    ['nobody', { user: 'anonymous' }],
    ['a user with a wrong key', { user: 'alice', headers: { 'x-skewplane-key': 'guessed' } }],
    [
      'a front proxy that speaks for an admin',
      {
        user: 'front-proxy',
        headers: { 'x-remote-user': 'root', 'x-remote-group': 'system:masters' },
      },
    ],
  ])('%s: the header means nothing', async (_name, options) => {
    const plain = await a.request('GET', '/version', options);
    const answer = await traced(a, 'GET', '/version', options);
    expect(answer.status).toBe(plain.status);
    const { 'audit-id': auditId, date: _date, ...headers } = answer.headers;
    const { 'audit-id': _plainId, date: _plainDate, ...plainHeaders } = plain.headers;
    expect(headers).toEqual(plainHeaders);
    const found = await a.request('GET', `${tracesPath}/${String(auditId)}`);
    expect(found.status).toBe(404);
  });

  it('a request without the header leaves no trace and no header', async () => {
    const answer = await a.request('GET', pods);
    expect(answer.headers['x-skewplane-served-by']).toBeUndefined();
    const found = await a.request('GET', `${tracesPath}/${auditIdOf(answer)}`);
    expect(found.status).toBe(404);
    expect(found.json.message).toContain('X-Skewplane-Trace');
  });

  it('reads no traces either', async () => {
    expect((await a.request('GET', tracesPath, { user: 'alice' })).status).toBe(403);
  });
});

describe('what is kept', () => {
  it('holds no secrets, tokens or keys', async () => {
    const hidden = Buffer.from('do not tell').toString('base64');
    const made = await traced(a, 'POST', secrets, {
      body: { metadata: { name: 'hidden' }, data: { password: hidden } },
    });
    expect(made.status).toBe(201);
    const patched = await traced(a, 'PATCH', `${secrets}/hidden`, {
      body: { stringData: { other: 'do not tell either' } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    const byToken = await traced(a, 'GET', `${pods}?token=do-not-tell`, {
      user: 'alice',
      headers: { 'x-skewplane-key': key },
    });
    const texts = await Promise.all(
      [made, patched, byToken].map(async (answer) => JSON.stringify(await traceOf(a, answer))),
    );
    for (const text of [...texts, a.log()]) {
      for (const secret of [hidden, 'do not tell', 'do-not-tell', 'token-of-alice', key]) {
        expect(text).not.toContain(secret);
      }
    }
    expect(texts[1]).toContain('<redacted>');
  });

  it('lists the newest first, without their steps', async () => {
    const answer = await traced(a, 'GET', pods);
    const { json } = await a.request('GET', `${tracesPath}?limit=2`);
    const traces = json['traces'] as RequestTraceSummary[];
    expect(traces).toHaveLength(2);
    expect(traces[0]).toMatchObject({ auditId: auditIdOf(answer), path: pods });
    expect(traces[0]).not.toHaveProperty('steps');
    expect((await a.request('GET', `${tracesPath}?limit=0`)).status).toBe(400);
  });

  it('is bounded', async () => {
    const first = await traced(b, 'GET', '/version');
    await traceOf(b, first);
    for (let batch = 0; batch < 16; batch++) {
      await Promise.all(Array.from({ length: 16 }, () => traced(b, 'GET', '/version')));
    }
    const forgotten = await b.request('GET', `${tracesPath}/${auditIdOf(first)}`);
    expect(forgotten.status).toBe(404);
    const { json } = await b.request('GET', `${tracesPath}?limit=9999`);
    expect(json['traces']).toHaveLength(256);
  });
});
