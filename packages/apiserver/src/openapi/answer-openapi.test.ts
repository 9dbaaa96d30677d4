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
const ask = (request: OpenApiRequest) => answerOpenApi(documents, request, Date.UTC(2026, 0, 1));

// kubernetes/kube-openapi pkg/handler3/handler.go
describe('answerOpenApi', () => {
  it.each<{ name: string; request: OpenApiRequest; status: number; headers: object }>([
    {
      name: 'the index',
      request: { path: '/openapi/v3' },
      status: 200,
      headers: { 'content-type': 'application/json' },
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
      headers: { 'cache-control': 'public, immutable', expires: 'Fri, 01 Jan 2027 00:00:00 GMT' },
    },
    {
      name: 'a document by an old hash',
      request: { path, hash: 'ABC' },
      status: 301,
      headers: { location: `${path}?hash=${etag}` },
    },
    {
      name: 'what the client has',
      request: { path, ifNoneMatch: `"${etag}"` },
      status: 304,
      headers: {},
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

  it('compresses on request', async () => {
    const plain = await ask({ path });
    const packed = await ask({ path, acceptEncoding: 'deflate, gzip' });
    expect(packed?.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed?.body ?? Buffer.alloc(0))).toEqual(plain?.body);
  });

  it.each(['/openapi/v3/apis/nope/v1', '/openapi', '/openapi/v4'])(
    'has nothing at %s',
    async (nothing) => {
      expect(await ask({ path: nothing })).toBeUndefined();
    },
  );
});
