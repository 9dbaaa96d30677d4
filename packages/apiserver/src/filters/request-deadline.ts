import { badRequest, timeout, type Clock } from '@skewplane/apimachinery';
import type { FastifyRequest } from 'fastify';
import { parseGoDurationMs } from '../request/go-duration.js';
import type { Filter } from '../request/filter.js';
import { isLongRunning } from '../request/request-info.js';

/** The client left before its answer was complete. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError';
}

/**
 * Gives the request its signal: it aborts when the client leaves (or the server closes its connection) and
 * when the deadline passes. Long-running requests have no deadline.
 *
 * Watches the reply, not the request: Node closes a request stream once its body is read.
 * @see kubernetes/apiserver `pkg/endpoints/filters/request_deadline.go`, `pkg/server/filters/timeout.go`
 */
export function withRequestDeadline(options: { clock: Clock; requestTimeoutMs: number }): Filter {
  const { clock, requestTimeoutMs } = options;
  return async (request, reply) => {
    const { context } = request;
    const controller = new AbortController();
    context.signal = controller.signal;
    let cancelTimer: (() => void) | undefined;
    if (isLongRunning(context.info)) {
      context.trace?.decide('no deadline: long-running');
    } else {
      const budgetMs = Math.min(askedTimeoutMs(request) ?? requestTimeoutMs, requestTimeoutMs);
      context.deadlineMs = context.receivedAtMs + budgetMs;
      context.trace?.decide(`${String(budgetMs)} ms`);
      cancelTimer = clock.setTimeout(() => {
        const error = timeout('request did not complete within the allotted timeout');
        controller.abort(error);
        if (!reply.sent && !reply.raw.headersSent) void reply.send(error);
      }, budgetMs);
    }
    reply.raw.once('close', () => {
      cancelTimer?.();
      // Of an HTTP/2 reply Node says `writableFinished` even when the client reset the stream before its end.
      if (!reply.raw.writableEnded) controller.abort(new ClientGoneError());
    });
  };
}

function askedTimeoutMs(request: FastifyRequest): number | undefined {
  const url = request.raw.url ?? '';
  if (!url.includes('timeout=')) return undefined;
  const text = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('timeout');
  if (text === null || text === '') return undefined;
  const asked = parseGoDurationMs(text);
  if (asked === undefined) throw badRequest(`invalid timeout specified in the request URL`);
  return asked > 0 ? asked : undefined;
}
