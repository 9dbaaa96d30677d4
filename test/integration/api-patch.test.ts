import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
});

afterAll(async () => {
  await server.close();
  await etcd.close();
});

const configMaps = '/api/v1/namespaces/default/configmaps';
const types = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

const configMap = (name: string, data: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

function patch(type: keyof typeof types, path: string, body: unknown) {
  return server.request('PATCH', path, { body, headers: { 'content-type': types[type] } });
}

// kubernetes/apiserver pkg/endpoints/handlers/patch.go
describe('patch', () => {
  beforeAll(async () => {
    await server.request('POST', configMaps, { body: configMap('p', { a: '1' }) });
  });

  it.each<[keyof typeof types, unknown, object]>([
    ['json', [{ op: 'add', path: '/data/b', value: '2' }], { a: '1', b: '2' }],
    [
      'json',
      [
        { op: 'test', path: '/data/b', value: '2' },
        { op: 'remove', path: '/data/b' },
      ],
      { a: '1' },
    ],
    ['merge', { data: { c: '3' } }, { a: '1', c: '3' }],
    ['strategic', { data: { c: null, d: '4' } }, { a: '1', d: '4' }],
  ])('%s: %j', async (type, body, data) => {
    const { status, json } = await patch(type, `${configMaps}/p`, body);
    expect(status).toBe(200);
    expect(json['data']).toEqual(data);
  });

  it.each<[string, string, string, unknown, number, string]>([
    ['what is not there', 'merge', 'none', {}, 404, 'configmaps "none" not found'],
    [
      'a test that fails',
      'json',
      'p',
      [{ op: 'test', path: '/data/a', value: 'no' }],
      422,
      'the server rejected our request due to an error in our request',
    ],
    ['what is no JSON', 'merge', 'p', '{', 400, 'invalid JSON patch'],
    [
      'another name',
      'merge',
      'p',
      { metadata: { name: 'q' } },
      400,
      'the name of the object (q) does not match the name on the URL (p)',
    ],
    [
      'an old revision',
      'merge',
      'p',
      { metadata: { resourceVersion: '1' } },
      409,
      'Operation cannot be fulfilled on configmaps "p": the object has been modified; please apply your changes to the latest version and try again',
    ],
    [
      'a content type nobody knows',
      'text/plain',
      'p',
      '{}',
      415,
      'the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
    ],
  ])('refuses %s', async (_case, type, name, body, code, message) => {
    const contentType = type in types ? types[type as keyof typeof types] : type;
    const { status, json } = await server.request('PATCH', `${configMaps}/${name}`, {
      body,
      headers: { 'content-type': contentType },
    });
    expect(json.message).toContain(message);
    expect(status).toBe(code);
  });

  it.each(['json', 'merge', 'strategic', 'apply'] as const)(
    'refuses a %s patch that is nested without end, and changes nothing',
    async (type) => {
      const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`;
      const body =
        type === 'json' ? `[{"op":"add","path":"/data","value":${deep}}]` : `{"data":${deep}}`;
      const answer = await server.request('PATCH', `${configMaps}/p?fieldManager=t`, {
        body: Buffer.from(body),
        headers: { 'content-type': types[type] },
      });
      expect(answer).toMatchObject({ status: 400, json: { reason: 'BadRequest' } });
    },
  );

  it.each([
    ['gracePeriodSeconds', 'soon', 'string'],
    ['orphanDependents', 'no', 'string'],
    ['preconditions', [], 'array'],
  ])('refuses DeleteOptions whose %s is %j', async (field, value, kind) => {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', [field]: value };
    const answer = await server.request('DELETE', `${configMaps}/p`, { body });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.json.message).toContain(`cannot unmarshal ${kind} into Go struct field`);
  });

  it('loses no update when many write at once', async () => {
    const writers = 20;
    await server.request('POST', configMaps, { body: configMap('busy', {}) });
    const answers = await Promise.all(
      Array.from({ length: writers }, (_, at) =>
        patch('merge', `${configMaps}/busy`, { data: { [`k${String(at)}`]: 'x' } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(writers).fill(200));
    const { json } = await server.request('GET', `${configMaps}/busy`);
    expect(Object.keys(json['data'] as object)).toHaveLength(writers);
  });

  it('counts exactly when writers guard their increments by revision', async () => {
    await server.request('POST', configMaps, { body: configMap('counter', { n: '0' }) });
    const increment = async (): Promise<void> => {
      for (;;) {
        const { json } = await server.request('GET', `${configMaps}/counter`);
        const n = Number((json['data'] as { n: string }).n) + 1;
        const { status } = await server.request('PUT', `${configMaps}/counter`, {
          body: { ...json, data: { n: String(n) } },
        });
        if (status === 200) return;
        expect(status).toBe(409);
      }
    };
    await Promise.all(Array.from({ length: 8 }, increment));
    const { json } = await server.request('GET', `${configMaps}/counter`);
    expect(json['data']).toEqual({ n: '8' });
  });
});

// kubernetes/apiserver pkg/endpoints/handlers/patch.go, applyPatcher
describe('apply', () => {
  const path = (manager: string, more = '') => `${configMaps}/a?fieldManager=${manager}${more}`;

  it('creates, conflicts and is forced', async () => {
    const made = await patch('apply', path('one'), configMap('a', { x: '1' }));
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      data: { x: '1' },
      metadata: { managedFields: [{ manager: 'one', operation: 'Apply' }] },
    });
    const same = await patch('apply', path('one'), configMap('a', { x: '1' }));
    expect(same.status).toBe(200);
    expect(same.json.metadata.resourceVersion).toBe(made.json.metadata.resourceVersion);

    const conflict = await patch('apply', path('two'), configMap('a', { x: '2', y: '2' }));
    expect(conflict.status).toBe(409);
    expect(conflict.json).toMatchObject({
      reason: 'Conflict',
      message: 'Apply failed with 1 conflict: conflict with "one": .data.x',
      details: {
        causes: [
          { reason: 'FieldManagerConflict', message: 'conflict with "one"', field: '.data.x' },
        ],
      },
    });
    const forced = await patch(
      'apply',
      path('two', '&force=true'),
      configMap('a', { x: '2', y: '2' }),
    );
    expect(forced.status).toBe(200);
    expect(forced.json['data']).toEqual({ x: '2', y: '2' });
    const dropped = await patch('apply', path('two'), configMap('a', { x: '2' }));
    expect(dropped.json['data']).toEqual({ x: '2' });
  });

  it.each<[string, string, unknown, number, string]>([
    [
      'no manager',
      `${configMaps}/a`,
      configMap('a', {}),
      422,
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
    ],
    [
      'no version',
      `${configMaps}/a?fieldManager=x`,
      { metadata: { name: 'a' } },
      400,
      'Incorrect version specified in apply patch. Specified patch version: , expected: v1',
    ],
    [
      'no kind',
      `${configMaps}/a?fieldManager=x`,
      { apiVersion: 'v1', metadata: { name: 'a' } },
      500,
      'failed to create typed patch object (/a; /v1, Kind=): no corresponding type for /v1, Kind=',
    ],
    [
      'managedFields',
      `${configMaps}/a?fieldManager=x`,
      { ...configMap('a', {}), metadata: { name: 'a', managedFields: [{ manager: 'z' }] } },
      400,
      'metadata.managedFields must be nil',
    ],
  ])('refuses %s', async (_case, target, body, code, message) => {
    const { status, json } = await patch('apply', target, body);
    expect(json.message).toBe(message);
    expect(status).toBe(code);
  });

  it('refuses force for other patches', async () => {
    const { status, json } = await patch('merge', `${configMaps}/a?force=true`, {});
    expect(status).toBe(422);
    expect(json.message).toBe(
      'PatchOptions.meta.k8s.io "" is invalid: force: Forbidden: may not be specified for non-apply patch',
    );
  });
});
