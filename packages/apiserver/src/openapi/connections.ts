import type { ResourceScope, SubresourceInfo } from '../registry/resource-scope.js';
import { anyType } from './media-types.js';
import {
  finish,
  pathItem,
  placesOf,
  type Method,
  type Operation,
  type PathItem,
} from './operation.js';
import { connectParameters, restOfPath } from './parameters.js';

const streamed: readonly Method[] = ['get', 'post'];
const proxied: readonly Method[] = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'];

/** Subresources that are connections, with the methods that open them. */
const connections: ReadonlyMap<string, readonly Method[]> = new Map([
  ['attach', streamed],
  ['exec', streamed],
  ['portforward', streamed],
  ['proxy', proxied],
]);

/** Paths of a subresource that is a connection; undefined for all others. */
export function connectionItems(
  scope: ResourceScope,
  subresource: SubresourceInfo,
): PathItem[] | undefined {
  const methods = connections.get(subresource.name);
  if (methods === undefined) return undefined;
  const place = placesOf(scope).below(subresource.name);
  const connect = (name: string) =>
    methods.map((method) => connectOperation(scope, method, { ...subresource, name }));
  const own = pathItem(place, connect(subresource.name));
  if (subresource.name !== 'proxy') return [own];
  // A proxy takes a path of its own below it.
  const below = { path: `${place.path}/{path}`, parameters: [...place.parameters, restOfPath] };
  return [own, pathItem(below, connect('proxyWithPath'))];
}

function connectOperation(
  scope: ResourceScope,
  method: Method,
  { name, kind }: Pick<SubresourceInfo, 'name' | 'kind'>,
): Operation {
  const draft = {
    verb: `connect ${method}`,
    method,
    action: 'connect',
    parameters: connectParameters[kind.kind] ?? [],
    consumes: anyType,
    produces: anyType,
    responses: [[200, undefined] as const],
  };
  return finish(draft, scope, { gvk: kind, subresource: name });
}
