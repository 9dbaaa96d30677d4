import fc, { type GeneratorValue } from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { stringifyExactJson } from '../../packages/apimachinery/src/index.js';
import { schemasFor } from '../../packages/api/src/index.js';
import { startEtcd, type TestEtcd } from './etcd.js';
import { damaged, encodeBody, mediaTypes } from './fuzz/encode-body.js';
import { randomValue, setOwn, tame, wild } from './fuzz/random-object.js';
import { targetsOf, type Target } from './fuzz/targets.js';
import { startTestServer, type Answer, type Method, type TestServer } from './server.js';

const minor = 36;
const seed = 20_240_601;
/** The same requests every time: on one core they take a few seconds. */
const runs = { creates: 900, updates: 500, patches: 900 };

const schemas = schemasFor(minor);
let etcd: TestEtcd;
let server: TestServer;
let targets: readonly Target[];

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor, etcd });
  await created('/api/v1/namespaces/default/serviceaccounts', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default' },
  });
  await created('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
  await untilServed('/apis/example.com/v1/namespaces/default/widgets');
  for (const [path, body] of seeds) await created(path, body);
  targets = await targetsOf(server);
}, 60_000);

afterAll(async () => {
  await server.close();
  await etcd.close();
});

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    names: { plural: 'widgets', kind: 'Widget' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
              status: { type: 'object', properties: { count: { type: 'integer' } } },
            },
          },
        },
      },
    ],
  },
};

const pod = {
  metadata: { labels: { app: 'a' } },
  spec: {
    containers: [{ name: 'main', image: 'example.com/a:1', ports: [{ containerPort: 80 }] }],
  },
};
const selector = { matchLabels: { app: 'a' } };
const inDefault = (root: string, resource: string) => `${root}/namespaces/default/${resource}`;

/** One object each that updates and patches are thrown at. */
const seeds: readonly (readonly [string, Record<string, unknown>])[] = [
  [inDefault('/api/v1', 'configmaps'), { kind: 'ConfigMap', data: { a: '1' } }],
  [inDefault('/api/v1', 'secrets'), { kind: 'Secret', stringData: { a: '1' } }],
  [inDefault('/api/v1', 'pods'), { kind: 'Pod', ...pod }],
  [inDefault('/api/v1', 'services'), { kind: 'Service', spec: { ports: [{ port: 80 }] } }],
  ['/api/v1/nodes', { kind: 'Node' }],
  [
    inDefault('/apis/apps/v1', 'deployments'),
    { kind: 'Deployment', spec: { selector, template: pod } },
  ],
  [
    inDefault('/apis/apps/v1', 'statefulsets'),
    { kind: 'StatefulSet', spec: { selector, template: pod, serviceName: 'a' } },
  ],
  [
    inDefault('/apis/batch/v1', 'jobs'),
    {
      kind: 'Job',
      spec: { template: { spec: { ...pod.spec, restartPolicy: 'Never' } } },
    },
  ],
  [
    inDefault('/apis/autoscaling/v2', 'horizontalpodautoscalers'),
    {
      kind: 'HorizontalPodAutoscaler',
      spec: {
        maxReplicas: 3,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' },
      },
    },
  ],
  [inDefault('/apis/rbac.authorization.k8s.io/v1', 'roles'), { kind: 'Role', rules: [] }],
  [inDefault('/apis/coordination.k8s.io/v1', 'leases'), { kind: 'Lease', spec: {} }],
  [
    inDefault('/apis/networking.k8s.io/v1', 'networkpolicies'),
    { kind: 'NetworkPolicy', spec: { podSelector: {} } },
  ],
  [inDefault('/apis/example.com/v1', 'widgets'), { kind: 'Widget', spec: { a: { b: 1 } } }],
].map(([path, body]) => [
  path as string,
  {
    apiVersion: (path as string)
      .replace(/^\/apis?\//, '')
      .replace(/\/(namespaces\/default\/)?\w+$/, ''),
    metadata: { name: 'seed' },
    ...(body as object),
    ...((body as { metadata?: object }).metadata === undefined
      ? {}
      : { metadata: { name: 'seed' } }),
  },
]);

async function created(path: string, body: object): Promise<void> {
  const answer = await server.request('POST', path, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
}

async function untilServed(path: string): Promise<void> {
  await vi.waitFor(
    async () => {
      expect((await server.request('GET', path)).status).toBe(200);
    },
    { timeout: 20_000 },
  );
}

/** Codes 500 that are upstream's own: it has no better word for these. */
const upstreams500 = [
  /^resourceVersion should not be set on objects to be created$/, // pkg/registry/rest/create.go
  /^failed to create typed (patch|live) object/, // managedfields/internal/structuredmerge.go
  /^failed to (merge config|decode managed fields|prune fields)/,
  // apimachinery pkg/util/strategicpatch/{patch,meta}.go
  /^unknown patch type: .* in map: /,
  /^map: .* does not contain declared merge key: /,
  /^list element types are not identical: /,
  /^expected a \[\]interface \{\}, but received a /,
  /^unable to find api field in struct /,
];

/** What holds of every answer, whatever was sent. */
function expectProperAnswer(answer: Answer, sent: string): void {
  const { status, text, json, headers } = answer;
  const said = `${sent}\n→ ${String(status)} ${text.slice(0, 600)}`;
  expect(headers['content-type'], said).toBe('application/json');
  if (status < 400) return;
  expect(json, said).toMatchObject({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code: status,
  });
  expect(json.message, said).toEqual(expect.stringMatching(/./s));
  if (status < 500) return;
  expect(status, said).toBe(500);
  expect(
    upstreams500.some((known) => known.test(json.message ?? '')),
    said,
  ).toBe(true);
}

async function send(
  method: Method,
  path: string,
  body: Buffer,
  contentType: string,
): Promise<Answer> {
  const sent = `${method} ${path} ${contentType} ${body.toString('latin1').slice(0, 3000)}`;
  const answer = await server.request(method, path, {
    body,
    headers: { 'content-type': contentType },
  });
  expectProperAnswer(answer, sent);
  return answer;
}

/** Like `send`, and what is refused changes nothing. */
async function sendTo(path: string, request: Parameters<typeof send>): Promise<Answer> {
  const before = await server.request('GET', path);
  const answer = await send(...request);
  if (answer.status >= 400) {
    const after = await server.request('GET', path);
    expect(after.text, `${request[0]} ${request[1]} was refused`).toBe(before.text);
  }
  return answer;
}

const pick = <T>(draw: GeneratorValue, values: readonly T[]): T =>
  values[draw(fc.nat, { max: values.length - 1 })] as T;

let serial = 0;

/** A body for a target, from well-formed to hopeless. */
function bodyFor(draw: GeneratorValue, target: Target, name: string) {
  const mediaType = pick(draw, mediaTypes);
  const isTame = mediaType === 'application/vnd.kubernetes.protobuf' || draw(fc.boolean);
  const { group, version, kind } = target;
  const schema = schemas.forKind({ group, version, kind });
  const value = randomValue(draw, schema, isTame ? tame : wild);
  const object = typeof value === 'object' && value !== null ? value : {};
  const apiVersion = group === '' ? version : `${group}/${version}`;
  if (isTame || draw(fc.nat, { max: 9 }) > 0) {
    setOwn(object, 'apiVersion', apiVersion);
    setOwn(object, 'kind', kind);
    const metadata = (object as { metadata?: unknown }).metadata;
    setOwn(object, 'metadata', {
      ...(isTame || typeof metadata !== 'object' ? {} : metadata),
      name,
    });
  }
  const body = encodeBody(object, mediaType, draw(fc.boolean));
  return { mediaType, body: draw(fc.nat, { max: 3 }) === 0 ? damaged(body, draw) : body };
}

const property = (run: (draw: GeneratorValue) => Promise<void>, numRuns: number) =>
  fc.assert(fc.asyncProperty(fc.gen(), run), { seed, numRuns, endOnFailure: true });

const parentOf = (path: string) => targets.find((target) => target.path === path);

it('creates of every kind', { timeout: 120_000 }, async () => {
  expect(targets.length).toBeGreaterThan(60);
  let accepted = 0;
  await property(async (draw) => {
    const target = pick(draw, targets);
    const name = `fuzz-${String(serial++)}`;
    const { body, mediaType } = bodyFor(draw, target, name);
    const answer = await send('POST', target.path, body, mediaType);
    if (answer.status === 201) accepted++;
    else expect((await server.request('GET', `${target.path}/${name}`)).status).not.toBe(200);
  }, runs.creates);
  expect(accepted).toBeGreaterThan(20);
});

it('updates', { timeout: 120_000 }, async () => {
  await property(async (draw) => {
    const [path] = pick(draw, seeds);
    const target = parentOf(path) as Target;
    const { body, mediaType } = bodyFor(draw, target, 'seed');
    const below = pick(draw, ['', '', ...target.subresources]);
    await sendTo(`${path}/seed`, ['PUT', `${path}/seed${below}`, body, mediaType]);
  }, runs.updates);
});

const operations = ['add', 'remove', 'replace', 'move', 'copy', 'test', 'x'];
const pointers = [
  '',
  '/',
  '/spec',
  '/metadata/labels',
  '/metadata/name',
  '/metadata/labels/a~1b',
  '/spec/template/spec/containers/0',
  '/spec/template/spec/containers/-',
  '/spec/template/spec/containers/01',
  '/spec/ports/99999999999',
  '/data/a',
  '/__proto__/x',
  '/constructor/prototype',
  '/metadata/managedFields',
  '/a~2',
  'spec',
];

function patchFor(draw: GeneratorValue, target: Target): { body: Buffer; type: string } {
  const kind = pick(draw, ['json', 'merge', 'strategic', 'apply']);
  if (kind === 'json') {
    const list = Array.from({ length: draw(fc.nat, { max: 3 }) }, () => ({
      op: pick(draw, operations),
      path: pick(draw, pointers),
      from: pick(draw, pointers),
      value: randomValue(draw, undefined, wild),
    }));
    return { body: Buffer.from(stringifyExactJson(list)), type: 'application/json-patch+json' };
  }
  const { group, version } = target;
  const schema = schemas.forKind({ group, version, kind: target.kind });
  const value = randomValue(draw, schema, draw(fc.boolean) ? tame : wild);
  const object = typeof value === 'object' && value !== null ? value : {};
  if (draw(fc.nat, { max: 9 }) > 0) {
    setOwn(object, 'metadata', { name: 'seed', labels: { a: pick(draw, ['b', 'c']) } });
    setOwn(object, 'kind', target.kind);
    setOwn(object, 'apiVersion', group === '' ? version : `${group}/${version}`);
  }
  if (kind === 'strategic' && draw(fc.boolean)) {
    const directive = pick(draw, [
      '$patch',
      '$retainKeys',
      '$setElementOrder/containers',
      '$deleteFromPrimitiveList/finalizers',
    ]);
    setOwn(
      object,
      directive,
      pick<unknown>(draw, ['delete', 'replace', 'x', [], ['a'], [{}], {}, null, 1]),
    );
  }
  const type =
    kind === 'apply'
      ? 'application/apply-patch+yaml'
      : `application/${kind === 'merge' ? 'merge-patch' : 'strategic-merge-patch'}+json`;
  return {
    body: encodeBody(
      object,
      kind === 'apply' ? 'application/yaml' : 'application/json',
      draw(fc.boolean),
    ),
    type,
  };
}

it('patches of every type', { timeout: 120_000 }, async () => {
  await property(async (draw) => {
    const [path] = pick(draw, seeds);
    const target = parentOf(path) as Target;
    const { body, type } = patchFor(draw, target);
    const below = pick(draw, ['', '', ...target.subresources]);
    const query = type.includes('apply') ? '?fieldManager=fuzz&force=true' : '';
    const bytes = draw(fc.nat, { max: 4 }) === 0 ? damaged(body, draw) : body;
    await sendTo(`${path}/seed`, ['PATCH', `${path}/seed${below}${query}`, bytes, type]);
  }, runs.patches);
});

it('leaves the server as it was', async () => {
  // No error that nobody planned for.
  const lines = server.log().split('\n');
  expect(lines.filter((line) => line.includes('Request failed unexpectedly'))).toEqual([]);
  expect((await server.request('GET', '/readyz')).status).toBe(200);
  expect(Object.prototype).not.toHaveProperty('a');
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});
