import { Change } from '../change.js';
import { StorageError } from '../errors.js';
import { EventQueue } from '../event-queue.js';
import { initialEvents } from '../initial-events.js';
import { parseResourceVersion } from '../resource-version.js';
import type { ListResult, Storage, StorageEvent, WatchOptions } from '../storage.js';
import { StoredObject } from '../stored-object.js';
import type { Etcd3Client } from './etcd3-client.js';
import { endOfPrefix } from './wire/kv.js';
import type { WatchEvent, WatchResponse } from './wire/watch.js';

const queueLimit = 1_000;

interface Deps {
  readonly client: Etcd3Client;
  readonly storage: Pick<Storage, 'list'>;
}

/**
 * A watch with an etcd stream of its own, for prefixes that no cache covers. Unlike a watch through the cacher
 * it breaks with the connection.
 * @see kubernetes/apiserver `pkg/storage/etcd3/watcher.go`
 */
export async function watchDirectly(
  { client, storage }: Deps,
  prefix: string,
  options: WatchOptions,
): Promise<AsyncIterable<StorageEvent>> {
  const from = parseResourceVersion(options.resourceVersion);
  const wantsState = options.sendInitialEvents ?? from === 0;
  const needsList = wantsState || from === 0;
  const state = needsList ? await listState(storage, prefix, options) : undefined;
  const cleanUps: (() => void)[] = [];
  const queue = new EventQueue({
    limit: queueLimit,
    initial: state !== undefined && wantsState ? initialEvents(state, options) : undefined,
    onClose: () => {
      for (const cleanUp of cleanUps.splice(0)) cleanUp();
    },
  });
  endWithSignal(queue, options.signal, cleanUps);
  const toQueue = new Demultiplexer(client.prefix.length, queue, options);
  const key = `${client.prefix}${prefix}`;
  const cancel = await client.watch(
    {
      key,
      rangeEnd: prefix === '' || prefix.endsWith('/') ? endOfPrefix(key) : `${key}\0`,
      startRevision: (state?.revision ?? from) + 1,
      previousValues: true,
    },
    {
      onResponse: (response) => {
        toQueue.take(response);
      },
      onEnd: (error) => {
        queue.fail(error);
      },
    },
  );
  if (options.signal?.aborted === true) cancel();
  else cleanUps.push(cancel);
  return queue;
}

function listState(
  storage: Pick<Storage, 'list'>,
  prefix: string,
  { resourceVersion, signal }: WatchOptions,
): Promise<ListResult> {
  return storage.list(prefix, { resourceVersion, resourceVersionMatch: 'NotOlderThan', signal });
}

function endWithSignal(
  queue: EventQueue,
  signal: AbortSignal | undefined,
  cleanUps: (() => void)[],
): void {
  if (signal === undefined) return;
  const onAbort = (): void => {
    queue.end();
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  cleanUps.push(() => {
    signal.removeEventListener('abort', onAbort);
  });
}

class Demultiplexer {
  readonly #prefixLength: number;
  readonly #queue: EventQueue;
  readonly #options: WatchOptions;

  constructor(prefixLength: number, queue: EventQueue, options: WatchOptions) {
    this.#prefixLength = prefixLength;
    this.#queue = queue;
    this.#options = options;
  }

  take(response: WatchResponse): void {
    if (response.canceled) {
      this.#queue.fail(endOf(response));
      return;
    }
    try {
      for (const event of response.events) this.#push(event);
    } catch (error) {
      this.#queue.fail(error as Error);
    }
    const isProgress = response.events.length === 0 && !response.created;
    if (isProgress && this.#options.allowBookmarks === true) {
      this.#queue.push({ type: 'BOOKMARK', revision: response.revision });
    }
  }

  #push({ type, kv, previous }: WatchEvent): void {
    const key = kv.key.slice(this.#prefixLength);
    const change = new Change(key, kv.modRevision, {
      object: type === 'put' ? new StoredObject(key, kv.value, kv.modRevision) : undefined,
      previous:
        previous === undefined
          ? undefined
          : new StoredObject(key, previous.value, previous.modRevision),
    });
    const seen = change.seenThrough(this.#options.predicate);
    if (seen !== undefined) this.#queue.push(seen);
  }
}

/** Why etcd cancelled a watch. */
export function endOf(response: WatchResponse): StorageError {
  return response.compactRevision > 0
    ? new StorageError('Expired', {
        message: 'The resourceVersion for the provided watch is too old.',
      })
    : new StorageError('Unreachable', {
        message: `etcd ended the watch: ${response.cancelReason}`,
      });
}
