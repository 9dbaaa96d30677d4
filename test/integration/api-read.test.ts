import { connect, type ClientHttp2Session } from 'node:http2';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;

const configMaps = '/api/v1/namespaces/default/configmaps';
const names = ['a', 'b', 'c', 'd', 'e'];
/** Revision of each object, by name. */
const revisions = new Map<string, string>();

const configMap = (name: string, labels: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels },
});

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
  for (const name of names) {
    const body = configMap(name, { vowel: String('ae'.includes(name)), set: 'read' });
    const { json } = await server.request('POST', configMaps, { body });
    revisions.set(name, json.metadata.resourceVersion);
  }
});

afterAll(async () => {
  await server.close();
  await etcd.close();
});

const ours = `${configMaps}?labelSelector=set%3Dread`;
const get = (path: string, headers: Record<string, string> = {}) =>
  server.request('GET', path, { headers });
const listed = async (path: string) =>
  (await get(path)).json.items.map(({ metadata }) => metadata.name);

// kubernetes/apiserver pkg/endpoints/handlers/get.go, pkg/storage/etcd3/store.go
describe('list', () => {
  it('answers in order, items without kind, with the revision of the whole', async () => {
    const { status, json } = await get(ours);
    expect(status).toBe(200);
    expect(json).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' });
    expect(json.items.map(({ metadata }) => metadata.name)).toEqual(names);
    expect(json.items.every((item) => item.kind === undefined)).toBe(true);
    expect(Number(json.metadata.resourceVersion)).toBeGreaterThanOrEqual(
      Number(revisions.get('e')),
    );
    expect(json.metadata['continue']).toBeUndefined();
  });

  it.each([
    ['labelSelector=vowel%3Dtrue,set%3Dread', ['a', 'e']],
    ['labelSelector=vowel%21%3Dtrue,set%3Dread', ['b', 'c', 'd']],
    ['labelSelector=set,vowel+in+(false)', ['b', 'c', 'd']],
    ['labelSelector=%21vowel,set%3Dread', []],
    ['fieldSelector=metadata.name%3Dc', ['c']],
    ['fieldSelector=metadata.name%3Dc,metadata.namespace%3Dkube-system', []],
    ['labelSelector=set%3Dread&resourceVersion=0', names],
  ])('%s', async (query, want) => {
    expect(await listed(`${configMaps}?${query}`)).toEqual(want);
  });

  it.each<[string, number, string]>([
    ['labelSelector=a+b+c', 400, 'unable to parse requirement: found'],
    [
      'fieldSelector=spec.x%3D1',
      400,
      '"spec.x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ['limit=x', 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
    ['continue=nonsense', 400, 'continue key is not valid'],
    ['resourceVersion=x', 400, 'invalid resource version'],
    [
      'resourceVersionMatch=Exact',
      422,
      'ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    ],
    [
      'resourceVersion=1&resourceVersionMatch=Newer',
      422,
      'resourceVersionMatch: Unsupported value: "Newer": supported values: "Exact", "NotOlderThan", ""',
    ],
    ['resourceVersion=99999999&timeout=5s', 504, 'Too large resource version: 99999999, current: '],
  ])('refuses %s', async (query, code, message) => {
    const { status, json } = await get(`${configMaps}?${query}`);
    expect(json.message).toContain(message);
    expect(status).toBe(code);
  });

  it('pages at one revision whatever happens between pages', async () => {
    const all = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
    const total = (await get(all)).json.items.length;
    const first = (await get(`${all}?limit=2`)).json;
    expect(first.items).toHaveLength(2);
    expect(first.metadata['remainingItemCount']).toBe(total - 2);
    await server.request('POST', all, {
      body: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata: { name: 'zzz-late' },
      },
    });
    const token = encodeURIComponent(String(first.metadata['continue']));
    const second = (await get(`${all}?limit=500&continue=${token}`)).json;
    expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    expect(second.items).toHaveLength(total - 2);
    expect(second.metadata['continue']).toBeUndefined();
    const selected = (await get(`${ours}&limit=2`)).json;
    expect(selected.metadata['remainingItemCount']).toBeUndefined();
    expect(selected.metadata['continue']).toBeTypeOf('string');
  });

  it('reads the past exactly and the present at least', async () => {
    const at = revisions.get('b') ?? '';
    const exact = await get(`${ours}&resourceVersion=${at}&resourceVersionMatch=Exact`);
    expect(exact.json.items.map(({ metadata }) => metadata.name)).toEqual(['a', 'b']);
    expect(exact.json.metadata.resourceVersion).toBe(at);
    expect(await listed(`${ours}&resourceVersion=${at}&resourceVersionMatch=NotOlderThan`)).toEqual(
      names,
    );
  });
});

// kubernetes/apiserver pkg/endpoints/handlers/response.go, negotiation/negotiate.go
describe('forms of an answer', () => {
  it('makes a table of a list and of an object', async () => {
    const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
    const { json } = await get(ours, { accept });
    expect(json).toMatchObject({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      columnDefinitions: [{ name: 'Name' }, { name: 'Data' }, { name: 'Age' }],
    });
    const rows = json['rows'] as { cells: unknown[]; object: { kind: string } }[];
    expect(rows.map(({ cells }) => cells[0])).toEqual(names);
    expect(rows[0]?.object.kind).toBe('PartialObjectMetadata');
    const one = await get(`${configMaps}/a?includeObject=None`, { accept });
    expect(one.json).toMatchObject({
      kind: 'Table',
      rows: [{ cells: ['a', 0, expect.anything()] }],
    });
    expect(one.text).not.toContain('PartialObjectMetadata');
  });

  it('leaves all but metadata away', async () => {
    const one = await get(`${configMaps}/a`, {
      accept: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
    });
    expect(one.json).toMatchObject({
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name: 'a' },
    });
    const list = await get(ours, {
      accept: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json',
    });
    expect(list.json).toMatchObject({ kind: 'PartialObjectMetadataList' });
    expect(list.json.items).toHaveLength(names.length);
  });

  it('answers a form it does not know with 406', async () => {
    const { status, json } = await get(ours, { accept: 'text/csv' });
    expect(status).toBe(406);
    expect(json).toMatchObject({
      reason: 'NotAcceptable',
      message: expect.stringContaining(
        'only the following media types are accepted: application/json, application/yaml',
      ) as string,
    });
  });

  it('writes YAML, indents when asked or when a browser or curl asks', async () => {
    const yaml = await get(`${configMaps}/a`, { accept: 'application/yaml' });
    expect(yaml.headers['content-type']).toBe('application/yaml');
    expect(yaml.text).toMatch(/^apiVersion: v1\nkind: ConfigMap\nmetadata:\n/);
    for (const [path, agent] of [
      [`${configMaps}/a?pretty=true`, 'x'],
      [`${configMaps}/a`, 'curl/8.0'],
      [`${configMaps}/a`, 'Mozilla/5.0'],
    ] as const) {
      expect((await get(path, { 'user-agent': agent })).text).toMatch(/^\{\n {2}"kind"/);
    }
    const plain = await get(`${configMaps}/a?pretty=false`, { 'user-agent': 'curl/8.0' });
    expect(plain.text.trimEnd()).not.toContain('\n');
  });

  it('compresses what is large', async () => {
    const big = {
      ...configMap('big'),
      data: { x: 'y'.repeat(200_000) },
    };
    await server.request('POST', configMaps, { body: big });
    const packed = await get(`${configMaps}?fieldSelector=metadata.name%3Dbig`, {
      'accept-encoding': 'gzip',
    });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers['vary']).toContain('Accept-Encoding');
    expect(gunzipSync(packed.bytes).toString()).toContain('yyyy');
    const object = await get(`${configMaps}/big`, { 'accept-encoding': 'gzip' });
    expect(object.headers['content-encoding']).toBe('gzip');
    const small = await get(ours, { 'accept-encoding': 'gzip' });
    expect(small.headers['content-encoding']).toBeUndefined();
  });

  // kubernetes/apiserver pkg/endpoints/installer.go: no route is for HEAD; the answer has no body
  it.each([`${configMaps}/a`, `${configMaps}/none`, configMaps, '/api/v1/nodes'])(
    'has no HEAD of %s',
    async (path) => {
      const { status, text, headers } = await server.request('HEAD', path);
      expect({ status, text }).toEqual({ status: 405, text: '' });
      expect(headers['content-type']).toBe('application/json');
    },
  );
});

// kubernetes/apiserver pkg/endpoints/handlers/watch.go, pkg/storage/cacher
describe('watch', () => {
  const watched = (query: string) =>
    server.watch(`${configMaps}?watch=1&timeoutSeconds=1&${query}`);
  const shown = (lines: Awaited<ReturnType<typeof watched>>) =>
    lines.map(({ type, object }) => `${type} ${object.metadata.name}`);
  const selector = 'labelSelector=set%3Dread';

  it.each<[string, string]>([
    ['unset', ''],
    ['0', 'resourceVersion=0'],
  ])('starts with what there is when the revision is %s', async (_case, query) => {
    expect(shown(await watched(`${selector}&${query}`))).toEqual(
      names.map((each) => `ADDED ${each}`),
    );
  });

  it('tells what came after a revision', async () => {
    const lines = await watched(`${selector}&resourceVersion=${revisions.get('c') ?? ''}`);
    expect(shown(lines)).toEqual(['ADDED d', 'ADDED e']);
    expect(lines[0]?.object).toMatchObject({ kind: 'ConfigMap', apiVersion: 'v1' });
  });

  it('tells of what leaves and enters the selector', async () => {
    const made = await server.request('POST', configMaps, { body: configMap('w', { w: 'in' }) });
    const path = `${configMaps}/w`;
    const label = (w: string) =>
      server.request('PATCH', path, {
        body: { metadata: { labels: { w } } },
        headers: { 'content-type': 'application/merge-patch+json' },
      });
    await label('out');
    await label('in');
    const last = await label('in2');
    await server.request('DELETE', path);
    const revision = made.json.metadata.resourceVersion;
    const lines = await watched(`labelSelector=w%3Din&resourceVersion=${revision}`);
    expect(lines.map(({ type }) => type)).toEqual(['DELETED', 'ADDED', 'DELETED']);
    // The event has the state before and the revision after.
    expect(lines[2]?.object.metadata).toMatchObject({
      labels: { w: 'in' },
      resourceVersion: last.json.metadata.resourceVersion,
    });
  });

  it('sends bookmarks, and ends what it began with one', async () => {
    const lines = await watched(
      `${selector}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
    );
    expect(lines.slice(0, 5).map(({ type }) => type)).toEqual(Array(5).fill('ADDED'));
    expect(lines[5]).toMatchObject({
      type: 'BOOKMARK',
      object: {
        kind: 'ConfigMap',
        metadata: { annotations: { 'k8s.io/initial-events-end': 'true' } },
      },
    });
  });

  it.each<[string, string]>([
    [
      'sendInitialEvents=true',
      'resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
    ],
    [
      'resourceVersionMatch=NotOlderThan',
      'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
    ],
  ])('refuses %s', async (query, message) => {
    const { status, json } = await get(`${configMaps}?watch=true&${query}`);
    expect(status).toBe(422);
    expect(json.message).toContain(message);
  });

  it('watches one object by the old path', async () => {
    const lines = await server.watch(
      '/api/v1/watch/namespaces/default/configmaps/a?timeoutSeconds=1',
    );
    expect(shown(lines)).toEqual(['ADDED a']);
  });

  it('watches over HTTP/2', async () => {
    const session = connect(server.url, server.tls);
    try {
      const text = await readHttp2(session, `${configMaps}?watch=1&timeoutSeconds=1&${selector}`);
      expect(text.trimEnd().split('\n')).toHaveLength(names.length);
    } finally {
      session.close();
    }
  });

  // Last: nothing older can be read afterwards.
  it('answers 410 for what is compacted', async () => {
    const old = revisions.get('b') ?? '';
    const { json } = await get(`${configMaps}?limit=1`);
    const first = await get(`${ours}&limit=1&resourceVersion=${old}&resourceVersionMatch=Exact`);
    await compact(etcd, json.metadata.resourceVersion);
    const exact = await get(`${ours}&resourceVersion=${old}&resourceVersionMatch=Exact`);
    expect(exact.json).toMatchObject({ code: 410, reason: 'Expired' });
    const token = encodeURIComponent(String(first.json.metadata['continue']));
    const paged = await get(`${ours}&continue=${token}`);
    expect(paged.status).toBe(410);
    expect(paged.json).toMatchObject({
      reason: 'Expired',
      metadata: { continue: expect.any(String) as string },
      message: expect.stringContaining(
        'The provided continue parameter is too old to display a consistent list result.',
      ) as string,
    });
    const inconsistent = encodeURIComponent(String(paged.json.metadata['continue']));
    expect(await listed(`${ours}&continue=${inconsistent}`)).toEqual(['b', 'c', 'd', 'e']);
    const early = await server.watch(`${configMaps}?watch=1&timeoutSeconds=1&resourceVersion=1`);
    expect(early).toMatchObject(
      [
        {
          type: 'ERROR',
          object: {
            kind: 'Status',
            code: 410,
            reason: 'Expired',
            message: /^too old resource version: 1 \(\d+\)$/,
          },
        },
      ].map((each) => ({
        ...each,
        object: { ...each.object, message: expect.stringMatching(each.object.message) as string },
      })),
    );
  });
});

function readHttp2(session: ClientHttp2Session, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':path': path });
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => (text += chunk));
    stream.once('error', reject);
    stream.once('end', () => {
      resolve(text);
    });
    stream.end();
  });
}

async function compact({ endpoint }: TestEtcd, revision: string): Promise<void> {
  const response = await fetch(`${endpoint}/v3/kv/compaction`, {
    method: 'POST',
    body: JSON.stringify({ revision, physical: true }),
  });
  expect(response.status, await response.text()).toBe(200);
}
