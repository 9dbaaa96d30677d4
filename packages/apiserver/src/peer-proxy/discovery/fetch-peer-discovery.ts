import type { ApiGroupDiscovery } from '../../discovery/api-group-discovery.js';
import type { UserInfo } from '../../request/user-info.js';
import { authenticatedGroup } from '../../request/user-info.js';
import { identityHeaders } from '../forward/identity-headers.js';
import { peerProxiedHeader } from '../forward/outgoing-request.js';
import type { PeerTransport } from '../forward/peer-transport.js';
import type { GenerationTraits, PeerProxyQuirks } from '../generation.js';
import type { Logger } from '../logger.js';
import { discoveryGvr, type PeerProxyMetrics } from '../metrics.js';
import { nilPointerPanic } from '../process-crash.js';
import { decodeDiscovery } from './decode-discovery.js';
import { peerEntry, type PeerEntry } from './peer-entry.js';

const apiServerUser: UserInfo = {
  name: 'system:apiserver',
  uid: 'system:apiserver',
  groups: [authenticatedGroup],
  extra: {},
};

const acceptV2 = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
/** Prefers the peer's own view, then what it merged (a server without `profile`), then any. */
const acceptNoPeer = `${acceptV2};profile=nopeer,${acceptV2},application/json`;

export interface FetchPeerDiscoveryDeps {
  readonly transport: Pick<PeerTransport, 'fetch'>;
  readonly metrics: Pick<PeerProxyMetrics, 'rerouted' | 'discoverySyncError'>;
  readonly logger: Logger;
  readonly quirks: Pick<PeerProxyQuirks, 'uidHeaderSent' | 'crashOnPeerFetchError'>;
  readonly traits: Pick<GenerationTraits, 'asksForOwnView' | 'logsForwards'>;
}

export interface FetchedPeer {
  readonly entry: PeerEntry;
  /**
   * The failure of the last path. When `/api` fails and `/apis` does not there is none, though the core group
   * is missing: upstream keeps only the last error.
   */
  readonly error: unknown;
}

/**
 * Asks one peer what it serves.
 * @throws {ProcessCrash} on the first failure with `crashOnPeerFetchError`: that release looks at the wrong
 * error variable and goes on to read an answer that is not there
 * @see kubernetes/apiserver `pkg/util/peerproxy/peer_discovery.go`, `fetchNewDiscoveryFor`
 */
export async function fetchPeerDiscovery(
  deps: FetchPeerDiscoveryDeps,
  peer: { readonly serverId: string; readonly address: string },
  signal: AbortSignal,
): Promise<FetchedPeer> {
  const documents: ApiGroupDiscovery[][] = [];
  let failure: unknown;
  for (const path of ['/api', '/apis']) {
    try {
      documents.push(decodeDiscovery(await fetchDocument(deps, peer.address, path, signal)));
      failure = undefined;
    } catch (error) {
      failure = error;
      if (signal.aborted) break; // the process is on its way out; nothing is wrong with the peer
      if (deps.quirks.crashOnPeerFetchError) throw nilPointerPanic(error);
      deps.metrics.discoverySyncError('fetch_discovery');
      deps.logger.error(
        { err: error, path, serverID: peer.serverId },
        'error querying discovery endpoint for serverID',
      );
    }
  }
  return { entry: peerEntry(peer.address, documents), error: failure };
}

async function fetchDocument(
  { transport, metrics, logger, quirks, traits }: FetchPeerDiscoveryDeps,
  address: string,
  path: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const headers = [
    ['Accept', traits.asksForOwnView ? acceptNoPeer : acceptV2],
    [peerProxiedHeader, 'true'],
    ...identityHeaders(apiServerUser, quirks),
    ['X-Forwarded-Uri', path],
    ['X-Forwarded-Host', address],
    ['X-Forwarded-Proto', 'https'],
  ].flat();
  // A request made up here has no Host header, hence the two spaces.
  if (traits.logsForwards) logger.info({}, `Proxying request for ${path} from  to ${address}`);
  let status = 503; // what the proxy answers itself when the peer cannot be reached
  try {
    const answer = await transport.fetch({ address, path, headers, signal });
    status = answer.status;
    if (status === 200) return answer.body;
  } catch (error) {
    if (signal.aborted) throw error;
    logger.error({ err: error }, 'Error while proxying request to destination apiserver');
  } finally {
    metrics.rerouted(status, discoveryGvr);
  }
  throw new Error(`discovery request failed with status: ${status}`);
}
