import { readHeader, readKeyValue } from './kv.js';
import type { KeyValue } from './kv.js';
import { ProtoReader, ProtoWriter } from './proto.js';

export interface WatchRequest {
  readonly key: string;
  readonly rangeEnd: string;
  /** First revision to tell of; 0: what comes after now. */
  readonly startRevision: number;
  readonly previousValues?: boolean | undefined;
}

export interface WatchEvent {
  readonly type: 'put' | 'delete';
  /** For a deletion only `key` and `modRevision` mean something. */
  readonly kv: KeyValue;
  readonly previous: KeyValue | undefined;
}

export interface WatchResponse {
  /** The store's revision when this was sent. */
  readonly revision: number;
  readonly created: boolean;
  readonly canceled: boolean;
  /** With `canceled`: the oldest revision still there, when the start was compacted. */
  readonly compactRevision: number;
  readonly cancelReason: string;
  /** More responses follow which belong to this one. */
  readonly fragment: boolean;
  readonly events: readonly WatchEvent[];
}

export function encodeWatch(request: WatchRequest): Buffer {
  const create = new ProtoWriter(128)
    .text(1, request.key)
    .text(2, request.rangeEnd)
    .int(3, request.startRevision)
    .bool(4, true) // progress_notify: an idle store still tells how far it is
    .bool(6, request.previousValues)
    .bool(8, true); // fragment: no response outgrows etcd's request limit
  return new ProtoWriter(160).message(1, create).finish();
}

export function decodeWatch(bytes: Buffer): WatchResponse {
  const reader = new ProtoReader(bytes);
  const events: WatchEvent[] = [];
  const response = {
    revision: 0,
    created: false,
    canceled: false,
    compactRevision: 0,
    cancelReason: '',
    fragment: false,
    events,
  };
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) response.revision = readHeader(reader.message());
    else if (field === 3) response.created = reader.int() === 1;
    else if (field === 4) response.canceled = reader.int() === 1;
    else if (field === 5) response.compactRevision = reader.int();
    else if (field === 6) response.cancelReason = reader.text();
    else if (field === 7) response.fragment = reader.int() === 1;
    else if (field === 11) events.push(readEvent(reader.message()));
    else reader.skip();
  }
  return response;
}

function readEvent(reader: ProtoReader): WatchEvent {
  let type: WatchEvent['type'] = 'put';
  let kv: KeyValue | undefined;
  let previous: KeyValue | undefined;
  for (let field = reader.field(); field !== 0; field = reader.field()) {
    if (field === 1) type = reader.int() === 1 ? 'delete' : 'put';
    else if (field === 2) kv = readKeyValue(reader.message());
    else if (field === 3) previous = readKeyValue(reader.message());
    else reader.skip();
  }
  if (kv === undefined) throw new Error('etcd sent a watch event without a key');
  return { type, kv, previous };
}
