import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TcpBalancer } from './tcp-balancer.js';
import type { Backend } from './tcp-balancer.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Answers its name and what it was sent, once the client has ended its half. */
async function startBackend(name: string): Promise<Backend> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    void readAll(socket).then((sent) => socket.end(`${name}:${sent}`));
  });
  const port = await listen(server);
  closers.push(async () => {
    server.close();
    await once(server, 'close');
  });
  return { name, host: '127.0.0.1', port };
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function startBalancer(backends: readonly Backend[]): Promise<TcpBalancer> {
  const balancer = new TcpBalancer(backends);
  await balancer.listen(0, '127.0.0.1');
  closers.push(() => balancer.close());
  return balancer;
}

/** What comes back; empty when the connection is cut. */
async function ask(balancer: TcpBalancer, question: string): Promise<string> {
  const socket = connect({ port: balancer.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.end(question);
  return readAll(socket);
}

/** Reads to the end, or to where it is cut; unlike iteration this leaves the other half open. */
function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const done = () => {
      resolve(Buffer.concat(chunks).toString());
    };
    socket.on('error', done);
    socket.on('end', done);
    socket.on('close', done);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  });
}

async function askInTurn(balancer: TcpBalancer, times: number): Promise<string[]> {
  const answers: string[] = [];
  for (let index = 0; index < times; index++) answers.push(await ask(balancer, 'x'));
  return answers;
}

describe('TcpBalancer', () => {
  it('takes ready backends in turn and passes half-closed streams through', async () => {
    const balancer = await startBalancer(
      await Promise.all(['a', 'b', 'c'].map((name) => startBackend(name))),
    );
    for (const name of ['a', 'b', 'c']) balancer.setReady(name, true);
    expect(await askInTurn(balancer, 4)).toEqual(['a:x', 'b:x', 'c:x', 'a:x']);
    balancer.setReady('b', false);
    expect(new Set(await askInTurn(balancer, 4))).toEqual(new Set(['a:x', 'c:x']));
    expect(balancer.readyBackends).toEqual(['a', 'c']);
  });

  it('goes on to the next backend when one refuses', async () => {
    const gone = createServer();
    const port = await listen(gone);
    gone.close();
    await once(gone, 'close');
    const balancer = await startBalancer([
      { name: 'gone', host: '127.0.0.1', port },
      await startBackend('b'),
    ]);
    balancer.setReady('gone', true);
    balancer.setReady('b', true);
    expect(await askInTurn(balancer, 3)).toEqual(['b:x', 'b:x', 'b:x']);
  });

  it('cuts a connection when no backend is ready', async () => {
    const balancer = await startBalancer([await startBackend('a')]);
    expect(await ask(balancer, 'x')).toBe('');
  });

  it('passes more than a buffer holds', async () => {
    const balancer = await startBalancer([await startBackend('a')]);
    balancer.setReady('a', true);
    const big = 'y'.repeat(5_000_000);
    expect((await ask(balancer, big)).length).toBe(big.length + 2);
  });

  it('cuts open connections at close', async () => {
    const balancer = await startBalancer([await startBackend('a')]);
    balancer.setReady('a', true);
    const socket = connect({ port: balancer.port, host: '127.0.0.1' });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    await balancer.close();
    if (!socket.destroyed) await once(socket, 'close');
    expect(socket.destroyed).toBe(true);
  });
});
