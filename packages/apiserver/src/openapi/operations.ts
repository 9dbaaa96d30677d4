import type { ResourceScope, SubresourceInfo } from '../registry/resource-scope.js';
import { connectionItems } from './connections.js';
import { customPathItems } from './custom-operations.js';
import { anyType, logTypes, patchTypes, producedTypes, streamingTypes } from './media-types.js';
import {
  deleteBody,
  finish,
  patchBody,
  pathItem,
  placesOf,
  served,
  statusType,
  type Draft,
  type Operation,
  type OperationContext,
  type PathItem,
  type Place,
} from './operation.js';
import { pretty } from './parameters.js';
import { metaType } from './type-names.js';

/** Everything a resource serves. @see kubernetes/apiserver `pkg/endpoints/installer.go` */
export function pathItems(scope: ResourceScope, context: OperationContext): PathItem[] {
  const items =
    scope.origin === 'custom' ? customPathItems(scope, context) : builtInPathItems(scope, context);
  return items.filter(({ operations }) => operations.length > 0);
}

function builtInPathItems(scope: ResourceScope, context: OperationContext): PathItem[] {
  const places = placesOf(scope);
  return [
    pathItem(places.collection, collectionOperations(scope, context)),
    pathItem(places.object, objectOperations(scope, context)),
    ...(scope.namespaced ? [pathItem(places.everywhere, everywhere(scope, context))] : []),
    ...scope.subresources.flatMap(
      (subresource) =>
        connectionItems(scope, subresource) ?? [
          pathItem(
            places.below(subresource.name),
            subresourceOperations(scope, subresource, context),
          ),
        ],
    ),
    ...watchItems(scope, context),
  ];
}

const media = { consumes: anyType, produces: producedTypes };

function collectionOperations(
  scope: ResourceScope,
  { types, query }: OperationContext,
): Operation[] {
  const one = types.nameOf(scope.gvk);
  const drafts: Record<string, Draft> = {
    deletecollection: {
      ...media,
      verb: 'deletecollection',
      method: 'delete',
      action: 'deletecollection',
      parameters: [...query.deletecollection, pretty],
      body: deleteBody,
      responses: [[200, statusType]],
    },
    list: listDraft(scope, { types, query }),
    create: writeDraft('create', one, { types, query }),
  };
  return served(scope.verbs, drafts).map((draft) => finish(draft, scope));
}

const listDraft = (scope: ResourceScope, { types, query }: OperationContext): Draft => ({
  verb: 'list',
  method: 'get',
  action: 'list',
  parameters: [...query.list, pretty],
  consumes: anyType,
  // Even of what nobody can watch, as upstream.
  produces: streamingTypes,
  responses: [[200, types.nameOf({ ...scope.gvk, kind: scope.listKind })]],
});

function objectOperations(scope: ResourceScope, context: OperationContext): Operation[] {
  const one = context.types.nameOf(scope.gvk);
  const deleted = answersWithObject(scope) ? one : statusType;
  const drafts: Record<string, Draft> = {
    delete: {
      ...media,
      verb: 'delete',
      method: 'delete',
      action: 'delete',
      parameters: [...context.query.delete, pretty],
      body: deleteBody,
      responses: [
        [200, deleted],
        [202, deleted],
      ],
    },
    get: getDraft(one),
    patch: patchDraft(one, context),
    update: writeDraft('update', one, context),
  };
  return served(scope.verbs, drafts).map((draft) => finish(draft, scope));
}

const everywhere = (scope: ResourceScope, context: OperationContext) =>
  scope.verbs.includes('list')
    ? [finish(listDraft(scope, context), scope, { everywhere: true })]
    : [];

function subresourceOperations(
  scope: ResourceScope,
  { name, kind, verbs }: SubresourceInfo,
  context: OperationContext,
): Operation[] {
  const type = context.types.nameOf(kind);
  const drafts: Record<string, Draft> = {
    get: name === 'log' ? logDraft(context) : getDraft(type),
    patch: patchDraft(type, context),
    create: writeDraft('create', type, context),
    update: writeDraft('update', type, context),
  };
  return served(verbs, drafts).map((draft) =>
    finish(draft, scope, { gvk: kind, subresource: name }),
  );
}

function watchItems(scope: ResourceScope, { query }: OperationContext): PathItem[] {
  if (!scope.verbs.includes('watch')) return [];
  const places = placesOf(scope, '/watch');
  const watch = (verb: string, place: Place, isEverywhere = false): PathItem => {
    const draft: Draft = {
      verb,
      method: 'get',
      action: verb,
      parameters: [...query.list, pretty],
      consumes: anyType,
      produces: streamingTypes,
      responses: [[200, metaType('WatchEvent')]],
    };
    return pathItem(place, [finish(draft, scope, { everywhere: isEverywhere })]);
  };
  return [
    watch('watchlist', places.collection),
    watch('watch', places.object),
    ...(scope.namespaced ? [watch('watchlist', places.everywhere, true)] : []),
  ];
}

const getDraft = (type: string | undefined): Draft => ({
  ...media,
  verb: 'get',
  method: 'get',
  action: 'get',
  parameters: [pretty],
  responses: [[200, type]],
});

const logDraft = ({ query }: OperationContext): Draft => ({
  ...getDraft(undefined),
  parameters: [...query.log, pretty],
  produces: logTypes,
});

function writeDraft(
  verb: 'create' | 'update',
  type: string | undefined,
  { query }: OperationContext,
): Draft {
  const codes = verb === 'create' ? [200, 201, 202] : [200, 201];
  const method = verb === 'create' ? 'post' : 'put';
  return {
    ...media,
    verb,
    method,
    action: method,
    parameters: [...query.write, pretty],
    body: type === undefined ? undefined : { type, required: true },
    responses: codes.map((code) => [code, type] as const),
  };
}

const patchDraft = (type: string | undefined, { query }: OperationContext): Draft => ({
  ...media,
  consumes: patchTypes,
  verb: 'patch',
  method: 'patch',
  action: 'patch',
  parameters: [...query.patch, pretty],
  body: patchBody,
  responses: [
    [200, type],
    [201, type],
  ],
});

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
const answersWithObject = ({ gvr }: ResourceScope) =>
  gvr.group === 'resource.k8s.io' ||
  answeringWithObject.has(gvr.group === '' ? gvr.resource : `${gvr.resource}.${gvr.group}`);
