import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendText } from '../endpoints/respond.js';
import type { HeaderPair } from '../peer-proxy/forward/identity-headers.js';
import { causeText } from '../peer-proxy/forward/transport-error.js';

export interface UpgradeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderPair[];
}

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

export interface BackendAnswer {
  readonly answer: IncomingMessage;
  /** What came behind the head already. */
  readonly head: Buffer;
}

/** Sends the request on a connection of its own; resolves with the head of the answer, whatever it is. */
export function ask(
  backend: Socket,
  { method, path, headers }: UpgradeRequest,
): Promise<BackendAnswer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      createConnection: () => backend,
      method,
      path,
      headers: headers.flat(),
    });
    sent.once('upgrade', (answer, _socket, head) => {
      resolve({ answer, head });
    });
    sent.once('response', (answer) => {
      resolve({ answer, head: Buffer.alloc(0) });
    });
    sent.once('error', reject);
    sent.end();
  });
}

/** Answers the client as the backend did, and makes of two connections one. */
export function join(
  reply: FastifyReply,
  { answer, head, backend }: BackendAnswer & { readonly backend: Socket },
): void {
  reply.hijack();
  reply.raw.statusCode = 101; // for those who count answers
  const client: Duplex = reply.request.raw.socket;
  const lines = [`HTTP/1.1 101 ${answer.statusMessage ?? ''}`, ...headerLines(answer)];
  client.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  client.write(head);
  const end = () => {
    client.destroy();
    backend.destroy();
  };
  for (const side of [client, backend]) {
    for (const event of ['error', 'close', 'end']) side.once(event, end);
  }
  client.pipe(backend);
  backend.pipe(client);
}

function* headerLines({ rawHeaders }: IncomingMessage): Generator<string> {
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    yield `${rawHeaders[at] ?? ''}: ${rawHeaders[at + 1] ?? ''}`;
  }
}

/** The backend's refusal as it is; the connection ends with it. */
function relayRefusal(reply: FastifyReply, answer: IncomingMessage): void {
  reply.hijack();
  const { raw } = reply;
  raw.statusCode = answer.statusCode ?? 503;
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    const own = new Set(['connection', 'transfer-encoding', 'keep-alive']);
    if (values !== undefined && !own.has(name)) raw.setHeader(name, values);
  }
  answer.pipe(raw);
  answer.once('error', () => raw.destroy());
}
