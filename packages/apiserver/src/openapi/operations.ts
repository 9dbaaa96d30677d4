import type { GroupVersionKind } from '@skewplane/apimachinery';
import type { ResourceScope, SubresourceInfo } from '../registry/resource-scope.js';
import { operationName, tagOf } from './operation-names.js';
import { pathParameter, pretty, type Parameter, type QueryParameters } from './parameters.js';
import { metaType, type TypeNames } from './type-names.js';

export type Method = 'get' | 'put' | 'post' | 'delete' | 'patch' | 'head' | 'options';

/** One operation in neutral form. */
export interface Operation {
  readonly method: Method;
  /** `x-kubernetes-action` */
  readonly action: string;
  readonly gvk: GroupVersionKind;
  readonly id: string;
  readonly tag: string;
  readonly query: readonly Parameter[];
  /** Definition of the body; undefined when there is none. */
  readonly body?: { readonly type: string; readonly required: boolean } | undefined;
  /** Codes with the definition of their body; undefined for plain text. */
  readonly responses: readonly (readonly [number, string | undefined])[];
  /** Does it answer with a stream of events when asked? */
  readonly streams: boolean;
}

export interface PathItem {
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly operations: readonly Operation[];
}

export interface OperationContext {
  readonly types: TypeNames;
  readonly query: QueryParameters;
}

/** Root of a group-version: `/api/v1`, `/apis/apps/v1`. */
export const basePath = ({ group, version }: { group: string; version: string }) =>
  group === '' ? `/api/${version}` : `/apis/${group}/${version}`;

/** Everything a resource serves. @see kubernetes/apiserver `pkg/endpoints/installer.go` */
export function pathItems(scope: ResourceScope, context: OperationContext): PathItem[] {
  const places = placesOf(scope);
  const items = [
    item(places.collection, collectionOperations(scope, context)),
    item(places.object, objectOperations(scope, context)),
    ...(scope.namespaced ? [item(places.everywhere, everywhere(scope, context))] : []),
    ...scope.subresources.map((subresource) =>
      item(places.below(subresource.name), subresourceOperations(scope, subresource, context)),
    ),
    ...(scope.origin === 'built-in' ? watchItems(scope, context) : []),
    ...proxyItems(scope),
  ];
  return items.filter(({ operations }) => operations.length > 0);
}

interface Place {
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

function placesOf({ gvr, namespaced }: ResourceScope, prefix = '') {
  const base = `${basePath(gvr)}${prefix}`;
  const namespace = namespaced ? [pathParameter('namespace')] : [];
  const collection = `${base}${namespaced ? '/namespaces/{namespace}' : ''}/${gvr.resource}`;
  const one = [pathParameter('name'), ...namespace, pretty];
  return {
    collection: { path: collection, parameters: [...namespace, pretty] },
    object: { path: `${collection}/{name}`, parameters: one },
    everywhere: { path: `${base}/${gvr.resource}`, parameters: [pretty] },
    below: (name: string) => ({ path: `${collection}/{name}/${name}`, parameters: one }),
  };
}

const item = (place: Place, operations: readonly Operation[]): PathItem => ({
  ...place,
  operations: operations,
});

type Draft = Pick<Operation, 'method' | 'action' | 'query' | 'body' | 'responses'> & {
  readonly verb: string;
  readonly streams?: boolean;
};

const status = metaType('Status');
const deleteBody = { type: metaType('DeleteOptions'), required: false };
const patchBody = { type: metaType('Patch'), required: true };

function finish(
  { verb, ...draft }: Draft,
  scope: ResourceScope,
  more: { gvk?: GroupVersionKind; subresource?: string; everywhere?: boolean } = {},
): Operation {
  return {
    streams: false,
    ...draft,
    gvk: more.gvk ?? scope.gvk,
    id: operationName({ verb, scope, ...more }),
    tag: tagOf(scope.gvr),
  };
}

function collectionOperations(
  scope: ResourceScope,
  { types, query }: OperationContext,
): Operation[] {
  const one = types.nameOf(scope.gvk);
  const drafts: Record<string, Draft> = {
    deletecollection: {
      verb: 'deletecollection',
      method: 'delete',
      action: 'deletecollection',
      query: query.deletecollection,
      body: deleteBody,
      responses: [[200, status]],
    },
    list: listDraft(scope, { types, query }),
    create: writeDraft('create', one, query),
  };
  return served(scope.verbs, drafts).map((draft) => finish(draft, scope));
}

function listDraft(scope: ResourceScope, { types, query }: OperationContext): Draft {
  const list = types.nameOf({ ...scope.gvk, kind: scope.listKind });
  const streams = scope.verbs.includes('watch');
  return {
    verb: 'list',
    method: 'get',
    action: 'list',
    query: query.list,
    responses: [[200, list]],
    streams,
  };
}

function objectOperations(scope: ResourceScope, { types, query }: OperationContext): Operation[] {
  const one = types.nameOf(scope.gvk);
  const deleted = answersWithObject(scope) ? one : status;
  const drafts: Record<string, Draft> = {
    delete: {
      verb: 'delete',
      method: 'delete',
      action: 'delete',
      query: query.delete,
      body: deleteBody,
      responses: [
        [200, deleted],
        [202, deleted],
      ],
    },
    get: { verb: 'get', method: 'get', action: 'get', query: [], responses: [[200, one]] },
    patch: patchDraft(one, query),
    update: writeDraft('update', one, query),
  };
  return served(scope.verbs, drafts).map((draft) => finish(draft, scope));
}

const everywhere = (scope: ResourceScope, context: OperationContext) =>
  scope.verbs.includes('list')
    ? [finish(listDraft(scope, context), scope, { everywhere: true })]
    : [];

const streamed: readonly Method[] = ['get', 'post'];
const proxied: readonly Method[] = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'];

/** Subresources that are connections, with the methods that open them. */
const connections: ReadonlyMap<string, readonly Method[]> = new Map([
  ['attach', streamed],
  ['exec', streamed],
  ['portforward', streamed],
  ['proxy', proxied],
]);

interface Target {
  readonly gvk: GroupVersionKind;
  readonly subresource: string;
}

function connect(scope: ResourceScope, method: Method, target: Target): Operation {
  const verb = `connect ${method}`;
  const draft: Draft = {
    verb,
    method,
    action: 'connect',
    query: [],
    responses: [[200, undefined]],
  };
  return finish(draft, scope, target);
}

/** A proxy takes a path of its own below it. */
function proxyItems(scope: ResourceScope): PathItem[] {
  const proxy = scope.subresources.find(({ name }) => name === 'proxy');
  if (proxy === undefined) return [];
  const { path, parameters } = placesOf(scope).below('proxy');
  const target = { gvk: proxy.kind, subresource: 'proxyWithPath' };
  const operations = proxied.map((method) => connect(scope, method, target));
  const place = { path: `${path}/{path}`, parameters: [...parameters, pathParameter('path')] };
  return [item(place, operations)];
}

function subresourceOperations(
  scope: ResourceScope,
  { name, kind, verbs }: SubresourceInfo,
  { types, query }: OperationContext,
): Operation[] {
  const more = { gvk: kind, subresource: name };
  const methods = connections.get(name);
  if (methods !== undefined) return methods.map((method) => connect(scope, method, more));
  const type = name === 'log' ? undefined : types.nameOf(kind);
  const drafts: Record<string, Draft> = {
    get: { verb: 'get', method: 'get', action: 'get', query: [], responses: [[200, type]] },
    patch: patchDraft(type, query),
    create: writeDraft('create', type, query),
    update: writeDraft('update', type, query),
  };
  return served(verbs, drafts).map((draft) => finish(draft, scope, more));
}

function watchItems(scope: ResourceScope, { query }: OperationContext): PathItem[] {
  if (!scope.verbs.includes('watch')) return [];
  const places = placesOf(scope, '/watch');
  const watch = (verb: string, place: Place, isEverywhere = false): PathItem => {
    const draft: Draft = {
      verb,
      method: 'get',
      action: verb,
      query: query.list,
      responses: [[200, metaType('WatchEvent')]],
      streams: true,
    };
    return item(place, [finish(draft, scope, { everywhere: isEverywhere })]);
  };
  return [
    watch('watchlist', places.collection),
    watch('watch', places.object),
    ...(scope.namespaced ? [watch('watchlist', places.everywhere, true)] : []),
  ];
}

function writeDraft(
  verb: 'create' | 'update',
  type: string | undefined,
  query: QueryParameters,
): Draft {
  const codes = verb === 'create' ? [200, 201, 202] : [200, 201];
  const method = verb === 'create' ? 'post' : 'put';
  return {
    verb,
    method,
    action: method,
    query: query.write,
    body: type === undefined ? undefined : { type, required: true },
    responses: codes.map((code) => [code, type] as const),
  };
}

const patchDraft = (type: string | undefined, query: QueryParameters): Draft => ({
  verb: 'patch',
  method: 'patch',
  action: 'patch',
  query: query.patch,
  body: patchBody,
  responses: [
    [200, type],
    [201, type],
  ],
});

const served = (verbs: readonly string[], drafts: Readonly<Record<string, Draft>>): Draft[] =>
  Object.entries(drafts)
    .filter(([verb]) => verbs.includes(verb))
    .map(([, draft]) => draft);

const answeringWithObject = new Set([
  'persistentvolumeclaims',
  'persistentvolumes',
  'pods',
  'podtemplates',
  'resourcequotas',
  'serviceaccounts',
  'services',
  'csidrivers.storage.k8s.io',
  'csinodes.storage.k8s.io',
  'storageclasses.storage.k8s.io',
  'volumeattachments.storage.k8s.io',
  'volumeattributesclasses.storage.k8s.io',
]);

/** Most deletes answer with a Status, those of a few kinds with what they deleted. */
const answersWithObject = ({ gvr, origin }: ResourceScope) =>
  origin === 'built-in' &&
  (gvr.group === 'resource.k8s.io' ||
    answeringWithObject.has(gvr.group === '' ? gvr.resource : `${gvr.resource}.${gvr.group}`));
