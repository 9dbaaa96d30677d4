import { once } from 'node:events';
import { connect, type ClientHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { FakeClock } from '@skewplane/apimachinery';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  serverAuth,
  testCertificate,
  type TestCertificate,
} from './authentication/testing/test-certificates.js';
import { withMaxInFlight } from './filters/max-in-flight.js';
import { withRequestContext } from './filters/request-context.js';
import { withRequestDeadline } from './filters/request-deadline.js';
import { closeHttpServer, createHttpServer } from './http-server.js';

const clock = new FakeClock(Date.UTC(2026, 5, 1));
let app: FastifyInstance;
let session: ClientHttp2Session;
/** Lets requests past the filter that takes its time. */
let open: () => void;
let waiting: number;
const handler = vi.fn();

beforeEach(async () => {
  const certificate = await testCertificate({ subject: 'CN=localhost', usages: [serverAuth] });
  let passed: Promise<void> = new Promise((resolve) => {
    open = resolve;
  });
  waiting = 0;
  handler.mockReset();
  app = createHttpServer({
    tls: { cert: Buffer.from(certificate.pem), key: Buffer.from(await keyOf(certificate)), ca: [] },
    logger: fastify().log,
    filters: [
      withRequestContext(clock),
      withRequestDeadline({ clock, requestTimeoutMs: 60_000 }),
      async () => {
        waiting++;
        await passed;
        passed = Promise.resolve();
      },
      withMaxInFlight({ maxReadOnly: 1, maxMutating: 1 }),
    ],
    handler: async (_request, reply) => {
      handler();
      return reply.send('done');
    },
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  session = connect(`https://127.0.0.1:${String(port)}`, { rejectUnauthorized: false });
});
afterEach(async () => {
  session.destroy();
  await closeHttpServer(app, { drained: Promise.resolve(), graceMs: 0, clock });
});

async function keyOf({ keys }: TestCertificate): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

function send(headers: Record<string, string>): Promise<{ code: number; text: string }> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers);
    let code = 0;
    let text = '';
    stream.on('response', (head) => {
      code = Number(head[':status']);
    });
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    stream.once('error', reject);
    stream.once('end', () => {
      resolve({ code, text });
    });
    stream.end();
  });
}

describe('createHttpServer', () => {
  it('holds no place for a client that left while a filter waited', async () => {
    const path = '/api/v1/namespaces';
    const leaving = session.request({ ':path': path });
    leaving.on('error', () => undefined);
    await vi.waitFor(() => {
      expect(waiting).toBe(1);
    });
    leaving.close(8); // CANCEL
    await send({ ':method': 'MADEUP', ':path': path }); // comes after the reset, and waits for no filter
    open();
    expect(await send({ ':path': path })).toMatchObject({ code: 200, text: 'done' });
    expect(handler).toHaveBeenCalledTimes(1);
  });

  // kubernetes/apiserver `pkg/server/secure_serving.go` sets `MaxHeaderBytes: 1 << 20`
  it.each([
    ['a long head', `GET /version HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(100_000)}\r\n`, '200 OK'],
    ['a request for no host', 'GET /version HTTP/1.1\r\n', '400 Bad Request'],
    ['what is no HTTP', 'HELLO\r\n', '400 Bad Request'],
  ])('answers %s over HTTP/1.1', async (_what, head, status) => {
    open();
    const { port } = app.server.address() as AddressInfo;
    const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false });
    let text = '';
    socket.on('error', () => undefined); // the server closes what it cannot read
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.write(`${head}connection: close\r\n\r\n`);
    await once(socket, 'close');
    expect(text.split('\r\n')[0]).toContain(status);
  });

  // kubernetes/apiserver `pkg/server/handler.go`: the router knows no route for the method.
  it('answers a method that HTTP does not know with 405', async () => {
    const { code, text } = await send({ ':method': 'MADEUP', ':path': '/version' });
    expect(code).toBe(405);
    expect(JSON.parse(text)).toMatchObject({ kind: 'Status', reason: 'MethodNotAllowed' });
    expect(handler).not.toHaveBeenCalled();
  });
});
