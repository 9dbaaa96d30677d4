import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { connect as connectHttp2, constants } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { request as requestHttp1, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { timeout } from '@skewplane/apimachinery';
import { request as send } from 'undici';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { TestCa, type KeyPair } from './testing/test-pki.js';
import {
  startPeer,
  startSource,
  type PeerHandler,
  type SourceOptions,
  type TestPeer,
  type TestSource,
} from './testing/plane.js';

const jobs = '/apis/batch/v1/namespaces/default/jobs';
const peerName = 'kubernetes.default.svc';

let servingCa: TestCa;
let frontProxyCa: TestCa;
let serving: KeyPair;
let proxyClient: KeyPair;

beforeAll(async () => {
  servingCa = await TestCa.create('serving-ca');
  frontProxyCa = await TestCa.create('front-proxy-ca');
  serving = await servingCa.issue('kube-apiserver', { dns: [peerName, 'localhost'] });
  proxyClient = await frontProxyCa.issue('front-proxy-client');
});

async function peer(handler: PeerHandler, certificate = serving): Promise<TestPeer> {
  const started = await startPeer({ ...certificate, clientCa: frontProxyCa.cert }, handler);
  onTestFinished(() => started.kill());
  return started;
}

async function source(
  candidates: Record<string, string | undefined>,
  options: Partial<SourceOptions> = {},
): Promise<TestSource> {
  const started = await startSource({ peerCa: servingCa, proxyClient, candidates, ...options });
  onTestFinished(() => started.stop());
  return started;
}

/** A peer that answers 200 and keeps what it was asked. */
async function recordingPeer() {
  const seen: { request: IncomingMessage; body: string }[] = [];
  const started = await peer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      seen.push({ request, body });
      response.setHeader('Audit-Id', request.headers['audit-id'] ?? '');
      response.setHeader('Content-Type', 'application/json');
      response.end('{"kind":"JobList"}');
    });
  });
  return { ...started, seen };
}

/** A port of this machine on which nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
}

// Spec section 8; kubernetes/apiserver pkg/util/peerproxy/peerproxy_handler_test.go and
// kubernetes/kubernetes test/integration/apiserver/peerproxy/peer_proxy_test.go.
describe('what is served here', () => {
  it.each<{ name: string; path: string; headers?: IncomingHttpHeaders; synced?: boolean }>([
    { name: 'S01: a resource of our own', path: '/api/v1/namespaces/default/pods' },
    { name: 'S03: a resource that nobody has', path: '/apis/nope.example.com/v1/things' },
    { name: 'S04: discovery of a group-version', path: '/apis/batch/v1' },
    {
      name: 'S05: a request that came from a peer',
      path: jobs,
      headers: { 'x-kubernetes-peer-proxied': 'true' },
    },
    { name: 'S06: anything before the caches are synced', path: jobs, synced: false },
    {
      name: 'S17: a subresource whose resource is ours',
      path: '/api/v1/namespaces/d/pods/p/resize',
    },
  ])('$name', async ({ path, headers = {}, synced = true }) => {
    const b = await recordingPeer();
    const a = await source({ b: b.address }, { synced });
    const answer = await send(`${a.url}${path}`, { headers });
    expect(answer.statusCode).toBe(404);
    expect(await answer.body.text()).toBe('404 page not found\n');
    expect(b.seen).toEqual([]);
    expect(await a.rerouted('200')).toBe(0);
  });

  // Spec 7.1: the first value counts, and ours is added behind it.
  it('sends on what carries another value of the loop header first', async () => {
    const b = await recordingPeer();
    const a = await source({ b: b.address });
    const headers = { 'x-kubernetes-peer-proxied': ['false', 'true'] };
    await (await send(`${a.url}${jobs}`, { headers })).body.dump();
    expect(b.seen[0]?.request.headers['x-kubernetes-peer-proxied']).toBe('false, true, true');
  });

  // Spec 3.8: an error until 1.35.
  it.each([
    [32, 'error'],
    [34, 'error'],
    [35, 'error'],
    [36, 'debug'],
  ])('1.%i says on %s level that nobody serves a resource', async (minor, level) => {
    const a = await source({}, { minor });
    await (await send(`${a.url}/apis/nope.example.com/v1/things`)).body.dump();
    expect(a.logger.lines).toEqual([
      `${level}: gvr nope.example.com/v1, Resource=things is not served by anything in this cluster`,
    ]);
  });

  it.each([
    ['core', 34],
    ['', 35],
  ])('calls the core group "%s" in 1.%i', async (group, minor) => {
    const a = await source({}, { minor, nothingLocal: true });
    await (await send(`${a.url}/api/v1/namespaces/default/pods`)).body.dump();
    expect(a.logger.lines[0]).toContain(`gvr ${group}/v1, Resource=pods is not served`);
  });
});

describe('what is sent on', () => {
  it('S02: goes to one of the peers, each as likely', async () => {
    const [b, c] = [await recordingPeer(), await recordingPeer()];
    let turn = 0;
    const random = () => [0, 0.49, 0.5, 0.99][turn++ % 4] ?? 0;
    const a = await source({ b: b.address, c: c.address }, { random });
    for (let index = 0; index < 4; index++) {
      const answer = await send(`${a.url}${jobs}`);
      expect(answer.statusCode).toBe(200);
      expect(await answer.body.json()).toEqual({ kind: 'JobList' });
    }
    expect([b.seen.length, c.seen.length]).toEqual([2, 2]);
    expect(b.seen[0]?.request.headers['x-kubernetes-peer-proxied']).toBe('true');
    expect(await a.rerouted('200')).toBe(4);
    expect(a.logger.lines).toContain(
      `info: Proxying request for ${jobs} from ${new URL(a.url).host} to ${b.address}`,
    );
  });

  it('S08: is a 503 Status when no candidate has an address', async () => {
    const a = await source({ b: undefined, c: undefined });
    const answer = await send(`${a.url}${jobs}`);
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBeUndefined();
    expect(await answer.body.json()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Error getting ip and port info of the remote server while proxying',
      reason: 'ServiceUnavailable',
      code: 503,
    });
    expect(await a.endpointErrors()).toBe(1);
    expect(await a.rerouted('503')).toBe(0);
  });

  it('S09: goes to the one candidate that has an address', async () => {
    const c = await recordingPeer();
    const a = await source({ b: undefined, c: c.address }, { random: () => 0.99 });
    for (let index = 0; index < 20; index++) await (await send(`${a.url}${jobs}`)).body.dump();
    expect(c.seen).toHaveLength(20);
    expect(await a.endpointErrors()).toBe(0);
  });

  it('S12: carries the user and no credentials', async () => {
    const b = await recordingPeer();
    const a = await source({ b: b.address });
    await (
      await send(`${a.url}${jobs}`, {
        headers: {
          authorization: 'Bearer secret',
          'x-remote-user': 'root',
          'x-remote-extra-scope': 'all',
          'impersonate-user': 'bob',
          'audit-id': 'from-the-client',
          'x-forwarded-for': '1.2.3.4',
          'x-custom': 'kept',
        },
      })
    ).body.dump();
    const { headers } = b.seen[0]?.request ?? { headers: {} };
    expect(headers).toMatchObject({
      'x-remote-user': 'alice',
      'x-remote-uid': 'u1',
      'x-remote-group': 'dev, system:authenticated',
      'x-remote-extra-example.com%2fscope': 'a, b',
      'audit-id': 'audit-1',
      'x-forwarded-for': '1.2.3.4, 127.0.0.1',
      'x-forwarded-uri': jobs,
      'x-forwarded-host': b.address,
      'x-forwarded-proto': 'https',
      'x-custom': 'kept',
      host: b.address,
    });
    for (const name of ['authorization', 'impersonate-user', 'x-remote-extra-scope']) {
      expect(headers[name]).toBeUndefined();
    }
  });

  it('shows the front-proxy certificate', async () => {
    let subject: string | undefined;
    const b = await peer((request, response) => {
      const { authorized, getPeerCertificate } = request.socket as unknown as {
        authorized: boolean;
        getPeerCertificate: () => { subject: { CN: string } };
      };
      subject = authorized ? getPeerCertificate.call(request.socket).subject.CN : undefined;
      response.end();
    });
    const a = await source({ b: b.address });
    await (await send(`${a.url}${jobs}`)).body.dump();
    expect(subject).toBe('front-proxy-client');
  });

  it('S15: streams the body of a write once', async () => {
    const b = await recordingPeer();
    const a = await source({ b: b.address });
    const body = JSON.stringify({ data: 'x'.repeat(300_000) });
    const answer = await send(`${a.url}${jobs}?dryRun=All`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.statusCode).toBe(200);
    await answer.body.dump();
    expect(b.seen).toHaveLength(1);
    expect(b.seen[0]?.request.url).toBe(`${jobs}?dryRun=All`);
    expect(b.seen[0]?.request.headers['content-length']).toBe(String(body.length));
    expect(b.seen[0]?.body).toBe(body);
  });

  it.each([401, 403, 404, 409, 429, 500])('relays a %i as it is', async (code) => {
    const b = await peer((_request, response) => {
      response.writeHead(code, { 'Retry-After': '1', 'Content-Type': 'application/json' });
      response.end('{"kind":"Status"}');
    });
    const a = await source({ b: b.address });
    const answer = await send(`${a.url}${jobs}`);
    expect(answer.statusCode).toBe(code);
    expect(answer.headers['retry-after']).toBe('1');
    expect(await answer.body.text()).toBe('{"kind":"Status"}');
    expect(await a.rerouted(String(code))).toBe(1);
  });

  it('sets headers that both servers have twice', async () => {
    const b = await recordingPeer();
    const a = await source({ b: b.address });
    const answer = await send(`${a.url}${jobs}`);
    await answer.body.dump();
    expect(answer.headers['audit-id']).toEqual(['audit-1', 'audit-1']);
  });
});

// Spec 3.2 and 7.1.
describe('small differences', () => {
  // kubernetes/apiserver commit 50dafb892, in 1.32.
  it.each([
    [31, 503],
    [32, 200],
    [36, 200],
  ])('S09: one candidate of two without an address is in 1.%i a %i', async (minor, code) => {
    const c = await recordingPeer();
    const a = await source({ b: undefined, c: c.address }, { minor });
    const answer = await send(`${a.url}${jobs}`);
    await answer.body.dump();
    expect(answer.statusCode).toBe(code);
  });

  // No chain leaves the user out; upstream then writes nothing, which Go's server makes an empty 200.
  it('a request without user is counted and gets an empty 200', async () => {
    const b = await recordingPeer();
    const context = { user: undefined } as unknown as NonNullable<SourceOptions['context']>;
    const a = await source({ b: b.address }, { context });
    const answer = await send(`${a.url}${jobs}`);
    expect([answer.statusCode, await answer.body.text()]).toEqual([200, '']);
    expect(b.seen).toEqual([]);
    expect(a.logger.lines).toEqual([
      'error: failed to build proxy round tripper: no user details present in request',
    ]);
  });
});

// Spec 3.6.2; kubernetes/apimachinery pkg/util/proxy/upgradeaware.go, tryUpgrade.
describe('requests that leave HTTP', () => {
  const upgrade = { connection: 'Upgrade', upgrade: 'SPDY/3.1', authorization: 'Bearer secret' };

  interface Outcome {
    readonly answer: IncomingMessage;
    readonly body: string;
  }

  /** @param send what the client says once the protocol has changed */
  function ask(url: string, send?: string): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const client = requestHttp1(url, { headers: upgrade, agent: false });
      client.once('response', (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        answer.once('end', () => {
          resolve({ answer, body });
        });
      });
      client.once('upgrade', (answer, socket) => {
        let body = '';
        socket.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        socket.once('close', () => {
          resolve({ answer, body });
        });
        socket.write(send ?? '');
      });
      client.once('error', reject).end();
    });
  }

  it('go out without identity; the refusal is relayed raw, under code 0', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const b = await peer((request, response) => {
      seen.push(request.headers);
      response.writeHead(401, { 'content-type': 'application/json', 'audit-id': 'audit-1' });
      response.end('{"kind":"Status","code":401}');
    });
    b.server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
      seen.push(request.headers);
      const body = '{"kind":"Status","code":401}';
      socket.end(
        `HTTP/1.1 401 Unauthorized\r\nAudit-Id: audit-1\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`,
      );
    });
    const a = await source({ b: b.address });
    const { answer, body } = await ask(`${a.url}${jobs}?command=sh`);
    expect(answer.statusCode).toBe(401);
    expect(body).toBe('{"kind":"Status","code":401}');
    expect(answer.headers['audit-id']).toBe('audit-1'); // once: nothing of this server is added
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      upgrade: 'SPDY/3.1',
      'x-kubernetes-peer-proxied': 'true',
      'audit-id': 'audit-1',
      'x-forwarded-for': '127.0.0.1',
      host: b.address,
    });
    for (const name of ['x-remote-user', 'x-forwarded-host', 'authorization']) {
      expect(seen[0]).not.toHaveProperty(name);
    }
    await expect.poll(() => a.rerouted('0')).toBe(1);
    expect(await a.rerouted('401')).toBe(0);
  });

  it('with upgradeWithoutIdentity off name the user, and are joined to the peer', async () => {
    const b = await peer((_request, response) => {
      response.writeHead(500).end();
    });
    b.server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n',
      );
      socket.once('data', (chunk: Buffer) => {
        socket.end(`${String(request.headers['x-remote-user'])} said ${chunk.toString()}`);
      });
    });
    const a = await source({ b: b.address }, { quirks: { upgradeWithoutIdentity: false } });
    const { answer, body } = await ask(`${a.url}${jobs}`, 'hello');
    expect(answer.statusCode).toBe(101);
    expect(body).toBe('alice said hello');
    await expect.poll(() => a.rerouted('0')).toBe(1);
  });

  it('are a text 503 without preamble when the peer cannot be reached', async () => {
    const closed = await closedPort();
    const a = await source({ b: closed });
    const { answer, body } = await ask(`${a.url}${jobs}`);
    expect(answer.statusCode).toBe(503);
    expect(body).toBe(`dial tcp ${closed}: connect: connection refused\n`);
    expect(await a.rerouted('503')).toBe(1);
  });
});

describe('peers that fail', () => {
  async function unreachable(a: TestSource): Promise<string> {
    const answer = await send(`${a.url}${jobs}`);
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['retry-after']).toBeUndefined();
    return await answer.body.text();
  }

  it('S10: is a text 503 when the port is closed, and no other peer is tried', async () => {
    const [closed, c] = [await closedPort(), await recordingPeer()];
    const a = await source({ b: closed, c: c.address });
    expect(await unreachable(a)).toBe(
      `error trying to reach service: dial tcp ${closed}: connect: connection refused\n`,
    );
    expect(c.seen).toEqual([]);
    expect(await a.rerouted('503')).toBe(1);
    expect(a.logger.lines).toContain(
      'error: Error while proxying request to destination apiserver',
    );
  });

  it('answers a POST too when the port is closed, on a connection that lives on', async () => {
    const a = await source({ b: await closedPort() });
    for (let index = 0; index < 2; index++) {
      const answer = await send(`${a.url}${jobs}`, { method: 'POST', body: 'x'.repeat(500_000) });
      expect(answer.statusCode).toBe(503);
      expect(await answer.body.text()).toContain('connection refused');
    }
  });

  it.each<{ name: string; certificate: () => Promise<KeyPair>; cause: string | RegExp }>([
    {
      name: 'S11: is for other names',
      certificate: () => servingCa.issue('b', { dns: ['apiserver-b', 'localhost'] }),
      cause: `certificate is valid for apiserver-b, localhost, not ${peerName}`,
    },
    {
      name: 'S11: has no names',
      certificate: () => servingCa.issue('b'),
      cause: `certificate is not valid for any names, but wanted to match ${peerName}`,
    },
    {
      name: 'S11: has its name only as subject',
      certificate: () => servingCa.issue(peerName),
      cause: 'certificate relies on legacy Common Name field, use SANs instead',
    },
    {
      name: 'is of another authority',
      certificate: () => frontProxyCa.issue('b', { dns: [peerName] }),
      cause: 'certificate signed by unknown authority',
    },
    {
      name: 'is over',
      certificate: () => servingCa.issue('b', { dns: [peerName], days: -2 }),
      cause: /certificate has expired or is not yet valid: current time \S+Z is after \S+Z/,
    },
  ])('says why the certificate is refused when it $name', async ({ certificate, cause }) => {
    const b = await peer((_request, response) => response.end(), await certificate());
    const a = await source({ b: b.address });
    const text = await unreachable(a);
    const prefix = 'error trying to reach service: tls: failed to verify certificate: x509: ';
    expect(text.startsWith(prefix)).toBe(true);
    expect(text.slice(prefix.length, -1)).toMatch(cause);
  });

  it('says EOF when the peer hangs up without an answer', async () => {
    const b = await peer((request) => request.socket.destroy());
    const a = await source({ b: b.address });
    expect(await unreachable(a)).toBe('error trying to reach service: EOF\n');
  });

  it('breaks the answer off when the peer does', async () => {
    const b = await peer((_request, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"kind":');
      setImmediate(() => response.destroy());
    });
    const a = await source({ b: b.address });
    const answer = await send(`${a.url}${jobs}`);
    expect(answer.statusCode).toBe(200);
    await expect(answer.body.text()).rejects.toThrow();
  });

  it('answers 504 when the deadline passes before the peer answers', async () => {
    const deadline = new AbortController();
    const b = await peer(() => {
      deadline.abort(timeout('request did not complete within the allotted timeout'));
    });
    const a = await source({ b: b.address }, { context: { signal: deadline.signal } });
    const answer = await send(`${a.url}${jobs}`);
    expect(answer.statusCode).toBe(504);
    expect(await answer.body.json()).toMatchObject({
      reason: 'Timeout',
      message: 'Timeout: request did not complete within the allotted timeout',
    });
    expect(await a.rerouted('503')).toBe(1);
  });
});

describe('watches', () => {
  /** A watch that sends the next event when the test says so. */
  async function watchedPeer() {
    const waiting: ((send: (text: string) => void) => void)[] = [];
    const opened = new Promise<(text: string) => void>((resolve) => waiting.push(resolve));
    const closed = { seen: false };
    const started = await peer((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
      response.once('close', () => (closed.seen = true));
      waiting[0]?.((text) => response.write(text));
    });
    return { ...started, opened, closed };
  }

  it('S16: passes each event on at once, then ends with the peer', async () => {
    const b = await watchedPeer();
    const a = await source({ b: b.address });
    const answer = await send(`${a.url}${jobs}?watch=1`);
    // The headers are here before any event is.
    expect(answer.statusCode).toBe(200);
    const emit = await b.opened;
    const frames = answer.body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    for (const name of ['one', 'two', 'three']) {
      emit(`{"type":"ADDED","object":"${name}"}\n`);
      const frame = await frames.next();
      expect(String(frame.value)).toBe(`{"type":"ADDED","object":"${name}"}\n`);
    }
    expect(await a.rerouted('200')).toBe(0);
    await b.kill();
    await expect(frames.next()).rejects.toThrow();
    expect(await a.rerouted('200')).toBe(1);
  });

  it('ends on the peer when the client leaves', async () => {
    const leaving = new AbortController();
    const b = await watchedPeer();
    const a = await source({ b: b.address }, { context: { signal: leaving.signal } });
    const answer = await send(`${a.url}${jobs}?watch=1`);
    await b.opened;
    leaving.abort(new Error('client left'));
    await expect(answer.body.text()).rejects.toThrow();
    await expect.poll(() => b.closed.seen).toBe(true);
  });

  it('does not read faster from the peer than the client reads', async () => {
    let written = 0;
    const b = await peer((_request, response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(64 * 1024);
      const fill = () => {
        do written += chunk.length;
        while (response.write(chunk) && written < 512 * 1024 * 1024);
      };
      response.on('drain', fill);
      fill();
    });
    const a = await source({ b: b.address });
    const answer = await send(`${a.url}${jobs}?watch=1`, { highWaterMark: 1024 });
    let before = -1;
    // The peer stalls once the buffers in between are full: a few megabytes, not half a gigabyte.
    await expect
      .poll(
        () => {
          const stalled = written > 0 && written === before;
          before = written;
          return stalled;
        },
        { interval: 100, timeout: 5000 },
      )
      .toBe(true);
    expect(written).toBeLessThan(64 * 1024 * 1024);
    answer.body.destroy();
  });
});

describe('clients that speak HTTP/2', () => {
  async function http2(a: TestSource, path: string, body?: string) {
    const session = connectHttp2(a.url, { ca: servingCa.cert, servername: 'localhost' });
    onTestFinished(() => {
      session.destroy();
    });
    const method = body === undefined ? 'GET' : 'POST';
    const stream = session.request({ ':path': path, ':method': method });
    if (body !== undefined) stream.write(body);
    stream.end();
    const [headers] = (await once(stream, 'response')) as [Record<string, unknown>];
    return { stream, headers };
  }

  it.each([undefined, '{"kind":"Job"}'])('are served like others, body %s', async (body) => {
    const b = await recordingPeer();
    const a = await source({ b: b.address }, { serving });
    const { stream, headers } = await http2(a, `${jobs}?b=1&a=2`, body);
    let text = '';
    for await (const chunk of stream.setEncoding('utf8')) text += chunk as string;
    expect(headers[':status']).toBe(200);
    expect(headers['audit-id']).toBe('audit-1, audit-1');
    expect(headers['connection']).toBeUndefined();
    expect(text).toBe('{"kind":"JobList"}');
    const [seen] = b.seen;
    expect(seen?.body).toBe(body ?? '');
    expect(seen?.request.url).toBe(`${jobs}?a=2&b=1`);
    expect(seen?.request.rawHeaders.some((name) => name.startsWith(':'))).toBe(false);
    expect(seen?.request.headers['x-remote-user']).toBe('alice');
  });

  it('see the stream reset when the peer dies under a watch', async () => {
    const b = await peer((_request, response) => {
      response.writeHead(200).flushHeaders();
      response.write('{"type":"ADDED"}\n');
    });
    const a = await source({ b: b.address }, { serving });
    const { stream, headers } = await http2(a, `${jobs}?watch=1`);
    expect(headers[':status']).toBe(200);
    const [first] = (await once(stream, 'data')) as [Buffer];
    expect(String(first)).toBe('{"type":"ADDED"}\n');
    const failed = once(stream, 'error').catch((error: unknown) => [error]);
    await b.kill();
    await failed;
    expect(stream.rstCode).toBe(constants.NGHTTP2_INTERNAL_ERROR);
  });
});
