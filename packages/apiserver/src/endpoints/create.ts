import { badRequest, type KubeObject } from '@skewplane/apimachinery';
import { decodedBody, defaulted } from './decode-write.js';
import { negotiateObject, sendWritten } from './object-response.js';
import { writeOptions } from './query.js';
import { writeContext, type VerbHandler } from './verb-handler.js';

export const create: VerbHandler = async (deps, resource) => {
  const { scope, request, reply, namespace } = resource;
  const form = negotiateObject(reply, scope);
  const options = writeOptions(request, 'CreateOptions');
  const decoded = decodedBody(deps, resource, options);
  matchNamespace(decoded, namespace, scope.namespaced);
  const object = defaulted(scope, decoded, request.context.trace);
  const write = writeContext(deps, request, { ...options, kind: 'CreateOptions' });
  const written = await deps.store.create(scope, namespace, object, write);
  return sendWritten(reply, 201, scope, written, form, deps.clock.now());
};

/**
 * The namespace of the body is that of the path, or is filled from it.
 * @see kubernetes/apiserver `pkg/registry/rest/meta.go`, `EnsureObjectNamespaceMatchesRequestNamespace`
 */
export function matchNamespace(
  { metadata }: KubeObject,
  namespace: string,
  namespaced: boolean,
): void {
  if (!namespaced) {
    delete metadata.namespace;
  } else if (!metadata.namespace) {
    metadata.namespace = namespace;
  } else if (metadata.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
}
