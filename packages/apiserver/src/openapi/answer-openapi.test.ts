import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { schemasFor } from '@skewplane/api';
import { builtInScopes, fakeLookup } from '../discovery/testing/fake-lookup.js';
import { answerOpenApi, type OpenApiRequest } from './answer-openapi.js';
import { OpenApiDocuments } from './openapi-documents.js';

const documents = new OpenApiDocuments({
  lookup: fakeLookup(builtInScopes(34)),
  schemas: schemasFor(34),
  serverVersion: 'v1.34.0',
});
const path = '/openapi/v3/apis/apps/v1';
const etag = documents.etag('apis/apps/v1') ?? '';
const protobuf = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
const ask = (request: OpenApiRequest) => answerOpenApi(documents, request, Date.UTC(2026, 0, 1));

// kubernetes/kube-openapi pkg/handler3/handler.go
describe('answerOpenApi', () => {
  it.each<{ name: string; request: OpenApiRequest; status: number; headers: object }>([
    {
      name: 'the index',
      request: { path: '/openapi/v3' },
      status: 200,
      // kubernetes/kube-aggregator pkg/controllers/openapiv3/aggregator/aggregator.go: net/http guesses
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'last-modified': 'Thu, 01 Jan 2026 00:00:00 GMT',
      },
    },
    {
      name: 'a document',
      request: { path },
      status: 200,
      headers: { etag: `"${etag}"`, vary: 'Accept' },
    },
    {
      name: 'a document by its hash, which may be kept',
      request: { path, hash: etag },
      status: 200,
      headers: {
        'cache-control': 'public, immutable',
        expires: 'Fri, 01 Jan 2027 00:00:00 UTC',
        vary: 'Accept',
      },
    },
    {
      name: 'a document by an old hash',
      request: { path, hash: 'ABC' },
      status: 301,
      headers: {
        location: `${path}?hash=${etag}`,
        etag: `"${etag}"`,
        'content-type': 'application/json',
      },
    },
    {
      name: 'what the client has',
      request: { path, ifNoneMatch: `"${etag}"` },
      status: 304,
      headers: { etag: `"${etag}"`, vary: 'Accept' },
    },
    {
      name: 'what the client has, by its hash',
      request: { path, hash: etag, ifNoneMatch: `W/"1", "${etag}"` },
      status: 304,
      headers: { 'cache-control': 'public, immutable' },
    },
    {
      name: 'what the client has had since it was made',
      request: { path, ifModifiedSince: 'Thu, 01 Jan 2026 00:00:00 GMT' },
      status: 304,
      headers: { etag: `"${etag}"` },
    },
    {
      name: 'another hash, which goes before a date',
      request: { path, ifNoneMatch: '"x"', ifModifiedSince: 'Thu, 01 Jan 2026 00:00:00 GMT' },
      status: 200,
      headers: {},
    },
    {
      name: 'nothing of a group-version that is not there, whatever its form',
      request: { path: '/openapi/v3/apis/nope/v1', accept: 'text/html' },
      status: 404,
      headers: {},
    },
    {
      name: 'the better of two forms',
      request: { path: '/openapi/v2', accept: `application/json;q=0.5, ${protobuf}` },
      status: 200,
      headers: { 'content-type': protobuf },
    },
    {
      name: 'v2 that the client has, in another form',
      request: { path: '/openapi/v2', accept: protobuf, ifNoneMatch: `"${documents.v2().etag}"` },
      status: 304,
      headers: { vary: 'Accept-Encoding, Accept' },
    },
    {
      name: 'a form that is not to be had',
      request: { path, accept: 'text/html' },
      status: 406,
      headers: {},
    },
    {
      name: 'v2 in protobuf, as old clients name it',
      request: {
        path: '/openapi/v2',
        accept: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
      },
      status: 200,
      headers: { 'content-type': 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf' },
    },
    {
      name: 'v2 without a wish',
      request: { path: '/openapi/v2' },
      status: 200,
      headers: { 'content-type': 'application/json' },
    },
  ])('$name: $status', async ({ request, status, headers }) => {
    const answer = await ask(request);
    expect(answer?.status).toBe(status);
    expect(answer?.headers).toMatchObject(headers);
    expect(answer?.body.length === 0).toBe(status !== 200);
  });

  it('compresses v2 on request', async () => {
    const plain = await ask({ path: '/openapi/v2' });
    const packed = await ask({ path: '/openapi/v2', acceptEncoding: 'deflate, gzip' });
    expect(packed?.headers['content-encoding']).toBe('gzip');
    expect(packed?.headers['etag']).toBe(plain?.headers['etag']);
    const unpacked = gunzipSync(packed?.body ?? Buffer.alloc(0));
    // Comparing megabytes element by element takes minutes.
    expect(unpacked.equals(plain?.body ?? Buffer.alloc(0))).toBe(true);
  });

  // no gziphandler around pkg/handler3
  it.each([
    { path, acceptEncoding: 'gzip' },
    { path: '/openapi/v3', acceptEncoding: 'gzip' },
    { path: '/openapi/v2', acceptEncoding: 'gzip;q=0, deflate' },
  ])('does not compress $path for $acceptEncoding', async (request) => {
    const answer = await ask(request);
    expect(answer?.status).toBe(200);
    expect(answer?.headers['content-encoding']).toBeUndefined();
  });

  it('tells since when a document is as it is', async () => {
    const lookup = fakeLookup(builtInScopes(34));
    const changing = new OpenApiDocuments({
      lookup,
      schemas: schemasFor(34),
      serverVersion: 'v1.34.0',
    });
    const dateAt = async (nowMs: number) => {
      const answer = await answerOpenApi(changing, { path: '/openapi/v3/api/v1' }, nowMs);
      return Date.parse(answer?.headers['last-modified'] ?? '');
    };
    expect(await dateAt(1_000_000)).toBe(1_000_000);
    expect(await dateAt(2_000_000)).toBe(1_000_000);
    lookup.set(builtInScopes(34).filter(({ gvr }) => gvr.resource !== 'pods'));
    expect(await dateAt(3_000_000)).toBe(3_000_000);
  });

  it.each(['/openapi', '/openapi/v4'])('has nothing at %s', async (nothing) => {
    expect(await ask({ path: nothing })).toBeUndefined();
  });
});
