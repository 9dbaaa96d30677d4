import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { HeaderPair } from './identity-headers.js';

export interface UpgradeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly HeaderPair[];
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
  for (const [side, other] of [
    [client, backend],
    [backend, client],
  ] as const) {
    for (const event of ['error', 'close']) side.once(event, end);
    // What one side said last still goes out; then neither has anybody to talk to.
    side.once('end', () => other.once('finish', end));
  }
  client.pipe(backend);
  backend.pipe(client);
}

function* headerLines({ rawHeaders }: IncomingMessage): Generator<string> {
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    yield `${rawHeaders[at] ?? ''}: ${rawHeaders[at + 1] ?? ''}`;
  }
}
