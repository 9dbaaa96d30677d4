import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { parseAcceptClauses } from '../discovery/accept-clauses.js';
import type { OpenApiDocuments } from './openapi-documents.js';

export interface OpenApiRequest {
  /** Decoded path without the query. */
  readonly path: string;
  /** Value of the `hash` query parameter. */
  readonly hash?: string | undefined;
  readonly accept?: string | undefined;
  readonly acceptEncoding?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: string | undefined;
}

export interface OpenApiAnswer {
  readonly status: 200 | 301 | 304 | 404 | 406;
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

const empty = Buffer.alloc(0);

/**
 * Answers below `/openapi`; undefined where there is nothing.
 * @param nowMs the clock, for `Expires` and `Last-Modified`
 * @see kubernetes/kube-openapi `pkg/handler/handler.go`, `pkg/handler3/handler.go`
 */
export async function answerOpenApi(
  documents: OpenApiDocuments,
  request: OpenApiRequest,
  nowMs: number,
): Promise<OpenApiAnswer | undefined> {
  if (request.path === '/openapi/v2') return answerV2(documents, request, nowMs);
  if (request.path === '/openapi/v3') return answerIndex(documents, request, nowMs);
  if (!request.path.startsWith('/openapi/v3/')) return undefined;
  return answerV3(documents, request, nowMs);
}

async function answerV2(
  documents: OpenApiDocuments,
  request: OpenApiRequest,
  nowMs: number,
): Promise<OpenApiAnswer> {
  const vary = 'Accept-Encoding, Accept';
  const form = chooseForm(request.accept, formsOfV2);
  if (form === undefined) return notAcceptable(vary);
  const document = form === 'json' ? documents.v2() : documents.v2Protobuf();
  const lastModified = httpDate(documents.madeAtMs('v2', document.etag, nowMs));
  const headers = { etag: `"${document.etag}"`, vary, 'last-modified': lastModified };
  const content = { type: contentTypes[form], bytes: document.bytes };
  const answered = answerContent(content, request, headers);
  if (answered.status !== 200 || !acceptsGzip(request.acceptEncoding)) return answered;
  // Only this one is compressed upstream.
  const body = await compress(document.bytes);
  return { ...answered, headers: { ...answered.headers, 'content-encoding': 'gzip' }, body };
}

/**
 * The aggregator merges the index for each request and leaves its type to be guessed, which makes it a text without a hash.
 * @see kubernetes/kube-aggregator `pkg/controllers/openapiv3/aggregator/aggregator.go`, `handleDiscovery`
 */
function answerIndex(
  documents: OpenApiDocuments,
  request: OpenApiRequest,
  nowMs: number,
): OpenApiAnswer {
  const content = { type: 'text/plain; charset=utf-8', bytes: documents.index().bytes };
  return answerContent(content, request, { 'last-modified': httpDate(nowMs) });
}

function answerV3(
  documents: OpenApiDocuments,
  request: OpenApiRequest,
  nowMs: number,
): OpenApiAnswer {
  const path = request.path.slice('/openapi/v3/'.length);
  const etag = documents.etag(path);
  if (etag === undefined) return { status: 404, headers: {}, body: empty };
  const form = chooseForm(request.accept, formsOfV3);
  if (form === undefined) return notAcceptable('Accept');
  const headers = { etag: `"${etag}"`, vary: 'Accept' };
  const type = contentTypes[form];
  const { hash = '' } = request;
  if (hash !== '' && hash !== etag) {
    const location = `/openapi/v3/${path}?hash=${etag}`;
    return { status: 301, headers: { ...headers, 'content-type': type, location }, body: empty };
  }
  const lastModified = httpDate(documents.madeAtMs(path, etag, nowMs));
  return answerContent({ type, bytes: documents.document(path)?.bytes ?? empty }, request, {
    ...headers,
    'last-modified': lastModified,
    ...(hash === '' ? {} : forever(nowMs)),
  });
}

const notAcceptable = (vary: string): OpenApiAnswer => ({
  status: 406,
  headers: { vary },
  body: empty,
});

/** A URL with the hash names these bytes and no others. */
const forever = (nowMs: number) => ({
  'cache-control': 'public, immutable',
  // Upstream formats it for any time zone: it does not say GMT.
  expires: httpDate(aYearAfter(nowMs)).replace('GMT', 'UTC'),
});

const httpDate = (ms: number) => new Date(ms).toUTCString();
const aYearAfter = (ms: number) => {
  const date = new Date(ms);
  return date.setUTCFullYear(date.getUTCFullYear() + 1);
};

/** The content, or that the client has it. */
function answerContent(
  { type, bytes }: { readonly type: string; readonly bytes: Buffer },
  request: OpenApiRequest,
  headers: Readonly<Record<string, string>>,
): OpenApiAnswer {
  if (isKnown(request, headers)) {
    const { 'last-modified': lastModified = '', ...others } = headers;
    // A hash says more than a date.
    const kept = headers['etag'] === undefined ? { 'last-modified': lastModified } : {};
    return { status: 304, headers: { ...others, ...kept }, body: empty };
  }
  return { status: 200, headers: { ...headers, 'content-type': type }, body: bytes };
}

/** @see golang `net/http` `checkPreconditions` */
function isKnown(
  { ifNoneMatch = '', ifModifiedSince = '' }: OpenApiRequest,
  headers: Readonly<Record<string, string>>,
): boolean {
  if (ifNoneMatch !== '') {
    const known = ifNoneMatch.split(',').map((each) => each.trim().replace(/^W\//, ''));
    return known.includes('*') || known.includes(headers['etag'] ?? 'none');
  }
  const since = Date.parse(ifModifiedSince);
  return Number.isFinite(since) && Date.parse(headers['last-modified'] ?? '') <= since;
}

const gzipAsync = promisify(gzip);
const compress = (bytes: Buffer) => gzipAsync(bytes, { level: 1 });

const acceptsGzip = (header = '') =>
  header.split(',').some((coding) => {
    const [name = '', quality = ''] = coding.split(';').map((part) => part.trim().toLowerCase());
    return name === 'gzip' && !/^q=0(\.0*)?$/.test(quality);
  });

/** The form of the best clause that names one, wildcards included. */
function chooseForm(
  accept: string | undefined,
  forms: Readonly<Record<string, Form>>,
): Form | undefined {
  if (accept === undefined || accept === '') return 'json';
  for (const { mediaType } of parseAcceptClauses(accept)) {
    if (['*/*', 'application/*', '*/json'].includes(mediaType)) return 'json';
    if (Object.hasOwn(forms, mediaType)) return forms[mediaType];
  }
  return undefined;
}
