import type { GroupVersion, GroupVersionKind } from '@skewplane/apimachinery';
import type { ResourceScope } from '../registry/resource-scope.js';
import { operationName, tagOf } from './operation-names.js';
import {
  nameInPath,
  namespaceInPath,
  sortParameters,
  type Parameter,
  type QueryParameters,
} from './parameters.js';
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
  /** Those of its own; what all operations of a path share stands at the path. */
  readonly parameters: readonly Parameter[];
  readonly body?: Body | undefined;
  readonly consumes: readonly string[];
  readonly produces: readonly string[];
  /** Codes with the definition of their body; undefined for plain text. */
  readonly responses: readonly (readonly [number, string | undefined])[];
}

export interface Body {
  /** Name of a definition. */
  readonly type: string;
  readonly required: boolean;
  /** As in `Parameter`. */
  readonly shared?: string;
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

export const statusType = metaType('Status');
export const deleteBody: Body = {
  type: metaType('DeleteOptions'),
  required: false,
  shared: 'body-2Y1dVQaQ',
};
export const patchBody: Body = { type: metaType('Patch'), required: true, shared: 'body-78PwaGsr' };

/** Root of a group-version: `/api/v1`, `/apis/apps/v1`. */
export const basePath = ({ group, version }: GroupVersion) =>
  group === '' ? `/api/${version}` : `/apis/${group}/${version}`;

/** A path with the parameters that are in its braces. */
export interface Place {
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

/** @param prefix stands between the group-version and the rest */
export function placesOf({ gvr, namespaced }: ResourceScope, prefix = '') {
  const base = `${basePath(gvr)}${prefix}`;
  const namespace = namespaced ? [namespaceInPath] : [];
  const collection = `${base}${namespaced ? '/namespaces/{namespace}' : ''}/${gvr.resource}`;
  const parameters = [nameInPath, ...namespace];
  return {
    collection: { path: collection, parameters: namespace },
    object: { path: `${collection}/{name}`, parameters },
    everywhere: { path: `${base}/${gvr.resource}`, parameters: [] },
    below: (name: string): Place => ({ path: `${collection}/{name}/${name}`, parameters }),
  };
}

export type Draft = Omit<Operation, 'gvk' | 'id' | 'tag'> & { readonly verb: string };

export interface DraftTarget {
  readonly gvk?: GroupVersionKind;
  readonly subresource?: string;
  readonly everywhere?: boolean;
}

/** Gives a draft its names. */
export function finish(
  { verb, ...draft }: Draft,
  scope: ResourceScope,
  { gvk, ...target }: DraftTarget = {},
): Operation {
  return {
    ...draft,
    gvk: gvk ?? scope.gvk,
    id: operationName({ verb, scope, ...target }),
    tag: tagOf(scope.gvr),
  };
}

/** Drafts of the verbs that are served. */
export const served = (
  verbs: readonly string[],
  drafts: Readonly<Record<string, Draft>>,
): Draft[] =>
  Object.entries(drafts)
    .filter(([verb]) => verbs.includes(verb))
    .map(([, draft]) => draft);

/**
 * A path with its operations. A parameter that all of them have stands at the path.
 * @see kubernetes/kube-openapi `pkg/builder/openapi.go`, `findCommonParameters`
 */
export function pathItem(place: Place, operations: readonly Operation[]): PathItem {
  const [first, ...others] = operations;
  const common = (first?.parameters ?? []).filter((parameter) =>
    others.every(({ parameters }) => parameters.some((each) => isSame(each, parameter))),
  );
  const isCommon = (parameter: Parameter) => common.some((each) => isSame(each, parameter));
  return {
    path: place.path,
    parameters: sortParameters([...place.parameters, ...common]),
    operations: operations.map((operation) => ({
      ...operation,
      parameters: operation.parameters.filter((parameter) => !isCommon(parameter)),
    })),
  };
}

const isSame = (a: Parameter, b: Parameter) => a.name === b.name && a.in === b.in;
