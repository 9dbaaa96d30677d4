import type { FastifyReply } from 'fastify';
import { servedByHeader } from '../../trace/traced-request.js';
import { hopByHopTest } from './hop-by-hop.js';

/** Upstream takes these away from what a backend answers. */
const corsHeaders = new Set([
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
]);

type Headers = Map<string, { name: string; values: string[] }>;

/**
 * The headers of the answer to the client: what this server has set already, then what the peer sent.
 * @param peerHeaders name, value, name, value, as received
 * @param append whether a peer's value comes behind ours or takes its place
 */
export function mergedResponseHeaders(
  reply: FastifyReply,
  peerHeaders: readonly string[],
  { append, address }: { append: boolean; address: string },
): Headers {
  const headers: Headers = new Map();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value === undefined) continue;
    const values = Array.isArray(value) ? value.map(String) : [String(value)];
    headers.set(name.toLowerCase(), { name, values });
  }
  for (const { name, values } of peerResponseHeaders(peerHeaders, address).values()) {
    const lower = name.toLowerCase();
    const own = append || lower === servedByHeader ? (headers.get(lower)?.values ?? []) : [];
    headers.set(lower, { name, values: [...own, ...values] });
  }
  return headers;
}

function peerResponseHeaders(pairs: readonly string[], address: string): Headers {
  const headers: Headers = new Map();
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const name = pairs[at] ?? '';
    const lower = name.toLowerCase();
    const value = pairs[at + 1] ?? '';
    const known = headers.get(lower);
    if (known === undefined) headers.set(lower, { name, values: [value] });
    else known.values.push(value);
  }
  const isHopByHop = hopByHopTest(headers.get('connection')?.values.join(','));
  for (const lower of [...headers.keys()]) {
    if (isHopByHop(lower) || corsHeaders.has(lower)) headers.delete(lower);
  }
  const location = headers.get('location');
  if (location !== undefined) {
    location.values = [rewriteLocation(location.values[0] ?? '', address)];
  }
  return headers;
}

/**
 * Upstream makes a redirect within the peer absolute, to the peer's own address; others pass as they are.
 * @see kubernetes/apimachinery `pkg/util/proxy/transport.go`, `rewriteURL`
 */
export function rewriteLocation(location: string, address: string): string {
  const match = /^(?:[A-Za-z][A-Za-z0-9+.-]*:)?\/\/([^/?#]*)(.*)$/s.exec(location);
  if (match === null) return location.startsWith('/') ? `https://${address}${location}` : location;
  const [, host = '', rest = ''] = match;
  return host === address && rest.startsWith('/') ? `https://${address}${rest}` : location;
}
