import type { ResourceScope } from '../registry/resource-scope.js';
import { customPatchTypes, customTypes } from './media-types.js';
import {
  deleteBody,
  finish,
  patchBody,
  pathItem,
  placesOf,
  served,
  statusType,
  type Body,
  type Draft,
  type OperationContext,
  type PathItem,
} from './operation.js';
import { pretty, resourceVersion } from './parameters.js';

/**
 * What a custom resource serves; documents tell a little less of it than of a built-in one.
 * @see kubernetes/apiextensions-apiserver `pkg/controller/openapi/builder/builder.go`
 */
export function customPathItems(scope: ResourceScope, context: OperationContext): PathItem[] {
  const { types } = context;
  const places = placesOf(scope);
  const drafts = customDrafts(types.nameOf(scope.gvk), context);
  const list = listDraft(types.nameOf({ ...scope.gvk, kind: scope.listKind }), context);
  const { create, deletecollection, ...ofObject } = drafts;
  const collection = served(scope.verbs, { create, deletecollection, list });
  return [
    ...(scope.namespaced
      ? [pathItem(places.everywhere, [finish(list, scope, { everywhere: true })])]
      : []),
    pathItem(
      places.collection,
      collection.map((draft) => finish(draft, scope)),
    ),
    pathItem(
      places.object,
      served(scope.verbs, ofObject).map((draft) => finish(draft, scope)),
    ),
    ...scope.subresources.map(({ name, kind, verbs }) => {
      const { get, patch, update } = customDrafts(types.nameOf(kind), context);
      const own = served(verbs, { get, patch, update });
      return pathItem(
        places.below(name),
        own.map((draft) => finish(draft, scope, { subresource: name })),
      );
    }),
  ];
}

type CustomVerb = 'create' | 'delete' | 'deletecollection' | 'get' | 'patch' | 'update';

function customDrafts(
  type: string | undefined,
  { query }: OperationContext,
): Record<CustomVerb, Draft> {
  const media = { consumes: customTypes, produces: customTypes };
  const body: Body | undefined = type === undefined ? undefined : { type, required: true };
  const answers = (...codes: number[]) => codes.map((code) => [code, type] as const);
  const write = { ...media, body, parameters: [...query.write, pretty] };
  return {
    create: {
      ...write,
      verb: 'create',
      method: 'post',
      action: 'post',
      responses: answers(200, 201, 202),
    },
    update: {
      ...write,
      verb: 'update',
      method: 'put',
      action: 'put',
      responses: answers(200, 201),
    },
    get: {
      ...media,
      verb: 'get',
      method: 'get',
      action: 'get',
      parameters: [resourceVersion, pretty],
      responses: answers(200),
    },
    patch: {
      ...media,
      consumes: customPatchTypes,
      verb: 'patch',
      method: 'patch',
      action: 'patch',
      parameters: [...query.patch, pretty],
      body: patchBody,
      responses: answers(200),
    },
    delete: {
      ...media,
      verb: 'delete',
      method: 'delete',
      action: 'delete',
      parameters: [...query.delete, pretty],
      body: deleteBody,
      responses: [
        [200, statusType],
        [202, statusType],
      ],
    },
    deletecollection: {
      ...media,
      verb: 'deletecollection',
      method: 'delete',
      action: 'deletecollection',
      parameters: [...query.list, pretty],
      responses: [[200, statusType]],
    },
  };
}

const listDraft = (type: string | undefined, { query }: OperationContext): Draft => ({
  verb: 'list',
  method: 'get',
  action: 'list',
  parameters: [...query.list, pretty],
  consumes: customTypes,
  produces: customTypes,
  responses: [[200, type]],
});
