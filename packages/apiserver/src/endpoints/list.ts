import type { Immutable, KubeObject, ListMeta } from '@skewplane/apimachinery';
import type { FastifyReply } from 'fastify';
import { encodeList } from '../protobuf/encode-object.js';
import { jsonFor, type ResourceScope } from '../registry/resource-scope.js';
import type { ListResult } from '../storage/storage.js';
import type { StoredObject } from '../storage/stored-object.js';
import { negotiate, type Negotiated, type Transformations } from './negotiate.js';
import { listHead, protobufOf } from './object-response.js';
import { isPretty } from './pretty.js';
import { protobufFor } from './protobuf-for.js';
import { readOptions } from './query.js';
import { sendBytes, sendValue } from './respond.js';
import { includeObjectOf, partialObject, tableOf } from './transform.js';
import type { VerbHandler } from './verb-handler.js';

const collection: Transformations = ['Table', 'PartialObjectMetadataList'];
const metadataMark = Buffer.from('"metadata":{');
const openBrace = Buffer.from('{');
const comma = Buffer.from(',');

export const list: VerbHandler = async ({ store, clock }, { scope, request, reply, namespace }) => {
  const form = negotiateList(reply, scope);
  const options = readOptions(request, scope, false);
  const { signal, trace, audit } = request.context;
  const result = await store.list(scope, namespace, { ...options, signal, trace });
  const metadata = listMeta(result);
  const objects = () => result.items.map(({ object }) => scope.fromStorage(object));
  const whole = () => listOf(scope, objects(), metadata);

  if (form.as === undefined && form.encoding === 'json' && !form.pretty) {
    trace?.note('encoding', `${String(result.items.length)} items, each as its kept bytes`);
    audit?.recordResponse(whole);
    return sendBytes(reply, 200, jsonList(scope, result.items, metadata), 'json');
  }
  if (form.as === undefined && form.encoding === 'protobuf') {
    audit?.recordResponse(whole);
    const items = result.items.map((item) => protobufFor(scope, item));
    const bytes = encodeList({ ...listHead(scope), metadata }, items);
    return sendBytes(reply, 200, bytes, 'protobuf');
  }
  return sendObjects(reply, scope, { items: objects(), metadata, form, nowMs: clock.now() });
};

/** Picks the form of an answer that is a list. @throws {StatusError} 406 */
export function negotiateList({ request }: FastifyReply, scope: ResourceScope): Negotiated {
  return negotiate(request.headers.accept, collection, {
    pretty: isPretty(request),
    protobuf: protobufOf(scope),
  });
}

interface ObjectList {
  readonly items: readonly Immutable<KubeObject>[];
  readonly metadata: ListMeta;
  readonly form: Negotiated;
  readonly nowMs: number;
}

/** Sends objects of the scope's version in any form. */
export function sendObjects(
  reply: FastifyReply,
  scope: ResourceScope,
  { items: objects, metadata, form, nowMs }: ObjectList,
): FastifyReply {
  const { request } = reply;
  if (form.as?.kind === 'Table') {
    const table = tableOf(scope, objects, {
      version: form.as.version,
      nowMs,
      include: includeObjectOf(request),
    });
    return sendValue(reply, 200, { ...table, metadata }, form);
  }
  if (form.as !== undefined) {
    const { version } = form.as;
    const items = objects.map((object) => partialObject(object, version));
    return sendValue(
      reply,
      200,
      { kind: 'PartialObjectMetadataList', apiVersion: `meta.k8s.io/${version}`, metadata, items },
      form,
    );
  }
  return sendValue(reply, 200, listOf(scope, objects, metadata), form);
}

/** Items of built-in lists carry no kind and apiVersion. */
function listOf(scope: ResourceScope, objects: ObjectList['items'], metadata: ListMeta) {
  const items =
    scope.origin === 'custom'
      ? objects
      : objects.map(({ kind: _kind, apiVersion: _version, ...rest }) => rest);
  return { ...listHead(scope), metadata, items };
}

export function listMeta(result: ListResult): ListMeta {
  return {
    resourceVersion: String(result.revision),
    ...(result.continueToken === undefined ? {} : { continue: result.continueToken }),
    ...(result.remainingItemCount === undefined
      ? {}
      : { remainingItemCount: result.remainingItemCount }),
  };
}

/** Joins bytes that are already encoded. Items of built-in lists carry no kind and apiVersion, as upstream's. */
function jsonList(
  scope: ResourceScope,
  items: readonly StoredObject[],
  metadata: ListMeta,
): Buffer {
  const head = JSON.stringify({ ...listHead(scope), metadata });
  const chunks: Buffer[] = [Buffer.from(`${head.slice(0, -1)},"items":[`)];
  items.forEach((item, index) => {
    if (index > 0) chunks.push(comma);
    pushItem(chunks, jsonFor(scope, item), scope.origin === 'custom');
  });
  chunks.push(Buffer.from(']}\n'));
  return Buffer.concat(chunks);
}

function pushItem(chunks: Buffer[], json: Buffer, whole: boolean): void {
  const at = whole ? -1 : json.subarray(0, 512).indexOf(metadataMark);
  if (at < 0) chunks.push(json);
  else chunks.push(openBrace, json.subarray(at));
}
