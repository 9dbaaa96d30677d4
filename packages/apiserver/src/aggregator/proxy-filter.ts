import { StatusError, type Clock } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendText } from '../endpoints/respond.js';
import { Relay, sendUnreachable } from '../peer-proxy/forward/forward.js';
import { identityHeaders, type HeaderPair } from '../peer-proxy/forward/identity-headers.js';
import { isUpgradeRequest } from '../peer-proxy/forward/hop-by-hop.js';
import { keptHeaders, proxiedRequest } from '../peer-proxy/forward/outgoing-request.js';
import { causeText } from '../peer-proxy/forward/transport-error.js';
import type { Logger } from '../logger.js';
import type { Filter } from '../request/filter.js';
import type { ApiService, ApiServiceLister } from './api-service.js';
import type { ExtensionTransports } from './extension-transports.js';
import { RedirectRefused, RefusesRedirects } from './refuses-redirects.js';
import type { ServiceNetwork } from './service-network.js';
import type { AggregatorTimings } from './timings.js';
import { tunnel } from './upgrade-tunnel.js';

export interface ProxyFilterDeps {
  readonly apiServices: Pick<ApiServiceLister, 'get'>;
  readonly network: Pick<ServiceNetwork, 'resolve' | 'dialAddress'>;
  readonly transports: Pick<ExtensionTransports, 'for'>;
  /** `RemoteRequestHeaderUID` */
  readonly uidHeaderSent: boolean;
  /** `--aggregator-reject-forwarding-redirect` */
  readonly refusesRedirects: boolean;
  readonly timings: Pick<AggregatorTimings, 'discoveryRequestTimeoutMs'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Sends requests below `/apis/<group>/<version>` to the extension server that an APIService names for them; what this
 * process serves itself goes on.
 * @see kubernetes/kube-aggregator `pkg/apiserver/handler_proxy.go`
 */
export function withAggregator(deps: ProxyFilterDeps): Filter {
  return async (request, reply) => {
    const name = apiServiceNameOf(request.context.info.path);
    const apiService = name === undefined ? undefined : deps.apiServices.get(name);
    const { trace } = request.context;
    if (apiService?.service === undefined) {
      trace?.decide('passed: this process serves the path itself');
      return undefined;
    }
    const { namespace, name: service } = apiService.service;
    trace?.decide(`sent to the extension server ${namespace}/${service}`, {
      available: apiService.available,
    });
    await proxyTo(apiService, { request, reply }, deps);
    return reply;
  };
}

/** The APIService that would be asked for a path: all of `/api` belongs to `v1.`. */
export function apiServiceNameOf(path: string): string | undefined {
  if (path === '/api' || path.startsWith('/api/')) return 'v1.';
  const [, prefix, group = '', version = ''] = path.split('/', 4);
  // The aggregation layer serves its own group itself: it would have nobody to ask about it.
  if (prefix !== 'apis' || group === '' || version === '' || group === 'apiregistration.k8s.io') {
    return undefined;
  }
  return `${version}.${group}`;
}

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Answers a request with what the extension server says, or with why it says nothing. */
export async function proxyTo(
  apiService: ApiService,
  exchange: Exchange,
  deps: Omit<ProxyFilterDeps, 'apiServices'>,
): Promise<void> {
  const { request, reply } = exchange;
  const { network, logger } = deps;
  if (!apiService.available || apiService.service === undefined) {
    sendUnavailable(reply);
    return;
  }
  let address: string;
  try {
    address = network.resolve(apiService.service);
  } catch (error) {
    const { namespace, name } = apiService.service;
    logger.error({ err: error }, `error resolving ${namespace}/${name}`);
    sendUnavailable(reply);
    return;
  }
  const target = { apiService, address };
  if (isUpgradeRequest(request.raw.headers)) await upgrade(exchange, target, deps);
  else await forward(exchange, target, deps);
}

const sendUnavailable = (reply: FastifyReply): FastifyReply =>
  sendText(reply, 503, 'service unavailable\n');

interface Target {
  readonly apiService: ApiService;
  /** `host:port` as the service has it. */
  readonly address: string;
}

type ForwardDeps = Omit<ProxyFilterDeps, 'apiServices'>;

async function forward(
  { request, reply }: Exchange,
  { apiService, address }: Target,
  deps: ForwardDeps,
): Promise<void> {
  const { context } = request;
  const limit = discoveryLimit(request, deps);
  try {
    const dialAddress = deps.network.dialAddress(address);
    await new Promise<number>((resolve, reject) => {
      const relay = new Relay(
        { request: { context: { signal: limit.signal } }, reply },
        { address, append: true, settle: { resolve, reject } },
      );
      const handler = deps.refusesRedirects ? new RefusesRedirects(relay) : relay;
      const outgoing = extensionRequest(request, address, deps);
      deps.transports.for(apiService).dispatch({ address: dialAddress, ...outgoing }, handler);
    });
  } catch (error) {
    if (context.signal.reason instanceof StatusError) throw context.signal.reason;
    if (error instanceof RedirectRefused) {
      sendBadGateway(reply, error.message);
      return;
    }
    sendUnreachable(reply, causeOf(error, context.signal, limit.signal));
  } finally {
    limit.cancel();
  }
}

function causeOf(error: unknown, client: AbortSignal, limit: AbortSignal): string {
  if (client.aborted) return 'context canceled';
  return limit.aborted ? 'context deadline exceeded' : causeText(error);
}

/** `/apis/<group>/<version>` itself has less time than other requests: every client asks for it and waits. */
function discoveryLimit(
  { context }: FastifyRequest,
  { clock, timings }: ForwardDeps,
): { readonly signal: AbortSignal; readonly cancel: () => void } {
  const { info, signal } = context;
  const segments = info.path.split('/').filter((part) => part !== '');
  if (info.isResourceRequest || segments.length !== 3) return { signal, cancel: () => undefined };
  const limit = new AbortController();
  const cancel = clock.setTimeout(() => {
    limit.abort(new Error('context deadline exceeded'));
  }, timings.discoveryRequestTimeoutMs);
  return { signal: AbortSignal.any([signal, limit.signal]), cancel };
}

function sendBadGateway(reply: FastifyReply, text: string): void {
  if (reply.sent) return;
  void reply.code(502).header('content-type', 'text/plain; charset=utf-8').send(text);
}

function extensionRequest(
  request: FastifyRequest,
  address: string,
  { uidHeaderSent }: Pick<ForwardDeps, 'uidHeaderSent'>,
) {
  return proxiedRequest(request, address, {
    headers: [
      ['Host', address], // the connection may lead to an endpoint behind it
      ...keptHeaders(request, { appendLoopHeader: true }),
      ['Audit-Id', request.context.auditId],
    ],
    identity: identityHeaders(request.context.user, { uidHeaderSent }),
  });
}

const forwardedByReverseProxy = new Set([
  'x-forwarded-uri',
  'x-forwarded-host',
  'x-forwarded-proto',
]);

async function upgrade(
  { request, reply }: Exchange,
  { apiService, address }: Target,
  deps: ForwardDeps,
): Promise<void> {
  const outgoing = extensionRequest(request, address, deps);
  const { connection = 'Upgrade', upgrade: protocol = '' } = request.raw.headers;
  // Upstream dials by itself here: what its reverse proxy would add is missing, hop-by-hop headers stay.
  const headers = pairsOf(outgoing.headers).filter(
    ([name]) => !forwardedByReverseProxy.has(name.toLowerCase()),
  );
  await tunnel(
    { request, reply },
    {
      method: outgoing.method,
      path: outgoing.path,
      headers: [...headers, ['Connection', connection], ['Upgrade', protocol]],
    },
    () => deps.transports.for(apiService).connect(deps.network.dialAddress(address)),
  );
}

function* pairs(flat: readonly string[]): Generator<HeaderPair> {
  for (let at = 0; at + 1 < flat.length; at += 2) yield [flat[at] ?? '', flat[at + 1] ?? ''];
}
const pairsOf = (flat: readonly string[]): HeaderPair[] => [...pairs(flat)];
