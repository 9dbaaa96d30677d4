import type { FastifyInstance } from 'fastify';
import type { ServerConfig } from './config.js';
import { certificatesEndpoint } from './control/certificates/certificates-endpoint.js';
import { ClientIdentity } from './control/certificates/client-identity.js';
import type { ControlEndpoint } from './control/control-endpoint.js';
import { withAnswerFaults } from './control/faults/answer-faults.js';
import { ConnectionResets } from './control/faults/connection-resets.js';
import { faultsEndpoint, type FaultsEndpointDeps } from './control/faults/faults-endpoint.js';
import { InjectedFaults } from './control/faults/injected-faults.js';
import { dropConnections, showCertificate, type HttpServerOptions } from './http-server.js';
import type { Filter } from './request/filter.js';

export interface ServerFaultsDeps extends Omit<FaultsEndpointDeps, 'faults'> {
  /** In [0, 1). */
  readonly random: () => number;
}

/** What can be broken in one server on purpose; nothing without the key of the plane. */
export class ServerFaults {
  /** What peers are shown. */
  readonly identity: ClientIdentity | undefined;
  readonly injected: InjectedFaults | undefined;
  readonly #config: ServerConfig;
  readonly #deps: ServerFaultsDeps;
  #attached:
    { app: FastifyInstance; tls: HttpServerOptions['tls']; resets: ConnectionResets } | undefined;

  constructor(config: ServerConfig, deps: ServerFaultsDeps) {
    const { cert, key } = config.proxyClient;
    this.identity =
      cert === undefined || key === undefined ? undefined : new ClientIdentity({ cert, key });
    this.injected = config.controlKey === undefined ? undefined : new InjectedFaults(deps.random);
    this.#config = config;
    this.#deps = deps;
  }

  get filter(): Filter | undefined {
    if (this.injected === undefined) return undefined;
    return withAnswerFaults(this.injected, (request) => {
      this.#attached?.resets.reset(request);
    });
  }

  get endpoints(): readonly ControlEndpoint[] {
    if (this.injected === undefined) return [];
    return [faultsEndpoint({ ...this.#deps, faults: this.injected }), this.#certificates()];
  }

  /** Before the server listens. */
  attach(app: FastifyInstance, tls: HttpServerOptions['tls']): void {
    if (this.injected === undefined) return;
    this.#attached = { app, tls, resets: new ConnectionResets(app.server) };
  }

  #certificates(): ControlEndpoint {
    const { identity } = this;
    const { tlsCert, tlsKey } = this.#config;
    return certificatesEndpoint({
      original: {
        serving: { cert: tlsCert, key: tlsKey },
        proxyClient: identity && { cert: identity.cert, key: identity.key },
      },
      serve: (pair) => {
        if (this.#attached === undefined) return;
        const { app, tls } = this.#attached;
        showCertificate(app, { ...tls, ...pair });
      },
      dropConnections: () => {
        if (this.#attached !== undefined) dropConnections(this.#attached.app);
      },
      showToPeers: (pair) => {
        identity?.replace(pair);
      },
    });
  }
}
