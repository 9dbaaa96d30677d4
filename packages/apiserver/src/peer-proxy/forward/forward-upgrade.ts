import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logger.js';
import type { PeerProxyMetrics } from '../metrics.js';
import type { HeaderPair } from './identity-headers.js';
import { outgoingRequest, type OutgoingQuirks } from './outgoing-request.js';
import type { PeerTransport } from './peer-transport.js';
import { causeText } from './transport-error.js';
import { ask, join, type UpgradeRequest } from './upgraded-connection.js';
import type { ForwardTarget } from './forward.js';

export interface ForwardUpgradeDeps {
  readonly transport: Pick<PeerTransport, 'connect'>;
  readonly quirks: OutgoingQuirks;
  readonly metrics: Pick<PeerProxyMetrics, 'rerouted'>;
  readonly logger: Logger;
}

/**
 * Sends a request that asks to leave HTTP (exec, attach, port-forward). Upstream dials by itself here, past the
 * wrapper that says who the user is, so a peer knows the front proxy and nobody behind it, and refuses with 401.
 * Whatever the peer answers goes out as it is, on a connection that is no longer HTTP to this server: the
 * request counts under code 0 and the audit event says 101.
 * @see kubernetes/apimachinery `pkg/util/proxy/upgradeaware.go`, `tryUpgrade`
 */
export async function forwardUpgrade(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { address, gvr }: ForwardTarget,
  deps: ForwardUpgradeDeps,
): Promise<void> {
  const { signal } = request.context;
  let code = 503; // until the connection is taken over, an ordinary answer can still be given
  try {
    const backend = await deps.transport.connect(address);
    signal.addEventListener('abort', () => backend.destroy(), { once: true });
    const { answer, head } = await ask(backend, upgradeRequest(request, address, deps.quirks));
    code = 0;
    if (answer.statusCode === 101) join(reply, { answer, head, backend });
    else await echo(reply, answer);
  } catch (error) {
    deps.logger.error({ err: error }, 'Error while proxying request to destination apiserver');
    if (reply.sent) return;
    if (reply.raw.destroyed)
      reply.hijack(); // nobody is left to read it
    else sendUnavailable(reply, signal.aborted ? 'context canceled' : causeText(error));
  } finally {
    deps.metrics.rerouted(code, gvr);
  }
}

/** Without the preamble that other requests have: that comes from the wrapper. */
function sendUnavailable(reply: FastifyReply, cause: string): void {
  void reply
    .code(503)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .send(`${cause}\n`);
}

/** What upstream's reverse proxy adds to other requests; it is not on this way. */
const addedByReverseProxy = new Set(['x-forwarded-uri', 'x-forwarded-host', 'x-forwarded-proto']);

function upgradeRequest(
  request: FastifyRequest,
  address: string,
  quirks: OutgoingQuirks,
): UpgradeRequest {
  const { method, path, headers } = outgoingRequest(request, address, quirks);
  const { connection = 'Upgrade', upgrade = '' } = request.raw.headers;
  const sent: HeaderPair[] = [['Host', address]];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] ?? '';
    if (!addedByReverseProxy.has(name.toLowerCase())) sent.push([name, headers[at + 1] ?? '']);
  }
  sent.push(['Connection', connection], ['Upgrade', upgrade]);
  return { method, path, headers: sent };
}

const ownToConnection = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** Writes the answer of a peer that stays with HTTP onto the client's connection, which ends with it. */
function echo(reply: FastifyReply, answer: IncomingMessage): Promise<void> {
  reply.hijack();
  reply.raw.statusCode = 101; // what audit and metrics of this server say of a connection taken over
  const client = reply.request.raw.socket;
  const { rawHeaders, statusCode = 0, statusMessage = '' } = answer;
  const lines = [`HTTP/1.1 ${String(statusCode)} ${statusMessage}`];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (!ownToConnection.has(name.toLowerCase()))
      lines.push(`${name}: ${rawHeaders[at + 1] ?? ''}`);
  }
  // Without a length only the end of the connection says where the body ends.
  if (answer.headers['content-length'] === undefined) lines.push('Connection: close');
  client.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return new Promise((resolve) => {
    const end = () => {
      client.end();
      answer.socket.destroy();
      resolve();
    };
    answer.once('end', end);
    answer.once('error', end);
    client.once('close', end);
    answer.pipe(client, { end: false });
  });
}
