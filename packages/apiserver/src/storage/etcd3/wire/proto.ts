const varintType = 0;
const fixed64Type = 1;
const lengthType = 2;
const fixed32Type = 5;

/**
 * Writes one protobuf message. Only what etcd's key-value API needs: the generated codec of the client library
 * turns each 64-bit field to a string and back, which costs more than everything else on the read path.
 * @see protobuf.dev `programming-guides/encoding`
 */
export class ProtoWriter {
  #buffer: Buffer;
  #length = 0;

  constructor(sizeHint = 64) {
    this.#buffer = Buffer.allocUnsafe(sizeHint);
  }

  /** Zero is the default and stays away. */
  int(field: number, value: number | bigint | undefined): this {
    if (value === undefined || value === 0 || value === 0n) return this;
    this.#room(20);
    this.#varint(field * 8 + varintType);
    if (typeof value === 'bigint') this.#bigVarint(value);
    else this.#varint(value);
    return this;
  }

  /** A zero that must be said: a member of a oneof. */
  zero(field: number): this {
    this.#room(20);
    this.#varint(field * 8 + varintType);
    this.#varint(0);
    return this;
  }

  bool(field: number, value: boolean | undefined): this {
    return this.int(field, value === true ? 1 : 0);
  }

  /** Written even when empty: in a oneof, presence is the message. */
  bytes(field: number, value: Uint8Array): this {
    this.#room(20 + value.length);
    this.#varint(field * 8 + lengthType);
    this.#varint(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  text(field: number, value: string | undefined): this {
    if (value === undefined) return this;
    const size = Buffer.byteLength(value);
    this.#room(20 + size);
    this.#varint(field * 8 + lengthType);
    this.#varint(size);
    this.#length += this.#buffer.write(value, this.#length, size, 'utf8');
    return this;
  }

  message(field: number, message: ProtoWriter): this {
    return this.bytes(field, message.finish());
  }

  finish(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + bytes));
    grown.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = grown;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.#buffer[this.#length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.#buffer[this.#length++] = rest;
  }

  #bigVarint(value: bigint): void {
    let rest = BigInt.asUintN(64, value);
    while (rest > 0x7fn) {
      this.#buffer[this.#length++] = Number(rest & 0x7fn) + 128;
      rest >>= 7n;
    }
    this.#buffer[this.#length++] = Number(rest);
  }
}

/** Reads one protobuf message. Byte fields are views of the message, not copies. */
export class ProtoReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;
  #wireType = 0;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  /** Number of the next field, or 0 at the end. Read or `skip` its value next. */
  field(): number {
    if (this.#at >= this.#end) return 0;
    const tag = this.int();
    this.#wireType = tag & 7;
    return tag >>> 3;
  }

  /** Exact up to 2^53; etcd's revisions stay far below. */
  int(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++] ?? 0;
      if (byte < 0x80) return value + byte * scale;
      value += (byte - 0x80) * scale;
      scale *= 128;
    }
  }

  /** All 64 bits: lease ids use them. */
  bigInt(): bigint {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = this.#bytes[this.#at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, value);
      shift += 7n;
    }
  }

  bytes(): Buffer {
    const length = this.int();
    const start = this.#at;
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  text(): string {
    const length = this.int();
    const start = this.#at;
    this.#at += length;
    return this.#bytes.toString('utf8', start, this.#at);
  }

  message(): ProtoReader {
    const length = this.int();
    const start = this.#at;
    this.#at += length;
    return new ProtoReader(this.#bytes, start, this.#at);
  }

  /** Passes over the value of the field just named. */
  skip(): void {
    switch (this.#wireType) {
      case varintType:
        while ((this.#bytes[this.#at++] ?? 0) >= 0x80);
        return;
      case lengthType: {
        const length = this.int();
        this.#at += length;
        return;
      }
      case fixed64Type:
        this.#at += 8;
        return;
      case fixed32Type:
        this.#at += 4;
        return;
      default:
        throw new Error(`Unknown protobuf wire type ${this.#wireType}`);
    }
  }
}
