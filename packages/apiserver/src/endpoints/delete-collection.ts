import { isNotFound, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { ResourceScope } from '../registry/resource-scope.js';
import { listHead, negotiateObject } from './object-response.js';
import { deleteOptionsOf } from './delete.js';
import { deleteRequest, readOptions } from './query.js';
import { sendValue } from './respond.js';
import { writeContext, type VerbHandler } from './verb-handler.js';

const pageSize = 500;

/**
 * Deletes whatever a list with the same options would show, one by one, and answers with that list.
 * @see kubernetes/apiserver `pkg/registry/generic/registry/store.go`, `DeleteCollection`
 */
export const removeCollection: VerbHandler = async (deps, { scope, request, reply, namespace }) => {
  const form = negotiateObject(reply, scope);
  const { predicate, resourceVersion, limit } = readOptions(request, scope, false);
  const options = deleteRequest(request, deleteOptionsOf(request));
  const write = writeContext(deps, request, {
    dryRun: options.dryRun,
    kind: 'DeleteOptions',
    sent: options.sent,
  });
  const { signal, trace } = request.context;

  const items: Partial<Immutable<KubeObject>>[] = [];
  let continueToken: string | undefined;
  let revision = 0;
  do {
    const page = await deps.store.list(scope, namespace, {
      predicate,
      limit: limit > 0 ? limit : pageSize,
      continueToken,
      ...(continueToken === undefined ? { resourceVersion } : {}),
      signal,
      trace,
    });
    revision = page.revision;
    for (const { object } of page.items) {
      try {
        await deps.store.delete(
          scope,
          object.metadata.namespace ?? '',
          object.metadata.name ?? '',
          options,
          write,
        );
      } catch (error) {
        if (!isNotFound(error)) throw error; // somebody else deleted it: that was the wish
      }
      items.push(asItem(scope, scope.fromStorage(object)));
    }
    continueToken = limit > 0 ? undefined : page.continueToken;
  } while (continueToken !== undefined);
  return sendValue(
    reply,
    200,
    { ...listHead(scope), metadata: { resourceVersion: String(revision) }, items },
    form,
  );
};

/** Items of built-in lists carry no kind and apiVersion. */
function asItem(
  { origin }: ResourceScope,
  object: Immutable<KubeObject>,
): Partial<Immutable<KubeObject>> {
  if (origin === 'custom') return object;
  const { kind: _kind, apiVersion: _version, ...item } = object;
  return item;
}
