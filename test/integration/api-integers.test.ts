import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type Answer, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;

const widgets = '/apis/example.com/v1/namespaces/default/widgets';
const leases = '/apis/coordination.k8s.io/v1/namespaces/default/leases';
const deployments = '/apis/apps/v1/namespaces/default/deployments';
const big = '9007199254740993';
const greatest = '9223372036854775807';

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
  const free = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const integer = { type: 'integer', minimum: 0 };
  await server.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    body: {
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
            additionalPrinterColumns: [{ name: 'Count', type: 'integer', jsonPath: '.count' }],
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  free,
                  count: integer,
                  set: { type: 'array', 'x-kubernetes-list-type': 'set', items: integer },
                },
              },
            },
          },
        ],
      },
    },
  });
  await vi.waitFor(
    async () => {
      expect((await server.request('GET', widgets)).status).toBe(200);
    },
    { timeout: 20_000 },
  );
}, 60_000);

afterAll(async () => {
  await server.close();
  await etcd.close();
});

const widget = (name: string, fields: string) =>
  `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"${name}"},${fields}}`;

function send(method: 'POST' | 'PUT' | 'PATCH', path: string, type: string, body: string) {
  return server.request(method, path, { body, headers: { 'content-type': type } });
}

const read = (path: string, accept = 'application/json'): Promise<Answer> =>
  server.request('GET', path, { headers: { accept } });

// kubernetes/apimachinery pkg/util/json: integers of unstructured objects are int64
it.each([
  ['application/json', widget('json', `"count":${big},"free":{"a":[${greatest},-${greatest}]}`)],
  [
    'application/yaml',
    `apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: yaml}\ncount: ${big}\nfree: {a: [${greatest}, -${greatest}]}\n`,
  ],
])('a custom resource from %s keeps every digit', async (type, body) => {
  const created = await send('POST', widgets, type, body);
  expect(created.status, created.text).toBe(201);
  expect(created.headers.warning).toBeUndefined();
  const name = created.json.metadata.name;
  const parts = [`"count":${big}`, `"a":[${greatest},-${greatest}]`];
  for (const part of parts) {
    expect(created.text).toContain(part);
    expect((await read(`${widgets}/${name}`)).text).toContain(part);
    expect((await read(widgets)).text).toContain(part);
  }
  expect((await read(`${widgets}/${name}`, 'application/yaml')).text).toContain(`count: ${big}`);
  const events = await read(`${widgets}?watch=1&timeoutSeconds=1`);
  expect(events.text).toContain(`"count":${big}`);
  const table = await read(widgets, 'application/json;as=Table;v=v1;g=meta.k8s.io');
  expect(table.text).toContain(`"cells":["${name}",${big}]`);
});

it('patches keep every digit', async () => {
  await send('POST', widgets, 'application/json', widget('patched', `"count":${big}`));
  const path = `${widgets}/patched`;
  const merged = await send('PATCH', path, 'application/merge-patch+json', `{"free":{"b":${big}}}`);
  expect(merged.text).toContain(`"b":${big}`);
  expect(merged.text).toContain(`"count":${big}`);
  const operations = `[{"op":"test","path":"/count","value":${big}},{"op":"copy","from":"/count","path":"/free/c"},{"op":"add","path":"/free/d","value":${greatest}}]`;
  const patched = await send('PATCH', path, 'application/json-patch+json', operations);
  expect(patched.text).toContain(`"c":${big},"d":${greatest}`);
  const failed = await send(
    'PATCH',
    path,
    'application/json-patch+json',
    '[{"op":"test","path":"/count","value":9007199254740992}]',
  );
  expect(failed.status).toBe(422);
});

it('server-side apply keeps every digit, in values and in owned items', async () => {
  const path = `${widgets}/applied?fieldManager=m`;
  const body = (count: string) => widget('applied', `"count":${count},"set":[${big},${greatest}]`);
  const applied = await send('PATCH', path, 'application/apply-patch+yaml', body(big));
  expect(applied.status, applied.text).toBe(201);
  expect(applied.text).toContain(`"set":[${big},${greatest}]`);
  expect(applied.text).toContain(`"v:${big}":{}`);
  const again = await send('PATCH', path, 'application/apply-patch+yaml', body(big));
  expect(again.json.metadata.resourceVersion).toBe(applied.json.metadata.resourceVersion);
  const other = `${widgets}/applied?fieldManager=n`;
  const conflict = await send('PATCH', other, 'application/apply-patch+yaml', body('1'));
  expect(conflict.status).toBe(409);
});

it('rules of a schema hold for them', async () => {
  const answer = await send('POST', widgets, 'application/json', widget('low', `"count":-${big}`));
  expect(answer.status).toBe(422);
  expect(answer.json.message).toContain('count in body should be greater than or equal to 0');
});

it('built-in kinds keep them in JSON and protobuf', async () => {
  const selector = { matchLabels: { app: 'a' } };
  const template = {
    metadata: { labels: { app: 'a' } },
    spec: { terminationGracePeriodSeconds: 30, containers: [{ name: 'a', image: 'b' }] },
  };
  const body = JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'a' },
    spec: { selector, template },
  }).replace('"terminationGracePeriodSeconds":30', `"terminationGracePeriodSeconds":${big}`);
  const created = await send('POST', deployments, 'application/json', body);
  expect(created.status, created.text).toBe(201);
  expect(created.text).toContain(`"terminationGracePeriodSeconds":${big}`);
  const protobuf = 'application/vnd.kubernetes.protobuf';
  const { bytes } = await read(`${deployments}/a`, protobuf);
  const put = await server.request('PUT', `${deployments}/a`, {
    body: bytes,
    headers: { 'content-type': protobuf },
  });
  expect(put.status, put.text).toBe(200);
  expect(put.text).toContain(`"terminationGracePeriodSeconds":${big}`);
  const answer = await send(
    'POST',
    leases,
    'application/json',
    `{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"a"},"spec":{"leaseDurationSeconds":${big}}}`,
  );
  expect(answer.status).toBe(400);
  expect(answer.json.message).toContain(
    `json: cannot unmarshal number ${big} into Go struct field LeaseSpec.spec.leaseDurationSeconds of type int32`,
  );
});

it('plans for every error', () => {
  const lines = server.log().split('\n');
  expect(lines.filter((line) => line.includes('Request failed unexpectedly'))).toEqual([]);
});
