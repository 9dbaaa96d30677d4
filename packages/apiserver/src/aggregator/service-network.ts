import { serviceUnavailable, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { joinHostPort, splitHostPort } from '../peer-proxy/host-port.js';
import { PeerConnectError } from '../peer-proxy/forward/transport-error.js';
import { listAt, numberAt, textAt, textsAt, type Fields } from '../registry/object-fields.js';
import type { LiveView } from '../storage/live-view.js';
import type { ServiceReference } from './api-service.js';
import { endpointSlicesOf, randomEndpoint, type EndpointViews } from './service-endpoints.js';

export interface ServiceNetworkDeps extends EndpointViews {
  readonly services: LiveView;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** `--enable-aggregator-routing`: go to an endpoint, not to the address of the service. */
  readonly toEndpoints: boolean;
  /** `host:port` of this server itself, for APIServices that name `default/kubernetes`. */
  readonly own: () => string;
}

/** Types of service that have an address of their own. */
const addressed = new Set(['ClusterIP', 'LoadBalancer', 'NodePort']);

/** Where services are. */
export class ServiceNetwork {
  readonly #deps: ServiceNetworkDeps;

  constructor(deps: ServiceNetworkDeps) {
    this.#deps = deps;
  }

  service({ namespace, name }: ServiceReference): Immutable<KubeObject> | undefined {
    return this.#deps.services.get(`services/specs/${namespace}/${name}`)?.object;
  }

  /**
   * `host:port` that requests to a service are addressed to.
   * @throws {Error} with upstream's text
   * @see kubernetes/apiserver `pkg/util/proxy/proxy.go`, `ResolveCluster`, `ResolveEndpoint`
   */
  resolve(reference: ServiceReference): string {
    const { namespace, name, port } = reference;
    if (namespace === 'default' && name === 'kubernetes' && port === 443) return this.#deps.own();
    const service = this.service(reference);
    if (service === undefined) throw new Error(`service ${JSON.stringify(name)} not found`);
    return this.#deps.toEndpoints
      ? this.#resolveEndpoint(service, reference)
      : this.#resolveCluster(service, reference);
  }

  /**
   * Where to dial for an address. That of a service leads to one of its endpoints: in a cluster kube-proxy does that on
   * the way, and this plane has no nodes that it could run on.
   * @throws {PeerConnectError} when nobody is behind the service, as kube-proxy refuses such connections
   */
  dialAddress(address: string): string {
    const { host, port } = splitHostPort(address);
    for (const { object: service } of this.#deps.services.list()) {
      if (textAt(service, 'spec.clusterIP') !== host) continue;
      const found = findPort(service, Number(port));
      const endpoint = found && this.#endpoint(service, found);
      if (endpoint !== undefined) return endpoint;
      throw new PeerConnectError(`dial tcp ${address}: connect: connection refused`);
    }
    return address;
  }

  #resolveCluster(service: Immutable<KubeObject>, { name, port }: ServiceReference): string {
    const type = textAt(service, 'spec.type');
    const clusterIp = textAt(service, 'spec.clusterIP');
    if (type === 'ClusterIP' && clusterIp === 'None') {
      throw new Error('cannot route to service with ClusterIP "None"');
    }
    if (addressed.has(type)) {
      requirePort(service, name, port);
      return joinHostPort(clusterIp, port);
    }
    if (type === 'ExternalName') return joinHostPort(textAt(service, 'spec.externalName'), port);
    throw new Error(`unsupported service type ${JSON.stringify(type)}`);
  }

  #resolveEndpoint(service: Immutable<KubeObject>, { name, port }: ServiceReference): string {
    const type = textAt(service, 'spec.type');
    if (!addressed.has(type)) throw new Error(`unsupported service type ${JSON.stringify(type)}`);
    const endpoint = this.#endpoint(service, requirePort(service, name, port));
    if (endpoint !== undefined) return endpoint;
    throw serviceUnavailable(`no endpoints available for service ${JSON.stringify(name)}`);
  }

  #endpoint(service: Immutable<KubeObject>, port: Fields): string | undefined {
    const { name = '', namespace = '' } = service.metadata;
    const chosen = randomEndpoint(
      endpointSlicesOf(this.#deps, { namespace, name }),
      textAt(port, 'name'),
      { preferred: textsAt(service, 'spec.ipFamilies')[0] ?? '', random: this.#deps.random },
    );
    return chosen && joinHostPort(chosen.host, chosen.port);
  }
}

/** The port of a service with this number. */
export const findPort = (service: Immutable<KubeObject>, port: number): Fields | undefined =>
  listAt(service, 'spec.ports').find((each) => numberAt(each, 'port') === port);

function requirePort(service: Immutable<KubeObject>, name: string, port: number): Fields {
  const found = findPort(service, port);
  if (found !== undefined) return found;
  throw serviceUnavailable(`no service port ${port} found for service ${JSON.stringify(name)}`);
}
