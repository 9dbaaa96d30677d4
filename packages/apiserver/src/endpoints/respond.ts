import { StatusError, type Status } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import type { Encoding } from './negotiate.js';
import { mediaTypeOf } from './negotiate.js';

/** Writes a value that was made for this request. Objects from storage go out as bytes: `sendBytes`. */
export function sendValue(
  reply: FastifyReply,
  code: number,
  value: unknown,
  form: { encoding: Encoding; pretty?: boolean } = { encoding: 'json' },
): FastifyReply {
  const text =
    form.encoding === 'yaml'
      ? toYaml(value)
      : form.pretty
        ? `${JSON.stringify(value, undefined, 2)}\n`
        : `${JSON.stringify(value)}\n`;
  return sendBytes(reply, code, Buffer.from(text), form.encoding);
}

/** YAML as the server writes it: keys sorted, no references. */
export function toYaml(value: unknown): string {
  return stringify(value, { sortMapEntries: true, aliasDuplicateObjects: false, lineWidth: 0 });
}

/** Writes bytes that are already in the negotiated encoding. */
export function sendBytes(
  reply: FastifyReply,
  code: number,
  bytes: Buffer,
  encoding: Encoding,
): FastifyReply {
  addWarnings(reply);
  return reply.code(code).header('content-type', mediaTypeOf[encoding]).send(bytes);
}

/** Writes the Status of an error; what is no StatusError is a 500 and logged with its stack. */
export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  const { status } = asStatusError(request, error);
  if (status.details?.retryAfterSeconds !== undefined) {
    reply.header('retry-after', String(status.details.retryAfterSeconds));
  }
  return sendStatus(reply, status);
}

export function sendStatus(reply: FastifyReply, status: Status): FastifyReply {
  const accept = reply.request.headers.accept;
  const yaml = accept !== undefined && /^application\/yaml\b/.test(accept);
  return sendValue(reply, status.code, status, { encoding: yaml ? 'yaml' : 'json' });
}

function asStatusError(request: FastifyRequest, error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  if (request.context.signal.reason instanceof StatusError) return request.context.signal.reason;
  request.log.error(
    { err: error, auditID: request.context.auditId },
    'Request failed unexpectedly',
  );
  // As upstream answers an error that is no API status: the code, the text and no reason.
  const message = error instanceof Error ? error.message : String(error);
  return new StatusError({ code: 500, reason: '', message, cause: error });
}

/** `404 page not found`, as Go's mux says when it knows no such path at all (spec 3.11). */
export function sendPageNotFound(reply: FastifyReply): FastifyReply {
  return sendText(reply, 404, '404 page not found\n');
}

export function sendText(reply: FastifyReply, code: number, text: string): FastifyReply {
  return reply
    .code(code)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .send(text);
}

/**
 * `Warning: 299 - "text"`, one header a warning, at most 4 KiB in all.
 * @see kubernetes/apiserver `pkg/endpoints/filters/warning.go`
 */
function addWarnings(reply: FastifyReply): void {
  const { warnings } = reply.request.context;
  if (warnings.length === 0) return;
  let budget = 4096;
  const values: string[] = [];
  for (const text of warnings) {
    const header = `299 - "${text
      .replaceAll('\\', '\\\\')
      .replaceAll('"', '\\"')
      .replace(/[\x00-\x1f\x7f]/g, ' ')}"`;
    budget -= header.length;
    if (budget < 0) break;
    values.push(header);
  }
  reply.header('warning', values);
}
