import protobuf from 'protobufjs/minimal.js';
import { stringifyExactJson, isRecord, type Immutable } from '@skewplane/apimachinery';
import type { ProtoField, ProtoMessage, ProtoScalar } from '@skewplane/api';
import { wireTypes } from './message-reader.js';

type Writer = protobuf.Writer;

/**
 * Writes the JSON form of an object as its message, fields in the order of their numbers. What is absent stays away: for
 * readers that is the same as the zeros that Go would write.
 */
export function encodeMessage(
  value: Immutable<Record<string, unknown>>,
  message: ProtoMessage,
): Uint8Array {
  const writer = protobuf.Writer.create();
  writeFields(writer, value, message);
  return writer.finish();
}

function writeFields(
  writer: Writer,
  owner: Immutable<Record<string, unknown>>,
  message: ProtoMessage,
): void {
  for (const field of message.fields) {
    if (field.inlined && typeof field.type !== 'string') {
      startPiece(writer, field.number);
      writeFields(writer, owner, field.type.get());
      writer.ldelim();
      continue;
    }
    const value = owner[field.name];
    if (value === undefined || value === null) continue;
    if (field.holds === 'list') writeList(writer, field, value);
    else if (field.holds === 'map') writeMap(writer, field, value);
    else writeValue(writer, field.number, field.type, value);
  }
}

function writeList(writer: Writer, { number, type }: ProtoField, value: unknown): void {
  if (!Array.isArray(value)) return;
  for (const item of value as unknown[]) writeValue(writer, number, type, item);
}

/** A map travels as a list of messages with a key (1) and a value (2), sorted by key as upstream's encoder has them. */
function writeMap(writer: Writer, { number, type }: ProtoField, value: unknown): void {
  if (!isRecord(value)) return;
  for (const key of Object.keys(value).sort()) {
    startPiece(writer, number);
    writer.uint32(tag(1, wireTypes.bytes)).string(key);
    writeValue(writer, 2, type, value[key]);
    writer.ldelim();
  }
}

/** Writes a value with its tag; `ldelim` closes a piece. */
function writeValue(
  writer: Writer,
  number: number,
  type: ProtoField['type'],
  value: unknown,
): void {
  if (typeof type === 'string') {
    writeScalar(writer, number, type, value);
    return;
  }
  startPiece(writer, number);
  writeMessage(writer, type.get(), value);
  writer.ldelim();
}

const tag = (number: number, wireType: number) => number * 8 + wireType;

function startPiece(writer: Writer, number: number): void {
  writer.uint32(tag(number, wireTypes.bytes)).fork();
}

function writeScalar(writer: Writer, number: number, type: ProtoScalar, value: unknown): void {
  switch (type) {
    case 'string':
      writer.uint32(tag(number, wireTypes.bytes)).string(String(value));
      return;
    case 'bytes':
      writer.uint32(tag(number, wireTypes.bytes)).bytes(Buffer.from(String(value), 'base64'));
      return;
    case 'bool':
      writer.uint32(tag(number, wireTypes.varint)).bool(value === true);
      return;
    case 'int32':
      writer.uint32(tag(number, wireTypes.varint)).int32(Number(value));
      return;
    case 'int64':
      writer.uint32(tag(number, wireTypes.varint)).int64(int64Of(value));
      return;
    case 'double':
      writer.uint32(tag(number, wireTypes.fixed64)).double(Number(value));
  }
}

/** A number, or the halves of what a double cannot hold. */
function int64Of(value: unknown): number | { low: number; high: number; unsigned: boolean } {
  if (typeof value !== 'bigint') return Number(value);
  const half = (bits: bigint) => Number(BigInt.asIntN(32, bits));
  return { low: half(value), high: half(value >> 32n), unsigned: false };
}

/** Writes what stands between the length and the end of a message. */
function writeMessage(writer: Writer, message: ProtoMessage, value: unknown): void {
  switch (message.form) {
    case 'object':
      if (isRecord(value)) writeFields(writer, value, message);
      return;
    case 'json':
      writer.uint32(tag(1, wireTypes.bytes)).bytes(Buffer.from(stringifyExactJson(value)));
      return;
    case 'time':
    case 'micro-time':
      writeTime(writer, value);
      return;
    default:
      writeFields(writer, partsOf(message.form, value), message);
  }
}

/** The parts of a value whose message has more structure than its JSON. */
function partsOf(
  form: Exclude<ProtoMessage['form'], 'object' | 'json' | 'time' | 'micro-time'>,
  value: unknown,
): Record<string, unknown> {
  switch (form) {
    case 'quantity':
      return { string: value };
    case 'int-or-string':
      return typeof value === 'string'
        ? { type: 1, intVal: 0, strVal: value }
        : { type: 0, intVal: value, strVal: '' };
    case 'list':
      return { items: value };
    case 'schema-or-bool':
      return isRecord(value) ? { allows: true, schema: value } : { allows: value };
    case 'schema-or-list':
      return Array.isArray(value) ? { jSONSchemas: value } : { schema: value };
    case 'schema-or-strings':
      return Array.isArray(value) ? { property: value } : { schema: value };
  }
}

/** Seconds (1) and nanos (2). No time at all is a message without fields. */
function writeTime(writer: Writer, value: unknown): void {
  if (typeof value !== 'string') return;
  const epochMs = Date.parse(value);
  if (Number.isNaN(epochMs)) return;
  // Digits beyond the milliseconds are lost to Date.
  const micros = /\.(\d{1,6})/.exec(value)?.[1] ?? '';
  writer.uint32(tag(1, wireTypes.varint)).int64(Math.floor(epochMs / 1000));
  writer.uint32(tag(2, wireTypes.varint)).int32(Number(micros.padEnd(6, '0')) * 1000);
}
