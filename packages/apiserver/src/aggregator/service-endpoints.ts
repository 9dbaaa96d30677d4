import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { fieldsAt, listAt, numberAt, textAt, textMapAt } from '../registry/object-fields.js';
import type { LiveView } from '../storage/live-view.js';

/** What stands behind a service, from an EndpointSlice or one subset of an Endpoints object. */
export interface EndpointGroup {
  /** `IPv4`, `IPv6` or `FQDN`. */
  readonly addressType: string;
  readonly endpoints: readonly { readonly address: string; readonly ready: boolean }[];
  readonly ports: readonly { readonly name: string; readonly port: number | undefined }[];
}

export interface EndpointViews {
  readonly endpoints: LiveView;
  readonly endpointSlices: LiveView;
}

interface ServiceName {
  readonly namespace: string;
  readonly name: string;
}

/** Names the service that an EndpointSlice belongs to. */
export const serviceNameLabel = 'kubernetes.io/service-name';
const skipMirrorLabel = 'endpointslice.kubernetes.io/skip-mirror';

/** The subsets of a service's Endpoints object; undefined when there is none. */
export function endpointsOf(
  { endpoints }: EndpointViews,
  { namespace, name }: ServiceName,
): EndpointGroup[] | undefined {
  const object = endpoints.get(`services/endpoints/${namespace}/${name}`)?.object;
  return object && listAt(object, 'subsets').map(subsetGroup);
}

/**
 * The slices of a service. Endpoints written by hand count as slices too: a cluster has a controller that mirrors them,
 * which this plane has not.
 */
export function endpointSlicesOf(
  views: EndpointViews,
  service: ServiceName,
): readonly EndpointGroup[] {
  const { namespace, name } = service;
  const slices = [...views.endpointSlices.list(`endpointslices/${namespace}/`)]
    .filter(({ object }) => textMapAt(object, 'metadata.labels')[serviceNameLabel] === name)
    .map(({ object }) => sliceGroup(object));
  if (slices.length > 0) return slices;
  const object = views.endpoints.get(`services/endpoints/${namespace}/${name}`)?.object;
  if (textMapAt(object, 'metadata.labels')[skipMirrorLabel] === 'true') return [];
  return endpointsOf(views, service) ?? [];
}

function sliceGroup(slice: Immutable<KubeObject>): EndpointGroup {
  return {
    addressType: textAt(slice, 'addressType'),
    endpoints: listAt(slice, 'endpoints').flatMap((endpoint) => {
      const { addresses } = endpoint;
      const [address] = Array.isArray(addresses) ? (addresses as unknown[]) : [];
      const ready = fieldsAt(endpoint, 'conditions')['ready'] !== false;
      return typeof address === 'string' ? [{ address, ready }] : [];
    }),
    ports: portsOf(slice),
  };
}

function subsetGroup(subset: unknown): EndpointGroup {
  const addresses = (field: string, ready: boolean) =>
    listAt(subset, field).map((each) => ({ address: textAt(each, 'ip'), ready }));
  const endpoints = [...addresses('addresses', true), ...addresses('notReadyAddresses', false)];
  return {
    addressType: endpoints[0]?.address.includes(':') === true ? 'IPv6' : 'IPv4',
    endpoints,
    ports: portsOf(subset),
  };
}

const portsOf = (object: unknown) =>
  listAt(object, 'ports').map((port) => ({
    name: textAt(port, 'name'),
    port: numberAt(port, 'port'),
  }));

/** Is somebody ready behind this port? @see kubernetes/kube-aggregator `pkg/controllers/status/remote`, `hasAvailableEndpoint` */
export const hasReadyEndpoint = (groups: readonly EndpointGroup[], portName: string): boolean =>
  groups.some(
    ({ endpoints, ports }) =>
      endpoints.some(({ ready }) => ready) &&
      ports.some(({ name, port }) => name === portName && port !== undefined),
  );

/**
 * A ready endpoint at random, of the preferred address type if there is one.
 * @see kubernetes/apiserver `pkg/util/proxy/proxy.go`, `RandomEndpoint`
 */
export function randomEndpoint(
  groups: readonly EndpointGroup[],
  portName: string,
  { preferred, random }: { readonly preferred: string; readonly random: () => number },
): { readonly host: string; readonly port: number } | undefined {
  const drawn = groups
    .map((group) => ({ group, order: random() + (group.addressType === preferred ? 0 : 1) }))
    .sort((a, b) => a.order - b.order);
  for (const { group } of drawn) {
    const port = group.ports.find((each) => each.name === portName && each.port !== undefined);
    const ready = group.endpoints.filter((each) => each.ready);
    const chosen = ready[Math.floor(random() * ready.length)];
    if (port?.port !== undefined && chosen !== undefined) {
      return { host: chosen.address, port: port.port };
    }
  }
  return undefined;
}
