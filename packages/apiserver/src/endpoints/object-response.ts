import { formatGroupVersion, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import type { FastifyReply } from 'fastify';
import { jsonFor, type ResourceScope } from '../registry/resource-scope.js';
import type { Written } from '../registry/store.js';
import type { StoredObject } from '../storage/stored-object.js';
import {
  negotiate,
  type Negotiated,
  type ProtobufSupport,
  type Transformations,
} from './negotiate.js';
import { isPretty } from './pretty.js';
import { envelopedFor } from './protobuf-for.js';
import { sendBytes, sendValue } from './respond.js';
import { includeObjectOf, partialObject, tableOf } from './transform.js';

const single: Transformations = ['Table', 'PartialObjectMetadata'];

/** Picks the form of an answer that is one object. @throws {StatusError} 406 */
export function negotiateObject(reply: FastifyReply, scope: ResourceScope): Negotiated {
  return negotiate(reply.request.headers.accept, single, {
    pretty: isPretty(reply.request),
    protobuf: protobufOf(scope),
  });
}

/** @see kubernetes/apiextensions-apiserver `pkg/apiserver/customresource_handler.go`, `StandardSerializers` */
export const protobufOf = ({ origin }: ResourceScope): ProtobufSupport =>
  origin === 'custom' ? 'metadata' : 'everything';

/** Sends a stored object; in the common case the bytes that storage keeps. */
export function sendStored(
  reply: FastifyReply,
  code: number,
  scope: ResourceScope,
  stored: StoredObject,
  form: Negotiated,
  nowMs: number,
): FastifyReply {
  const { trace, audit } = reply.request.context;
  const object = () => scope.fromStorage(stored.object);
  if (form.as === undefined && form.encoding === 'json' && !form.pretty) {
    trace?.note('encoding', keptBytes(scope, stored));
    audit?.recordResponse(object);
    return sendBytes(reply, code, jsonFor(scope, stored), 'json');
  }
  if (form.as === undefined && form.encoding === 'protobuf') {
    trace?.note('encoding', 'protobuf kept with the revision');
    audit?.recordResponse(object);
    return sendBytes(reply, code, envelopedFor(scope, stored), 'protobuf');
  }
  return sendObject(reply, code, scope, object(), form, nowMs);
}

function keptBytes(scope: ResourceScope, stored: StoredObject): string {
  const asStored = stored.apiVersion === formatGroupVersion(scope.gvr);
  return asStored && scope.readingKey === undefined
    ? 'the stored bytes as they are'
    : `converted from ${stored.apiVersion}, kept with the revision`;
}

/** Sends an object of the scope's version that was made for this request. */
export function sendObject(
  reply: FastifyReply,
  code: number,
  scope: ResourceScope,
  object: Immutable<KubeObject>,
  form: Negotiated,
  nowMs: number,
): FastifyReply {
  reply.request.context.trace?.note(
    'encoding',
    `${form.encoding} made for this answer${form.as === undefined ? '' : `, as ${form.as.kind}`}`,
  );
  if (form.as?.kind === 'Table') {
    const table = tableOf(scope, [object], {
      version: form.as.version,
      nowMs,
      include: includeObjectOf(reply.request),
    });
    return sendValue(
      reply,
      code,
      { ...table, metadata: { resourceVersion: object.metadata.resourceVersion } },
      form,
    );
  }
  if (form.as !== undefined)
    return sendValue(reply, code, partialObject(object, form.as.version), form);
  return sendValue(reply, code, object, form);
}

export function sendWritten(
  reply: FastifyReply,
  code: number,
  scope: ResourceScope,
  written: Written,
  form: Negotiated,
  nowMs: number,
): FastifyReply {
  if (written.stored !== undefined && written.stored.object === written.object) {
    return sendStored(reply, code, scope, written.stored, form, nowMs);
  }
  return sendObject(reply, code, scope, scope.fromStorage(written.object), form, nowMs);
}

/** `kind` and `apiVersion` of a list in this scope. */
export function listHead(scope: ResourceScope): { kind: string; apiVersion: string } {
  return { kind: scope.listKind, apiVersion: formatGroupVersion(scope.gvr) };
}
