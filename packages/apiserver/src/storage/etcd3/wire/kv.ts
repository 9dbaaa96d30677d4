import { ProtoReader, ProtoWriter } from './proto.js';

/** One key as etcd has it. `value` is a view of the message it came in. */
export interface KeyValue {
  readonly key: string;
  readonly value: Buffer;
  readonly createRevision: number;
  readonly modRevision: number;
  /** Counts the writes since the key was created. */
  readonly version: number;
}

export interface RangeRequest {
  readonly key: string;
  /** First key that is not wanted; without it only `key` is. */
  readonly rangeEnd?: string | undefined;
  readonly limit?: number | undefined;
  /** Read as of this revision; 0 or undefined: newest. */
  readonly revision?: number | undefined;
  readonly keysOnly?: boolean | undefined;
  readonly countOnly?: boolean | undefined;
}

export interface RangeResponse {
  readonly revision: number;
  readonly kvs: readonly KeyValue[];
  readonly more: boolean;
  /** Keys in the whole range, whatever the limit. */
  readonly count: number;
}

export interface Put {
  readonly key: string;
  readonly value: Uint8Array;
  readonly lease?: bigint | undefined;
}

export type TxnOp =
  { readonly range: RangeRequest } | { readonly put: Put } | { readonly deleteKey: string };

/** Holds when the key's mod revision (or version) is what is said; 0 means absent. */
export interface Compare {
  readonly key: string;
  readonly target: 'version' | 'mod';
  readonly equals: number;
}

export interface TxnRequest {
  readonly compare: readonly Compare[];
  readonly success: readonly TxnOp[];
  readonly failure?: readonly TxnOp[] | undefined;
}

export interface TxnResponse {
  readonly revision: number;
  readonly succeeded: boolean;
  /** Answers to the range operations, in order; other operations leave an empty one. */
  readonly ranges: readonly RangeResponse[];
}

/** End of the range of all keys that start with `prefix`. Keys are UTF-8, so the last byte never is 0xff. */
export function endOfPrefix(prefix: string): string {
  if (prefix === '') return '\0';
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}

export function encodeRange(request: RangeRequest): ProtoWriter {
  return new ProtoWriter(48 + request.key.length + (request.rangeEnd?.length ?? 0))
    .text(1, request.key)
    .text(2, request.rangeEnd)
    .int(3, request.limit)
    .int(4, request.revision)
    .bool(8, request.keysOnly)
    .bool(9, request.countOnly);
}

const compareTargets = { version: { id: 0, field: 4 }, mod: { id: 2, field: 6 } } as const;

export function encodeTxn(request: TxnRequest): Buffer {
  const writer = new ProtoWriter(256);
  for (const { key, target, equals } of request.compare) {
    const { id, field } = compareTargets[target];
    // The expected number is in a oneof, where leaving out zero would leave out the comparison.
    const compare = new ProtoWriter(64 + key.length).int(2, id).text(3, key);
    writer.message(1, equals === 0 ? compare.zero(field) : compare.int(field, equals));
  }
  for (const op of request.success) writer.message(2, encodeOp(op));
  for (const op of request.failure ?? []) writer.message(3, encodeOp(op));
  return writer.finish();
}

function encodeOp(op: TxnOp): ProtoWriter {
  if ('range' in op) return new ProtoWriter(80).message(1, encodeRange(op.range));
  if ('deleteKey' in op) return new ProtoWriter(80).message(3, deleteRange(op.deleteKey));
  const put = new ProtoWriter(64 + op.put.key.length + op.put.value.length)
    .text(1, op.put.key)
    .bytes(2, op.put.value)
    .int(3, op.put.lease);
  return new ProtoWriter(op.put.value.length + 128).message(2, put);
}

function deleteRange(key: string): ProtoWriter {
  return new ProtoWriter(16 + key.length).text(1, key);
}

export function decodeRange(bytes: Buffer): RangeResponse {
  return readRange(new ProtoReader(bytes));
}

function readRange(reader: ProtoReader): RangeResponse {
  const kvs: KeyValue[] = [];
  let revision = 0;
  let more = false;
  let count = 0;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) revision = readHeader(reader.message());
    else if (field === 2) kvs.push(readKeyValue(reader.message()));
    else if (field === 3) more = reader.int() === 1;
    else if (field === 4) count = reader.int();
    else reader.skip();
  }
  return { revision, kvs, more, count };
}

export function decodeTxn(bytes: Buffer): TxnResponse {
  const reader = new ProtoReader(bytes);
  const ranges: RangeResponse[] = [];
  let revision = 0;
  let succeeded = false;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) revision = readHeader(reader.message());
    else if (field === 2) succeeded = reader.int() === 1;
    else if (field === 3) ranges.push(readOpResponse(reader.message()));
    else reader.skip();
  }
  return { revision, succeeded, ranges };
}

const emptyRange: RangeResponse = { revision: 0, kvs: [], more: false, count: 0 };

function readOpResponse(reader: ProtoReader): RangeResponse {
  let range = emptyRange;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) range = readRange(reader.message());
    else reader.skip();
  }
  return range;
}

/** The store's revision, the one part of a header that matters here. */
export function readHeader(reader: ProtoReader): number {
  let revision = 0;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 3) revision = reader.int();
    else reader.skip();
  }
  return revision;
}

const noBytes = Buffer.alloc(0);

export function readKeyValue(reader: ProtoReader): KeyValue {
  let key = '';
  let value: Buffer = noBytes;
  let createRevision = 0;
  let modRevision = 0;
  let version = 0;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) key = reader.text();
    else if (field === 2) createRevision = reader.int();
    else if (field === 3) modRevision = reader.int();
    else if (field === 4) version = reader.int();
    else if (field === 5) value = reader.bytes();
    else reader.skip();
  }
  return { key, value, createRevision, modRevision, version };
}
