import type { ServerResponse } from 'node:http';
import { StatusError, type GroupVersionResource } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import type { GenerationTraits, PeerProxyQuirks } from '../generation.js';
import type { Logger } from '../logger.js';
import type { PeerProxyMetrics } from '../metrics.js';
import { forwardUpgrade } from './forward-upgrade.js';
import { isUpgradeRequest } from './hop-by-hop.js';
import { outgoingRequest, type OutgoingQuirks } from './outgoing-request.js';
import type { PeerTransport } from './peer-transport.js';
import { mergedResponseHeaders } from './response-headers.js';
import { causeText } from './transport-error.js';

export interface ForwardDeps {
  readonly transport: Pick<PeerTransport, 'dispatch' | 'connect'>;
  readonly quirks: OutgoingQuirks & Pick<PeerProxyQuirks, 'appendResponseHeaders'>;
  readonly traits: Pick<GenerationTraits, 'logsForwards'>;
  readonly metrics: Pick<PeerProxyMetrics, 'rerouted'>;
  readonly logger: Logger;
}

export interface ForwardTarget {
  /** `host:port` of the peer drawn. */
  readonly address: string;
  readonly gvr: GroupVersionResource;
}

/**
 * Sends the request to the peer once and its answer to the client, whatever it is. Resolves when the answer is
 * complete or broken off.
 * @throws {StatusError} the 504 when the request's deadline passes before the peer answers
 */
export async function forward(
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  target: ForwardTarget,
  deps: ForwardDeps,
): Promise<void> {
  const { request, reply } = exchange;
  const { context } = request;
  if (deps.traits.logsForwards) {
    deps.logger.info(
      {},
      `Proxying request for ${context.info.path} from ${request.host} to ${target.address}`,
    );
  }
  if (isUpgradeRequest(request.raw.headers)) {
    await forwardUpgrade(exchange, target, deps);
    return;
  }
  const span = context.trace?.begin('forward');
  let code = 503; // what upstream counts for every failure, also those of the client
  try {
    code = await new Promise<number>((resolve, reject) => {
      const relay = new Relay(exchange, {
        address: target.address,
        append: deps.quirks.appendResponseHeaders,
        settle: { resolve, reject },
      });
      const outgoing = outgoingRequest(request, target.address, deps.quirks);
      deps.transport.dispatch({ address: target.address, ...outgoing }, relay);
    });
  } catch (error) {
    span?.end(`no answer: ${causeText(error)}`, { address: target.address });
    if (context.signal.reason instanceof StatusError) throw context.signal.reason;
    deps.logger.error({ err: error }, 'Error while proxying request to destination apiserver');
    sendUnreachable(reply, context.signal.aborted ? 'context canceled' : causeText(error));
  } finally {
    span?.end(`${String(code)} from ${target.address}`, { address: target.address, status: code });
    deps.metrics.rerouted(code, target.gvr);
  }
}

/** The answer when the other server did not answer, in upstream's words. */
export function sendUnreachable(reply: FastifyReply, cause: string): void {
  if (reply.sent) return; // the deadline was faster
  if (reply.raw.destroyed) {
    reply.hijack(); // nobody is left to read it
    return;
  }
  void reply
    .code(503)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .send(`error trying to reach service: ${cause}\n`);
}

/** What both of Node's server responses have, and only HTTP/2's does. */
type RawResponse = ServerResponse & {
  readonly stream?: { close(code: number): void };
};

/** RFC 9113 INTERNAL_ERROR. */
const http2InternalError = 2;

export interface RelayOptions {
  readonly address: string;
  readonly append: boolean;
  readonly settle: {
    /** All is sent, or broken off after this status. */
    readonly resolve: (code: number) => void;
    /** The peer failed before it answered. */
    readonly reject: (error: Error) => void;
  };
}

/** Hands one answer of another server to one client, at the pace of the slower. */
export class Relay implements Dispatcher.DispatchHandler {
  readonly #reply: FastifyReply;
  readonly #options: RelayOptions;
  readonly #signal: AbortSignal;
  #controller: Dispatcher.DispatchController | undefined;
  /** Zero until the peer's headers are in. */
  #status = 0;

  constructor(
    {
      request,
      reply,
    }: {
      readonly request: { readonly context: { readonly signal: AbortSignal } };
      readonly reply: FastifyReply;
    },
    options: RelayOptions,
  ) {
    this.#reply = reply;
    this.#options = options;
    this.#signal = request.context.signal;
    if (this.#signal.aborted) this.#abort();
    else this.#signal.addEventListener('abort', this.#abort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#signal.aborted) this.#abort();
  }

  onResponseStart(controller: Dispatcher.DispatchController, statusCode: number): void {
    if (statusCode < 200) return; // 103 and the like: the answer is still to come
    const reply = this.#reply;
    if (reply.sent) {
      controller.abort(new Error('request is answered already'));
      return;
    }
    const headers = mergedResponseHeaders(reply, rawHeaders(controller), this.#options);
    this.#status = statusCode;
    reply.hijack();
    const { raw } = reply;
    raw.statusCode = statusCode;
    for (const { name, values } of headers.values()) {
      raw.setHeader(name, values.length === 1 ? (values[0] ?? '') : values);
    }
    // Of a body without length nobody knows when its first byte comes; the client should know it is coming.
    if (!headers.has('content-length')) raw.flushHeaders();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { raw } = this.#reply;
    if (raw.write(chunk)) return;
    controller.pause();
    raw.once('drain', () => {
      controller.resume();
    });
  }

  onResponseEnd(): void {
    this.#signal.removeEventListener('abort', this.#abort);
    this.#reply.raw.end();
    this.#options.settle.resolve(this.#status);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#signal.removeEventListener('abort', this.#abort);
    if (this.#status === 0) {
      this.#options.settle.reject(error);
      return;
    }
    this.#truncate();
    this.#options.settle.resolve(this.#status);
  }

  /** The client left, or its time is up: that ends the peer's part too, even while it is being dialled. */
  readonly #abort = (): void => {
    const { reason } = this.#signal as { readonly reason: unknown };
    const error = reason instanceof Error ? reason : new Error('context canceled');
    if (this.#controller === undefined) this.#options.settle.reject(error);
    else this.#controller.abort(error);
  };

  /** The client must see that something is missing: the connection (or stream) ends without an end of body. */
  #truncate(): void {
    const raw = this.#reply.raw as RawResponse;
    if (raw.stream === undefined) raw.destroy();
    else raw.stream.close(http2InternalError);
  }
}

/** The headers as they came, with their case and repeats. */
function rawHeaders(controller: Dispatcher.DispatchController): string[] {
  const { rawHeaders: headers } = controller as { rawHeaders?: (Buffer | string)[] | null };
  return (headers ?? []).map((part) => (typeof part === 'string' ? part : part.toString('latin1')));
}
