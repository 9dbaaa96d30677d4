import { StatusError, isExpired, type Clock, type KubeObject } from '@skewplane/apimachinery';
import { Backoff } from './backoff.js';
import type { RestClient } from './rest-client.js';

const pageSize = 500;
/** A watch asks for an end in this time, so that a dead connection is noticed. */
const minWatchSeconds = 300;
/** @see kubernetes/client-go `tools/cache/reflector.go`, `VeryShortWatchError` */
const shortWatchMs = 1000;

export interface InformerOptions {
  readonly client: RestClient;
  /** Path of the collection. */
  readonly path: string;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
  /** Media type of lists and objects, for example PartialObjectMetadata forms. */
  readonly accept?: { readonly list: string; readonly object: string } | undefined;
  /** Told of every failure that is retried. */
  readonly onError: (error: unknown) => void;
}

export interface InformerEvents<T> {
  /** `previous` is undefined for a new object. */
  readonly onUpsert?: (object: T, previous: T | undefined) => void;
  readonly onDelete?: (object: T) => void;
}

/**
 * Keeps a copy of a collection by list and watch; lists again when the server has forgotten where it was.
 * @see kubernetes/client-go `tools/cache/reflector.go`
 */
export class Informer<T extends KubeObject = KubeObject> {
  readonly #options: InformerOptions;
  readonly #events: InformerEvents<T>;
  readonly #objects = new Map<string, T>();
  readonly #synced = deferred();
  #isSynced = false;
  #resourceVersion = '';

  constructor(options: InformerOptions, events: InformerEvents<T> = {}) {
    this.#options = options;
    this.#events = events;
  }

  /** Resolves after the first list. */
  get synced(): Promise<void> {
    return this.#synced.promise;
  }

  get isSynced(): boolean {
    return this.#isSynced;
  }

  /** Copies shared by every reader: never edit them. */
  list(): Iterable<T> {
    return this.#objects.values();
  }

  get(namespace: string, name: string): T | undefined {
    return this.#objects.get(`${namespace}/${name}`);
  }

  /** Runs until the signal aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, random, onError } = this.#options;
    const backoff = new Backoff({ initialMs: 100, maxMs: 30_000, random });
    while (!signal.aborted) {
      try {
        if (this.#resourceVersion === '') await this.#relist(signal);
        await this.#follow(signal, () => {
          backoff.reset();
        });
      } catch (error) {
        if (mustListAgain(error)) this.#resourceVersion = '';
        if (!isAborted(signal)) onError(error);
        await clock.sleep(backoff.next(), signal).catch(() => undefined); // aborted: the loop ends
      }
    }
  }

  async #relist(signal: AbortSignal): Promise<void> {
    const { client, path, accept } = this.#options;
    const seen = new Set<string>();
    let continueToken: string | undefined;
    let resourceVersion = '';
    do {
      const page = await client.list<T>(path, {
        query: { ...this.#selectors(), limit: pageSize, continue: continueToken },
        accept: accept?.list,
        signal,
      });
      for (const object of page.items) {
        seen.add(keyOf(object));
        this.#upsert(object);
      }
      resourceVersion = page.metadata.resourceVersion ?? '';
      continueToken = page.metadata.continue || undefined;
    } while (continueToken !== undefined);
    for (const [key, object] of [...this.#objects]) if (!seen.has(key)) this.#remove(key, object);
    this.#resourceVersion = resourceVersion;
    this.#isSynced = true;
    this.#synced.resolve();
  }

  async #follow(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { client, path, accept, clock, random } = this.#options;
    const events = client.watch<T>(path, {
      query: {
        ...this.#selectors(),
        resourceVersion: this.#resourceVersion,
        allowWatchBookmarks: true,
        timeoutSeconds: Math.ceil(minWatchSeconds * (1 + random())),
      },
      accept: accept?.object,
      signal,
    });
    const startedAtMs = clock.now();
    let count = 0;
    for await (const { type, object } of events) {
      count++;
      onProgress();
      if (type === 'DELETED') this.#remove(keyOf(object), object);
      else if (type !== 'BOOKMARK') this.#upsert(object);
      this.#resourceVersion = object.metadata.resourceVersion ?? this.#resourceVersion;
    }
    // A server that is stopping ends each watch at once: asking again without a pause would be a busy loop.
    if (count === 0 && clock.now() - startedAtMs < shortWatchMs && !signal.aborted)
      throw new Error('The watch ended at once, without an event');
  }

  #selectors() {
    const { labelSelector, fieldSelector } = this.#options;
    return { labelSelector, fieldSelector };
  }

  #upsert(object: T): void {
    const key = keyOf(object);
    const previous = this.#objects.get(key);
    if (
      previous?.metadata.resourceVersion === object.metadata.resourceVersion &&
      previous !== undefined
    )
      return;
    this.#objects.set(key, object);
    // Another object of the same name: the deletion of the first was missed.
    const replaced = previous !== undefined && previous.metadata.uid !== object.metadata.uid;
    if (replaced) this.#events.onDelete?.(previous);
    this.#events.onUpsert?.(object, replaced ? undefined : previous);
  }

  #remove(key: string, object: T): void {
    if (!this.#objects.delete(key)) return;
    this.#events.onDelete?.(object);
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** The compiler holds a signal that was not aborted a moment ago for one that never is. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Does the server not know the revision we are at: too old, from a future that was undone, or misread? */
function mustListAgain(error: unknown): boolean {
  if (isExpired(error) || error instanceof SyntaxError) return true;
  if (!(error instanceof StatusError)) return false;
  return (
    error.status.details?.causes?.some(({ reason }) => reason === 'ResourceVersionTooLarge') ??
    false
  );
}
