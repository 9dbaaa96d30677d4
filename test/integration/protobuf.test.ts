import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeObject } from '../../packages/apiserver/src/protobuf/decode-object.js';
import { encodeObject } from '../../packages/apiserver/src/protobuf/encode-object.js';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type Answer, type Method, type TestServer } from './server.js';

const mediaType = 'application/vnd.kubernetes.protobuf';
const configMaps = '/api/v1/namespaces/default/configmaps';

let etcd: TestEtcd;
let server: TestServer;

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 34, etcd });
});

afterAll(async () => {
  await server.close();
  await etcd.close();
});

/** Asks as Go clients do: protobuf first, JSON for what knows none. */
const call = async (method: Method, path: string, object?: object, accept = '') =>
  server.request(method, path, {
    headers: {
      accept: accept === '' ? `${mediaType},application/json` : accept,
      ...(object === undefined ? {} : { 'content-type': mediaType }),
    },
    ...(object === undefined ? {} : { body: encodeObject(object) }),
  });

/** What a protobuf answer says, as JSON would. */
function said({ headers, bytes }: Answer) {
  expect(headers['content-type']).toBe(mediaType);
  return decodeObject(bytes);
}

const configMap = (name: string, data: object = { k: 'v', empty: '' }) => ({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name },
  data,
});

describe('objects', () => {
  it('are created, read, changed and deleted', async () => {
    const created = await call('POST', configMaps, configMap('whole'));
    expect(created.status).toBe(201);
    const { json } = await server.request('GET', `${configMaps}/whole`);
    expect(said(created)).toEqual(json);
    expect(json['data']).toEqual({ k: 'v', empty: '' });
    expect(said(await call('GET', `${configMaps}/whole`))).toEqual(json);

    const changed = await call('PUT', `${configMaps}/whole`, { ...json, data: { k: 'w' } });
    expect(said(changed)).toMatchObject({ data: { k: 'w' } });
    const options = { kind: 'DeleteOptions', apiVersion: 'v1', dryRun: ['All'] };
    const tried = await call('DELETE', `${configMaps}/whole`, options);
    expect(said(tried)).toMatchObject({ kind: 'Status', status: 'Success' });
    expect((await call('GET', `${configMaps}/whole`)).status).toBe(200);
    expect((await call('DELETE', `${configMaps}/whole`)).status).toBe(200);
  });

  it('keep zeros that Go keeps', async () => {
    const labels = { app: 'zero' };
    const deployment = {
      kind: 'Deployment',
      apiVersion: 'apps/v1',
      metadata: { name: 'zero' },
      spec: {
        replicas: 0,
        selector: { matchLabels: labels },
        strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: '50%' } },
        template: { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } },
      },
    };
    const answer = await call('POST', '/apis/apps/v1/namespaces/default/deployments', deployment);
    expect(answer.status).toBe(201);
    expect(said(answer)).toMatchObject({
      spec: {
        replicas: 0,
        strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: '50%' } },
      },
    });
  });

  it('are errors, too', async () => {
    const answer = await call('GET', `${configMaps}/missing`);
    expect(answer.status).toBe(404);
    expect(said(answer)).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'configmaps "missing" not found',
      reason: 'NotFound',
      details: { name: 'missing', kind: 'configmaps' },
      code: 404,
    });
  });

  it('that cannot be read are a 400', async () => {
    const answer = await server.request('POST', configMaps, {
      headers: { 'content-type': mediaType },
      body: Buffer.from('6b3873000a05', 'hex'),
    });
    expect(answer.json).toMatchObject({
      code: 400,
      message:
        'the object provided is unrecognized (must be of type ConfigMap): unexpected EOF (6b3873000a05)',
    });
  });

  it('have subresources', async () => {
    const scale = await call('GET', '/apis/apps/v1/namespaces/default/deployments/zero/scale');
    expect(said(scale)).toMatchObject({ kind: 'Scale', status: { selector: 'app=zero' } });
  });

  it('go out as metadata alone', async () => {
    const accept = `${mediaType};as=PartialObjectMetadataList;v=v1;g=meta.k8s.io`;
    await call('POST', configMaps, configMap('partial'));
    const query = 'fieldSelector=metadata.name%3Dpartial';
    const list = said(await call('GET', `${configMaps}?${query}`, undefined, accept));
    expect(list).toMatchObject({ kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' });
    expect(list['items']).toMatchObject([{ metadata: { name: 'partial' } }]);
    expect(list['items']).not.toMatchObject([{ data: {} }]);
  });

  it('have no Table', async () => {
    const table = `${mediaType};as=Table;v=v1;g=meta.k8s.io`;
    expect((await call('GET', configMaps, undefined, table)).status).toBe(406);
  });
});

it('lists', async () => {
  await call('POST', configMaps, configMap('listed'));
  const answer = await call('GET', configMaps);
  const { json } = await server.request('GET', configMaps);
  expect(said(answer)).toEqual(json);
});

// kubernetes/apimachinery pkg/util/framer/framer.go: four bytes of length before each event
it('watches', async () => {
  const { json } = await server.request('GET', configMaps);
  await call('POST', configMaps, configMap('watched'));
  const from = json.metadata.resourceVersion;
  const query = `watch=1&timeoutSeconds=1&resourceVersion=${from}`;
  const answer = await call('GET', `${configMaps}?${query}`);
  expect(answer.headers['content-type']).toBe(`${mediaType};stream=watch`);
  const [first] = events(answer.bytes);
  expect(first).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'watched' } } });
});

/** Frames of a watch: length, then type (1) and object (2) around raw bytes (1); these are shorter than 16 KiB. */
function events(bytes: Buffer): { type: string; object: unknown }[] {
  const found: { type: string; object: unknown }[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 4 + bytes.readUInt32BE(at);
    const nameEnd = at + 6 + bytes.readUInt8(at + 5);
    const envelope = bytes.indexOf('k8s\0', nameEnd);
    found.push({
      type: bytes.toString('utf8', at + 6, nameEnd),
      object: decodeObject(bytes.subarray(envelope, end)),
    });
    at = end;
  }
  return found;
}

// kubernetes/apiextensions-apiserver pkg/apiserver/customresource_handler.go: they know no protobuf, their metadata does
it('writes custom resources in JSON, and their metadata in protobuf', async () => {
  const definition = {
    kind: 'CustomResourceDefinition',
    apiVersion: 'apiextensions.k8s.io/v1',
    metadata: { name: 'foos.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'foos', kind: 'Foo' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: { size: { type: 'integer', default: 0 } },
            },
          },
        },
      ],
    },
  };
  const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  const made = await call('POST', definitions, definition);
  expect(said(made)).toMatchObject({
    spec: {
      versions: [{ schema: { openAPIV3Schema: { properties: { size: { default: 0 } } } } }],
    },
  });

  const foos = '/apis/example.com/v1/namespaces/default/foos';
  const foo = { kind: 'Foo', apiVersion: 'example.com/v1', metadata: { name: 'a' } };
  await vi.waitFor(
    async () => {
      const { status } = await server.request('POST', foos, { body: foo });
      expect(status).toBe(201);
    },
    { timeout: 10_000, interval: 50 },
  );
  const whole = await call('GET', `${foos}/a`);
  expect(whole.headers['content-type']).toBe('application/json');
  expect(whole.json).toMatchObject({ ...foo, size: 0 });
  expect((await call('GET', `${foos}/a`, undefined, mediaType)).status).toBe(406);
  const accept = `${mediaType};as=PartialObjectMetadata;v=v1;g=meta.k8s.io`;
  expect(said(await call('GET', `${foos}/a`, undefined, accept))).toMatchObject({
    kind: 'PartialObjectMetadata',
    metadata: { name: 'a' },
  });
});
