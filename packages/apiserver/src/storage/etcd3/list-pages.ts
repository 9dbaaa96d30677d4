import { matches } from '../change.js';
import { StorageError } from '../errors.js';
import { requireMinimum, tooLarge } from '../resource-version.js';
import type { ListOptions, ListResult } from '../storage.js';
import { StoredObject } from '../stored-object.js';
import { encodeContinue } from './continue-token.js';
import { isCompacted, isFutureRevision } from './etcd-error.js';
import type { Etcd3Client } from './etcd3-client.js';
import { planList } from './list-plan.js';
import { endOfPrefix } from './wire/kv.js';
import type { RangeResponse } from './wire/kv.js';

const firstPage = 500;
const maxPage = 10_000;
/** A page of large objects is cut down to about this much, which keeps etcd and this process responsive. */
const maxPageBytes = 8 * 1024 * 1024;

const listTooOld = 'The resourceVersion for the provided list is too old.';
const continueTooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list ' +
  'without the continue parameter, or use the continue token in this response to retrieve the remainder of ' +
  'the results. Continuing with the provided token results in an inconsistent list - objects that were ' +
  'created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/**
 * Lists from etcd, page by page at one revision, until there are `limit` objects that match or no more keys.
 * @see kubernetes/apiserver `pkg/storage/etcd3/store.go`, `GetList`
 */
export async function listPages(
  client: Etcd3Client,
  prefix: string,
  options: ListOptions,
): Promise<ListResult> {
  const plan = planList(options);
  const pages = new PageReader(client, prefix, options.signal);
  const limit = options.limit ?? 0;
  const items: StoredObject[] = [];
  let revision = plan.revision;
  let start = plan.start;
  let pageSize = limit > 0 ? Math.min(limit, maxPage) : firstPage;
  for (;;) {
    const page = await pages.read({ start, revision, limit: pageSize }, options);
    if (revision === 0) {
      requireMinimum(plan.minimum, page.revision);
      revision = page.revision;
    }
    const { taken, full } = take(page.objects, { items, limit, predicate: options.predicate });
    const last = page.objects[taken - 1];
    const hasMore = page.more || taken < page.objects.length;
    if (last === undefined || !hasMore) return { items, revision };
    start = `${last.key.slice(prefix.length)}\0`;
    if (full) {
      return {
        items,
        revision,
        continueToken: encodeContinue({ start, revision }),
        // etcd counts what the predicate would refuse, so with one the rest is unknown.
        remainingItemCount: options.predicate === undefined ? page.count - taken : undefined,
      };
    }
    pageSize = nextPageSize(pageSize, page);
  }
}

interface Taking {
  readonly items: StoredObject[];
  readonly limit: number;
  readonly predicate: ListOptions['predicate'];
}

/** Moves matching objects to `items` until there are `limit`; tells how many it looked at. */
function take(
  objects: readonly StoredObject[],
  { items, limit, predicate }: Taking,
): { taken: number; full: boolean } {
  let taken = 0;
  for (const object of objects) {
    taken += 1;
    if (matches(predicate, object)) items.push(object);
    if (limit > 0 && items.length >= limit) return { taken, full: true };
  }
  return { taken, full: false };
}

interface Page {
  readonly objects: readonly StoredObject[];
  readonly revision: number;
  readonly more: boolean;
  readonly count: number;
  readonly bytes: number;
}

function nextPageSize(pageSize: number, page: Page): number {
  const average = Math.max(1, page.bytes / Math.max(1, page.objects.length));
  const affordable = Math.max(1, Math.floor(maxPageBytes / average));
  return Math.min(pageSize * 2, maxPage, affordable);
}

interface PageRequest {
  readonly start: string;
  readonly revision: number;
  readonly limit: number;
}

class PageReader {
  readonly #client: Etcd3Client;
  readonly #prefix: string;
  readonly #signal: AbortSignal | undefined;

  constructor(client: Etcd3Client, prefix: string, signal: AbortSignal | undefined) {
    this.#client = client;
    this.#prefix = prefix;
    this.#signal = signal;
  }

  async read(request: PageRequest, options: ListOptions): Promise<Page> {
    const { start, revision, limit } = request;
    if (!Number.isSafeInteger(revision)) throw await this.#fromTheFuture(revision);
    const root = `${this.#client.prefix}${this.#prefix}`;
    const isOneKey = this.#prefix !== '' && !this.#prefix.endsWith('/');
    const rangeEnd = isOneKey ? undefined : endOfPrefix(root);
    try {
      const response = await this.#client.range(
        { key: isOneKey ? root : root + start, rangeEnd, limit, revision },
        this.#signal,
      );
      return this.#toPage(response);
    } catch (error) {
      if (isFutureRevision(error)) throw await this.#fromTheFuture(revision);
      if (!isCompacted(error)) throw error;
      throw expired(error, (options.continueToken ?? '') === '' ? undefined : start);
    }
  }

  #toPage({ kvs, revision, more, count }: RangeResponse): Page {
    let bytes = 0;
    const objects = kvs.map(({ key, value, modRevision }) => {
      bytes += value.length;
      return new StoredObject(key.slice(this.#client.prefix.length), value, modRevision);
    });
    return { objects, revision, more, count, bytes };
  }

  async #fromTheFuture(revision: number): Promise<StorageError> {
    return tooLarge(revision, await this.#client.currentRevision(this.#signal));
  }
}

/** @param start where a list with a continue token stood; undefined for a list without one */
function expired(cause: unknown, start: string | undefined): StorageError {
  if (start === undefined) return new StorageError('Expired', { message: listTooOld, cause });
  const continueToken = encodeContinue({ start, revision: -1 });
  return new StorageError('Expired', { message: continueTooOld, cause, continueToken });
}
