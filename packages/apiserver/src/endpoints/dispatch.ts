import { StatusError, methodNotSupported, resourceNotFound } from '@skewplane/apimachinery';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathsNotInstalled } from '../request/paths-not-installed.js';
import type { ResourceScope } from '../registry/resource-scope.js';
import type { ResourceRequestInfo } from '../request/request-info.js';
import { create } from './create.js';
import { remove } from './delete.js';
import { removeCollection } from './delete-collection.js';
import { get } from './get.js';
import { list } from './list.js';
import { patch } from './patch.js';
import { sendPageNotFound } from './respond.js';
import { createBinding } from './subresources/binding.js';
import { createEviction } from './subresources/eviction.js';
import {
  nodeProxy,
  podLog,
  podPortForward,
  podProxy,
  podStream,
  serviceProxy,
} from './subresources/node-bound.js';
import { getScale, patchScale, updateScale } from './subresources/scale.js';
import { update } from './update.js';
import { warner, type EndpointDeps, type VerbHandler } from './verb-handler.js';
import { watch } from './watch.js';

const byVerb: Readonly<Record<string, VerbHandler>> = {
  get,
  list,
  watch,
  create,
  update,
  patch,
  delete: remove,
  deletecollection: removeCollection,
};

/** Subresources that are a part of the object itself. */
const ofTheObject: Readonly<Record<string, VerbHandler>> = { get, update, patch };
const ofScale: Readonly<Record<string, VerbHandler>> = {
  get: getScale,
  update: updateScale,
  patch: patchScale,
};

/** Handlers for what is no plain object: `group/resource` or `group/resource/subresource`, by verb. */
export type SpecialHandlers = ReadonlyMap<string, Readonly<Record<string, VerbHandler>>>;

export interface DispatchDeps extends EndpointDeps {
  readonly special: SpecialHandlers;
}

/** Whatever the method: it is the other side's to judge. */
const anyMethod = (handler: VerbHandler) =>
  ({ get: handler, create: handler, update: handler, patch: handler, delete: handler }) as const;

export const builtInSpecialHandlers: SpecialHandlers = new Map<
  string,
  Readonly<Record<string, VerbHandler>>
>([
  ['/pods/eviction', { create: createEviction }],
  ['/pods/log', { get: podLog }],
  ['/pods/exec', anyMethod(podStream)],
  ['/pods/attach', anyMethod(podStream)],
  ['/pods/portforward', anyMethod(podPortForward)],
  ['/pods/proxy', anyMethod(podProxy)],
  ['/services/proxy', anyMethod(serviceProxy)],
  ['/nodes/proxy', anyMethod(nodeProxy)],
  ['/pods/binding', { create: createBinding }],
  ['/bindings', { create: createBinding }],
]);

/** Finds the resource and the handler of its verb; whoever finds none says which 404 or 405 it is (spec 3.11). */
export async function dispatch(
  deps: DispatchDeps,
  info: ResourceRequestInfo,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const scope = deps.lookup.get(info);
  const { trace } = request.context;
  if (scope === undefined) {
    trace?.note('dispatch', 'this instance has no such resource');
    if (!request.context.pathsInstalled) throw pathsNotInstalled();
    if (!deps.lookup.hasGroupVersion(info)) return sendPageNotFound(reply);
    throw resourceNotFound();
  }
  const namespace = scope.namespaced ? info.namespace : '';
  if (!pathFits(scope, info)) throw resourceNotFound();
  if (request.method === 'HEAD' && !takesHead(scope, info)) throw notAllowed(scope, info.verb);
  const handler = handlerFor(deps.special, scope, info);
  if (scope.deprecationWarning !== undefined) {
    warner(request)(scope.deprecationWarning);
    annotateDeprecated(request, scope.deprecationWarning);
  }
  trace?.note('dispatch', `${info.verb} of ${scope.gvk.kind}`, {
    origin: scope.origin,
    kind: scope.gvk,
    storedAs: scope.storageVersion,
    storedBelow: scope.storagePrefix,
  });
  return handler(deps, { scope, info, request, reply, namespace });
}

/** @see kubernetes/apiserver `pkg/endpoints/metrics/metrics.go` */
function annotateDeprecated({ context }: FastifyRequest, warning: string): void {
  const removed = /unavailable in v(\d+\.\d+)\+/.exec(warning)?.[1];
  context.auditAnnotations['k8s.io/deprecated'] = 'true';
  if (removed !== undefined) context.auditAnnotations['k8s.io/removed-release'] = removed;
}

/** A cluster-scoped resource has no path below a namespace, and an object of a namespace none outside it. */
function pathFits(scope: ResourceScope, info: ResourceRequestInfo): boolean {
  const isNamespace = info.group === '' && info.resource === 'namespaces';
  if (!scope.namespaced) return info.namespace === '' || isNamespace;
  if (info.namespace !== '') return info.parts.length <= 3 || info.subresource === 'proxy';
  return (
    info.name === '' ||
    info.verb === 'list' ||
    info.verb === 'watch' ||
    info.verb === 'deletecollection'
  );
}

function handlerFor(
  special: SpecialHandlers,
  scope: ResourceScope,
  info: ResourceRequestInfo,
): VerbHandler {
  const { subresource, verb } = info;
  const name = `${info.group}/${info.resource}`;
  if (subresource === '') {
    const handler =
      special.get(name)?.[verb] ?? (scope.verbs.includes(verb) ? byVerb[verb] : undefined);
    if (handler === undefined || !hasRoute(scope, info)) throw notAllowed(scope, verb);
    return handler;
  }
  const known = scope.subresources.find((each) => each.name === subresource);
  if (known === undefined) throw resourceNotFound();
  const handlers =
    special.get(`${name}/${subresource}`) ?? (subresource === 'scale' ? ofScale : ofTheObject);
  const handler = known.verbs.includes(verb) ? handlers[verb] : undefined;
  if (handler === undefined) throw notAllowed(scope, verb);
  return handler;
}

/**
 * Routes of built-in kinds are for one method each, and none is for HEAD but those of proxies; custom resources have one
 * handler that goes by the verb, which is that of GET.
 * @see kubernetes/apiserver `pkg/endpoints/installer.go`
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/customresource_handler.go`
 */
const takesHead = ({ origin }: ResourceScope, { subresource }: ResourceRequestInfo): boolean =>
  origin === 'custom' || subresource === 'proxy';

/** Collections are posted to, in a namespace where there is one; objects are put and patched. */
function hasRoute(scope: ResourceScope, { verb, name, namespace }: ResourceRequestInfo): boolean {
  if (verb === 'update' || verb === 'patch') return name !== '';
  if (verb !== 'create') return true;
  return name === '' && !(scope.namespaced && namespace === '' && scope.storagePrefix !== '');
}

/** Built-in kinds answer from their router, custom ones from their handler: the words differ upstream too. */
function notAllowed(scope: ResourceScope, verb: string): StatusError {
  if (scope.origin === 'custom') return methodNotSupported(scope.gvr, verb);
  return new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  });
}
