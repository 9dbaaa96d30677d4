import { badRequest, resourceNotFound, type KubeObject } from '@skewplane/apimachinery';
import type { UpdateTarget } from '../registry/before-update.js';
import { decodedBody, defaulted } from './decode-write.js';
import { negotiateObject, sendWritten } from './object-response.js';
import { writeOptions } from './query.js';
import { matchNamespace } from './create.js';
import { writeContext, type VerbHandler } from './verb-handler.js';

const targets: ReadonlySet<string> = new Set<UpdateTarget>([
  'status',
  'finalize',
  'approval',
  'ephemeralcontainers',
  'resize',
]);

/** Which part of an object a subresource of its own kind changes. @throws {StatusError} 404 for one that is no part */
export function updateTarget(subresource: string): UpdateTarget {
  if (subresource !== '' && !targets.has(subresource)) throw resourceNotFound();
  return subresource as UpdateTarget;
}

export const update: VerbHandler = async (deps, resource) => {
  const { scope, info, request, reply, namespace } = resource;
  const form = negotiateObject(reply, scope);
  const options = writeOptions(request, 'UpdateOptions');
  const decoded = decodedBody(deps, resource, options);
  matchName(decoded, info.name);
  matchNamespace(decoded, namespace, scope.namespaced);
  const object = defaulted(scope, decoded, request.context.trace);
  const written = await deps.store.update(
    scope,
    {
      namespace,
      name: info.name,
      target: updateTarget(info.subresource),
      subresource: info.subresource,
      allowCreate: scope.strategy.allowCreateOnUpdate && info.subresource === '',
      transform: () => structuredClone(object),
    },
    writeContext(deps, request, { ...options, kind: 'UpdateOptions' }),
  );
  return sendWritten(reply, written.created ? 201 : 200, scope, written, form, deps.clock.now());
};

/** The name of the body is that of the path, or is filled from it. @throws {StatusError} 400 */
export function matchName({ metadata }: KubeObject, name: string): void {
  if (!metadata.name) metadata.name = name;
  else if (metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
}
