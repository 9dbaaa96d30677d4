import protobuf from 'protobufjs/minimal.js';
import { MessageReader, wireTypes } from './message-reader.js';
import { asWireError, unexpectedEnd, WireError } from './wire-error.js';

/** What bytes start with that carry a `runtime.Unknown`: `k8s` and a zero. */
const mark = Buffer.from([0x6b, 0x38, 0x73, 0x00]);

export interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
}

export interface Envelope extends TypeMeta {
  /** The message itself; a view of the bytes. */
  readonly raw: Buffer;
}

/**
 * @see kubernetes/apimachinery `pkg/runtime/serializer/protobuf/protobuf.go`, `Decode`
 * @throws {WireError} with upstream's text
 */
export function openEnvelope(bytes: Buffer): Envelope {
  if (bytes.length === 0) throw new WireError('empty data');
  if (!bytes.subarray(0, mark.length).equals(mark)) {
    throw new WireError(
      `provided data does not appear to be a protobuf message, expected prefix [${mark.join(' ')}]`,
    );
  }
  if (bytes.length === mark.length) throw new WireError('empty body');
  try {
    return readUnknown(bytes.subarray(mark.length));
  } catch (error) {
    throw asWireError(error);
  }
}

/** `runtime.Unknown`: typeMeta (1), raw (2), and content encoding and type, which nobody reads. */
function readUnknown(bytes: Buffer): Envelope {
  let typeMeta: TypeMeta = { apiVersion: '', kind: '' };
  let raw: Buffer = Buffer.alloc(0);
  eachPiece(bytes, 'Unknown', (number, piece) => {
    if (number === 1) typeMeta = readTypeMeta(piece);
    else if (number === 2) raw = piece;
  });
  return { ...typeMeta, raw };
}

/** `runtime.TypeMeta`: apiVersion (1), kind (2). */
function readTypeMeta(bytes: Buffer): TypeMeta {
  const parts = { apiVersion: '', kind: '' };
  eachPiece(bytes, 'TypeMeta', (number, piece) => {
    if (number === 1) parts.apiVersion = piece.toString('utf8');
    else if (number === 2) parts.kind = piece.toString('utf8');
  });
  return parts;
}

/** Calls back for each field that has a length, which is all that envelopes are made of. */
function eachPiece(
  bytes: Buffer,
  message: string,
  visit: (number: number, piece: Buffer) => void,
): void {
  const reader = new MessageReader(bytes);
  while (reader.position < bytes.length) {
    const { number, wireType } = reader.tag(message);
    if (wireType === wireTypes.bytes) visit(number, reader.bytes(reader.end(bytes.length)));
    else reader.skip(wireType);
  }
  if (reader.position > bytes.length) throw unexpectedEnd();
}

/** What stands around the message itself, which may be long and need not be copied for it. */
export interface EnvelopeParts {
  readonly before: Buffer;
  readonly after: Buffer;
}

/** Envelope of a message of `length` bytes. */
export function envelopeAround({ apiVersion, kind }: TypeMeta, length: number): EnvelopeParts {
  const writer = protobuf.Writer.create();
  writer.uint32(fieldTag(1)).fork();
  writer.uint32(fieldTag(1)).string(apiVersion);
  writer.uint32(fieldTag(2)).string(kind);
  writer.ldelim();
  writer.uint32(fieldTag(2)).uint32(length);
  return { before: Buffer.concat([mark, writer.finish()]), after: emptyContentFields };
}

export function sealEnvelope(typeMeta: TypeMeta, raw: Uint8Array): Buffer {
  const { before, after } = envelopeAround(typeMeta, raw.length);
  return Buffer.concat([before, raw, after]);
}

/** Tag of a field that has a length. */
export const fieldTag = (number: number) => number * 8 + wireTypes.bytes;

export const varint = (value: number): Uint8Array =>
  protobuf.Writer.create().uint32(value).finish();

/** Go writes content encoding (3) and type (4) though they are empty. */
const emptyContentFields = Buffer.from([fieldTag(3), 0, fieldTag(4), 0]);
