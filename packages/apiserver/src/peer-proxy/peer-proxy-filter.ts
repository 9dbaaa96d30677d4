import { serviceUnavailable, type GroupVersionResource } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Filter, RequestContext } from '../request/filter.js';
import { forward, type ForwardDeps } from './forward/forward.js';
import { peerProxiedHeader } from './forward/outgoing-request.js';
import type { GenerationTraits, PeerProxyQuirks } from './generation.js';
import { gvrText } from './gvr-key.js';
import type { Logger } from './logger.js';
import { resolveAddresses, type PeerAddresses } from './leases/peer-addresses.js';
import type { PeerProxyMetrics } from './metrics.js';
import type { PeerLookup } from './peer-lookup.js';

export interface PeerProxyFilterDeps extends ForwardDeps {
  readonly lookup: PeerLookup;
  readonly addresses: Pick<PeerAddresses, 'read'>;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly metrics: Pick<PeerProxyMetrics, 'rerouted' | 'proxyError'>;
  readonly traits: Pick<GenerationTraits, 'notServedLevel' | 'logsForwards'>;
  readonly quirks: ForwardDeps['quirks'] &
    Pick<PeerProxyQuirks, 'svAnyResolveErrorIs503' | 'coreGroupKey'>;
  readonly logger: Logger;
}

/**
 * Sends requests for resources that this server does not have to one that has. Whatever it leaves alone goes
 * on to the local handler, which may well answer 404.
 * @see kubernetes/apiserver `pkg/util/peerproxy/peerproxy_handler.go`, `WrapHandler`
 */
export function withPeerProxy(deps: PeerProxyFilterDeps): Filter {
  const { lookup, logger } = deps;
  return async (request, reply) => {
    // Absent only when the chain is put together wrongly, which the type cannot know.
    const { context } = request as { readonly context?: RequestContext };
    if (context === undefined) return noRequestInfo(request, reply);
    const { info, trace } = context;
    if (!info.isResourceRequest) {
      trace?.decide('served here: no resource request');
      logger.debug({}, 'Not a resource request skipping proxying');
      return undefined;
    }
    if (firstHeader(request, peerProxiedHeader) === 'true') {
      trace?.decide('served here: a peer sent it on already');
      logger.debug({}, 'Already rerouted once, skipping proxying to peer');
      return undefined;
    }
    if (!lookup.isSynced) {
      trace?.decide('served here: what peers serve is not known yet');
      return undefined;
    }
    const gvr = { group: info.group, version: info.version, resource: info.resource };
    if (lookup.servesLocally(gvr)) {
      trace?.decide('served here: this instance has the resource', gvr);
      return undefined;
    }
    const candidates = lookup.candidates(gvr);
    const named = gvr.group === '' ? { ...gvr, group: deps.quirks.coreGroupKey } : gvr;
    if (candidates.length === 0) {
      trace?.decide('served here: no peer has the resource either', gvr);
      logger[deps.traits.notServedLevel](
        {},
        `gvr ${gvrText(named)} is not served by anything in this cluster`,
      );
      return undefined;
    }
    trace?.decide('not sent: no candidate has an address', { ...gvr, candidates });
    const addresses = await reachable(candidates, named, deps);
    const address = draw(addresses, deps.random);
    trace?.decide(`sent to ${address}, drawn from ${String(addresses.length)}`, {
      ...gvr,
      candidates,
      addresses,
      drawn: address,
    });
    if (!hasUser(context)) return sendNothing(reply, named, deps);
    context.servedBy = address;
    await forward({ request, reply }, { address, gvr: named }, deps);
    return reply;
  };
}

/** @throws {StatusError} 503 when not one candidate has an address; in old releases when any has none */
async function reachable(
  candidates: readonly string[],
  gvr: GroupVersionResource,
  { addresses, metrics, quirks, logger }: PeerProxyFilterDeps,
): Promise<readonly [string, ...string[]]> {
  let failure: unknown;
  try {
    const resolved = resolveAddresses(await addresses.read(), candidates);
    const [first, ...others] = resolved.addresses;
    const isGood = resolved.errors.length === 0 || !quirks.svAnyResolveErrorIs503;
    if (first !== undefined && isGood) return [first, ...others];
    failure = new AggregateError(resolved.errors, resolved.errors.map(String).join('\n'));
  } catch (error) {
    failure = error;
  }
  metrics.proxyError('endpoint_resolution', gvr);
  logger.error(
    { err: failure, gvr: gvrText(gvr) },
    'error finding serviceable-by apiservers for the requested resource',
  );
  throw serviceUnavailable('Error getting ip and port info of the remote server while proxying');
}

/** Every address is as likely; health, load and history do not count. */
function draw(addresses: readonly [string, ...string[]], random: () => number): string {
  return addresses[Math.floor(random() * addresses.length)] ?? addresses[0];
}

/** Node joins repeated headers; only the first value counts. */
function firstHeader({ raw }: FastifyRequest, name: string): string | undefined {
  if (raw.headers[name] === undefined) return undefined;
  const at = raw.rawHeaders.findIndex(
    (part, index) => index % 2 === 0 && part.toLowerCase() === name,
  );
  return raw.rawHeaders[at + 1];
}

/** Always there in a chain that is put together rightly; the type cannot tell. */
const hasUser = ({ user }: { readonly user?: RequestContext['user'] }): boolean =>
  user !== undefined;

/** Upstream counts it, logs it and writes no answer, which Go's server makes an empty 200. */
function sendNothing(
  reply: FastifyReply,
  gvr: GroupVersionResource,
  { metrics, logger }: PeerProxyFilterDeps,
): FastifyReply {
  metrics.proxyError('proxy_transport', gvr);
  logger.error({}, 'failed to build proxy round tripper: no user details present in request');
  return reply.code(200).send();
}

function noRequestInfo(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const uri = JSON.stringify(request.raw.url ?? '');
  return reply
    .code(500)
    .header('content-type', 'text/plain; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .send(`Internal Server Error: ${uri}: no RequestInfo found in the context\n`);
}
