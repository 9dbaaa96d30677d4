import { isRecord, parseGroupVersion, StatusError, type Immutable } from '@skewplane/apimachinery';
import { protobufMessages, type ProtoMessage } from '@skewplane/api';
import { encodeMessage } from './encode-message.js';
import { envelopeAround, fieldTag, sealEnvelope, varint, type TypeMeta } from './envelope.js';

/**
 * An object of any built-in kind, in its envelope.
 * @throws {StatusError} 406 for kinds that know no protobuf, as upstream answers
 */
export function encodeObject(object: unknown): Buffer {
  const typeMeta = typeMetaOf(object);
  const message = messageOf(typeMeta);
  if (message === undefined || !isRecord(object)) throw unmarshalable(typeMeta);
  return sealEnvelope(typeMeta, encodeMessage(object, message));
}

/** An object as it stands in a list: without envelope, and so without a word of its kind. @throws {StatusError} 406 */
export function encodeBare(
  object: Immutable<Record<string, unknown>>,
  typeMeta: TypeMeta,
): Uint8Array {
  const message = messageOf(typeMeta);
  if (message === undefined) throw unmarshalable(typeMeta);
  return encodeMessage(object, message);
}

/**
 * A list in its envelope, made of items that are encoded already.
 * @throws {StatusError} 406
 */
export function encodeList(
  head: TypeMeta & { readonly metadata: object },
  items: readonly Uint8Array[],
): Buffer {
  const message = messageOf(head);
  const itemsField = message?.fields.find(({ name }) => name === 'items');
  if (message === undefined || itemsField === undefined) throw unmarshalable(head);
  const chunks = [encodeMessage({ metadata: head.metadata }, message)];
  const tag = varint(fieldTag(itemsField.number));
  for (const item of items) chunks.push(tag, varint(item.length), item);
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const { before, after } = envelopeAround(head, length);
  return Buffer.concat([before, ...chunks, after]);
}

/**
 * A frame of a watch: its length in four bytes, then a `WatchEvent`, type (1) and object (2), where the object is
 * JSON-like raw data (1) that holds an envelope. The event itself has none.
 * @see kubernetes/apimachinery `pkg/util/framer/framer.go`, `pkg/apis/meta/v1/watch.go`
 */
export function encodeFrame(type: string, enveloped: Uint8Array): Buffer {
  const name = Buffer.from(type);
  const raw = Buffer.concat([varint(fieldTag(1)), varint(enveloped.length)]);
  const event = [
    varint(fieldTag(1)),
    varint(name.length),
    name,
    varint(fieldTag(2)),
    varint(raw.length + enveloped.length),
    raw,
    enveloped,
  ];
  const length = Buffer.alloc(4);
  length.writeUInt32BE(event.reduce((sum, chunk) => sum + chunk.length, 0));
  return Buffer.concat([length, ...event]);
}

function typeMetaOf(object: unknown): TypeMeta {
  const { apiVersion, kind } = isRecord(object) ? object : {};
  return {
    apiVersion: typeof apiVersion === 'string' ? apiVersion : '',
    kind: typeof kind === 'string' ? kind : '',
  };
}

/** Some documents of discovery say no version, and mean this one. */
const unversioned = { group: '', version: 'v1' };

function messageOf({ apiVersion, kind }: TypeMeta): ProtoMessage | undefined {
  const groupVersion = parseGroupVersion(apiVersion) ?? unversioned;
  return protobufMessages().forKind({ ...groupVersion, kind });
}

/** @see kubernetes/apimachinery `pkg/runtime/serializer/protobuf/protobuf.go`, `errNotMarshalable` */
function unmarshalable({ kind }: TypeMeta): StatusError {
  return new StatusError({
    code: 406,
    reason: 'NotAcceptable',
    message: `object ${kind} does not implement the protobuf marshalling interface and cannot be encoded to a protobuf message`,
  });
}
