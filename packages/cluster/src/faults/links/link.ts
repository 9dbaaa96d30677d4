import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { Clock } from '@skewplane/apimachinery';
import { ClusterError } from '../../cluster-error.js';
import { undisturbed } from './conditions.js';
import type { LinkState } from './conditions.js';
import { Flow } from './flow.js';

export interface LinkOptions {
  /** For messages: `apiserver-a to etcd`. */
  readonly name: string;
  readonly target: { readonly host: string; readonly port: number };
  /**
   * Sends one byte once the target is reached, and none before: by then the near end has its connection, but must be
   * able to tell a target that refuses, or does not answer, from one that hangs up.
   */
  readonly greets: boolean;
  readonly clock: Clock;
  readonly random: () => number;
}

const host = '127.0.0.1';
/** Any byte will do. */
const greeting = Buffer.from([1]);
/** What a connection may send before its target can be reached. */
const maxEarlyBytes = 64 * 1024;

/** Where one end connects to in place of the other: passes bytes on, as well or badly as told. */
export class Link {
  readonly #options: LinkOptions;
  readonly #connections = new Set<Connection>();
  #server: Server | undefined;
  #port = 0;
  #state: LinkState = { refused: false, forward: undisturbed, backward: undisturbed };

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** Where it listens, or listened; 0 before `open`. */
  get port(): number {
    return this.#port;
  }

  /** @throws an error of Node when the port is taken */
  async open(port: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
      this.#accept(near);
    });
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** @throws {ClusterError} when somebody took the port while connections were refused */
  async apply(state: LinkState): Promise<void> {
    this.#state = state;
    if (state.refused) {
      await this.#stopListening();
    } else if (this.#server === undefined) {
      await this.open(this.#port).catch((error: unknown) => {
        const { name } = this.#options;
        throw new ClusterError(`the link from ${name} cannot listen again`, { cause: error });
      });
    }
    for (const connection of this.#connections) connection.apply(state);
  }

  /** Listens no more and cuts what is open. */
  async close(): Promise<void> {
    await this.#stopListening();
  }

  async #stopListening(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    const closed = server === undefined ? undefined : once(server, 'close');
    server?.close();
    for (const connection of this.#connections) connection.reset();
    await closed;
  }

  #accept(near: Socket): void {
    const connection: Connection = new Connection(near, {
      ...this.#options,
      state: this.#state,
      onClosed: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
    connection.apply(this.#state);
  }
}

interface ConnectionOptions extends LinkOptions {
  readonly state: LinkState;
  readonly onClosed: () => void;
}

/** One connection through a link. */
class Connection {
  readonly #near: Socket;
  readonly #options: ConnectionOptions;
  #state: LinkState;
  #far: Socket | undefined;
  #forward: Flow | undefined;
  #backward: Flow | undefined;
  /** Bytes that came before the target was asked for a connection. */
  #early: Buffer[] = [];
  #earlyBytes = 0;
  #open = 1;

  constructor(near: Socket, options: ConnectionOptions) {
    this.#near = near;
    this.#options = options;
    this.#state = options.state;
    this.#follow(near);
    near.on('data', this.#keepEarly);
    near.once('end', this.#leftEarly);
  }

  apply(state: LinkState): void {
    this.#state = state;
    // A connection that does not get through is not even tried: whoever opens it waits in vain.
    if (this.#far === undefined && !state.forward.blocked && !this.#near.destroyed) this.#dial();
    if (this.#forward !== undefined) this.#forward.conditions = state.forward;
    if (this.#backward !== undefined) this.#backward.conditions = state.backward;
  }

  reset(): void {
    this.#forward?.close();
    this.#backward?.close();
    for (const socket of [this.#near, this.#far]) {
      if (socket !== undefined && !socket.destroyed) resetSocket(socket);
    }
  }

  #dial(): void {
    const far = connect({ ...this.#options.target, allowHalfOpen: true, noDelay: true });
    this.#far = far;
    this.#open += 1;
    this.#follow(far);
    // Not with a reset: it could overtake the news that the connection to this link was accepted.
    const failed = () => {
      this.#near.destroy();
    };
    far.once('close', failed);
    far.once('connect', () => {
      far.off('close', failed);
      if (this.#near.destroyed) this.reset();
      else this.#join(far);
    });
  }

  #join(far: Socket): void {
    const near = this.#near;
    near.off('data', this.#keepEarly);
    near.off('end', this.#leftEarly);
    near.pause();
    if (this.#earlyBytes > 0) near.unshift(Buffer.concat(this.#early));
    this.#early = [];
    const { clock, random, greets } = this.#options;
    const deps = {
      clock,
      random,
      reset: () => {
        this.reset();
      },
    };
    if (greets) near.write(greeting);
    this.#forward = new Flow(near, far, { ...deps, conditions: this.#state.forward });
    this.#backward = new Flow(far, near, { ...deps, conditions: this.#state.backward });
  }

  readonly #keepEarly = (chunk: Buffer): void => {
    this.#early.push(chunk);
    this.#earlyBytes += chunk.length;
    if (this.#earlyBytes >= maxEarlyBytes) this.#near.pause();
  };

  /** Nobody who speaks TLS or HTTP/2 is done before the other side has said something. */
  readonly #leftEarly = (): void => {
    this.reset();
  };

  #follow(socket: Socket): void {
    // Broken connections are what links are for; `close` follows and is what counts.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      this.#open -= 1;
      if (this.#far === undefined || this.#open === 0) this.#options.onClosed();
    });
  }
}

/**
 * Ends a connection with a RST. Node's `resetAndDestroy` ends it in order first, so that whoever is quick sees a clean
 * end; of its two steps this is the second alone.
 */
function resetSocket(socket: Socket): void {
  if (!socket.connecting) Object.assign(socket, { resetAndClosing: true });
  socket.destroy();
}
