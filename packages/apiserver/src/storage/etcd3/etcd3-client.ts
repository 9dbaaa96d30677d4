import type { Clock } from '@skewplane/apimachinery';
import { ConnectionPool } from 'etcd3/lib/connection-pool.js';
import { StorageError } from '../errors.js';
import { fromGrpc, isUnavailable, wasNeverSent } from './etcd-error.js';
import { decodeRange, decodeTxn, encodeRange, encodeTxn } from './wire/kv.js';
import type { RangeRequest, RangeResponse, TxnRequest, TxnResponse } from './wire/kv.js';
import { ProtoReader, ProtoWriter } from './wire/proto.js';
import { decodeWatch, encodeWatch } from './wire/watch.js';
import type { WatchRequest, WatchResponse } from './wire/watch.js';

export interface EtcdOptions {
  /** `http://host:port` or `https://host:port`, all of one cluster. */
  readonly servers: readonly string[];
  /** PEM contents: what the server's certificate must chain to. */
  readonly ca?: Buffer | undefined;
  readonly cert?: Buffer | undefined;
  readonly key?: Buffer | undefined;
  /** Where everything lies in etcd; default `/registry`. */
  readonly prefix?: string | undefined;
  /** After this long without an answer a call fails with `Timeout`; default 30_000. */
  readonly callTimeoutMs?: number | undefined;
}

export interface WatchHandlers {
  onResponse(response: WatchResponse): void;
  /** Called once, when the stream is over for any reason but `cancel`. */
  onEnd(error: Error): void;
}

/** What is used of the gRPC client that the etcd3 library opens. */
interface GrpcClient {
  makeUnaryRequest<Q, A>(
    path: string,
    encode: (request: Q) => Buffer,
    decode: (bytes: Buffer) => A,
    request: Q,
    done: (error: unknown, answer?: A) => void,
  ): { cancel(): void };
  makeBidiStreamRequest<Q, A>(
    path: string,
    encode: (request: Q) => Buffer,
    decode: (bytes: Buffer) => A,
  ): GrpcStream<Q, A>;
}

interface GrpcStream<Q, A> {
  write(request: Q): void;
  cancel(): void;
  on(event: 'data', listener: (answer: A) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'end', listener: () => void): this;
}

const channelOptions = {
  // etcd may answer with more than gRPC's default of 4 MiB; pages bound what is asked for.
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  // As upstream dials: a dead peer is noticed within 40 s.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
  'grpc.initial_reconnect_backoff_ms': 50,
  'grpc.min_reconnect_backoff_ms': 50,
  'grpc.max_reconnect_backoff_ms': 1_000,
};

const retryDelaysMs = [25, 50, 100, 200, 400, 400, 400, 400];
const identity = (bytes: Buffer): Buffer => bytes;

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Reads may be sent again after any loss of the connection; writes only if they never left. */
  readonly idempotent: boolean;
}

/** The calls of etcd's API that a store needs, each with one meaning of its errors. */
export class Etcd3Client {
  /** With a slash at both ends: `/registry/`. */
  readonly prefix: string;
  readonly #pools: readonly ConnectionPool[];
  readonly #clients: (Promise<GrpcClient> | undefined)[] = [];
  readonly #clock: Clock;
  readonly #callTimeoutMs: number;
  #active = 0;
  #closed = false;

  constructor(options: EtcdOptions, clock: Clock) {
    this.prefix = `/${(options.prefix ?? '/registry').replace(/^\/+|\/+$/g, '')}/`;
    this.#clock = clock;
    this.#callTimeoutMs = options.callTimeoutMs ?? 30_000;
    // One pool a server: the pool's own choice of a host is random, and its retries repeat writes.
    this.#pools = options.servers.map((server) => connect(server, options));
    if (this.#pools.length === 0) throw new Error('No etcd server is configured');
  }

  range(request: RangeRequest, signal?: AbortSignal): Promise<RangeResponse> {
    const bytes = encodeRange(request).finish();
    return this.#call('KV/Range', bytes, decodeRange, { signal, idempotent: true });
  }

  /** @param options.readOnly no operation writes, so that a lost answer is asked for again */
  txn(
    request: TxnRequest,
    options: { readonly signal?: AbortSignal | undefined; readonly readOnly?: boolean } = {},
  ): Promise<TxnResponse> {
    const { signal, readOnly = false } = options;
    return this.#call('KV/Txn', encodeTxn(request), decodeTxn, { signal, idempotent: readOnly });
  }

  /** Forgets all history before `revision`. */
  async compact(revision: number): Promise<void> {
    const bytes = new ProtoWriter(16).int(1, revision).finish();
    await this.#call('KV/Compact', bytes, identity, { idempotent: true });
  }

  /** @returns the id of a new lease */
  grantLease(ttlSeconds: number): Promise<bigint> {
    const bytes = new ProtoWriter(16).int(1, ttlSeconds).finish();
    return this.#call('Lease/LeaseGrant', bytes, decodeLease, { idempotent: true });
  }

  /** The newest revision, linearizable. */
  async currentRevision(signal?: AbortSignal): Promise<number> {
    return (await this.range({ key: `${this.prefix}health`, countOnly: true }, signal)).revision;
  }

  /** Resolves when etcd has a quorum that answers. */
  async ping(signal?: AbortSignal): Promise<void> {
    await this.currentRevision(signal);
  }

  /** Opens a watch of its own stream; the answer cancels it. */
  async watch(request: WatchRequest, handlers: WatchHandlers): Promise<() => void> {
    const client = await this.#client();
    const stream = client.makeBidiStreamRequest('/etcdserverpb.Watch/Watch', identity, decodeWatch);
    let over = false;
    const end = (error: Error): void => {
      if (over) return;
      over = true;
      if (isUnavailable(error)) this.#tryNextServer();
      handlers.onEnd(fromGrpc(error));
    };
    stream.on('data', (response) => {
      if (!over) handlers.onResponse(response);
    });
    stream.on('error', end);
    stream.on('end', () => {
      end(new StorageError('Unreachable', { message: 'etcd ended the watch' }));
    });
    stream.write(encodeWatch(request));
    return () => {
      over = true;
      stream.cancel();
    };
  }

  close(): void {
    this.#closed = true;
    for (const pool of this.#pools) pool.close();
  }

  async #call<A>(
    method: string,
    request: Buffer,
    decode: (bytes: Buffer) => A,
    options: CallOptions,
  ): Promise<A> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#attempt(method, request, decode, options.signal);
      } catch (error) {
        if (isUnavailable(error)) this.#tryNextServer();
        const delayMs = retryDelaysMs[attempt];
        const again = options.idempotent ? isUnavailable(error) : wasNeverSent(error);
        if (!again || delayMs === undefined || this.#closed) throw fromGrpc(error);
        await this.#clock.sleep(delayMs, options.signal);
      }
    }
  }

  async #attempt<A>(
    method: string,
    request: Buffer,
    decode: (bytes: Buffer) => A,
    signal: AbortSignal | undefined,
  ): Promise<A> {
    signal?.throwIfAborted();
    const client = await this.#client();
    return new Promise<A>((resolve, reject) => {
      let why: unknown;
      const stop = (reason: unknown): void => {
        why ??= reason;
        call.cancel();
      };
      const onAbort = (): void => {
        stop(signal?.reason);
      };
      const call = client.makeUnaryRequest(
        `/etcdserverpb.${method}`,
        identity,
        decode,
        request,
        (error, answer) => {
          cancelTimer();
          signal?.removeEventListener('abort', onAbort);
          if (error === null && answer !== undefined) resolve(answer);
          else reject(asError(why ?? error));
        },
      );
      const cancelTimer = this.#clock.setTimeout(() => {
        stop(new StorageError('Timeout', { message: 'etcdserver: request timed out' }));
      }, this.#callTimeoutMs);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  #client(): Promise<GrpcClient> {
    if (this.#closed) {
      return Promise.reject(
        new StorageError('Unreachable', { message: 'The etcd client is closed' }),
      );
    }
    const pool = this.#pools[this.#active];
    if (pool === undefined) throw new Error('No etcd server is configured');
    // One channel serves every method, since the path names the service.
    return (this.#clients[this.#active] ??= pool.withConnection(
      'KV',
      // Narrowed to the calls without metadata and options, which the library's types bury in overloads.
      ({ client }) => client as unknown as GrpcClient,
    ));
  }

  #tryNextServer(): void {
    this.#active = (this.#active + 1) % this.#pools.length;
  }
}

function connect(server: string, { ca, cert, key }: EtcdOptions): ConnectionPool {
  return new ConnectionPool({
    hosts: [server],
    grpcOptions: channelOptions,
    ...(ca === undefined
      ? {}
      : {
          credentials: {
            rootCertificate: ca,
            ...(cert !== undefined && key !== undefined
              ? { certChain: cert, privateKey: key }
              : {}),
          },
        }),
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function decodeLease(bytes: Buffer): bigint {
  const reader = new ProtoReader(bytes);
  let id = 0n;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 2) id = reader.bigInt();
    else reader.skip();
  }
  return id;
}
