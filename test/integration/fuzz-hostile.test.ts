import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { encodeObject } from '../../packages/apiserver/src/protobuf/encode-object.js';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type Answer, type Method, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;

const configMaps = '/api/v1/namespaces/default/configmaps';
const widgets = '/apis/example.com/v1/namespaces/default/widgets';

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
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
          schema: {
            openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
          },
        },
      ],
    },
  };
  await server.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    body: definition,
  });
  await vi.waitFor(
    async () => {
      expect((await server.request('GET', widgets)).status).toBe(200);
    },
    { timeout: 20_000 },
  );
  await server.request('POST', configMaps, { body: map('kept', '"data":{"a":"1"}') });
  await server.request('POST', widgets, { body: widget('kept', '"spec":{"a":1}') });
}, 60_000);

afterAll(async () => {
  await server.close();
  await etcd.close();
});

const json = 'application/json';
const yaml = 'application/yaml';
const protobuf = 'application/vnd.kubernetes.protobuf';
const mergePatch = 'application/merge-patch+json';
const jsonPatch = 'application/json-patch+json';
const strategic = 'application/strategic-merge-patch+json';
const applyPatch = 'application/apply-patch+yaml';

const map = (name: string, fields: string) =>
  `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"${name}"},${fields}}`;
const widget = (name: string, fields: string) =>
  `{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"${name}"},${fields}}`;
const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth);
const nestedObject = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const envelope = (object: object) => encodeObject(object);
const wireMap = (fields: object = {}) =>
  envelope({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kept' }, ...fields });

interface Hostile {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
  readonly type: string;
  readonly body: string | Buffer;
  readonly code: number;
  readonly message?: string | RegExp;
}

const post = { method: 'POST', path: configMaps, type: json } as const;
const put = { method: 'PUT', path: `${configMaps}/kept`, type: json } as const;
const patch = { method: 'PATCH', path: `${configMaps}/kept` } as const;
const postWidget = { method: 'POST', path: widgets, type: json } as const;
const patchWidget = { method: 'PATCH', path: `${widgets}/kept` } as const;

const refused: readonly Hostile[] = [
  // golang/go src/encoding/json/scanner.go, maxNestingDepth
  {
    name: 'lists nested too deep',
    ...post,
    body: map('x', `"data":${nested(10_001)}`),
    code: 400,
    message: /exceeded max depth/,
  },
  {
    name: 'objects nested too deep',
    ...post,
    body: map('x', `"data":${nestedObject(10_001)}`),
    code: 400,
    message: /exceeded max depth/,
  },
  {
    name: 'lists nested as deep as they may, where a map belongs',
    ...put,
    body: map('kept', `"data":${nested(9_000)}`),
    code: 400,
  },
  {
    name: 'a custom resource nested too deep',
    ...postWidget,
    body: widget('x', `"spec":${nested(10_001)}`),
    code: 400,
  },
  {
    name: 'YAML nested too deep',
    ...post,
    type: yaml,
    body: map('x', `"data":${nested(10_001)}`),
    code: 400,
  },
  {
    name: 'YAML nested by indentation',
    ...post,
    type: yaml,
    body: `data:\n${Array.from({ length: 600 }, (_, at) => `${' '.repeat(at + 1)}a:`).join('\n')}`,
    code: 400,
  },
  {
    name: 'a merge patch nested too deep',
    ...patch,
    type: mergePatch,
    body: nestedObject(10_001),
    code: 400,
  },
  {
    name: 'a strategic patch nested too deep',
    ...patch,
    type: strategic,
    body: nestedObject(10_001),
    code: 400,
  },
  {
    name: 'an apply nested too deep',
    ...patch,
    path: `${configMaps}/kept?fieldManager=m`,
    type: applyPatch,
    body: map('kept', `"data":${nestedObject(10_001)}`),
    code: 400,
  },
  { name: 'YAML of aliases of aliases', ...post, type: yaml, body: aliasBomb(), code: 400 },
  {
    name: 'a list of a million nulls where a map belongs',
    ...put,
    body: map('kept', `"data":[${'null,'.repeat(400_000)}null]`),
    code: 400,
  },
  { name: 'a number past every double', ...put, body: map('kept', '"immutable":1e400'), code: 400 },
  {
    name: 'a number past every double, as a string belongs',
    ...put,
    body: map('kept', '"data":{"a":1e400}'),
    code: 400,
  },
  {
    name: 'a body cut off',
    ...put,
    body: map('kept', '"data":{"a":"1"}').slice(0, -3),
    code: 400,
    message: /unexpected end of JSON input/,
  },
  { name: 'two bodies', ...put, body: `${map('kept', '"data":{}')}{}`, code: 400 },
  { name: 'a list', ...put, body: '[]', code: 400 },
  { name: 'a text', ...put, body: '"x"', code: 400 },
  { name: 'nothing', ...put, body: ' ', code: 400 },
  {
    name: 'duplicate keys, strictly',
    ...put,
    path: `${configMaps}/kept?fieldValidation=Strict`,
    body: map('kept', '"data":{"a":"1","a":"2"}'),
    code: 400,
    message: /duplicate field "data.a"/,
  },
  {
    name: '__proto__, strictly',
    ...put,
    path: `${configMaps}/kept?fieldValidation=Strict`,
    body: map('kept', '"__proto__":{"a":"1"}'),
    code: 400,
    message: /unknown field "__proto__"/,
  },
  {
    name: 'constructor, strictly',
    ...put,
    path: `${configMaps}/kept?fieldValidation=Strict`,
    body: map('kept', '"constructor":{"prototype":{}}'),
    code: 400,
    message: /unknown field "constructor"/,
  },
  // kubernetes/apimachinery pkg/runtime/serializer/protobuf/protobuf.go
  {
    name: 'a truncated message',
    ...put,
    type: protobuf,
    body: wireMap({ data: { a: 'x'.repeat(50) } }).subarray(0, 60),
    code: 400,
  },
  {
    name: 'an envelope alone',
    ...put,
    type: protobuf,
    body: Buffer.from([0x6b, 0x38, 0x73, 0x00]),
    code: 400,
  },
  { name: 'no envelope', ...put, type: protobuf, body: Buffer.from([0x0a, 0x01, 0x61]), code: 400 },
  { name: 'JSON as protobuf', ...put, type: protobuf, body: map('kept', '"data":{}'), code: 400 },
  { name: 'protobuf as JSON', ...put, body: wireMap(), code: 400 },
  {
    name: 'an envelope around another kind',
    ...put,
    type: protobuf,
    body: envelope({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'kept' } }),
    code: 400,
  },
  {
    name: 'a length past the end',
    ...put,
    type: protobuf,
    body: Buffer.concat([
      Buffer.from([0x6b, 0x38, 0x73, 0x00, 0x12, 0xff, 0xff, 0xff, 0xff, 0x0f]),
      wireMap(),
    ]),
    code: 400,
  },
  {
    name: 'a varint without end',
    ...put,
    type: protobuf,
    body: Buffer.concat([Buffer.from([0x6b, 0x38, 0x73, 0x00]), Buffer.alloc(64, 0xff)]),
    code: 400,
  },
  {
    name: 'protobuf of a custom resource',
    ...postWidget,
    type: protobuf,
    body: wireMap(),
    code: 400,
  },
  {
    name: 'a JSON patch that is no list',
    ...patch,
    type: jsonPatch,
    body: '{"op":"add"}',
    code: 400,
  },
  {
    name: 'a JSON patch of too many operations',
    ...patch,
    type: jsonPatch,
    body: JSON.stringify(
      Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/kind', value: 'ConfigMap' })),
    ),
    code: 413,
  },
  { name: 'a JSON patch of nulls', ...patch, type: jsonPatch, body: '[null]', code: 422 },
  {
    name: 'a JSON patch into a prototype',
    ...patchWidget,
    type: jsonPatch,
    body: '[{"op":"add","path":"/spec/__proto__/polluted","value":1}]',
    code: 422,
  },
  {
    name: 'a JSON patch through a constructor',
    ...patchWidget,
    type: jsonPatch,
    body: '[{"op":"add","path":"/spec/constructor/prototype/polluted","value":1}]',
    code: 422,
  },
];

function aliasBomb(): string {
  const levels = Array.from({ length: 12 }, (_, at) => {
    const alias = at === 0 ? '"x"' : `*a${String(at - 1)}`;
    return `a${String(at)}: &a${String(at)} [${Array(10).fill(alias).join(',')}]`;
  });
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${levels.join('\n')}\n`;
}

function expectStatus({ json: status, status: code, text }: Answer): void {
  expect(status, text).toMatchObject({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code });
  expect(status.message, text).toEqual(expect.stringMatching(/./s));
}

describe('refused with a Status, and nothing is written', () => {
  it.each(refused)('$name', async ({ method, path, type, body, code, message }) => {
    const [object = ''] = path.split('?');
    const watched = method === 'POST' ? `${object}/x` : object;
    const before = await server.request('GET', watched);
    const answer = await server.request(method, path, { body, headers: { 'content-type': type } });
    expectStatus(answer);
    expect(answer.status, answer.text).toBe(code);
    if (message !== undefined) expect(answer.json.message).toMatch(message);
    const after = await server.request('GET', watched);
    expect(after.text).toBe(before.text);
  });
});

interface Taken extends Omit<Hostile, 'code' | 'message'> {
  /** Dry run: the answer is what would be stored. */
  readonly shows: object;
  readonly warns?: RegExp;
}

const taken: readonly Taken[] = [
  { name: 'null', ...put, body: 'null', shows: { kind: 'ConfigMap' } },
  {
    name: 'bytes that are no UTF-8',
    ...put,
    body: Buffer.concat([
      Buffer.from(map('kept', '"data":{"a":"').slice(0, -1)),
      Buffer.from([0xff, 0xc3, 0x28]),
      Buffer.from('"}}'),
    ]),
    shows: { data: { a: '\ufffd\ufffd(' } },
  },
  {
    name: 'a lone surrogate',
    ...put,
    body: map('kept', '"data":{"a":"\\ud800"}'),
    shows: { data: { a: '\ufffd' } },
  },
  {
    name: 'a pair of surrogates',
    ...put,
    body: map('kept', '"data":{"a":"\\ud83d\\ude00"}'),
    shows: { data: { a: '😀' } },
  },
  {
    name: 'null everywhere',
    ...put,
    body: map('kept', '"data":null,"binaryData":null,"immutable":null,"x":null'),
    shows: { kind: 'ConfigMap' },
  },
  {
    name: 'null as a value of a map',
    ...put,
    body: map('kept', '"data":{"a":null}'),
    shows: { data: { a: '' } },
  },
  {
    name: 'duplicate keys',
    ...put,
    body: map('kept', '"data":{"a":"1","a":"2"}'),
    shows: { data: { a: '2' } },
    warns: /duplicate field \\"data.a\\"/,
  },
  {
    name: '__proto__ of an object',
    ...put,
    body: map('kept', '"__proto__":{"data":{"a":"2"}}'),
    shows: { kind: 'ConfigMap' },
    warns: /unknown field \\"__proto__\\"/,
  },
  {
    name: 'constructor as a key of a map',
    ...put,
    body: map('kept', '"data":{"constructor":"1","prototype":"2","toString":"3"}'),
    shows: { data: { constructor: '1', prototype: '2', toString: '3' } },
  },
  {
    name: 'a merge patch of a prototype',
    ...patchWidget,
    type: mergePatch,
    body: '{"spec":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
    shows: { spec: { a: 1, constructor: { prototype: { polluted: 1 } } } },
  },
  {
    name: 'an unknown field that is not ASCII',
    ...put,
    body: map('kept', '"ämter😀\\n":1'),
    shows: { kind: 'ConfigMap' },
    warns: /unknown field/,
  },
  {
    name: 'unknown fields of a message',
    ...put,
    type: protobuf,
    body: Buffer.concat([wireMap({ data: { a: '2' } })]),
    shows: { data: { a: '2' } },
  },
];

describe('taken as upstream takes it', () => {
  it.each(taken)('$name', async ({ method, path, type, body, shows, warns }) => {
    const answer = await server.request(method, `${path}?dryRun=All`, {
      body,
      headers: { 'content-type': type },
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json).toMatchObject(shows);
    if (warns !== undefined) expect(String(answer.headers.warning)).toMatch(warns);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

it('deep values are stored, read, listed, watched and patched', async () => {
  const depth = 900;
  const body = widget('deep', `"spec":${nestedObject(depth)}`);
  const created = await server.request('POST', widgets, {
    body,
    headers: { 'content-type': json },
  });
  expect(created.status, created.text.slice(0, 300)).toBe(201);
  expect((await server.request('GET', `${widgets}/deep`)).text).toContain(nestedObject(depth));
  const listed = await server.request('GET', widgets, { headers: { accept: yaml } });
  expect(listed.status).toBe(200);
  const events = await server.watch(`${widgets}?watch=1&timeoutSeconds=1`);
  expect(events.map(({ object }) => object.metadata.name)).toContain('deep');
  const patched = await server.request('PATCH', `${widgets}/deep`, {
    body: '{"metadata":{"labels":{"a":"b"}}}',
    headers: { 'content-type': mergePatch },
  });
  expect(patched.status, patched.text.slice(0, 300)).toBe(200);
});

it('plans for every error', () => {
  const lines = server.log().split('\n');
  expect(lines.filter((line) => line.includes('Request failed unexpectedly'))).toEqual([]);
});
