import type { Server, Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';

type Ends = Pick<Socket, 'remoteAddress' | 'remotePort'>;

const keyOf = ({ remoteAddress, remotePort }: Ends): string =>
  `${remoteAddress ?? ''} ${String(remotePort)}`;

/** Knows the TCP connection below each TLS connection of a server: TLS has no way to end with a reset. */
export class ConnectionResets {
  readonly #sockets = new Map<string, Socket>();

  constructor(server: Pick<Server, 'on'>) {
    server.on('connection', (socket: Socket) => {
      const key = keyOf(socket);
      this.#sockets.set(key, socket);
      socket.once('close', () => this.#sockets.delete(key));
    });
  }

  /** Every request on the same connection ends with it. */
  reset({ socket }: Pick<FastifyRequest, 'socket'>): void {
    const below = this.#sockets.get(keyOf(socket));
    if (below === undefined) {
      socket.destroy();
      return;
    }
    // Node's `resetAndDestroy` ends the connection in order first; of its two steps this is the second alone.
    Object.assign(below, { resetAndClosing: true }).destroy();
  }
}
