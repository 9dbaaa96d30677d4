import { isRecord } from '@skewplane/apimachinery';
import type { ProtoField, ProtoMessage, ProtoScalar } from '@skewplane/api';
import { parseJson } from '../decoding/parse-json.js';
import { MessageReader, wireTypes } from './message-reader.js';
import { asWireError, unexpectedEnd, WireError } from './wire-error.js';

/** How deep messages may stand in each other; JSON bodies have the same bound. */
const maxDepth = 1_000;

export interface DecodedMessage {
  readonly value: Record<string, unknown>;
}

/**
 * The JSON form of a message, as Go would write what it reads: fields that Go leaves out when they are zero are left
 * out, and fields that the table does not know are passed over, as upstream does with those of newer clients.
 * @throws {WireError} for bytes that are no such message
 */
export function decodeMessage(bytes: Buffer, message: ProtoMessage): DecodedMessage {
  const decoder = new MessageDecoder(bytes);
  try {
    const value = decoder.fields(message, bytes.length, {});
    return { value };
  } catch (error) {
    throw asWireError(error);
  }
}

class MessageDecoder {
  readonly #reader: MessageReader;
  #depth = 0;

  constructor(bytes: Buffer) {
    this.#reader = new MessageReader(bytes);
  }

  /** Reads fields up to `end` into `owner`; a field that comes again adds to what is there, as merging messages goes. */
  fields(
    message: ProtoMessage,
    end: number,
    owner: Record<string, unknown>,
  ): Record<string, unknown> {
    if (this.#depth === maxDepth) throw new WireError('exceeded max depth');
    this.#depth += 1;
    const reader = this.#reader;
    while (reader.position < end) {
      const { number, wireType } = reader.tag(message.name);
      const field = message.field(number);
      if (field === undefined) reader.skip(wireType);
      else this.#field(field, wireType, end, owner);
    }
    if (reader.position > end) throw unexpectedEnd();
    this.#depth -= 1;
    return owner;
  }

  #field(field: ProtoField, wireType: number, end: number, owner: Record<string, unknown>): void {
    const { name } = field;
    if (field.inlined && typeof field.type !== 'string') {
      this.fields(field.type.get(), this.#end(field, wireType, end), owner);
      return;
    }
    if (field.holds === 'list') this.#element(field, wireType, end, listOf(owner, name));
    else if (field.holds === 'map') this.#entry(field, wireType, end, recordOf(owner, name));
    else {
      const value = this.#value(field, wireType, end, owner[name]);
      if (isSaid(field, value)) owner[name] = value;
      else Reflect.deleteProperty(owner, name);
    }
  }

  #element(field: ProtoField, wireType: number, end: number, list: unknown[]): void {
    const { type } = field;
    const packs = typeof type === 'string' && wireTypeOf(type) !== wireTypes.bytes;
    if (packs && wireType === wireTypes.bytes) this.#packed(field, wireTypeOf(type), end, list);
    else this.#append(field, wireType, end, list);
  }

  /** Numbers without a tag each, as newer encoders write them. */
  #packed(field: ProtoField, wireType: number, end: number, list: unknown[]): void {
    const stop = this.#reader.end(end);
    while (this.#reader.position < stop) this.#append(field, wireType, stop, list);
    if (this.#reader.position > stop) throw unexpectedEnd();
  }

  #append(field: ProtoField, wireType: number, end: number, list: unknown[]): void {
    list.push(this.#value(field, wireType, end, undefined) ?? null);
  }

  /** A map travels as a list of messages with a key (1) and a value (2). */
  #entry(field: ProtoField, wireType: number, end: number, map: Record<string, unknown>): void {
    const stop = this.#end(field, wireType, end);
    let key = '';
    let value: unknown;
    while (this.#reader.position < stop) {
      const tag = this.#reader.tag(field.name);
      if (tag.number === 1 && tag.wireType === wireTypes.bytes) {
        key = this.#reader.text(this.#reader.end(stop));
      } else if (tag.number === 2) {
        value = this.#value(field, tag.wireType, stop, undefined);
      } else this.#reader.skip(tag.wireType);
    }
    if (this.#reader.position > stop) throw unexpectedEnd();
    // Code that copies objects key by key would set a prototype with it; JSON bodies lose it likewise.
    if (key !== '__proto__') map[key] = value ?? zeroOf(field.type);
  }

  #value(field: ProtoField, wireType: number, end: number, present: unknown): unknown {
    const { type } = field;
    const expected = typeof type === 'string' ? wireTypeOf(type) : wireTypes.bytes;
    if (wireType !== expected) throw wrongWireType(field, wireType);
    if (typeof type === 'string') return this.#scalar(type, end);
    const message = type.get();
    const stop = this.#reader.end(end);
    if (message.form === 'object') {
      return this.fields(message, stop, isRecord(present) ? present : {});
    }
    if (message.form === 'json') return this.#json(message, stop);
    return this.#special(message, stop);
  }

  #end(field: ProtoField, wireType: number, limit: number): number {
    if (wireType !== wireTypes.bytes) throw wrongWireType(field, wireType);
    return this.#reader.end(limit);
  }

  #scalar(type: ProtoScalar, end: number): unknown {
    const reader = this.#reader;
    switch (type) {
      case 'string':
        return reader.text(reader.end(end));
      case 'bytes':
        return reader.bytes(reader.end(end)).toString('base64');
      case 'bool':
        return reader.bool();
      case 'int32':
        return reader.int32();
      case 'int64':
        return reader.int64();
      case 'double':
        return reader.double();
    }
  }

  /** JSON as bytes, in the one field of the message. */
  #json(message: ProtoMessage, stop: number): unknown {
    let text = '';
    while (this.#reader.position < stop) {
      const { number, wireType } = this.#reader.tag(message.name);
      if (number === 1 && wireType === wireTypes.bytes) {
        text = this.#reader.text(this.#reader.end(stop));
      } else this.#reader.skip(wireType);
    }
    if (text === '' || text === 'null') return undefined;
    return parseJson(text).value;
  }

  #special(message: ProtoMessage, stop: number): unknown {
    const empty = this.#reader.position === stop;
    // The parts of these messages are read as an object's, and every part that is not there is zero.
    const parts = this.fields(message, stop, {});
    switch (message.form) {
      case 'quantity':
        return parts['string'] ?? '0';
      case 'int-or-string':
        return Number(parts['type'] ?? 0) === 1 ? (parts['strVal'] ?? '') : (parts['intVal'] ?? 0);
      case 'time':
      case 'micro-time':
        return empty ? undefined : timeText(message.form, parts);
      case 'list':
        return parts['items'] ?? [];
      case 'schema-or-bool':
        return parts['schema'] ?? parts['allows'] ?? false;
      case 'schema-or-list':
        return parts['jSONSchemas'] ?? parts['schema'];
      default:
        return parts['property'] ?? parts['schema'];
    }
  }
}

function wireTypeOf(type: ProtoScalar): number {
  switch (type) {
    case 'string':
    case 'bytes':
      return wireTypes.bytes;
    case 'double':
      return wireTypes.fixed64;
    default:
      return wireTypes.varint;
  }
}

/** Go names the field of the struct, which starts with a capital. */
function wrongWireType({ name }: ProtoField, wireType: number): WireError {
  const goName = name.charAt(0).toUpperCase() + name.slice(1);
  return new WireError(`proto: wrong wireType = ${String(wireType)} for field ${goName}`);
}

function listOf(owner: Record<string, unknown>, name: string): unknown[] {
  const present = owner[name];
  if (Array.isArray(present)) return present;
  const made: unknown[] = [];
  owner[name] = made;
  return made;
}

function recordOf(owner: Record<string, unknown>, name: string): Record<string, unknown> {
  const present = owner[name];
  if (isRecord(present)) return present;
  const made: Record<string, unknown> = {};
  owner[name] = made;
  return made;
}

/** Would Go write it into JSON? Zeros of types that have a message never count as empty there. */
function isSaid({ type, keepsZero }: ProtoField, value: unknown): boolean {
  if (value === undefined) return false;
  if (keepsZero || typeof type !== 'string') return true;
  return value !== '' && value !== 0 && value !== false;
}

function zeroOf(type: ProtoField['type']): unknown {
  if (typeof type !== 'string') {
    switch (type.get().form) {
      case 'quantity':
        return '0';
      case 'list':
        return [];
      case 'time':
        return null;
      default:
        return {};
    }
  }
  return type === 'string' || type === 'bytes' ? '' : type === 'bool' ? false : 0;
}

/** @see kubernetes/apimachinery `pkg/apis/meta/v1/time_proto.go`, `micro_time_proto.go`: what is finer is cut off */
function timeText(form: 'time' | 'micro-time', parts: Record<string, unknown>): string {
  const seconds = Number(parts['seconds'] ?? 0);
  const at = new Date(seconds * 1000);
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 0 || at.getUTCFullYear() > 9999) {
    throw new WireError('Time.MarshalJSON: year outside of range [0,9999]');
  }
  const text = at.toISOString().slice(0, 19);
  if (form === 'time') return `${text}Z`;
  const micros = Math.floor(Number(parts['nanos'] ?? 0) / 1000);
  return `${text}.${String(micros).padStart(6, '0')}Z`;
}
