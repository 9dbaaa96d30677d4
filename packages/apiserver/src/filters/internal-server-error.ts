import type { FastifyReply, FastifyRequest } from 'fastify';
import { quote } from '../authorization/quote.js';
import { sanitize } from '../authorization/forbidden.js';

/**
 * Answers a filter's own failure: plain text, not a Status.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/responsewriters/errors.go`, `InternalError`
 */
export function sendInternalServerError(
  request: FastifyRequest,
  reply: FastifyReply,
  message: string,
): FastifyReply {
  const uri = request.raw.url ?? '/';
  return reply
    .code(500)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .send(`${sanitize(`Internal Server Error: ${quote(uri)}: ${message}`)}\n`);
}
