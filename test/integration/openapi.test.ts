import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type TestServer } from './server.js';

const protobuf = 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'widgets', kind: 'Widget' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                description: 'What to make.',
                properties: {
                  image: { type: 'string', pattern: '^[a-z]+$', default: 'a' },
                  port: { 'x-kubernetes-int-or-string': true },
                },
              },
            },
          },
        },
      },
    ],
  },
};

let etcd: TestEtcd;
let server: TestServer;

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 34, etcd });
  await server.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    body: definition,
  });
  await vi.waitFor(
    async () => {
      const { status } = await server.request('GET', '/openapi/v3/apis/stable.example.com/v1');
      expect(status).toBe(200);
    },
    { timeout: 20_000, interval: 100 },
  );
});

afterAll(async () => {
  await server.close();
  await etcd.close();
});

/** URL with the hash, as the index has it. */
async function hashedUrl(path: string): Promise<string> {
  const { json } = await server.request('GET', '/openapi/v3');
  const paths = json['paths'] as Record<string, { serverRelativeURL: string }>;
  return paths[path]?.serverRelativeURL ?? '';
}

// kubernetes/kube-openapi pkg/handler3/handler.go, kubernetes/kube-aggregator pkg/controllers/openapiv3/aggregator
describe('/openapi/v3 over the wire', () => {
  it('has an index whose type nobody set', async () => {
    const { headers } = await server.request('GET', '/openapi/v3');
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(headers['etag']).toBeUndefined();
    expect(headers['last-modified']).toMatch(/ GMT$/);
  });

  it('lets documents be kept under their hash, custom ones too', async () => {
    const url = await hashedUrl('apis/stable.example.com/v1');
    const { status, headers } = await server.request('GET', url);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'cache-control': 'public, immutable',
      'content-type': 'application/json',
      vary: 'Accept',
    });
    expect(headers['expires']).toMatch(/ UTC$/);
    expect(headers['etag']).toBe(`"${url.split('hash=')[1] ?? ''}"`);
  });

  it('sends nothing that the client has', async () => {
    const url = await hashedUrl('apis/apps/v1');
    const { headers } = await server.request('GET', url);
    const again = await server.request('GET', url, {
      headers: { 'if-none-match': headers['etag'] ?? '' },
    });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    expect(again.headers['content-type']).toBeUndefined();
    expect(again.headers['etag']).toBe(headers['etag']);
  });

  it('sends whoever has an old hash to the new one', async () => {
    const { status, headers } = await server.request('GET', '/openapi/v3/apis/apps/v1?hash=OLD');
    expect([status, headers['location']]).toEqual([301, await hashedUrl('apis/apps/v1')]);
  });

  it('has no words for a group-version that is not there', async () => {
    const { status, headers, text } = await server.request('GET', '/openapi/v3/apis/nope/v1');
    expect([status, text, headers['content-type']]).toEqual([404, '', undefined]);
  });
});

describe('/openapi/v2 over the wire', () => {
  it('tells old kubectl of custom resources with constraints, in protobuf', async () => {
    const answer = await server.request('GET', '/openapi/v2', { headers: { accept: protobuf } });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(
      'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
    );
    expect(answer.bytes.includes('com.example.stable.v1.Widget')).toBe(true);
    expect(answer.bytes.includes('^[a-z]+$')).toBe(true);
  });

  it('has one hash for both forms', async () => {
    const json = await server.request('GET', '/openapi/v2');
    const other = await server.request('GET', '/openapi/v2', { headers: { accept: protobuf } });
    expect(json.headers['etag']).toBe(other.headers['etag']);
    const kept = await server.request('GET', '/openapi/v2', {
      headers: { 'if-none-match': json.headers['etag'] ?? '' },
    });
    expect(kept.status).toBe(304);
  });
});
