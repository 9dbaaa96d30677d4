import { badRequest, type Status } from '@skewplane/apimachinery';
import { parse } from 'yaml';
import { isRecord } from '@skewplane/apimachinery';
import type { FastifyRequest } from 'fastify';
import { bodyFormat } from '../decoding/media-types.js';
import { decodeObject } from '../protobuf/decode-object.js';
import type { ResourceScope } from '../registry/resource-scope.js';
import type { Deleted } from '../registry/store.js';
import type { DeleteRequest } from '../registry/write-context.js';
import { negotiateObject, sendWritten } from './object-response.js';
import { deleteRequest } from './query.js';
import { sendValue } from './respond.js';
import { bodyOf, writeContext, type VerbHandler } from './verb-handler.js';

/** Kinds whose storage answers a delete with the object instead of a Status. */
const returnsDeletedObject = new Set([
  'pods',
  'persistentvolumeclaims',
  'podtemplates',
  'resourcequotas',
  'serviceaccounts',
  'services',
  'persistentvolumes',
]);

export const remove: VerbHandler = async (deps, { scope, info, request, reply, namespace }) => {
  const form = negotiateObject(reply, scope);
  const options = deleteRequest(request, deleteOptionsOf(request));
  const write = writeContext(deps, request, {
    dryRun: options.dryRun,
    kind: 'DeleteOptions',
    sent: options.sent,
  });
  const deleted = await deps.store.delete(scope, namespace, info.name, options, write);
  const code = statusCode(deleted, options);
  const withObject = scope.gvr.group === '' && returnsDeletedObject.has(scope.gvr.resource);
  if (deleted.removed && !withObject) return sendValue(reply, code, success(scope, deleted), form);
  return sendWritten(reply, code, scope, deleted, form, deps.clock.now());
};

/** 202 is for clients that asked, in the way of old, for dependents to go too, and whose object waits for its end. */
function statusCode({ removed }: Deleted, { orphanDependents }: DeleteRequest): number {
  return !removed && orphanDependents === false ? 202 : 200;
}

function success({ gvr }: ResourceScope, { object }: Deleted): Omit<Status, 'code'> {
  const { name, uid } = object.metadata;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      ...(name === undefined ? {} : { name }),
      ...(gvr.group === '' ? {} : { group: gvr.group }),
      kind: gvr.resource,
      ...(uid === undefined ? {} : { uid }),
    },
  };
}

/** The body of a delete, when there is one. @throws {StatusError} 400 */
export function deleteOptionsOf(request: FastifyRequest): Record<string, unknown> | undefined {
  const bytes = bodyOf(request);
  if (bytes.length === 0) return undefined;
  const body = parseOptions(bytes, request.headers['content-type']);
  if (!isRecord(body))
    throw badRequest(
      "couldn't get version/kind; json parse error: json: cannot unmarshal non-object into Go value of type struct",
    );
  const kind = body['kind'];
  if (kind !== undefined && kind !== 'DeleteOptions') {
    throw badRequest(`decoded object cannot be converted to DeleteOptions`);
  }
  request.context.audit?.recordRequest({
    kind: 'DeleteOptions',
    apiVersion: 'meta.k8s.io/v1',
    ...body,
  });
  return body;
}

function parseOptions(bytes: Buffer, contentType: string | undefined): unknown {
  const protobuf = bodyFormat(contentType) === 'protobuf';
  try {
    // JSON is YAML
    return protobuf
      ? decodeObject(bytes)
      : (parse(bytes.toString('utf8'), { maxAliasCount: 0 }) as unknown);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw badRequest(
      protobuf ? problem : `couldn't get version/kind; json parse error: ${problem}`,
      { cause: error },
    );
  }
}
