import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type CallOptions, type Method, type TestServer } from './server.js';
import { patchOf, startWebhookServer, type WebhookServer } from './webhook-server.js';

/*
 * kubernetes/apiserver pkg/endpoints/filters/{audit,authn_audit}.go, pkg/audit/{request,context}.go,
 * pkg/apis/audit/v1/types.go
 */

/** One namespace a level; every other request has its metadata recorded at every stage. */
const policy = `
apiVersion: audit.k8s.io/v1
kind: Policy
rules:
- { level: None, namespaces: [silent] }
- { level: None, nonResourceURLs: ["/readyz*"] }
- { level: Request, namespaces: [bodies], omitStages: [RequestReceived] }
- { level: RequestResponse, namespaces: [everything], omitStages: [RequestReceived], omitManagedFields: true }
- { level: RequestResponse, resources: [{ group: authentication.k8s.io }], omitStages: [RequestReceived] }
- level: Metadata
`;

interface Event {
  readonly level: string;
  readonly auditID: string;
  readonly stage: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly responseStatus?: { readonly code?: number; readonly message?: string };
  readonly requestObject?: Readonly<Record<string, unknown>>;
  readonly responseObject?: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

let directory: string;
let etcd: TestEtcd;
let server: TestServer;
let hooks: WebhookServer;
let count = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'skewplane-audit-'));
  const policyFile = join(directory, 'policy.yaml');
  await writeFile(policyFile, policy);
  [etcd, hooks] = await Promise.all([startEtcd(), startWebhookServer()]);
  server = await startTestServer({
    minor: 36,
    etcd,
    flags: {
      'audit-log-path': join(directory, 'audit.log'),
      'audit-policy-file': policyFile,
      'anonymous-auth': 'false',
    },
  });
  for (const name of ['silent', 'bodies', 'everything', 'metadata']) {
    await server.request('POST', '/api/v1/namespaces', {
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    });
  }
});

afterAll(async () => {
  await server.close();
  await hooks.close();
  await etcd.close();
  await rm(directory, { recursive: true });
});

const allEvents = async (): Promise<Event[]> =>
  (await readFile(join(directory, 'audit.log'), 'utf8'))
    .split('\n')
    .slice(0, -1) // the last line may be under way
    .map((line) => JSON.parse(line) as Event);

/** Sends a request, and waits for its event of the given stage. */
async function audited(
  method: Method,
  path: string,
  { headers, last = 'ResponseComplete', ...call }: CallOptions & { last?: string } = {},
): Promise<{ status: number; events: Event[]; event: Event }> {
  count++;
  const auditId = `request-${String(count)}`;
  const { status } = await server.request(method, path, {
    ...call,
    headers: { 'audit-id': auditId, 'user-agent': 'test', ...headers },
  });
  let events: Event[] = [];
  await expect
    .poll(
      async () => {
        events = (await allEvents()).filter(({ auditID }) => auditID === auditId);
        return events.map(({ stage }) => stage);
      },
      { timeout: 20_000 },
    )
    .toContain(last);
  const event = events.at(-1);
  if (event === undefined) throw new Error('no event');
  return { status, events, event };
}

const maps = (namespace: string) => `/api/v1/namespaces/${namespace}/configmaps`;
const map = (name: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { key: 'value' },
  ...more,
});
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/) as string;
const post = (namespace: string, name: string, more: object = {}) =>
  audited('POST', maps(namespace), { body: map(name, more) });

describe('level', () => {
  it('Metadata: who did what and how it ended, in the order of the type', async () => {
    const { events } = await post('metadata', 'a');
    expect(events.map(({ stage }) => stage)).toEqual(['RequestReceived', 'ResponseComplete']);
    const [received, complete] = events;
    const common = {
      kind: 'Event',
      apiVersion: 'audit.k8s.io/v1',
      level: 'Metadata',
      auditID: `request-${String(count)}`,
      requestURI: maps('metadata'),
      verb: 'create',
      user: {
        username: 'kubernetes-admin',
        groups: expect.arrayContaining(['system:authenticated']) as string[],
        extra: expect.anything() as object,
      },
      sourceIPs: ['127.0.0.1'],
      userAgent: 'test',
      requestReceivedTimestamp: time,
      stageTimestamp: time,
    };
    const objectRef = { resource: 'configmaps', namespace: 'metadata', apiVersion: 'v1' };
    expect(received).toEqual({ ...common, stage: 'RequestReceived', objectRef });
    expect(received?.['stageTimestamp']).toBe(received?.['requestReceivedTimestamp']);
    expect(complete).toEqual({
      ...common,
      stage: 'ResponseComplete',
      objectRef: { ...objectRef, name: 'a' },
      responseStatus: { metadata: {}, code: 201 },
      annotations: {
        'authorization.k8s.io/decision': 'allow',
        'authorization.k8s.io/reason': '',
      },
    });
    expect(Object.keys(complete ?? {}).join()).toBe(
      'kind,apiVersion,level,auditID,stage,requestURI,verb,user,sourceIPs,userAgent,objectRef,responseStatus,requestReceivedTimestamp,stageTimestamp,annotations',
    );
  });

  it('None: nothing', async () => {
    await server.request('POST', maps('silent'), {
      body: map('a'),
      headers: { 'audit-id': 'silent-one' },
    });
    await post('metadata', 'after-silence');
    expect((await allEvents()).filter(({ auditID }) => auditID === 'silent-one')).toEqual([]);
  });

  it('Request: what the client sent, with the defaults of its kind', async () => {
    const { events, event } = await post('bodies', 'a', { unknown: 1 });
    expect(events.map(({ stage }) => stage)).toEqual(['ResponseComplete']);
    expect(event.requestObject).toMatchObject({ kind: 'ConfigMap', data: { key: 'value' } });
    expect(event.requestObject).not.toHaveProperty('metadata.uid');
    expect(event).not.toHaveProperty('responseObject');
    const pods = '/api/v1/namespaces/bodies/services';
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
    const { event: defaulted } = await audited('POST', pods, {
      body: { ...service, spec: { ports: [{ port: 80 }] } },
    });
    expect(defaulted.requestObject).toMatchObject({ spec: { type: 'ClusterIP' } });
  });

  it('Request: patches and options as they came, as JSON', async () => {
    await post('bodies', 'patched');
    const path = `${maps('bodies')}/patched`;
    const merge = await audited('PATCH', path, {
      body: { data: { b: 'c' } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(merge.event.requestObject).toEqual({ data: { b: 'c' } });
    const apply = await audited('PATCH', `${path}?fieldManager=me&force=true`, {
      body: 'apiVersion: v1\nkind: ConfigMap\ndata: { key: other }\n',
      headers: { 'content-type': 'application/apply-patch+yaml' },
    });
    expect(apply.event.requestObject).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: { key: 'other' },
    });
    const removed = await audited('DELETE', path, {
      body: { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' },
    });
    expect(removed.event).toMatchObject({
      requestObject: { kind: 'DeleteOptions', propagationPolicy: 'Background' },
      responseStatus: { metadata: {}, status: 'Success', code: 200 },
    });
  });

  it.each([
    ['JSON', {}],
    ['protobuf', { accept: 'application/vnd.kubernetes.protobuf' }],
    ['YAML', { accept: 'application/yaml' }],
    ['indented JSON', { 'user-agent': 'curl/8' }],
  ])('RequestResponse: the answer, sent as %s', async (form, headers) => {
    const name = `answer-${form.replace(/\W/g, '').toLowerCase()}`;
    const created = await audited('POST', maps('everything'), { body: map(name), headers });
    expect(created.event.responseObject).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { name, uid: expect.any(String) as string },
      data: { key: 'value' },
    });
    expect(created.event.responseObject).not.toHaveProperty('metadata.managedFields');
    const read = await audited('GET', `${maps('everything')}/${name}`, { headers });
    expect(read.event.responseObject).toEqual(created.event.responseObject);
    const list = await audited('GET', maps('everything'), { headers });
    expect(list.event.responseObject).toMatchObject({
      kind: 'ConfigMapList',
      metadata: { resourceVersion: expect.any(String) as string },
      items: expect.arrayContaining([
        expect.objectContaining({ data: { key: 'value' } }),
      ]) as unknown[],
    });
  });

  it('RequestResponse: a table is recorded as a table', async () => {
    const { event } = await audited('GET', maps('everything'), {
      headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' },
    });
    expect(event.responseObject).toMatchObject({ kind: 'Table' });
  });

  it('RequestResponse: reviews too, as the policy says', async () => {
    const { event } = await audited('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    });
    expect(event).toMatchObject({
      requestObject: { kind: 'SelfSubjectReview' },
      responseObject: { status: { userInfo: { username: 'kubernetes-admin' } } },
    });
  });
});

describe('a failure', () => {
  it('is told with its status, at every level', async () => {
    const { event } = await audited('GET', `${maps('metadata')}/absent`);
    expect(event).toMatchObject({
      objectRef: { name: 'absent' },
      responseStatus: {
        metadata: {},
        status: 'Failure',
        message: 'configmaps "absent" not found',
        reason: 'NotFound',
        details: { name: 'absent', kind: 'configmaps' },
        code: 404,
      },
    });
  });

  it('of authorization tells the decision', async () => {
    const { status, event } = await audited('GET', maps('everything'), { user: 'bob' });
    expect(status).toBe(403);
    expect(event).toMatchObject({
      user: { username: 'bob', uid: 'uid-bob' },
      annotations: {
        'authorization.k8s.io/decision': 'forbid',
        'authorization.k8s.io/reason': expect.any(String) as string,
      },
      responseStatus: { status: 'Failure', reason: 'Forbidden', code: 403 },
      responseObject: { kind: 'Status', code: 403 },
    });
  });

  it('of authentication is all there is of a request', async () => {
    const { status, events } = await audited('GET', maps('metadata'), {
      user: 'anonymous',
      headers: { authorization: 'Bearer nobodys-token' },
      last: 'ResponseStarted',
    });
    expect(status).toBe(401);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      stage: 'ResponseStarted',
      user: {},
      responseStatus: { status: 'Failure', reason: 'Unauthorized', code: 401 },
    });
    expect(JSON.stringify(events)).not.toContain('nobodys-token');
  });

  // responsewriters/writers.go: what cannot be negotiated is not recorded, and the words of the filter stay
  it('of authentication says what was tried when no Status can be sent as asked', async () => {
    const { events } = await audited('GET', maps('metadata'), {
      user: 'anonymous',
      headers: { authorization: 'Bearer nobodys-token', accept: 'image/png' },
      last: 'ResponseStarted',
    });
    expect(events[0]?.responseStatus).toEqual({
      metadata: {},
      message: 'Authentication failed, attempted: bearer',
      code: 401,
    });
  });
});

describe('a watch', () => {
  it('is told when it starts and when it ends', async () => {
    const { events } = await audited('GET', `${maps('everything')}?watch=1&timeoutSeconds=1`);
    expect(events.map(({ stage }) => stage)).toEqual(['ResponseStarted', 'ResponseComplete']);
    for (const event of events) {
      expect(event).toMatchObject({ verb: 'watch', responseStatus: { metadata: {}, code: 200 } });
      expect(event).not.toHaveProperty('responseObject');
    }
  });
});

it('names whom somebody acts as', async () => {
  const { event } = await audited('GET', maps('metadata'), {
    headers: { 'impersonate-user': 'carol', 'impersonate-group': 'system:masters' },
  });
  expect(event).toMatchObject({
    user: { username: 'kubernetes-admin' },
    impersonatedUser: { username: 'carol', groups: ['system:masters', 'system:authenticated'] },
    responseStatus: { code: 200 },
  });
});

describe('what webhooks say', () => {
  it('is in the annotations, and patches where bodies are', async () => {
    hooks.answer('/edit', () => ({
      ...patchOf([{ op: 'add', path: '/data/added', value: 'x' }]),
      auditAnnotations: { note: 'edited', 'bad key': 'left out' },
    }));
    const configuration = await server.request(
      'POST',
      '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
      {
        body: {
          apiVersion: 'admissionregistration.k8s.io/v1',
          kind: 'MutatingWebhookConfiguration',
          metadata: { name: 'edit' },
          webhooks: ['edit', 'down'].map((name) => ({
            name: `${name}.example.com`,
            clientConfig: {
              url: `https://127.0.0.1:${name === 'down' ? '1' : String(hooks.port)}/${name}`,
              caBundle: hooks.caBundle,
            },
            failurePolicy: 'Ignore',
            rules: [
              {
                operations: ['CREATE'],
                apiGroups: [''],
                apiVersions: ['v1'],
                resources: ['configmaps'],
              },
            ],
            sideEffects: 'None',
            admissionReviewVersions: ['v1'],
          })),
        },
      },
    );
    expect(configuration.status, configuration.text).toBe(201);
    await expect
      .poll(
        async () => {
          await server.request('POST', `${maps('silent')}?dryRun=All`, { body: map('probe') });
          return hooks.seen('/edit').length;
        },
        { timeout: 20_000 },
      )
      .toBeGreaterThan(0);

    const { event: metadata } = await post('metadata', 'annotated');
    const annotations = {
      'edit.example.com/note': 'edited',
      'mutation.webhook.admission.k8s.io/round_0_index_0':
        '{"configuration":"edit","webhook":"edit.example.com","mutated":true}',
      'mutation.webhook.admission.k8s.io/round_0_index_1':
        '{"configuration":"edit","webhook":"down.example.com","mutated":false}',
      'failed-open.mutation.webhook.admission.k8s.io/round_0_index_1': 'down.example.com',
    };
    expect(metadata.annotations).toEqual({
      'authorization.k8s.io/decision': 'allow',
      'authorization.k8s.io/reason': '',
      ...annotations,
    });
    const { event: bodies } = await post('bodies', 'annotated');
    expect(bodies.annotations).toMatchObject({
      ...annotations,
      'patch.webhook.admission.k8s.io/round_0_index_0':
        '{"configuration":"edit","webhook":"edit.example.com","patch":[{"op":"add","path":"/data/added","value":"x"}],"patchType":"JSONPatch"}',
    });
    expect(bodies.requestObject).toMatchObject({ data: { key: 'value' } }); // as it was before
    expect(bodies.requestObject).not.toHaveProperty('data.added');
  });
});
