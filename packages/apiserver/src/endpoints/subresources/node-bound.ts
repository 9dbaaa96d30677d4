import {
  StatusError,
  badRequest,
  internalError,
  serviceUnavailable,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { listAt, textAt } from '../../registry/object-fields.js';
import type { ResourceScope } from '../../registry/resource-scope.js';
import { queryOf } from '../query.js';
import type { EndpointDeps, ResourceRequest, VerbHandler } from '../verb-handler.js';

const kubeletPort = 10_250;
/** @see kubernetes/kubernetes `pkg/kubelet/client/kubelet_client.go`, `--kubelet-preferred-address-types` */
const preferredAddresses = [
  'Hostname',
  'InternalDNS',
  'InternalIP',
  'ExternalDNS',
  'ExternalIP',
] as const;

/**
 * What a kubelet or a pod would answer. There are none in a plane without nodes, so these say what a server says
 * whose nodes cannot be reached, after the checks that come before.
 * @see kubernetes/kubernetes `pkg/registry/core/pod/strategy.go`, `LogLocation`, `streamLocation`, `ResourceLocation`
 */
export const podLog: VerbHandler = async (deps, resource) => {
  const pod = await objectOf(deps, resource);
  const container = containerOf(pod, resource);
  const nodeName = textAt(pod, 'spec.nodeName');
  if (nodeName === '') return resource.reply.code(204).send();
  const address = await nodeAddress(deps, nodeName, resource);
  const { namespace = '', name = '' } = pod.metadata;
  throw plainError(
    `Get "https://${address}/containerLogs/${namespace}/${name}/${container}": ${unreachable(address)}`,
  );
};

/** `exec` and `attach`. */
export const podStream: VerbHandler = async (deps, resource) => {
  const pod = await objectOf(deps, resource);
  containerOf(pod, resource);
  return dialNode(deps, resource, pod);
};

export const podPortForward: VerbHandler = async (deps, resource) =>
  dialNode(deps, resource, await objectOf(deps, resource));

export const podProxy: VerbHandler = async (deps, resource) => {
  const { name, port } = splitTarget(resource.info.name);
  const pod = await objectOf(deps, resource, name);
  const ip = textAt(pod, 'status.podIP');
  if (ip === '') throw badRequest('address not allowed');
  throw notProxied(`${ip}:${port === '' ? '80' : port}`);
};

export const nodeProxy: VerbHandler = async (deps, resource) => {
  const { name } = splitTarget(resource.info.name);
  throw notProxied(await nodeAddress(deps, name, resource));
};

/** @see kubernetes/kubernetes `pkg/registry/core/service/storage/storage.go`, `ResourceLocation` */
export const serviceProxy: VerbHandler = async (deps, resource) => {
  const { name, port } = splitTarget(resource.info.name);
  const service = await objectOf(deps, resource, name);
  const ports = listAt(service, 'spec.ports');
  const known =
    port === '' ||
    ports.some((each) => textAt(each, 'name') === port || String(each['port']) === port);
  if (!known)
    throw serviceUnavailable(`no service port ${JSON.stringify(port)} found for service "${name}"`);
  throw serviceUnavailable(`no endpoints available for service "${name}"`);
};

async function dialNode(
  deps: EndpointDeps,
  resource: ResourceRequest,
  pod: Immutable<KubeObject>,
): Promise<never> {
  const nodeName = textAt(pod, 'spec.nodeName');
  if (nodeName === '')
    throw badRequest(`pod ${pod.metadata.name ?? ''} does not have a host assigned`);
  const address = await nodeAddress(deps, nodeName, resource);
  if (resource.request.headers.upgrade === undefined) throw badRequest('Upgrade request required');
  throw plainError(`error dialing backend: ${unreachable(address)}`);
}

/** Host and port of a kubelet. @throws {StatusError} 404 without the node, 500 when it tells no address */
async function nodeAddress(
  { store, lookup }: EndpointDeps,
  name: string,
  { request }: ResourceRequest,
): Promise<string> {
  const nodes = scopeOf(lookup.get({ group: '', version: 'v1', resource: 'nodes' }));
  const { object } = await store.get(nodes, '', name, { signal: request.context.signal });
  const addresses = listAt(object, 'status.addresses');
  for (const type of preferredAddresses) {
    const found = addresses.find((each) => each['type'] === type && textAt(each, 'address') !== '');
    if (found !== undefined) return `${textAt(found, 'address')}:${String(kubeletPort)}`;
  }
  throw plainError(
    `no preferred addresses found; known addresses: [${addresses.map((each) => `{${textAt(each, 'type')} ${textAt(each, 'address')}}`).join(' ')}]`,
  );
}

function scopeOf(scope: ResourceScope | undefined): ResourceScope {
  if (scope === undefined) throw internalError('nodes are not served here');
  return scope;
}

async function objectOf(
  { store }: EndpointDeps,
  { scope, info, request, namespace }: ResourceRequest,
  name = info.name,
): Promise<Immutable<KubeObject>> {
  return (await store.get(scope, namespace, name, { signal: request.context.signal })).object;
}

/** The container of the query, or the only one. @throws {StatusError} 400 */
function containerOf(pod: Immutable<KubeObject>, { request }: ResourceRequest): string {
  const name = pod.metadata.name ?? '';
  const named = (field: string) => listAt(pod, `spec.${field}`).map((each) => textAt(each, 'name'));
  const [containers, init] = [named('containers'), named('initContainers')];
  const asked = queryOf(request).get('container') ?? '';
  if (asked !== '') {
    if ([...containers, ...init, ...named('ephemeralContainers')].includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  const [only, second] = containers;
  if (only !== undefined && second === undefined) return only;
  const text = `a container name must be specified for pod ${name}`;
  if (only === undefined) throw badRequest(text);
  const or = init.length === 0 ? '' : ` or one of the init containers: [${init.join(' ')}]`;
  throw badRequest(`${text}, choose one of: [${containers.join(' ')}]${or}`);
}

/** `scheme:name:port`, `name:port` or `name`. */
function splitTarget(text: string): { name: string; port: string } {
  const parts = text.split(':');
  if (parts.length === 3) return { name: parts[1] ?? '', port: parts[2] ?? '' };
  return { name: parts[0] ?? '', port: parts[1] ?? '' };
}

const unreachable = (address: string): string => `dial tcp ${address}: connect: connection refused`;

const notProxied = (address: string): StatusError =>
  serviceUnavailable(`error trying to reach service: ${unreachable(address)}`);

const plainError = (message: string): StatusError =>
  new StatusError({ code: 500, reason: '', message });
