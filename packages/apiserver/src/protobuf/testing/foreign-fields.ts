import type { ProtoField, ProtoMessage } from '@skewplane/api';
import { varint } from '../envelope.js';

/** One unknown field of every wire type: a varint, eight bytes, a text, a group with a field in it, four bytes. */
const foreign = Buffer.concat([
  piece(2_000, 0, [0xac, 0x02]),
  piece(2_001, 1, [1, 2, 3, 4, 5, 6, 7, 8]),
  piece(2_002, 2, [3, 0x61, 0x62, 0x63]),
  piece(2_003, 3, [0x08, 0x01]),
  piece(2_003, 4, []),
  piece(2_004, 5, [1, 2, 3, 4]),
]);

function piece(number: number, wireType: number, rest: readonly number[]): Buffer {
  return Buffer.concat([varint(number * 8 + wireType), Buffer.from(rest)]);
}

/**
 * The bytes of a message with fields that nobody knows before each of its own, and in the messages that it holds: as a
 * release would write it that has more fields.
 */
export function withForeignFields(bytes: Buffer, message: ProtoMessage): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = readVarint(bytes, at);
    const end = endOfValue(bytes, tag.end, tag.value % 8);
    const field = message.field(Math.floor(tag.value / 8));
    pieces.push(foreign, bytes.subarray(at, tag.end));
    pieces.push(valueWithForeign(bytes.subarray(tag.end, end), field, tag.value % 8));
    at = end;
  }
  return Buffer.concat([...pieces, foreign]);
}

function valueWithForeign(value: Buffer, field: ProtoField | undefined, wireType: number): Buffer {
  if (wireType !== 2 || field === undefined || typeof field.type === 'string') return value;
  const inner = value.subarray(readVarint(value, 0).end);
  // An entry of a map is a message of its own; no time at all is a message without fields.
  if (field.holds === 'map' || inner.length === 0) return value;
  const filled = withForeignFields(inner, field.type.get());
  return Buffer.concat([varint(filled.length), filled]);
}

function endOfValue(bytes: Buffer, at: number, wireType: number): number {
  if (wireType === 0) return readVarint(bytes, at).end;
  if (wireType === 1) return at + 8;
  const length = readVarint(bytes, at);
  return length.end + length.value;
}

/** Numbers that are longer than lengths and tags need not be exact. */
function readVarint(bytes: Buffer, at: number): { value: number; end: number } {
  let value = 0;
  for (let end = at, factor = 1; ; end += 1, factor *= 128) {
    const byte = bytes[end] ?? 0;
    value += (byte % 128) * factor;
    if (byte < 128) return { value, end: end + 1 };
  }
}
