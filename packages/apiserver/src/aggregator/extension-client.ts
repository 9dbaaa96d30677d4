import type { Clock } from '@skewplane/apimachinery';
import type { IncomingHttpHeaders } from 'node:http';
import { identityHeaders } from '../peer-proxy/forward/identity-headers.js';
import type { UserInfo } from '../request/user-info.js';
import type { ApiService } from './api-service.js';
import type { ExtensionTransports } from './extension-transports.js';
import type { ServiceNetwork } from './service-network.js';

export interface ExtensionAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface ExtensionRequest {
  readonly path: string;
  readonly accept: string;
  readonly user: UserInfo;
  readonly timeoutMs: number;
  /** The entity tag of what is known already, as it was received. */
  readonly etag?: string | undefined;
}

export interface ExtensionClientDeps {
  readonly network: Pick<ServiceNetwork, 'resolve' | 'dialAddress'>;
  readonly transports: Pick<ExtensionTransports, 'for'>;
  readonly clock: Clock;
  /** Ends what is under way when the server stops. */
  readonly signal: AbortSignal;
}

/**
 * Documents of extension servers, asked for in the name of the aggregation layer. What a client would get as an error of
 * the proxy is that status here too.
 */
export class ExtensionClient {
  readonly #deps: ExtensionClientDeps;

  constructor(deps: ExtensionClientDeps) {
    this.#deps = deps;
  }

  async get(apiService: ApiService, request: ExtensionRequest): Promise<ExtensionAnswer> {
    const { network, transports, clock, signal } = this.#deps;
    const { service } = apiService;
    if (service === undefined) return unavailable('service unavailable');
    const { path, accept, user, etag } = request;
    const limit = new AbortController();
    const cancel = clock.setTimeout(() => {
      limit.abort(new Error('request timed out'));
    }, request.timeoutMs);
    try {
      const address = network.resolve(service);
      const { status, headers, body } = await transports.for(apiService).fetch({
        address: network.dialAddress(address),
        path,
        headers: [
          ['Host', address],
          ['Accept', accept],
          ...(etag === undefined ? [] : [['If-None-Match', etag]]),
          ...identityHeaders(user, { uidHeaderSent: false }),
          ['X-Forwarded-Uri', path],
          ['X-Forwarded-Host', address],
          ['X-Forwarded-Proto', 'https'],
        ].flat(),
        signal: AbortSignal.any([limit.signal, signal]),
      });
      return { status, headers: headers ?? {}, body };
    } catch (error) {
      signal.throwIfAborted();
      const text = error instanceof Error ? error.message : String(error);
      return unavailable(`error trying to reach service: ${text}`);
    } finally {
      cancel();
    }
  }
}

const unavailable = (text: string): ExtensionAnswer => ({
  status: 503,
  headers: {},
  body: Buffer.from(`${text}\n`),
});
