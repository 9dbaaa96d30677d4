import { textAt } from '../registry/object-fields.js';
import type { Availability, ServiceReference } from './api-service.js';
import {
  endpointSlicesOf,
  endpointsOf,
  hasReadyEndpoint,
  type EndpointViews,
} from './service-endpoints.js';
import { findPort, type ServiceNetwork } from './service-network.js';

export interface ServiceCheckDeps extends EndpointViews {
  readonly network: Pick<ServiceNetwork, 'service'>;
  readonly endpointsKind: 'endpoints' | 'endpointslices';
}

/**
 * Is there a service that could lead to an extension server?
 * @returns why not, or undefined
 * @see kubernetes/kube-aggregator `pkg/controllers/status/remote/remote_available_controller.go`, `sync`
 */
export function serviceProblem(
  reference: ServiceReference,
  deps: ServiceCheckDeps,
): Availability | undefined {
  const { namespace, name, port } = reference;
  const where = `service/${name} in ${JSON.stringify(namespace)}`;
  const problem = (reason: string, message: string): Availability => ({
    status: 'False',
    reason,
    message,
  });
  const service = deps.network.service(reference);
  if (service === undefined) return problem('ServiceNotFound', `${where} is not present`);
  if (textAt(service, 'spec.type') !== 'ClusterIP') return undefined;
  const found = findPort(service, port);
  if (found === undefined) {
    return problem('ServicePortError', `${where} is not listening on port ${port}`);
  }
  const { endpointsKind } = deps;
  const groups =
    endpointsKind === 'endpoints'
      ? endpointsOf(deps, reference)
      : endpointSlicesOf(deps, reference);
  if (groups === undefined || (endpointsKind === 'endpointslices' && groups.length === 0)) {
    return problem('EndpointsNotFound', `cannot find ${endpointsKind} for ${where}`);
  }
  const portName = textAt(found, 'name');
  if (hasReadyEndpoint(groups, portName)) return undefined;
  return problem(
    'MissingEndpoints',
    `${endpointsKind} for ${where} have no addresses with port name ${JSON.stringify(portName)}`,
  );
}
