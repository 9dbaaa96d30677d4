import type { Socket } from 'node:net';
import type { Server as TlsServer } from 'node:tls';
import type { Readable } from 'node:stream';
import {
  StatusError,
  badRequest,
  requestEntityTooLarge,
  type Clock,
} from '@skewplane/apimachinery';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
} from 'fastify';
import { maxBodyBytes } from './config.js';
import { acceptUpgrades } from './http-upgrade.js';
import { sendError } from './endpoints/respond.js';
import type { Filter, RequestContext } from './request/filter.js';
import type { FastifyReply, FastifyRequest } from 'fastify';

const minVersion = 'TLSv1.2';
const tooLarge = 'FST_ERR_CTP_BODY_TOO_LARGE';
const maxDrainedBytes = 8 * maxBodyBytes;
/** Go's `http.DefaultMaxHeaderBytes`: selectors in a query may be long. */
const maxHeaderBytes = 1024 * 1024;

export interface HttpServerOptions {
  readonly tls: {
    readonly cert: Buffer;
    readonly key: Buffer;
    /** Every CA that a client certificate may come from; whose it is is decided by the authenticator. */
    readonly ca: readonly Buffer[];
  };
  readonly filters: readonly Filter[];
  readonly handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;
  readonly logger: FastifyBaseLogger;
}

/**
 * HTTP/1.1 and HTTP/2 over TLS with one wildcard route: Fastify takes no routes once it listens, and CRDs
 * come at run time, so resources are looked up, not routed. Not listening yet.
 */
export function createHttpServer({
  tls,
  filters,
  handler,
  logger,
}: HttpServerOptions): FastifyInstance {
  const app = Fastify({
    http2: true,
    https: {
      allowHTTP1: true,
      cert: tls.cert,
      key: tls.key,
      ca: [...tls.ca],
      requestCert: tls.ca.length > 0,
      // Any certificate, or none, may connect: who is who is the authenticator's to say.
      rejectUnauthorized: false,
      minVersion,
      // Upstream allows 250 streams on a connection; a client with more watches opens another.
      settings: { maxConcurrentStreams: 250 },
    },
    http2SessionTimeout: 0,
    bodyLimit: maxBodyBytes,
    exposeHeadRoutes: false,
    logController: new LogController({ disableRequestLogging: true }),
    loggerInstance: logger,
    // Nothing is logged by Fastify's request number: a logger of its own for each request is waste.
    childLoggerFactory: (parent) => parent,
    forceCloseConnections: false,
    clientErrorHandler: refuseMalformed,
    frameworkErrors: (error, _request, reply) => {
      reply.raw.writeHead(400, { 'content-type': 'application/json' });
      reply.raw.end(JSON.stringify(badRequest(error.message).status));
    },
  }) as unknown as FastifyInstance; // the generic of an http2 server differs in nothing used here

  // Node takes neither from the options of an HTTP/2 server that speaks HTTP/1.1 too.
  Object.assign(app.server, { maxHeaderSize: maxHeaderBytes, requireHostHeader: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body);
  });
  app.decorateRequest('context');
  app.addHook('onRequest', inOrder(filters));
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    // A connection closed with bytes still unread is reset, and the client never sees why.
    if (error.code === tooLarge) await drain(request.raw, request.context.signal);
    if (!hasContext(request)) return sendUnknownMethod(reply);
    return sendError(request, reply, translate(error));
  });
  app.setNotFoundHandler(handler);
  app.all('/*', handler);
  acceptUpgrades(app.server);
  const connections = new Set<Socket>();
  openConnections.set(app, connections);
  app.server.on('secureConnection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  return app;
}

/** What is no HTTP/1.1, in the words of Go's server. */
function refuseMalformed({ code }: { readonly code?: string }, socket: Socket): void {
  const refusal =
    code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const head = `HTTP/1.1 ${refusal}\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n`;
  if (socket.writable && code !== 'ECONNRESET') socket.write(head + refusal);
  socket.destroy();
}

/** Fastify runs no hooks for a method that it has never heard of; HTTP/2 lets any through. */
const hasContext = (request: { readonly context?: unknown }): boolean =>
  request.context !== undefined;

function sendUnknownMethod(reply: FastifyReply): FastifyReply {
  const { status } = methodUnknown();
  return reply
    .code(status.code)
    .header('content-type', 'application/json')
    .send(Buffer.from(`${JSON.stringify(status)}\n`));
}

function methodUnknown(): StatusError {
  return new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  });
}

/** One hook for all: Fastify's own way from hook to hook costs more than most filters do. */
function inOrder(filters: readonly Filter[]): Filter {
  return async (request, reply) => {
    for (const filter of filters) {
      // Absent before the first filter, which the type cannot know.
      const { context } = request as { readonly context?: RequestContext };
      const span = context?.trace?.begin(filter.label ?? 'filter');
      await filter(request, reply);
      span?.end();
      if (reply.sent) return reply;
      // Whoever left while a filter waited gets no further: later filters count what `close` would take back.
      request.context.signal.throwIfAborted();
    }
    return undefined;
  };
}

/** What clients are shown from their next connection on. */
export function showCertificate(app: FastifyInstance, tls: HttpServerOptions['tls']): void {
  (app.server as unknown as TlsServer).setSecureContext({ ...tls, ca: [...tls.ca], minVersion });
}

/** Cuts every connection, without a word. */
export function dropConnections(app: FastifyInstance): void {
  for (const socket of openConnections.get(app) ?? []) socket.destroy();
}

/** By server, so that closing one touches no other in the same process. */
const openConnections = new WeakMap<FastifyInstance, Set<Socket>>();

/**
 * Stops listening, waits for requests to end, then closes what connections are left.
 * @param options.drained resolves when no request is under way
 */
export async function closeHttpServer(
  app: FastifyInstance,
  { drained, graceMs, clock }: { drained: Promise<void>; graceMs: number; clock: Clock },
): Promise<void> {
  app.server.close();
  await Promise.race([drained, clock.sleep(graceMs)]);
  dropConnections(app);
  await app.close();
}

/** Reads what a client still sends, within bounds: whoever sends much more is cut off. */
function drain(body: Readable, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    let size = 0;
    const done = () => {
      resolve();
    };
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxDrainedBytes) done();
    });
    for (const end of ['end', 'close', 'error']) body.once(end, done);
    if (signal.aborted || body.readableEnded) done();
    else signal.addEventListener('abort', done, { once: true });
    body.resume();
  });
}

/** What Fastify itself refuses, in Kubernetes' form. */
function translate(error: FastifyError): unknown {
  if (error instanceof StatusError) return error;
  switch (error.code) {
    case tooLarge:
      return requestEntityTooLarge(`limit is ${String(maxBodyBytes)}`);
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return badRequest('the request body did not have the length that its header gave');
    default:
      return error;
  }
}
