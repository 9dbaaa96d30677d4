import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendText } from '../endpoints/respond.js';
import { causeText } from '../peer-proxy/forward/transport-error.js';
import { ask, join, type UpgradeRequest } from '../peer-proxy/forward/upgraded-connection.js';

/**
 * Joins the client's connection to one of the backend's, if the backend leaves HTTP as it is asked to. Resolves when
 * the connections are joined, or the refusal is sent; the connections then end together.
 * @see kubernetes/apimachinery `pkg/util/proxy/upgradeaware.go`, `tryUpgrade`
 */
export async function tunnel(
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  outgoing: UpgradeRequest,
  connect: () => Promise<Socket>,
): Promise<void> {
  const { signal } = request.context;
  try {
    const backend = await connect();
    signal.addEventListener('abort', () => backend.destroy(), { once: true });
    const { answer, head } = await ask(backend, outgoing);
    const { statusCode = 0 } = answer;
    if (statusCode === 101) join(reply, { answer, head, backend });
    else if (statusCode >= 400) relayRefusal(reply, answer);
    else {
      backend.destroy();
      throw new Error(`invalid upgrade response: status code ${String(statusCode)}`);
    }
  } catch (error) {
    if (reply.raw.destroyed) {
      reply.hijack(); // nobody is left to read it
      return;
    }
    sendText(reply, 503, `${signal.aborted ? 'context canceled' : causeText(error)}\n`);
  }
}

const own = new Set(['connection', 'transfer-encoding', 'keep-alive']);

/** The backend's refusal as it is; the connection ends with it. */
function relayRefusal(reply: FastifyReply, answer: IncomingMessage): void {
  reply.hijack();
  const { raw } = reply;
  raw.statusCode = answer.statusCode ?? 503;
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    if (values !== undefined && !own.has(name)) raw.setHeader(name, values);
  }
  answer.pipe(raw);
  answer.once('error', () => raw.destroy());
}
