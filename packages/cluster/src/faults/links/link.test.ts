import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { FakeClock, systemClock } from '@skewplane/apimachinery';
import type { Clock } from '@skewplane/apimachinery';
import { afterEach, describe, expect, it } from 'vitest';
import { undisturbed } from './conditions.js';
import type { Conditions, LinkState } from './conditions.js';
import { Link } from './link.js';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Sends back what it gets, and ends when its client does. */
async function startEcho(): Promise<{ port: number; accepted: () => number }> {
  let accepted = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { port: (server.address() as AddressInfo).port, accepted: () => accepted };
}

interface Options {
  readonly greets?: boolean;
  readonly clock?: Clock;
  readonly port?: number;
}

async function openLink({ greets = false, clock = systemClock, port }: Options = {}) {
  const echo = await startEcho();
  const link = new Link({
    name: 'a to b',
    target: { host: '127.0.0.1', port: port ?? echo.port },
    greets,
    clock,
    random: () => 0.5,
  });
  await link.open(0);
  closers.push(() => link.close());
  return { link, echo };
}

function stateOf(state: {
  refused?: boolean;
  forward?: Partial<Conditions>;
  backward?: Partial<Conditions>;
}): LinkState {
  return {
    refused: state.refused ?? false,
    forward: { ...undisturbed, ...state.forward },
    backward: { ...undisturbed, ...state.backward },
  };
}

/** A client that remembers what it got and how it ended. */
class Client {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  error: NodeJS.ErrnoException | undefined;
  #received: Buffer[] = [];

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.socket.on('data', (chunk: Buffer) => this.#received.push(chunk));
    this.socket.on('error', (error) => (this.error = error));
    this.closed = new Promise((resolve) =>
      this.socket.once('close', () => {
        resolve();
      }),
    );
    closers.push(async () => this.socket.destroy());
  }

  get received(): string {
    return Buffer.concat(this.#received).toString();
  }

  async receives(length: number): Promise<string> {
    while (this.received.length < length && !this.socket.destroyed) await delay(5);
    return this.received;
  }
}

describe('Link', () => {
  it('passes a big stream and a clean end both ways', async () => {
    const { link } = await openLink();
    const client = new Client(link.port);
    const big = 'y'.repeat(4_000_000);
    client.socket.end(big);
    await client.closed;
    expect(client.received.length).toBe(big.length);
    expect(client.error).toBeUndefined();
  });

  it('greets when its target is reached', async () => {
    const { link } = await openLink({ greets: true });
    const client = new Client(link.port);
    expect(await client.receives(1)).toBe('\u0001');
    client.socket.write('hello');
    expect(await client.receives(6)).toBe('\u0001hello');
  });

  it('cuts a connection without a greeting when its target refuses', async () => {
    const gone = createServer();
    gone.listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, 'close');
    const { link } = await openLink({ greets: true, port });
    const client = new Client(link.port);
    await once(client.socket, 'end');
    expect(client.received).toBe('');
  });

  it('refuses for real, resets what was open, and listens at the same port again', async () => {
    const { link } = await openLink();
    const open = new Client(link.port);
    open.socket.write('x');
    await open.receives(1);
    await link.apply(stateOf({ refused: true }));
    await open.closed;
    expect(open.error?.code).toBe('ECONNRESET');
    const refused = new Client(link.port);
    await refused.closed;
    expect(refused.error?.code).toBe('ECONNREFUSED');

    await link.apply(stateOf({}));
    const again = new Client(link.port);
    again.socket.write('again');
    expect(await again.receives(5)).toBe('again');
  });

  it('drops without an answer, and goes on where it stopped', async () => {
    const { link, echo } = await openLink({ greets: true });
    const open = new Client(link.port);
    await open.receives(1);
    await link.apply(stateOf({ forward: { blocked: true } }));
    open.socket.write('held');
    const fresh = new Client(link.port);
    fresh.socket.write('late');
    await once(fresh.socket, 'connect');
    const left = new Client(link.port);
    left.socket.end('gone before');
    await left.closed; // whoever gives up is let go
    expect([open.received, fresh.received, echo.accepted()]).toEqual(['\u0001', '', 1]);

    await link.apply(stateOf({}));
    expect(await open.receives(5)).toBe('\u0001held');
    expect(await fresh.receives(5)).toBe('\u0001late');
    expect(echo.accepted()).toBe(2);
  });

  it('drops only what is answered, when told so', async () => {
    const { link } = await openLink();
    const client = new Client(link.port);
    client.socket.write('1');
    await client.receives(1);
    await link.apply(stateOf({ backward: { blocked: true } }));
    client.socket.write('2');
    await link.apply(stateOf({ backward: { blocked: true }, forward: { delayMs: 1 } }));
    expect(client.received).toBe('1');
    await link.apply(stateOf({}));
    expect(await client.receives(2)).toBe('12');
  });

  it('delays each chunk, and keeps their order under jitter', async () => {
    const clock = new FakeClock();
    const { link, echo } = await openLink({ clock });
    await link.apply(stateOf({ forward: { delayMs: 100, jitterMs: 50 } }));
    const client = new Client(link.port);
    client.socket.write('one');
    while (echo.accepted() === 0) await delay(5);
    expect(client.received).toBe('');
    while (client.received === '') {
      await clock.advance(25);
      await delay(1);
    }
    expect(client.received).toBe('one');
    expect(clock.now()).toBeGreaterThanOrEqual(125);
  });

  it('lets go of what it delayed when it is healed', async () => {
    const { link } = await openLink();
    await link.apply(stateOf({ forward: { delayMs: 3_600_000 } }));
    const client = new Client(link.port);
    client.socket.write('soon');
    await once(client.socket, 'connect');
    await link.apply(stateOf({}));
    expect(await client.receives(4)).toBe('soon');
  });

  it('keeps to its bandwidth', async () => {
    const clock = new FakeClock();
    const { link } = await openLink({ clock });
    await link.apply(stateOf({ backward: { bytesPerSecond: 1_000 } }));
    const client = new Client(link.port);
    client.socket.write('x'.repeat(1_000));
    while (client.received.length < 1_000) {
      await clock.advance(10);
      await delay(1);
      // A piece of 50 ms at once, and as much to catch up.
      expect(client.received.length).toBeLessThanOrEqual(clock.now() + 100);
    }
    expect(clock.now()).toBeGreaterThanOrEqual(850);
  });

  it('resets a connection once so much has passed', async () => {
    const { link } = await openLink();
    await link.apply(stateOf({ backward: { resetAfterBytes: 10 } }));
    const client = new Client(link.port);
    client.socket.write('0123456789abcdef');
    await client.closed;
    expect(client.received).toBe('0123456789'.slice(0, client.received.length));
    expect(client.error?.code).toBe('ECONNRESET');
  });

  it('closes with every kind of connection open', async () => {
    const { link } = await openLink();
    const open = new Client(link.port);
    await once(open.socket, 'connect');
    await link.apply(stateOf({ forward: { blocked: true }, backward: { blocked: true } }));
    const waiting = new Client(link.port);
    await once(waiting.socket, 'connect');
    await link.close();
    await Promise.all([open.closed, waiting.closed]);
    expect([open.socket.destroyed, waiting.socket.destroyed]).toEqual([true, true]);
  });
});
