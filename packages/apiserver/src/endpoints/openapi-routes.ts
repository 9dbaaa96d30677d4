import type { FastifyReply, FastifyRequest } from 'fastify';
import { notAcceptable } from '@skewplane/apimachinery';
import type { OpenApiDocument, OpenApiDocuments } from '../openapi/openapi-documents.js';
import { parseAccept } from './negotiate.js';
import type { PathRoute } from './non-resource.js';
import { queryOf } from './query.js';

const jsonTypes = new Set(['application/json', 'application/*', '*/*']);

/**
 * `/openapi/v2`, `/openapi/v3` and a document for each group-version.
 * @see kubernetes/kube-openapi `pkg/handler3/handler.go`
 */
export function openApiRoute(documents: OpenApiDocuments): PathRoute {
  return (path) => {
    if (path === '/openapi/v2')
      return async (request, reply) => send(request, reply, documents.v2());
    if (path === '/openapi/v3' || path === '/openapi/v3/') {
      return async (request, reply) => send(request, reply, documents.index());
    }
    if (!path.startsWith('/openapi/v3/')) return undefined;
    const document = documents.document(path.slice('/openapi/v3/'.length));
    return document && (async (request, reply) => sendHashed(request, reply, document));
  };
}

/** A URL that names the right hash never changes its content; a wrong one leads to the right one. */
function sendHashed(
  request: FastifyRequest,
  reply: FastifyReply,
  document: OpenApiDocument,
): FastifyReply {
  const hash = queryOf(request).get('hash');
  if (hash === null) return send(request, reply, document);
  if (hash !== document.etag) {
    return reply
      .code(301)
      .header('location', `${request.context.info.path}?hash=${document.etag}`)
      .send();
  }
  const yearAhead = new Date(request.context.receivedAtMs + 365 * 24 * 3600 * 1000).toUTCString();
  reply.header('cache-control', 'public, immutable').header('expires', yearAhead);
  return send(request, reply, document);
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  { bytes, etag }: OpenApiDocument,
): FastifyReply {
  const accept = request.headers.accept ?? '*/*';
  if (!parseAccept(accept).some(({ type }) => jsonTypes.has(type)))
    throw notAcceptable(['application/json']);
  reply.header('etag', `"${etag}"`).header('vary', 'Accept-Encoding, Accept');
  if (request.headers['if-none-match'] === `"${etag}"`) return reply.code(304).send();
  return reply.header('content-type', 'application/json').send(bytes);
}
