import { posix } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type { PeerProxyQuirks } from '../generation.js';
import { decodedPath, encodePath, reencodedQuery } from './go-url.js';
import { hopByHopTest, isUpgradeRequest } from './hop-by-hop.js';
import { identityHeaders, type HeaderPair } from './identity-headers.js';

/** Says that a request came through a peer already. Lower case as upstream writes it in its source. */
export const peerProxiedHeader = 'x-kubernetes-peer-proxied';

export type OutgoingQuirks = Pick<
  PeerProxyQuirks,
  'uidHeaderSent' | 'upgradeWithoutIdentity' | 'appendLoopHeader'
>;

/** One request as it goes to the peer. */
export interface OutgoingRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Name, value, name, value. */
  readonly headers: string[];
  readonly body: Readable | null;
}

/**
 * Writes the client's request anew for the peer.
 * @see kubernetes/apiserver `pkg/util/peerproxy/peerproxy_handler.go`, `proxyRequestToDestinationAPIServer`
 * @see kubernetes/apimachinery `pkg/util/proxy/{upgradeaware,transport}.go`
 */
export function outgoingRequest(
  request: FastifyRequest,
  address: string,
  quirks: OutgoingQuirks,
): OutgoingRequest {
  const upgrade = isUpgradeRequest(request.raw.headers);
  return proxiedRequest(request, address, {
    headers: [
      ...keptHeaders(request, quirks),
      [peerProxiedHeader, 'true'],
      ['Audit-Id', request.context.auditId],
      ...(request.context.trace?.peerHeaders ?? []),
    ],
    identity:
      upgrade && quirks.upgradeWithoutIdentity ? [] : identityHeaders(request.context.user, quirks),
  });
}

/** The client's request to another server, with these of its headers and this identity. */
export function proxiedRequest(
  request: FastifyRequest,
  address: string,
  own: { readonly headers: readonly HeaderPair[]; readonly identity: readonly HeaderPair[] },
): OutgoingRequest {
  const target = request.raw.url ?? '/';
  const path = encodePath(decodedPath(target));
  const headers: HeaderPair[] = [
    ...own.headers,
    ...own.identity,
    ['X-Forwarded-For', forwardedFor(request)],
    ['X-Forwarded-Uri', posix.normalize(path)],
    // Upstream names the destination here, not the host the client asked for.
    ['X-Forwarded-Host', address],
    ['X-Forwarded-Proto', 'https'],
  ];
  return {
    method: request.method,
    path: `${path}${reencodedQuery(target)}`,
    headers: headers.flat(),
    body: hasBody(request) ? detachedBody(request.raw) : null,
  };
}

/** Set anew below, never taken from the client. */
const replaced = new Set([
  'host',
  'audit-id',
  'x-forwarded-for',
  'x-forwarded-uri',
  'x-forwarded-host',
  'x-forwarded-proto',
  // Node has answered it already.
  'expect',
]);

/**
 * Credentials and claims of identity. The filters before have used them up; a peer would believe those that
 * came this far, so they are held back here whatever happened before.
 */
const isIdentity = (name: string): boolean =>
  name === 'authorization' || name.startsWith('x-remote-') || name.startsWith('impersonate-');

/** What of the client's headers goes on. */
export function* keptHeaders(
  { raw }: FastifyRequest,
  { appendLoopHeader }: Pick<OutgoingQuirks, 'appendLoopHeader'>,
): Generator<HeaderPair> {
  const isHopByHop = hopByHopTest(raw.headers.connection);
  const pairs = raw.rawHeaders;
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const name = pairs[at] ?? '';
    const lower = name.toLowerCase();
    // HTTP/2 puts method, path and host into pseudo headers.
    if (name.startsWith(':') || replaced.has(lower) || isHopByHop(lower)) continue;
    if (isIdentity(lower) || (lower === peerProxiedHeader && !appendLoopHeader)) continue;
    // A filter that used a header up deletes it from `headers`, which leaves `rawHeaders` as they were.
    if (raw.headers[lower] === undefined) continue;
    yield [name, pairs[at + 1] ?? ''];
  }
}

function forwardedFor({ raw }: FastifyRequest): string {
  const client = (raw.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  const prior = raw.headers['x-forwarded-for'];
  if (prior === undefined) return client;
  return `${Array.isArray(prior) ? prior.join(', ') : prior}, ${client}`;
}

/** The stream behind an HTTP/2 request, as far as it is asked here. */
interface Http2Raw {
  readonly stream?: { readonly endAfterHeaders?: boolean };
}

function hasBody({ raw }: FastifyRequest): boolean {
  if (raw.httpVersionMajor === 2) {
    return (raw as unknown as Http2Raw).stream?.endAfterHeaders === false;
  }
  const length = raw.headers['content-length'];
  return raw.headers['transfer-encoding'] !== undefined || (length ?? '0') !== '0';
}

/**
 * The client's body in a stream of its own: when the peer fails, what is destroyed is not the connection the
 * answer has to go out on.
 */
function detachedBody(source: Readable): Readable {
  const body = new PassThrough();
  source.pipe(body);
  source.once('error', (error) => body.destroy(error));
  source.once('close', () => {
    if (!source.readableEnded) body.destroy(new Error('client closed the request early'));
  });
  body.once('close', () => {
    // The rest is read and dropped, so that the connection can be used again.
    source.unpipe(body);
    source.resume();
  });
  body.on('error', () => undefined); // told by the dispatcher, which reads it
  return body;
}
