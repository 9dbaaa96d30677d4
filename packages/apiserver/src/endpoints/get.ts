import { negotiateObject, sendStored } from './object-response.js';
import { queryOf } from './query.js';
import type { VerbHandler } from './verb-handler.js';

export const get: VerbHandler = async (
  { store, clock },
  { scope, info, request, reply, namespace },
) => {
  const form = negotiateObject(reply, scope);
  const resourceVersion = (request.raw.url ?? '').includes('resourceVersion=')
    ? (queryOf(request).get('resourceVersion') ?? undefined)
    : undefined;
  const stored = await store.get(scope, namespace, info.name, {
    resourceVersion,
    signal: request.context.signal,
    trace: request.context.trace,
  });
  return sendStored(reply, 200, scope, stored, form, clock.now());
};
