import { Change } from '../change.js';
import { StoredObject, ownBytes } from '../stored-object.js';
import { endOf } from './direct-watch.js';
import type { Etcd3Client } from './etcd3-client.js';
import type { KeyValue } from './wire/kv.js';
import type { WatchEvent, WatchResponse } from './wire/watch.js';

export interface Span {
  /** Revisions after this one, */
  readonly after: number;
  /** up to this one, which must exist. */
  readonly upTo: number;
}

/**
 * The changes below `prefix` in a span of the past, oldest first, from etcd's own history.
 *
 * Replays every key, as the feed does: the event of `upTo`, whoever wrote it, is the end that is looked for.
 * @throws {StorageError} `Expired` when the span is compacted
 */
export async function readHistory(
  client: Pick<Etcd3Client, 'prefix' | 'watch'>,
  prefix: string,
  { after, upTo }: Span,
): Promise<readonly Change[]> {
  const root = client.prefix + prefix;
  const changes: Change[] = [];
  let cancel: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const handlers = {
        onResponse: (response: WatchResponse) => {
          if (response.canceled) reject(endOf(response));
          let last = 0;
          for (const event of response.events) {
            last = event.kv.modRevision;
            if (last <= upTo && event.kv.key.startsWith(root)) {
              changes.push(toChange(event, client.prefix.length));
            }
          }
          // More events of the same revision may be in the next fragment.
          if (last > upTo || (last === upTo && !response.fragment)) resolve();
        },
        onEnd: reject,
      };
      client
        .watch(
          { key: '\0', rangeEnd: '\0', startRevision: after + 1, previousValues: true },
          handlers,
        )
        .then((stop) => {
          cancel = stop;
        }, reject);
    });
  } finally {
    cancel?.();
  }
  return changes;
}

function toChange({ type, kv, previous }: WatchEvent, rootLength: number): Change {
  const key = kv.key.slice(rootLength);
  const toObject = ({ value, modRevision }: KeyValue): StoredObject =>
    new StoredObject(key, ownBytes(value), modRevision);
  return new Change(key, kv.modRevision, {
    object: type === 'put' ? toObject(kv) : undefined,
    previous: previous === undefined ? undefined : toObject(previous),
  });
}
