import { stringifyExactJson, StatusError, type Status } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createGzip } from 'node:zlib';
import { stringify } from 'yaml';
import { encodeObject } from '../protobuf/encode-object.js';
import { mediaTypeOf, negotiate, type Encoding } from './negotiate.js';
import { isPretty } from './pretty.js';

/** Answers below this go out as they are. @see kubernetes/apiserver `pkg/endpoints/handlers/responsewriters/writers.go` */
const gzipThresholdBytes = 128 * 1024;

/** Writes a value that was made for this request. Objects from storage go out as bytes: `sendBytes`. */
export function sendValue(
  reply: FastifyReply,
  code: number,
  value: unknown,
  form: { encoding: Encoding; pretty?: boolean } = { encoding: 'json' },
): FastifyReply {
  recordResponse(reply, value);
  return sendBytes(reply, code, encodeValue(value, form), form.encoding);
}

/** For the audit event; a Status is told at every level of it. */
function recordResponse({ request }: FastifyReply, value: unknown): void {
  const { audit } = request.context;
  audit?.recordStatus(value);
  audit?.recordResponse(() => value);
}

function encodeValue(
  value: unknown,
  { encoding, pretty = false }: { encoding: Encoding; pretty?: boolean },
): Buffer {
  switch (encoding) {
    case 'json':
      // Only Go's compact encoder ends with a new line.
      return Buffer.from(pretty ? stringifyExactJson(value, 2) : `${stringifyExactJson(value)}\n`);
    case 'yaml':
      return Buffer.from(toYaml(value));
    case 'protobuf':
      return encodeObject(value);
  }
}

/** YAML as the server writes it: keys sorted, no references. */
export function toYaml(value: unknown): string {
  try {
    return stringify(value, { sortMapEntries: true, aliasDuplicateObjects: false, lineWidth: 0 });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // Nested too deep for the writer, which recurses more than the value does; JSON is YAML too.
    return `${stringifyExactJson(value)}\n`;
  }
}

/** Writes bytes that are already in the negotiated encoding. */
export function sendBytes(
  reply: FastifyReply,
  code: number,
  bytes: Buffer,
  encoding: Encoding,
): FastifyReply {
  addWarnings(reply);
  reply.request.context.trace?.note('response', `${String(code)}, ${String(bytes.length)} bytes`, {
    status: code,
    mediaType: mediaTypeOf[encoding],
    bytes: bytes.length,
  });
  reply.code(code).header('content-type', mediaTypeOf[encoding]);
  if (bytes.length < gzipThresholdBytes || !acceptsGzip(reply)) return reply.send(bytes);
  reply.header('content-encoding', 'gzip').header('vary', 'Accept-Encoding');
  const packer = createGzip({ level: 1 });
  packer.end(bytes);
  return reply.send(packer);
}

function acceptsGzip({ request }: FastifyReply): boolean {
  const accepted = request.headers['accept-encoding']?.toString() ?? '';
  return accepted.split(',').some((each) => each.trim().startsWith('gzip'));
}

/** Writes the Status of an error; what is no StatusError is a 500 and logged with its stack. */
export function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  const { status } = asStatusError(request, error);
  request.context.trace?.fail(status.code, status.message ?? '');
  if (status.details?.retryAfterSeconds) {
    reply.header('retry-after', String(status.details.retryAfterSeconds));
  }
  return sendStatus(reply, status);
}

export function sendStatus(reply: FastifyReply, status: Status): FastifyReply {
  const form = statusForm(reply.request);
  if (form !== undefined) return sendValue(reply, status.code, status, form);
  // As upstream, which records what it sends in a form that was asked for.
  const fallback = { encoding: 'json', pretty: true } as const;
  return sendBytes(reply, status.code, encodeValue(status, fallback), 'json');
}

/**
 * A failed negotiation does not hide the error that is to be told.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/responsewriters/writers.go`, `WriteObjectNegotiated`
 */
function statusForm(request: FastifyRequest): { encoding: Encoding; pretty: boolean } | undefined {
  try {
    return negotiate(request.headers.accept, [], { pretty: isPretty(request) });
  } catch (error) {
    if (error instanceof StatusError) return undefined;
    throw error;
  }
}

function asStatusError(request: FastifyRequest, error: unknown): StatusError {
  if (error instanceof StatusError) return error;
  if (request.context.signal.reason instanceof StatusError) return request.context.signal.reason;
  // Nobody reads the answer to a client that left, and no part of the server is at fault.
  const level = hasLeft(request) ? 'debug' : 'error';
  request.log[level](
    { err: error, auditID: request.context.auditId },
    'Request failed unexpectedly',
  );
  // As upstream answers an error that is no API status: the code, the text and no reason.
  const message = error instanceof Error ? error.message : String(error);
  return new StatusError({ code: 500, reason: '', message, cause: error });
}

/** A body that ends in the middle fails before the reply is told that its connection is closed. */
const hasLeft = ({ raw, context }: FastifyRequest): boolean =>
  context.signal.aborted || (raw.destroyed && !raw.complete);

/** `404 page not found`, as Go's mux says when it knows no such path at all (spec 3.11). */
export function sendPageNotFound(reply: FastifyReply): FastifyReply {
  return sendText(reply, 404, '404 page not found\n');
}

export function sendText(reply: FastifyReply, code: number, text: string): FastifyReply {
  reply.request.context.trace?.note('response', `${String(code)}, ${JSON.stringify(text)}`);
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
    const value = `299 - "${text
      .replaceAll('\\', '\\\\')
      .replaceAll('"', '\\"')
      .replace(/[\x00-\x1f\x7f]/g, ' ')}"`;
    const header = Buffer.from(value).toString('latin1'); // UTF-8 on the wire, a character a byte
    budget -= header.length;
    if (budget < 0) break;
    values.push(header);
  }
  reply.header('warning', values);
}
