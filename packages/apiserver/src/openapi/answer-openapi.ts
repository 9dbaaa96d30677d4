import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { OpenApiDocument, OpenApiDocuments } from './openapi-documents.js';

export interface OpenApiRequest {
  /** Decoded path without the query. */
  readonly path: string;
  /** Value of the `hash` query parameter. */
  readonly hash?: string | undefined;
  readonly accept?: string | undefined;
  readonly acceptEncoding?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
}

export interface OpenApiAnswer {
  readonly status: 200 | 301 | 304 | 406;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty unless the status is 200. */
  readonly body: Buffer;
}

type Form = 'json' | 'protobuf';

const protobufV2 = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
const formsOfV2: Readonly<Record<string, Form>> = {
  'application/json': 'json',
  [protobufV2]: 'protobuf',
  'application/com.github.proto-openapi.spec.v2@v1.0+protobuf': 'protobuf',
};
const formsOfV3: Readonly<Record<string, Form>> = { 'application/json': 'json' };

const contentTypes: Readonly<Record<Form, string>> = {
  json: 'application/json',
  protobuf: protobufV2,
};

const yearInMs = 365 * 24 * 60 * 60 * 1000;
const empty = Buffer.alloc(0);

/**
 * Answers below `/openapi`; undefined where there is nothing.
 * @param nowMs the clock, for `Expires`
 * @see kubernetes/kube-openapi `pkg/handler/handler.go`, `pkg/handler3/handler.go`
 */
export async function answerOpenApi(
  documents: OpenApiDocuments,
  request: OpenApiRequest,
  nowMs: number,
): Promise<OpenApiAnswer | undefined> {
  if (request.path === '/openapi/v2') return answerV2(documents, request);
  if (request.path === '/openapi/v3') return answer(documents.index(), 'json', request);
  if (!request.path.startsWith('/openapi/v3/')) return undefined;
  const form = chooseForm(request.accept, formsOfV3);
  if (form === undefined) return notAcceptable;
  const path = request.path.slice('/openapi/v3/'.length);
  const etag = documents.etag(path);
  if (etag === undefined) return undefined;
  const { hash = '' } = request;
  if (hash !== '' && hash !== etag) {
    const location = `/openapi/v3/${path}?hash=${etag}`;
    return { status: 301, headers: { vary: 'Accept', location }, body: empty };
  }
  const document = documents.document(path);
  return document && answer(document, form, request, hash === '' ? {} : forever(nowMs));
}

async function answerV2(
  documents: OpenApiDocuments,
  request: OpenApiRequest,
): Promise<OpenApiAnswer> {
  const form = chooseForm(request.accept, formsOfV2);
  if (form === undefined) return notAcceptable;
  const document = form === 'json' ? documents.v2() : documents.v2Protobuf();
  return answer(document, form, request);
}

const notAcceptable: OpenApiAnswer = { status: 406, headers: { vary: 'Accept' }, body: empty };

/** A URL with the hash names these bytes and no others. */
const forever = (nowMs: number) => ({
  'cache-control': 'public, immutable',
  expires: new Date(nowMs + yearInMs).toUTCString(),
});

async function answer(
  { bytes, etag }: OpenApiDocument,
  form: Form,
  { ifNoneMatch = '', acceptEncoding = '' }: OpenApiRequest,
  more: Readonly<Record<string, string>> = {},
): Promise<OpenApiAnswer> {
  const headers = { etag: `"${etag}"`, vary: 'Accept', ...more };
  const known = ifNoneMatch.split(',').map((each) => each.trim().replace(/^W\//, ''));
  if (known.includes(headers.etag) || known.includes('*')) {
    return { status: 304, headers, body: empty };
  }
  const typed = { ...headers, 'content-type': contentTypes[form] };
  if (!/\bgzip\b/.test(acceptEncoding)) return { status: 200, headers: typed, body: bytes };
  const body = await compress(bytes);
  const encoded = { ...typed, 'content-encoding': 'gzip', vary: 'Accept, Accept-Encoding' };
  return { status: 200, headers: encoded, body };
}

const gzipAsync = promisify(gzip);
const compress = (bytes: Buffer) => gzipAsync(bytes, { level: 1 });

/** The first form that the client takes, in the client's order. */
function chooseForm(
  accept: string | undefined,
  forms: Readonly<Record<string, Form>>,
): Form | undefined {
  if (accept === undefined || accept === '') return 'json';
  for (const clause of accept.split(',')) {
    const type = clause.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    if (type === '*/*' || type === 'application/*') return 'json';
    if (Object.hasOwn(forms, type)) return forms[type];
  }
  return undefined;
}
