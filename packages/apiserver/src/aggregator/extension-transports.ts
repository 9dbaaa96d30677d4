import { createHash } from 'node:crypto';
import type { Clock } from '@skewplane/apimachinery';
import type { ServerTls } from '../peer-proxy/forward/peer-connector.js';
import { PooledPeerTransport, type PeerTransport } from '../peer-proxy/forward/peer-transport.js';
import type { ApiService } from './api-service.js';
import type { AggregatorTimings } from './timings.js';

/** Connections to the extension server behind one APIService. */
export type ExtensionTransport = PeerTransport;

/** What this server shows: `--proxy-client-cert-file` and `--proxy-client-key-file`. */
export interface ShownCertificate {
  readonly cert: Buffer | undefined;
  readonly key: Buffer | undefined;
  /** Calls back when they are others from now on. */
  readonly onChange?: ((listener: () => void) => void) | undefined;
}

export interface ExtensionTransportsDeps {
  readonly clock: Clock;
  readonly timings: AggregatorTimings;
  readonly client: ShownCertificate;
  /** By `host:port` where to connect instead: how a launcher breaks the way to an extension server. */
  readonly links?: ReadonlyMap<string, string> | undefined;
}

/** Transports let go of and not yet closed; beyond these, the oldest are cut. */
const maxLeaving = 32;

/** One transport for each APIService, made anew when the service or what is trusted changes. */
export class ExtensionTransports {
  readonly #deps: ExtensionTransportsDeps;
  readonly #byName = new Map<string, { readonly trust: string; transport: ExtensionTransport }>();
  /** Of APIServices that are gone or changed; requests may still be under way. */
  readonly #leaving = new Set<ExtensionTransport>();

  constructor(deps: ExtensionTransportsDeps) {
    this.#deps = deps;
    deps.client.onChange?.(() => {
      for (const name of [...this.#byName.keys()]) this.forget(name);
    });
  }

  for(apiService: ApiService): ExtensionTransport {
    const tls = serverTls(apiService);
    const trust = createHash('sha256')
      .update(JSON.stringify([tls.serverName, tls.insecure]))
      .update(apiService.caBundle ?? '')
      .digest('hex');
    const known = this.#byName.get(apiService.name);
    if (known?.trust === trust) return known.transport;
    this.forget(apiService.name);
    const transport = this.make(tls);
    this.#byName.set(apiService.name, { trust, transport });
    return transport;
  }

  /** A transport that nobody shares. */
  make(tls: Omit<ServerTls, 'cert' | 'key'>): ExtensionTransport {
    const { clock, timings, client, links } = this.#deps;
    return new PooledPeerTransport({
      tls: { ...tls, cert: client.cert, key: client.key },
      links,
      clock,
      timings: {
        dialTimeoutMs: timings.extensionDialTimeoutMs,
        tlsHandshakeTimeoutMs: timings.extensionTlsHandshakeTimeoutMs,
        tcpKeepAliveMs: timings.extensionTcpKeepAliveMs,
      },
    });
  }

  /** Lets go of the connections for an APIService that is gone, once their requests are done. */
  forget(name: string): void {
    const known = this.#byName.get(name);
    if (known === undefined) return;
    this.#byName.delete(name);
    known.transport.retain(new Set());
    this.#leaving.add(known.transport);
    if (this.#leaving.size > maxLeaving) {
      const [oldest] = this.#leaving;
      if (oldest !== undefined) {
        this.#leaving.delete(oldest);
        void oldest.close();
      }
    }
  }

  async close(): Promise<void> {
    const current = [...this.#byName.values()].map(({ transport }) => transport);
    const transports = [...current, ...this.#leaving];
    this.#byName.clear();
    this.#leaving.clear();
    await Promise.all(transports.map((each) => each.close()));
  }
}

/** @see kubernetes/kube-aggregator `pkg/controllers/status/remote`, `BuildTransportConfig` */
export function serverTls({
  service,
  caBundle,
  insecureSkipTlsVerify,
}: ApiService): Omit<ServerTls, 'cert' | 'key'> {
  return {
    ca: caBundle,
    serverName: service === undefined ? '' : `${service.name}.${service.namespace}.svc`,
    insecure: insecureSkipTlsVerify,
  };
}
