import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** A server as far as upgrades need it. */
interface UpgradableServer {
  on(
    event: 'upgrade',
    listener: (request: IncomingMessage, socket: Socket, head: Buffer) => void,
  ): unknown;
  emit(event: 'request', request: IncomingMessage, response: ServerResponse): boolean;
}

/**
 * Lets requests that ask to leave HTTP go the way of all others, through every filter. Whoever wants the connection
 * takes it from the request; everybody else answers, and the connection ends with that.
 */
export function acceptUpgrades(server: UpgradableServer): void {
  server.on('upgrade', (request, socket, head) => {
    if (head.length > 0) socket.unshift(head);
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.end());
    socket.on('error', () => socket.destroy()); // Node's parser, which listened before, has let go of it
    server.emit('request', request, response);
  });
}
