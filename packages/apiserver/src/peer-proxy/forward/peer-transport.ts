import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import { Pool, type Dispatcher } from 'undici';
import { splitHostPort } from '../host-port.js';
import { peerConnector, type PeerConnectorOptions } from './peer-connector.js';

export interface PeerRequest {
  /** `host:port`. */
  readonly address: string;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Name, value, name, value. */
  readonly headers: string[];
  readonly body: Readable | null;
}

export interface PeerAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** Left out by transports whose users do not look at them. */
  readonly headers?: IncomingHttpHeaders;
}

export interface PeerTransport {
  /** Sends one request; the handler hears of everything that follows. Nothing is tried twice. */
  dispatch(request: PeerRequest, handler: Dispatcher.DispatchHandler): void;
  /** GETs a document and collects it. */
  fetch(request: {
    readonly address: string;
    readonly path: string;
    readonly headers: string[];
    readonly signal: AbortSignal;
  }): Promise<PeerAnswer>;
  /** A connection of one's own, for protocols that leave HTTP. */
  connect(address: string): Promise<TLSSocket>;
  /** Lets go of connections to other addresses, once their requests are done. */
  retain(addresses: ReadonlySet<string>): void;
  /** Breaks every connection. */
  close(): Promise<void>;
}

/** A plane has a handful of servers; more pools than this are of servers that moved. */
const maxPools = 32;
/** Far above any discovery document; a peer that sends more is broken. */
const maxDocumentBytes = 32 * 1024 * 1024;

/** Kept-alive connections to each peer, as many as there are requests under way. */
export class PooledPeerTransport implements PeerTransport {
  readonly #connect: ReturnType<typeof peerConnector>;
  /** The one used longest ago first. */
  readonly #pools = new Map<string, Pool>();
  readonly #closing = new Set<Pool>();

  constructor(options: PeerConnectorOptions) {
    this.#connect = peerConnector(options);
    options.tls.onChange?.(() => {
      this.#reconnect();
    });
  }

  dispatch(request: PeerRequest, handler: Dispatcher.DispatchHandler): void {
    const { address, method, path, headers, body } = request;
    this.#pool(address).dispatch({ method, path, headers, body }, handler);
  }

  async fetch({
    address,
    path,
    headers,
    signal,
  }: Parameters<PeerTransport['fetch']>[0]): Promise<PeerAnswer> {
    const {
      statusCode,
      headers: answered,
      body,
    } = await this.#pool(address).request({
      method: 'GET',
      path,
      headers,
      signal,
    });
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxDocumentBytes) throw new Error('discovery response is too large');
      chunks.push(chunk);
    }
    return { status: statusCode, body: Buffer.concat(chunks), headers: answered };
  }

  connect(address: string): Promise<TLSSocket> {
    const { host, port } = splitHostPort(address);
    return new Promise((resolve, reject) => {
      this.#connect({ hostname: host, port }, (error, socket) => {
        if (error === null) resolve(socket);
        else reject(error);
      });
    });
  }

  retain(addresses: ReadonlySet<string>): void {
    for (const address of [...this.#pools.keys()]) {
      if (!addresses.has(address)) this.#release(address);
    }
  }

  async close(): Promise<void> {
    const pools = [...this.#pools.values(), ...this.#closing];
    this.#pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  /** Breaks every connection; the next request opens a new one. */
  #reconnect(): void {
    const pools = [...this.#pools.values()];
    this.#pools.clear();
    for (const pool of pools) {
      this.#closing.add(pool);
      void pool.destroy().finally(() => this.#closing.delete(pool));
    }
  }

  #pool(address: string): Pool {
    let pool = this.#pools.get(address);
    if (pool === undefined) {
      pool = new Pool(`https://${address}`, {
        connect: this.#connect,
        // A watch may be silent for as long as it likes; the client's own deadline bounds the others.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    } else {
      this.#pools.delete(address);
    }
    this.#pools.set(address, pool);
    const [oldest] = this.#pools.keys();
    if (this.#pools.size > maxPools && oldest !== undefined) this.#release(oldest);
    return pool;
  }

  /** Waits for the requests under way (watches too) without holding anybody up; `close` cuts them short. */
  #release(address: string): void {
    const pool = this.#pools.get(address);
    if (pool === undefined) return;
    this.#pools.delete(address);
    this.#closing.add(pool);
    void pool.close().finally(() => this.#closing.delete(pool));
  }
}
