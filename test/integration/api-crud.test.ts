import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type Method, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
  await created('/api/v1/namespaces/default/serviceaccounts', defaultAccount); // pods need it
});

afterAll(async () => {
  await server.close();
  await etcd.close();
});

const configMaps = '/api/v1/namespaces/default/configmaps';
const pods = '/api/v1/namespaces/default/pods';
const deployments = '/apis/apps/v1/namespaces/default/deployments';

const defaultAccount = {
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { name: 'default' },
};
const configMap = (name: string, more: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...metadata },
  ...more,
});
const pod = (name: string, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...metadata },
  spec: { containers: [{ name: 'c', image: 'i:1' }] },
});
const deployment = (name: string, replicas = 1) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'c', image: 'i:1' }] },
    },
  },
});

async function created(path: string, body: object) {
  const { status, json, text } = await server.request('POST', path, { body });
  expect(status, text).toBe(201);
  return json;
}

const failure = (code: number, reason: string, message: string | RegExp, details?: object) => ({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
  reason,
  code,
  ...(details === undefined ? {} : { details }),
});

// kubernetes/apiserver pkg/endpoints/handlers/create.go
describe('create', () => {
  it('answers 201 with what the server set', async () => {
    const { status, headers, json } = await server.request('POST', configMaps, {
      body: configMap('made', { data: { a: '1' } }),
      headers: { 'user-agent': 'tester/1.0' },
    });
    expect(status).toBe(201);
    expect(headers['content-type']).toBe('application/json');
    expect(json).toMatchObject({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: {
        name: 'made',
        namespace: 'default',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        resourceVersion: expect.stringMatching(/^\d+$/) as string,
        creationTimestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
        managedFields: [
          {
            manager: 'tester',
            operation: 'Update',
            apiVersion: 'v1',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:data': { '.': {}, 'f:a': {} } },
          },
        ],
      },
      data: { a: '1' },
    });
  });

  it('makes up a name after generateName', async () => {
    const made = await created(configMaps, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { generateName: 'gen-' },
    });
    expect(made.metadata.name).toMatch(/^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(made.metadata['generateName']).toBe('gen-');
  });

  it.each<[string, string, object, object]>([
    [
      'a name that is taken',
      configMaps,
      configMap('made'),
      failure(409, 'AlreadyExists', 'configmaps "made" already exists', {
        name: 'made',
        kind: 'configmaps',
      }),
    ],
    [
      'no name',
      configMaps,
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: {} },
      failure(
        422,
        'Invalid',
        'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
        {
          kind: 'ConfigMap',
          causes: [
            {
              reason: 'FieldValueRequired',
              message: 'Required value: name or generateName is required',
              field: 'metadata.name',
            },
          ],
        },
      ),
    ],
    [
      'another namespace than the path',
      configMaps,
      configMap('x', {}, { namespace: 'kube-system' }),
      failure(
        400,
        'BadRequest',
        'the namespace of the provided object does not match the namespace sent on the request',
      ),
    ],
    [
      'a namespace that is not there',
      '/api/v1/namespaces/nowhere/configmaps',
      configMap('x'),
      failure(404, 'NotFound', 'namespaces "nowhere" not found', {
        name: 'nowhere',
        kind: 'namespaces',
      }),
    ],
    [
      'a resourceVersion',
      configMaps,
      configMap('x', {}, { resourceVersion: '1' }),
      {
        kind: 'Status',
        apiVersion: 'v1',
        metadata: {},
        status: 'Failure',
        message: 'resourceVersion should not be set on objects to be created',
        code: 500,
      },
    ],
    [
      'another kind',
      configMaps,
      { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } },
      failure(
        400,
        'BadRequest',
        'Secret in version "v1" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion',
      ),
    ],
  ])('refuses %s', async (_case, path, body, want) => {
    const { status, json } = await server.request('POST', path, { body });
    expect(json).toEqual(want);
    expect(status).toBe((want as { code: number }).code);
  });
});

// kubernetes/apiserver pkg/endpoints/handlers/update.go, pkg/registry/generic/registry/store.go
describe('update', () => {
  it('answers 200 and refuses the revision it came from the second time', async () => {
    const made = await created(configMaps, configMap('put'));
    const next = { ...made, data: { b: '2' } };
    const first = await server.request('PUT', `${configMaps}/put`, { body: next });
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({ data: { b: '2' }, metadata: { uid: made.metadata.uid } });
    expect(Number(first.json.metadata.resourceVersion)).toBeGreaterThan(
      Number(made.metadata.resourceVersion),
    );
    const second = await server.request('PUT', `${configMaps}/put`, {
      body: { ...next, data: { c: '3' } },
    });
    expect(second.status).toBe(409);
    expect(second.json).toEqual(
      failure(
        409,
        'Conflict',
        'Operation cannot be fulfilled on configmaps "put": the object has been modified; please apply your changes to the latest version and try again',
        { name: 'put', kind: 'configmaps' },
      ),
    );
  });

  it('writes nothing when nothing changes', async () => {
    const made = await created(configMaps, configMap('same', { data: { a: '1' } }));
    const { json } = await server.request('PUT', `${configMaps}/same`, { body: made });
    expect(json.metadata.resourceVersion).toBe(made.metadata.resourceVersion);
  });

  it('needs no revision where the kind says so', async () => {
    await created(configMaps, configMap('free'));
    const { status } = await server.request('PUT', `${configMaps}/free`, {
      body: configMap('free', { data: { x: 'y' } }),
    });
    expect(status).toBe(200);
  });

  it('needs a revision where the kind says so', async () => {
    const leases = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
    const lease = {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'l' },
      spec: { holderIdentity: 'a' },
    };
    await created(leases, lease);
    const { status, json } = await server.request('PUT', `${leases}/l`, { body: lease });
    expect(status).toBe(422);
    expect(json).toMatchObject({
      reason: 'Invalid',
      message:
        'leases.coordination.k8s.io "l" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update',
    });
  });

  it.each<[string, string, object, object]>([
    [
      'another name than the path',
      `${configMaps}/put`,
      configMap('other'),
      failure(
        400,
        'BadRequest',
        'the name of the object (other) does not match the name on the URL (put)',
      ),
    ],
    [
      'what is not there',
      `${deployments}/none`,
      deployment('none'),
      failure(404, 'NotFound', 'deployments.apps "none" not found', {
        name: 'none',
        group: 'apps',
        kind: 'deployments',
      }),
    ],
    [
      'another uid',
      `${configMaps}/put`,
      configMap('put', {}, { uid: 'other' }),
      failure(
        409,
        'Conflict',
        /^Operation cannot be fulfilled on configmaps "put": Precondition failed: UID in precondition: other, UID in object meta: [0-9a-f-]{36}$/,
        { name: 'put', kind: 'configmaps' },
      ),
    ],
  ])('refuses %s', async (_case, path, body, want) => {
    const { json } = await server.request('PUT', path, { body });
    expect(json).toEqual(want);
  });

  it.each<[string, object]>([
    [
      '/api/v1/namespaces/default/services/by-put',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'by-put' },
        spec: { ports: [{ port: 80 }] },
      },
    ],
    [
      '/apis/coordination.k8s.io/v1/namespaces/default/leases/by-put',
      {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name: 'by-put' },
        spec: {},
      },
    ],
  ])('creates what is not there: %s', async (path, body) => {
    const { status, json, text } = await server.request('PUT', path, { body });
    expect(status, text).toBe(201);
    expect(json.metadata.name).toBe('by-put');
  });
});

// kubernetes/apiserver pkg/registry/rest/update.go, pkg/registry/apps/deployment/strategy.go
describe('status and generation', () => {
  it('keeps spec and status apart', async () => {
    const made = await created(deployments, { ...deployment('parts'), status: { replicas: 7 } });
    expect(made).toMatchObject({ metadata: { generation: 1 }, status: {} });
    const status = await server.request('PUT', `${deployments}/parts/status`, {
      body: {
        ...made,
        spec: { ...(made['spec'] as object), replicas: 5 },
        status: { replicas: 2 },
      },
    });
    expect(status.status).toBe(200);
    expect(status.json).toMatchObject({
      metadata: { generation: 1 },
      spec: { replicas: 1 },
      status: { replicas: 2 },
    });
    const spec = await server.request('PUT', `${deployments}/parts`, {
      body: {
        ...status.json,
        spec: { ...(made['spec'] as object), replicas: 5 },
        status: { replicas: 9 },
      },
    });
    expect(spec.json).toMatchObject({
      metadata: { generation: 2 },
      spec: { replicas: 5 },
      status: { replicas: 2 },
    });
    const labels = await server.request('PATCH', `${deployments}/parts`, {
      body: { metadata: { labels: { a: 'b' } } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(labels.json).toMatchObject({ metadata: { generation: 2, labels: { a: 'b' } } });
  });

  it('reads and scales replicas alone', async () => {
    await created(deployments, deployment('scaled', 2));
    const read = await server.request('GET', `${deployments}/scaled/scale`);
    expect(read.json).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: 'scaled', namespace: 'default' },
      spec: { replicas: 2 },
      status: { replicas: 0, selector: 'app=scaled' },
    });
    const put = await server.request('PUT', `${deployments}/scaled/scale`, {
      body: { ...read.json, spec: { replicas: 4 } },
    });
    expect(put.json).toMatchObject({ kind: 'Scale', spec: { replicas: 4 } });
    const stale = await server.request('PUT', `${deployments}/scaled/scale`, { body: read.json });
    expect(stale.status).toBe(409);
    const patched = await server.request('PATCH', `${deployments}/scaled/scale`, {
      body: { spec: { replicas: 6 } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(patched.json).toMatchObject({ spec: { replicas: 6 } });
    const { json } = await server.request('GET', `${deployments}/scaled`);
    expect(json).toMatchObject({ spec: { replicas: 6 }, metadata: { generation: 3 } });
  });
});

// kubernetes/apiserver pkg/registry/generic/registry/store.go, Delete
describe('delete', () => {
  it('answers with a Status and the uid', async () => {
    const { metadata } = await created(configMaps, configMap('gone'));
    const { status, json } = await server.request('DELETE', `${configMaps}/gone`);
    expect(status).toBe(200);
    expect(json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'gone', kind: 'configmaps', uid: metadata.uid },
    });
    const again = await server.request('DELETE', `${configMaps}/gone`);
    expect(again.json).toEqual(
      failure(404, 'NotFound', 'configmaps "gone" not found', { name: 'gone', kind: 'configmaps' }),
    );
  });

  it('keeps what has a finalizer until the last one goes', async () => {
    await created(configMaps, configMap('held', {}, { finalizers: ['a.example/x'] }));
    const marked = await server.request('DELETE', `${configMaps}/held`);
    expect(marked.status).toBe(200);
    expect(marked.json).toMatchObject({
      kind: 'ConfigMap',
      metadata: {
        deletionGracePeriodSeconds: 0,
        deletionTimestamp: expect.stringMatching(/Z$/) as string,
        finalizers: ['a.example/x'],
      },
    });
    const again = await server.request('DELETE', `${configMaps}/held`);
    expect(again.json.metadata.resourceVersion).toBe(marked.json.metadata.resourceVersion);
    const added = await server.request('PATCH', `${configMaps}/held`, {
      body: { metadata: { finalizers: ['a.example/x', 'b.example/y'] } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(added.status).toBe(422);
    expect(added.json.message).toContain(
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"b.example/y"}',
    );
    const last = await server.request('PATCH', `${configMaps}/held`, {
      body: { metadata: { finalizers: null } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(last.status).toBe(200);
    expect((await server.request('GET', `${configMaps}/held`)).status).toBe(404);
  });

  it.each<[string, object, number, string[] | undefined]>([
    ['Foreground', { propagationPolicy: 'Foreground' }, 200, ['foregroundDeletion']],
    ['Orphan', { propagationPolicy: 'Orphan' }, 200, ['orphan']],
    ['orphanDependents', { orphanDependents: true }, 200, ['orphan']],
    ['Background', { propagationPolicy: 'Background' }, 200, undefined],
  ])('turns %s into a finalizer', async (_policy, options, code, finalizers) => {
    await created(deployments, deployment('owner'));
    const { status, json } = await server.request('DELETE', `${deployments}/owner`, {
      body: { kind: 'DeleteOptions', apiVersion: 'v1', ...options },
    });
    expect(status).toBe(code);
    if (finalizers === undefined) expect(json).toMatchObject({ kind: 'Status', status: 'Success' });
    else {
      expect(json).toMatchObject({ kind: 'Deployment', metadata: { finalizers, generation: 2 } });
      await server.request('PATCH', `${deployments}/owner`, {
        body: { metadata: { finalizers: null } },
        headers: { 'content-type': 'application/merge-patch+json' },
      });
    }
    expect((await server.request('GET', `${deployments}/owner`)).status).toBe(404);
  });

  it.each<[string, object, object]>([
    [
      'another uid',
      { preconditions: { uid: 'u' } },
      failure(
        409,
        'Conflict',
        /^Operation cannot be fulfilled on configmaps "kept": Precondition failed: UID in precondition: u, UID in object meta: /,
        { name: 'kept', kind: 'configmaps' },
      ),
    ],
    [
      'another revision',
      { preconditions: { resourceVersion: '1' } },
      failure(
        409,
        'Conflict',
        /^Operation cannot be fulfilled on configmaps "kept": Precondition failed: ResourceVersion in precondition: 1, ResourceVersion in object meta: \d+$/,
        { name: 'kept', kind: 'configmaps' },
      ),
    ],
    [
      'a policy nobody knows',
      { propagationPolicy: 'Later' },
      failure(
        422,
        'Invalid',
        /^DeleteOptions\.meta\.k8s\.io "" is invalid: propagationPolicy: Unsupported value: "Later"/,
        expect.anything() as object,
      ),
    ],
  ])('refuses %s', async (_case, options, want) => {
    await server.request('POST', configMaps, { body: configMap('kept') });
    const { json } = await server.request('DELETE', `${configMaps}/kept`, { body: options });
    expect(json).toEqual(want);
  });

  // kubernetes/kubernetes pkg/registry/core/pod/strategy.go, CheckGracefulDelete
  it('gives a pod on a node its grace period, and lets force cut it short', async () => {
    await created(pods, pod('slow'));
    const binding = await server.request('POST', `${pods}/slow/binding`, {
      body: {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: 'slow' },
        target: { kind: 'Node', name: 'n1' },
      },
    });
    expect(binding.status).toBe(201);
    expect(binding.json).toMatchObject({ kind: 'Status', status: 'Success', code: 201 });
    const bound = await server.request('GET', `${pods}/slow`);
    expect(bound.json).toMatchObject({
      spec: { nodeName: 'n1' },
      status: { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'True' }] },
    });
    const twice = await server.request('POST', `${pods}/slow/binding`, {
      body: {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: 'slow' },
        target: { kind: 'Node', name: 'n2' },
      },
    });
    expect(twice.json).toMatchObject({
      code: 409,
      message:
        'Operation cannot be fulfilled on pods/binding "slow": pod slow is already assigned to node "n1"',
    });
    const graceful = await server.request('DELETE', `${pods}/slow?gracePeriodSeconds=60`);
    expect(graceful.status).toBe(200);
    expect(graceful.json).toMatchObject({ metadata: { deletionGracePeriodSeconds: 60 } });
    const shorter = await server.request('DELETE', `${pods}/slow`, {
      body: { gracePeriodSeconds: 5 },
    });
    expect(shorter.json).toMatchObject({ metadata: { deletionGracePeriodSeconds: 5 } });
    const longer = await server.request('DELETE', `${pods}/slow`, {
      body: { gracePeriodSeconds: 90 },
    });
    expect(longer.json).toMatchObject({ metadata: { deletionGracePeriodSeconds: 5 } });
    const forced = await server.request('DELETE', `${pods}/slow`, {
      body: { gracePeriodSeconds: 0 },
    });
    expect(forced.json).toMatchObject({ kind: 'Pod', metadata: { name: 'slow' } });
    expect((await server.request('GET', `${pods}/slow`)).status).toBe(404);
  });

  it('answers 202 when dependents go too and the object waits for a finalizer', async () => {
    await created(configMaps, configMap('waits', {}, { finalizers: ['a.example/x'] }));
    const { status } = await server.request('DELETE', `${configMaps}/waits`, {
      body: { orphanDependents: false },
    });
    expect(status).toBe(202);
  });

  it('deletes a pod without a node at once', async () => {
    await created(pods, pod('quick'));
    const { status, json } = await server.request('DELETE', `${pods}/quick`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ kind: 'Pod', metadata: { name: 'quick' } });
    expect((await server.request('GET', `${pods}/quick`)).status).toBe(404);
  });

  it('deletes a collection by selector and answers with what it was', async () => {
    for (const [name, app] of [
      ['s1', 'a'],
      ['s2', 'a'],
      ['s3', 'b'],
    ] as const)
      await created(configMaps, configMap(name, {}, { labels: { set: app } }));
    const { status, json } = await server.request('DELETE', `${configMaps}?labelSelector=set%3Da`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
    expect(json.items.every((item) => item.kind === undefined)).toBe(true);
    expect(json.items.map(({ metadata }) => metadata.name)).toEqual(['s1', 's2']);
    const left = await server.request('GET', `${configMaps}?labelSelector=set`);
    expect(left.json.items.map(({ metadata }) => metadata.name)).toEqual(['s3']);
  });

  // kubernetes/kubernetes pkg/registry/core/namespace/storage/storage.go
  it('marks a namespace and lets finalize remove it', async () => {
    await created('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'leaving' },
    });
    const { status, json } = await server.request('DELETE', '/api/v1/namespaces/leaving');
    expect(status).toBe(200);
    expect(json).toMatchObject({ kind: 'Namespace', status: { phase: 'Terminating' } });
    const refused = await server.request('POST', '/api/v1/namespaces/leaving/configmaps', {
      body: configMap('late'),
    });
    expect(refused.json).toEqual(
      failure(
        403,
        'Forbidden',
        'configmaps "late" is forbidden: unable to create new content in namespace leaving because it is being terminated',
        {
          name: 'late',
          kind: 'configmaps',
          causes: [
            {
              reason: 'NamespaceTerminating',
              message: 'namespace leaving is being terminated',
              field: 'metadata.namespace',
            },
          ],
        },
      ),
    );
    const { json: current } = await server.request('GET', '/api/v1/namespaces/leaving');
    const done = await server.request('PUT', '/api/v1/namespaces/leaving/finalize', {
      body: { ...current, spec: { finalizers: [] } },
    });
    expect(done.status).toBe(200);
    expect((await server.request('GET', '/api/v1/namespaces/leaving')).status).toBe(404);
  });
});

// kubernetes/apiserver pkg/registry/generic/registry/dryrun.go
describe('dry run', () => {
  const revision = async () =>
    (await server.request('GET', `${configMaps}?limit=1`)).json.metadata.resourceVersion;

  it.each<[string, Method, string, object | undefined, Record<string, string>, number]>([
    ['create', 'POST', configMaps, configMap('dry'), {}, 201],
    ['update', 'PUT', `${configMaps}/real`, configMap('real', { data: { a: 'b' } }), {}, 200],
    [
      'patch',
      'PATCH',
      `${configMaps}/real`,
      { data: { a: 'b' } },
      { 'content-type': 'application/merge-patch+json' },
      200,
    ],
    [
      'apply',
      'PATCH',
      `${configMaps}/dry-applied`,
      configMap('dry-applied'),
      { 'content-type': 'application/apply-patch+yaml' },
      201,
    ],
    ['delete', 'DELETE', `${configMaps}/real`, undefined, {}, 200],
    ['deletecollection', 'DELETE', configMaps, undefined, {}, 200],
    [
      'service',
      'POST',
      '/api/v1/namespaces/default/services',
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'dry' },
        spec: { type: 'NodePort', ports: [{ port: 80 }] },
      },
      {},
      201,
    ],
  ])('%s leaves nothing', async (_verb, method, path, body, headers, code) => {
    await server.request('POST', configMaps, { body: configMap('real') });
    const before = await revision();
    const answer = await server.request(method, `${path}?dryRun=All&fieldManager=me`, {
      body,
      headers,
    });
    expect(answer.status, answer.text).toBe(code);
    expect(await revision()).toBe(before);
    expect((await server.request('GET', `${configMaps}/real`)).json['data']).toBeUndefined();
  });

  it('refuses another value', async () => {
    const { json } = await server.request('POST', `${configMaps}?dryRun=Some`, {
      body: configMap('dry'),
    });
    expect(json).toMatchObject({
      code: 422,
      message:
        'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Some"]: supported values: "All"',
    });
  });
});
