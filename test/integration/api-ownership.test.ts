import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Kubectl, findKubectls } from '../e2e/kubectl.js';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type Answer, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;
const kubectls = await findKubectls(process.env);

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
  const body = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  await server.request('POST', '/api/v1/namespaces/default/serviceaccounts', { body });
});

afterAll(async () => {
  await server.close();
  await etcd.close();
});

const deployments = '/apis/apps/v1/namespaces/default/deployments';
const pods = '/api/v1/namespaces/default/pods';
const merge = { 'content-type': 'application/merge-patch+json' };
const apply = { 'content-type': 'application/apply-patch+yaml' };

const podTemplate = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'main', image: 'example.com/web:1' }] },
};

const deployment = (name: string, more: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: { replicas: 1, selector: { matchLabels: { app: 'web' } }, template: podTemplate },
  ...more,
});

interface Entry {
  readonly manager: string;
  readonly operation: string;
  readonly subresource?: string;
  readonly fieldsV1: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const entriesOf = ({ json }: Answer) => (json.metadata['managedFields'] ?? []) as readonly Entry[];

const ownerIn = (answer: Answer, manager: string) =>
  entriesOf(answer).find((entry) => entry.manager === manager);

async function succeed(answer: Promise<Answer>): Promise<Answer> {
  const result = await answer;
  if (result.status >= 300) throw new Error(result.text);
  return result;
}

const get = (path: string) => succeed(server.request('GET', path));

const write = (method: 'POST' | 'PUT', path: string, body: unknown) =>
  succeed(server.request(method, `${path}?fieldManager=writer`, { body }));

const patch = (path: string, body: unknown, headers: Record<string, string>, manager: string) =>
  succeed(server.request('PATCH', `${path}?fieldManager=${manager}`, { body, headers }));

// kubernetes/kubernetes pkg/registry/<group>/<kind>/strategy.go, GetResetFields
describe('fields that an endpoint resets', () => {
  it('are not owned by who creates or updates the object', async () => {
    const wanted = deployment('reset', { status: { replicas: 7 } });
    const created = await write('POST', deployments, wanted);
    expect(Object.keys(ownerIn(created, 'writer')?.fieldsV1 ?? {})).toEqual(['f:spec']);

    const status = await patch(
      `${deployments}/reset/status`,
      {
        metadata: { labels: { a: 'b' }, annotations: { c: 'd' } },
        spec: { replicas: 9 },
        status: { replicas: 3 },
      },
      merge,
      'controller',
    );
    const owned = ownerIn(status, 'controller');
    expect(owned?.subresource).toBe('status');
    expect(owned?.fieldsV1).toEqual({
      'f:metadata': { 'f:annotations': { '.': {}, 'f:c': {} } },
      'f:status': { 'f:replicas': {} },
    });

    // A status that an update cannot change stays with its owner.
    const { json } = await get(`${deployments}/reset`);
    const { status: _status, ...rest } = json;
    const updated = await write('PUT', `${deployments}/reset`, rest);
    expect(ownerIn(updated, 'controller')?.fieldsV1['f:status']).toEqual({ 'f:replicas': {} });
  });

  it('are not owned by who applies them', async () => {
    const body = deployment('applied', { status: { replicas: 7 } });
    const applied = await patch(`${deployments}/applied`, body, apply, 'applier');
    expect(Object.keys(ownerIn(applied, 'applier')?.fieldsV1 ?? {})).toEqual(['f:spec']);
    const status = await patch(
      `${deployments}/applied/status`,
      { ...body, spec: { ...body.spec, replicas: 4 } },
      apply,
      'controller',
    );
    expect(Object.keys(ownerIn(status, 'controller')?.fieldsV1 ?? {})).toEqual(['f:status']);
    expect(status.json['spec']).toMatchObject({ replicas: 1 });
  });

  it('leave a resize of a pod the sizes of its containers', async () => {
    const sized = (cpu: string) => ({
      containers: [{ name: 'main', image: 'example.com/web:1', resources: { limits: { cpu } } }],
    });
    await write('POST', pods, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'resized' },
      spec: sized('1'),
    });
    const resized = await patch(
      `${pods}/resized/resize`,
      { metadata: { labels: { a: 'b' } }, spec: sized('2') },
      merge,
      'resizer',
    );
    expect(ownerIn(resized, 'resizer')?.fieldsV1).toEqual({
      'f:spec': {
        'f:containers': { 'k:{"name":"main"}': { 'f:resources': { 'f:limits': { 'f:cpu': {} }, 'f:requests': { 'f:cpu': {} } } } },
      },
    });
  });
});

// kubernetes/apiserver pkg/endpoints/handlers/create.go: ownership is recorded before mutating admission
it('what admission sets is nobody’s', async () => {
  const created = await write('POST', pods, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'admitted' },
    spec: podTemplate.spec,
  });
  expect(created.json['spec']).toMatchObject({ serviceAccountName: 'default' });
  const spec = ownerIn(created, 'writer')?.fieldsV1['f:spec'] ?? {};
  expect(Object.keys(spec)).toEqual(
    expect.arrayContaining(['f:containers', 'f:restartPolicy', 'f:schedulerName']),
  );
  expect(Object.keys(spec)).not.toContain('f:serviceAccountName');
  expect(Object.keys(spec)).not.toContain('f:volumes');
});

// kubernetes/kubernetes pkg/registry/core/pod/storage/storage.go, BindingREST
it('where a pod is bound to is nobody’s', async () => {
  await write('POST', pods, {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'bound' },
    spec: podTemplate.spec,
  });
  const body = {
    apiVersion: 'v1',
    kind: 'Binding',
    metadata: { name: 'bound' },
    target: { name: 'n' },
  };
  await write('POST', `${pods}/bound/binding`, body);
  const bound = await get(`${pods}/bound`);
  expect(bound.json['spec']).toMatchObject({ nodeName: 'n' });
  expect(entriesOf(bound).map(({ manager }) => manager)).toEqual(['writer']);
});

// kubernetes/kubernetes pkg/registry/apps/deployment/storage/storage.go, scaleUpdatedObjectInfo
describe('the scale subresource', () => {
  const replicas = { 'f:spec': { 'f:replicas': {} } };

  it('moves replicas to who scales', async () => {
    await write('POST', deployments, deployment('scaled'));
    await patch(`${deployments}/scaled/scale`, { spec: { replicas: 3 } }, merge, 'scaler');
    const scaled = await get(`${deployments}/scaled`);
    expect(ownerIn(scaled, 'scaler')).toMatchObject({
      operation: 'Update',
      apiVersion: 'apps/v1',
      subresource: 'scale',
      fieldsV1: replicas,
    });
    expect(ownerIn(scaled, 'scaler')).not.toHaveProperty('time');
    expect(ownerIn(scaled, 'writer')?.fieldsV1['f:spec']).not.toHaveProperty('f:replicas');
    expect(ownerIn(scaled, 'writer')?.fieldsV1['f:spec']).toHaveProperty('f:template');
  });

  it('leaves an applier alone when the number stays', async () => {
    await patch(`${deployments}/same`, deployment('same'), apply, 'applier');
    const before = await get(`${deployments}/same`);
    await patch(`${deployments}/same/scale`, { spec: { replicas: 1 } }, merge, 'scaler');
    const after = await get(`${deployments}/same`);
    expect(after.json).toEqual(before.json);
  });

  // An updater is another one at autoscaling/v1, upstream too: its replicas become an entry of their own.
  it('splits the entry of an updater when the number stays', async () => {
    await write('POST', deployments, deployment('split'));
    await patch(`${deployments}/split/scale`, { spec: { replicas: 1 } }, merge, 'scaler');
    const [first, second, ...others] = entriesOf(await get(`${deployments}/split`));
    expect(first).toMatchObject({ manager: 'writer', fieldsV1: replicas });
    expect(second).toMatchObject({
      manager: 'writer',
      fieldsV1: { 'f:spec': { 'f:template': {} } },
    });
    expect(others).toEqual([]);
  });

  it('can be applied, with conflicts', async () => {
    await patch(`${deployments}/fought`, deployment('fought'), apply, 'applier');
    const scale = {
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      metadata: { name: 'fought' },
      spec: { replicas: 5 },
    };
    const path = `${deployments}/fought/scale?fieldManager=scaler`;
    const refused = await server.request('PATCH', path, { body: scale, headers: apply });
    expect(refused.status).toBe(409);
    expect(refused.json.message).toBe(
      'Apply failed with 1 conflict: conflict with "applier": .spec.replicas',
    );
    await succeed(server.request('PATCH', `${path}&force=true`, { body: scale, headers: apply }));
    const after = await get(`${deployments}/fought`);
    expect(ownerIn(after, 'scaler')).toMatchObject({ operation: 'Apply', fieldsV1: replicas });
    expect(ownerIn(after, 'applier')?.fieldsV1['f:spec']).not.toHaveProperty('f:replicas');
    expect(after.json['spec']).toMatchObject({ replicas: 5 });
  });

  it.each<[string, unknown, Record<string, string>, number, string]>([
    [
      'a number that is none',
      { spec: { replicas: 'x' } },
      merge,
      422,
      'json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32',
    ],
    [
      'a negative number',
      { spec: { replicas: -1 } },
      merge,
      422,
      'must be greater than or equal to 0',
    ],
    ['an apply of another kind', deployment('refusing'), apply, 400, 'expected: autoscaling/v1'],
  ])('refuses %s', async (_name, body, headers, code, message) => {
    await server.request('POST', deployments, { body: deployment('refusing') });
    const path = `${deployments}/refusing/scale?fieldManager=m`;
    const refused = await server.request('PATCH', path, { body, headers });
    expect(refused.status).toBe(code);
    expect(refused.json.message).toContain(message);
  });
});

// kubernetes/client-go util/csaupgrade: kubectl moves what client-side apply owned to server-side apply
describe.skipIf(kubectls.length === 0)(
  'kubectl turns from client-side to server-side apply',
  () => {
    let directory: string;
    let kubeconfig: string;
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'skewplane-ownership-'));
      kubeconfig = join(directory, 'config');
      const encoded = (pem: string) => Buffer.from(pem).toString('base64');
      await writeFile(
        kubeconfig,
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'Config',
          clusters: [
            {
              name: 'test',
              cluster: { server: server.url, 'certificate-authority-data': encoded(server.tls.ca) },
            },
          ],
          users: [
            {
              name: 'admin',
              user: {
                'client-certificate-data': encoded(server.tls.cert),
                'client-key-data': encoded(server.tls.key),
              },
            },
          ],
          contexts: [{ name: 'test', context: { cluster: 'test', user: 'admin' } }],
          'current-context': 'test',
        }),
      );
    });
    afterAll(() => rm(directory, { recursive: true, force: true }));

    const manifest = (name: string, image: string, label?: string) =>
      JSON.stringify({
        ...deployment(name),
        metadata: { name, ...(label === undefined ? {} : { labels: { kept: label } }) },
        spec: {
          selector: { matchLabels: { app: 'web' } },
          template: { ...podTemplate, spec: { containers: [{ name: 'main', image }] } },
        },
      });

    it.each(kubectls.map((binary) => [binary.version, binary] as const))(
      '%s',
      async (_v, binary) => {
        const name = `csa-${binary.version.replace('.', '-')}`;
        const kubectl = new Kubectl(binary, {
          kubeconfig,
          context: 'test',
          cacheDirectory: join(directory, binary.version),
          namespace: 'default',
        });
        await kubectl.ok(['apply', '-f', '-'], { input: manifest(name, 'example.com/web:1', 'a') });
        const clientSide = await get(`${deployments}/${name}`);
        expect(entriesOf(clientSide).map(({ manager }) => manager)).toEqual([
          'kubectl-client-side-apply',
        ]);

        const serverSide = ['apply', '--server-side', '-f', '-'];
        await kubectl.ok(serverSide, { input: manifest(name, 'example.com/web:2', 'a') });
        const moved = await get(`${deployments}/${name}`);
        expect(ownerIn(moved, 'kubectl')).toMatchObject({ operation: 'Apply' });
        expect(ownerIn(moved, 'kubectl')?.fieldsV1['f:metadata']).toHaveProperty('f:labels');
        if (Number(binary.version.split('.')[1]) >= 26) {
          expect(ownerIn(moved, 'kubectl-client-side-apply')).toBeUndefined();
          // What is applied no more goes: kubectl owned it from the first apply on.
          await kubectl.ok(serverSide, { input: manifest(name, 'example.com/web:2') });
          const after = await get(`${deployments}/${name}`);
          expect(after.json.metadata).not.toHaveProperty('labels');
        }
      },
    );
  },
);
