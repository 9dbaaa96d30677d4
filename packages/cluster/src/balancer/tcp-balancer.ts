import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

export interface Backend {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/**
 * One address in front of several: hands each new connection to the next ready backend.
 *
 * It passes bytes, so TLS is between client and backend. Connections stay where they are when a
 * backend turns unready, as with any balancer of this kind.
 */
export class TcpBalancer {
  readonly #backends: readonly Backend[];
  readonly #ready = new Set<string>();
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #next = 0;

  constructor(backends: readonly Backend[]) {
    this.#backends = backends;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      this.#accept(client);
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get readyBackends(): readonly string[] {
    return this.#backends.map(({ name }) => name).filter((name) => this.#ready.has(name));
  }

  setReady(name: string, ready: boolean): void {
    if (ready) this.#ready.add(name);
    else this.#ready.delete(name);
  }

  async listen(port: number, host: string): Promise<void> {
    this.#server.listen({ port, host });
    await once(this.#server, 'listening');
  }

  /** Accepts no more and cuts what is open. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    this.#track(client);
    this.#forward(client, this.#candidates());
  }

  /** Ready backends, beginning with the one whose turn it is. */
  #candidates(): Backend[] {
    const ready = this.#backends.filter(({ name }) => this.#ready.has(name));
    const turn = this.#next++ % Math.max(ready.length, 1);
    return [...ready.slice(turn), ...ready.slice(0, turn)];
  }

  /** Tries one backend after the other: a crash is met here before the health check sees it. */
  #forward(client: Socket, [backend, ...others]: readonly Backend[]): void {
    if (backend === undefined || client.destroyed) {
      client.destroy();
      return;
    }
    const upstream = connect({ ...backend, allowHalfOpen: true, noDelay: true });
    this.#track(upstream);
    const tryNext = () => {
      upstream.destroy();
      this.#forward(client, others);
    };
    upstream.once('error', tryNext);
    upstream.once('connect', () => {
      upstream.off('error', tryNext);
      splice(client, upstream);
    });
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    // Resets are daily business of a balancer; `close` follows and is what counts.
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }
}

function splice(client: Socket, upstream: Socket): void {
  join(client, upstream);
  join(upstream, client);
}

/** A clean end is passed on by the pipe, after what is still on its way; a cut cuts the other too. */
function join(from: Socket, to: Socket): void {
  from.pipe(to);
  from.once('close', () => {
    if (!from.readableEnded || !to.readableEnded) to.destroy();
  });
}
