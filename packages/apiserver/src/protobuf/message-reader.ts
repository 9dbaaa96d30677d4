import { exactInteger } from '@skewplane/apimachinery';
import protobuf from 'protobufjs/minimal.js';
import { WireError, unexpectedEnd } from './wire-error.js';

export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, endGroup: 4 } as const;

export interface FieldTag {
  readonly number: number;
  readonly wireType: number;
}

/**
 * Reads the pieces of a message, each within the bounds of the message that it is part of: the library's own reads of
 * strings and bytes only know the bounds of the whole. Errors are WireErrors or the library's own: `asWireError`.
 */
export class MessageReader {
  readonly #bytes: Buffer;
  readonly #reader: protobuf.Reader;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#reader = protobuf.Reader.create(bytes);
  }

  get position(): number {
    return this.#reader.pos;
  }

  /** @param message its name, for the error */
  tag(message: string): FieldTag {
    const tag = this.#reader.uint32();
    const number = tag >>> 3;
    const wireType = tag & 7;
    if (number === 0 || wireType === wireTypes.endGroup) throw badTag(message, wireType);
    return { number, wireType };
  }

  /** Where the piece that starts here with its length ends. @throws {WireError} when that is beyond `limit` */
  end(limit: number): number {
    const length = this.#reader.uint32();
    const end = this.#reader.pos + length;
    if (end > limit) throw unexpectedEnd();
    return end;
  }

  text(end: number): string {
    const { pos } = this.#reader;
    this.#reader.pos = end;
    // Bytes that are not UTF-8 become U+FFFD, as they do when Go writes JSON.
    return this.#bytes.toString('utf8', pos, end);
  }

  /** A view, not a copy. */
  bytes(end: number): Buffer {
    const { pos } = this.#reader;
    this.#reader.pos = end;
    return this.#bytes.subarray(pos, end);
  }

  bool(): boolean {
    return this.#reader.bool();
  }

  int32(): number {
    return this.#reader.int32();
  }

  /** A bigint when a double cannot hold it exactly. */
  int64(): number | bigint {
    // With the `long` package, which comes with the library, answers are Longs.
    const value: number | { toString(): string } = this.#reader.int64();
    if (typeof value === 'number') return value;
    return exactInteger(BigInt(value.toString()));
  }

  double(): number {
    return this.#reader.double();
  }

  /** Passes over a value of a field that is not known. @throws {WireError} */
  skip(wireType: number): void {
    if (wireType > 5) throw new WireError(`proto: illegal wireType ${String(wireType)}`);
    this.#reader.skipType(wireType);
  }
}

function badTag(message: string, wireType: number): WireError {
  const name = message.slice(message.lastIndexOf('.') + 1);
  if (wireType === wireTypes.endGroup) {
    return new WireError(`proto: ${name}: wiretype end group for non-group`);
  }
  return new WireError(`proto: ${name}: illegal tag 0 (wire type ${String(wireType)})`);
}
