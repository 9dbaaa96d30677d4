import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { systemClock } from '@skewplane/apimachinery';
import Fastify, { type FastifyInstance } from 'fastify';
import { Registry } from 'prom-client';
import type { RequestContext } from '../../request/filter.js';
import { PooledPeerTransport } from '../forward/peer-transport.js';
import { generationOf, quirksOf, traitsOf, type PeerProxyQuirks } from '../generation.js';
import { createPeerProxyMetrics } from '../metrics.js';
import { withPeerProxy } from '../peer-proxy-filter.js';
import { upstreamTimings } from '../timings.js';
import { RecordingLogger } from './recording-logger.js';
import { contextFor } from './test-context.js';
import type { KeyPair, TestCa } from './test-pki.js';

export type PeerHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A peer that asks for client certificates and does what the test says. For tests only. */
export interface TestPeer {
  readonly address: string;
  readonly server: Server;
  /** As a SIGKILL would look from outside. */
  kill(): Promise<void>;
}

export async function startPeer(
  tls: KeyPair & { readonly clientCa: string },
  handler: PeerHandler,
): Promise<TestPeer> {
  const sockets = new Set<Socket>();
  const { cert, key, clientCa } = tls;
  const server = createServer({ cert, key, ca: clientCa, requestCert: true }, handler);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    server,
    kill: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}

export interface TestSource {
  readonly app: FastifyInstance;
  readonly url: string;
  readonly logger: RecordingLogger;
  /** Value of the reroute counter for batch/v1 jobs and a code. */
  rerouted(code: string): Promise<number>;
  endpointErrors(): Promise<number>;
  stop(): Promise<void>;
}

export interface SourceOptions {
  readonly peerCa: TestCa;
  readonly proxyClient: KeyPair;
  /** Addresses of the candidates for `batch/v1` jobs; undefined for one without an endpoint lease. */
  readonly candidates: Record<string, string | undefined>;
  /** 36 when absent. */
  readonly minor?: number;
  readonly quirks?: Partial<PeerProxyQuirks>;
  readonly random?: () => number;
  readonly synced?: boolean;
  /** The core group is missing here too. */
  readonly nothingLocal?: boolean;
  readonly context?: Partial<RequestContext>;
  /** Serve HTTP/2 (and 1.1) with this certificate instead of plain HTTP/1.1. */
  readonly serving?: KeyPair;
}

/** A server with nothing but the peer proxy before a local 404. For tests only. */
export async function startSource(options: SourceOptions): Promise<TestSource> {
  const { peerCa, proxyClient, candidates, serving, context, minor = 36 } = options;
  const app = (serving === undefined
    ? Fastify({ forceCloseConnections: true })
    : Fastify({
        http2: true,
        https: { ...serving, allowHTTP1: true },
      })) as unknown as FastifyInstance;
  const registry = new Registry();
  const logger = new RecordingLogger();
  const transport = new PooledPeerTransport({
    tls: { ca: peerCa.cert, ...proxyClient },
    clock: systemClock,
    timings: upstreamTimings,
  });
  const known = Object.entries(candidates).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const filter = withPeerProxy({
    lookup: {
      isSynced: options.synced ?? true,
      servesLocally: ({ group }) => group === '' && options.nothingLocal !== true,
      candidates: ({ group, resource }) =>
        group === 'batch' && resource === 'jobs' ? Object.keys(candidates) : [],
    },
    addresses: { read: async () => new Map(known) },
    random: options.random ?? (() => 0),
    metrics: createPeerProxyMetrics(registry, generationOf(minor)),
    traits: traitsOf[generationOf(minor)],
    transport,
    quirks: { ...quirksOf(minor), ...options.quirks },
    logger,
  });
  app.addHook('onRequest', async (request, reply) => {
    request.context = contextFor(request, context);
    reply.header('audit-id', request.context.auditId);
    reply.header('cache-control', 'no-cache, private');
  });
  app.addHook('onRequest', filter);
  app.setNotFoundHandler((_request, reply) => {
    void reply.code(404).type('text/plain; charset=utf-8').send('404 page not found\n');
  });
  app.setErrorHandler((error, _request, reply) => {
    const { status } = error as Error & { status: { code: number } };
    void reply.code(status.code).send(status);
  });
  app.addContentTypeParser('*', (_request, payload, done) => {
    done(null, payload);
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const count = async (name: string, labels: Record<string, string>) => {
    const values = (await registry.getSingleMetric(name)?.get())?.values ?? [];
    const found = values.find((value) =>
      Object.entries(labels).every(([key, want]) => value.labels[key] === want),
    );
    return found?.value ?? 0;
  };
  const jobs = { group: 'batch', version: 'v1', resource: 'jobs' };
  return {
    app,
    url,
    logger,
    rerouted: (code) => count('apiserver_rerouted_request_total', { code, ...jobs }),
    endpointErrors: () =>
      count('apiserver_peer_proxy_errors_total', { type: 'endpoint_resolution', ...jobs }),
    stop: async () => {
      await transport.close();
      await app.close();
    },
  };
}
