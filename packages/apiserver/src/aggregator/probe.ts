import type { Clock } from '@skewplane/apimachinery';
import { identityHeaders } from '../peer-proxy/forward/identity-headers.js';
import { causeText } from '../peer-proxy/forward/transport-error.js';
import { mastersGroup, type UserInfo } from '../request/user-info.js';
import { apiServiceName, type ApiService, type ServiceReference } from './api-service.js';
import {
  serverTls,
  type ExtensionTransport,
  type ExtensionTransports,
} from './extension-transports.js';
import type { ServiceNetwork } from './service-network.js';

/** Who the aggregation layer is to extension servers: in system:masters, so that it may always ask. */
export const aggregatorUser: UserInfo = {
  name: 'system:kube-aggregator',
  uid: '',
  groups: [mastersGroup],
  extra: {},
};

/** Probes sent at once; one success is enough. */
const attempts = 5;

export interface ProbeDeps {
  readonly network: Pick<ServiceNetwork, 'resolve' | 'dialAddress'>;
  readonly transports: Pick<ExtensionTransports, 'make'>;
  readonly insecure: boolean;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Asks an extension server for the discovery document that every one has.
 * @returns what is wrong, in upstream's words; undefined when it answered
 * @see kubernetes/kube-aggregator `pkg/controllers/status/remote/remote_available_controller.go`
 */
export async function probe(apiService: ApiService, deps: ProbeDeps): Promise<string | undefined> {
  const { service } = apiService;
  if (service === undefined) return undefined;
  // Connections of earlier probes would say nothing about those that clients are going to need.
  const transport = deps.transports.make({
    ...serverTls(apiService),
    ...(deps.insecure ? { insecure: true } : {}),
  });
  try {
    const failures: string[] = [];
    const tries = Array.from({ length: attempts }, async () => {
      const failure = await tryOnce(service, pathOf(apiService), transport, deps);
      if (failure === undefined) return;
      failures.push(failure);
      throw new Error(failure);
    });
    try {
      await Promise.any(tries);
      return undefined;
    } catch {
      return failures.at(-1); // all have failed; the last one's words count
    }
  } finally {
    await transport.close();
  }
}

const pathOf = (apiService: ApiService): string =>
  apiServiceName(apiService) === 'v1.'
    ? `/api/${apiService.version}`
    : `/apis/${apiService.group}/${apiService.version}`;

async function tryOnce(
  service: ServiceReference,
  path: string,
  transport: ExtensionTransport,
  deps: ProbeDeps,
): Promise<string | undefined> {
  let address: string;
  try {
    address = deps.network.resolve(service);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const url = `https://${address}${path}`;
  const failure = await get(url, { address, path }, transport, deps);
  return failure && `failing or missing response from ${url}: ${failure}`;
}

async function get(
  url: string,
  { address, path }: { readonly address: string; readonly path: string },
  transport: ExtensionTransport,
  { network, clock, timeoutMs, signal }: ProbeDeps,
): Promise<string | undefined> {
  const limit = new AbortController();
  const cancel = clock.setTimeout(() => {
    limit.abort();
  }, timeoutMs);
  try {
    const { status } = await transport.fetch({
      address: network.dialAddress(address),
      path,
      headers: [
        ['Host', address],
        ...identityHeaders(aggregatorUser, { uidHeaderSent: false }),
      ].flat(),
      signal: AbortSignal.any([limit.signal, signal]),
    });
    if (status >= 200 && status < 300) return undefined;
    return `bad status from ${url}: ${status}`;
  } catch (error) {
    const cause = limit.signal.aborted
      ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
      : causeText(error);
    return `Get ${JSON.stringify(url)}: ${cause}`;
  } finally {
    cancel();
  }
}
