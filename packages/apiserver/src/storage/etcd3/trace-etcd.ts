import type { TraceDetail } from '@skewplane/apimachinery';
import type { StoredObject } from '../stored-object.js';
import type { KeyValue } from './wire/kv.js';

type Told = [decision: string, detail: TraceDetail];

interface RangeAnswer {
  readonly kvs: readonly KeyValue[];
  readonly revision: number;
}

export function readResult(key: string, { kvs: [found], revision }: RangeAnswer): Told {
  const what = found === undefined ? 'no such key' : `revision ${String(found.modRevision)}`;
  return [what, { key, storeRevision: revision, bytes: found?.value.length ?? 0 }];
}

/** Which state an update was made from, for the decision of its step. */
export function basisOf(current: StoredObject | undefined, isFresh: boolean): [string] {
  if (current === undefined) return ['of a new object'];
  return [`from revision ${String(current.revision)}${isFresh ? ' of etcd' : ' of the cache'}`];
}

type Attempt = { readonly ok: true } | { readonly ok: false; readonly error: unknown };

export function attemptDetail(attempt: Attempt): TraceDetail | undefined {
  if (attempt.ok) return undefined;
  const { error } = attempt;
  return { refused: error instanceof Error ? error.message || error.name : String(error) };
}

interface TracedWrite {
  readonly expected: number;
  readonly bytes: Buffer | undefined;
  readonly ttlSeconds?: number | undefined;
}

interface TxnAnswer {
  readonly succeeded: boolean;
  readonly revision: number;
  readonly ranges: readonly { readonly kvs: readonly KeyValue[] }[];
}

export function transactionResult(
  key: string,
  { expected, bytes, ttlSeconds }: TracedWrite,
  { succeeded, revision, ranges }: TxnAnswer,
): Told {
  const found = ranges[0]?.kvs[0]?.modRevision;
  const lost = found === undefined ? 'the key is gone' : `it is ${String(found)}`;
  return [
    succeeded ? `written at revision ${String(revision)}` : `lost the race: ${lost}`,
    {
      key,
      guard: expected === 0 ? 'the key is absent' : `mod revision is ${String(expected)}`,
      operation: bytes === undefined ? 'delete' : 'put',
      ...(bytes === undefined ? {} : { bytes: bytes.length }),
      ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
      succeeded,
      revision,
      ...(succeeded || found === undefined ? {} : { foundRevision: found }),
    },
  ];
}
