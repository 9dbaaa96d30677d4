import type { Immutable, KubeObject, TraceRecorder } from '@skewplane/apimachinery';
import type { ResourceScope } from '../registry/resource-scope.js';
import { changesOf, countOf } from '../trace/changes.js';
import type { WriteOptions } from './query.js';
import { bodyOf, warner, type EndpointDeps, type ResourceRequest } from './verb-handler.js';

/** The object that the body of a create or update holds. @throws {StatusError} 400, 415 or 422 */
export function decodedBody(
  { decoder }: EndpointDeps,
  { scope, request }: ResourceRequest,
  { fieldValidation }: WriteOptions,
): KubeObject {
  const { trace, warnings, audit } = request.context;
  const body = bodyOf(request);
  const mediaType = request.headers['content-type'];
  const span = trace?.begin('decode');
  const decoded = decoder.decode(scope, body, mediaType, {
    fieldValidation,
    warn: warner(request),
  });
  span?.end(`${scope.gvk.kind} from ${String(body.length)} bytes`, {
    mediaType,
    bytes: body.length,
    fieldValidation,
    ...(warnings.length === 0 ? {} : { warnings }),
  });
  // With the defaults of its kind, as a client would read it back.
  audit?.recordRequest(decoded, () =>
    scope.fromStorage(defaulted(scope, structuredClone(decoded), undefined)),
  );
  return decoded;
}

/** In the storage version, with what the kind fills in; the caller's to edit. */
export function defaulted(
  scope: Pick<ResourceScope, 'strategy' | 'toStorage'>,
  decoded: Immutable<KubeObject>,
  trace: TraceRecorder | undefined,
): KubeObject {
  const object = scope.toStorage(decoded) as KubeObject;
  const before = trace === undefined ? undefined : structuredClone(object);
  scope.strategy.defaults?.(object);
  if (trace !== undefined) {
    const changes = changesOf(before, object);
    trace.note('defaulting', countOf(changes), {
      storageVersion: object.apiVersion,
      ...changes,
    });
  }
  return object;
}
