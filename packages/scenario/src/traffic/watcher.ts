import { StatusError, isRecord, type Clock, type KubeObject } from '@skewplane/apimachinery';
import { parseWatchStream, type WatchEvent } from '@skewplane/client';
import type { Invariants } from '../assertions/invariants.js';
import { mustExist, sameCollection, type Ledger, type LedgerEntry } from '../assertions/ledger.js';
import { StreamChecker } from '../assertions/stream-checker.js';
import type { TrafficClient, TrafficResource } from '../document/scenario.js';
import type { RequestRecord } from '../record/run-record.js';
import type { Exchange, Exchanger } from './exchange.js';
import { collectionOf, pathOf, resourceKey } from './traffic-paths.js';

const retry = { initialMs: 20, maxMs: 500 };
const listLimit = 500;

export interface WatcherDeps {
  readonly exchanger: Exchanger;
  readonly ledger: Ledger;
  readonly invariants: Pick<Invariants, 'broken'>;
  readonly clock: Clock;
}

/** Follows one collection as an informer does, and holds every event against the ledger. */
export class Watcher {
  readonly client: TrafficClient;
  readonly resource: TrafficResource;
  readonly #deps: WatcherDeps;
  readonly #checker = new StreamChecker();
  #request: RequestRecord | undefined;

  constructor(client: TrafficClient, resource: TrafficResource, deps: WatcherDeps) {
    this.client = client;
    this.resource = resource;
    this.#deps = deps;
  }

  /** Acknowledged writes whose events have not come yet. */
  outstanding(): string[] {
    return this.#checker.outstanding();
  }

  get lastRequest(): RequestRecord | undefined {
    return this.#request;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { ledger, clock } = this.#deps;
    const ours = (entry: LedgerEntry) => sameCollection(entry.collection, this.#collection);
    const endListening = ledger.listen({
      acknowledged: (entry) => {
        if (ours(entry)) this.#report(this.#checker.acknowledged(entry.name, entry.revision));
      },
      deleted: (entry) => {
        if (ours(entry) && entry.uid !== '') this.#checker.deleted(entry.name, entry.uid);
      },
    });
    let delayMs = retry.initialMs;
    try {
      while (!signal.aborted) {
        const worked = await this.#follow(signal);
        delayMs = worked ? retry.initialMs : Math.min(delayMs * 2, retry.maxMs);
        await clock.sleep(delayMs, signal).catch(() => undefined); // the loop's end
      }
    } finally {
      endListening();
    }
  }

  get #collection() {
    return collectionOf(this.resource, this.client.namespace);
  }

  /** One connection. @returns whether it came to watching */
  async #follow(signal: AbortSignal): Promise<boolean> {
    if (this.#checker.position === undefined && !(await this.#list(signal))) return false;
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: String(this.#checker.position ?? ''),
    });
    const path = `${pathOf(this.resource, this.client.namespace)}?${query.toString()}`;
    const opened = await this.#deps.exchanger.openWatch({ ...this.#requestFor(path), signal });
    if (opened === undefined) return false;
    this.#request = opened.exchange.record;
    if (opened.exchange.response.status === 410) return this.#list(signal);
    if (opened.body === undefined) return false;
    return this.#read(opened.body, signal);
  }

  async #read(body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<boolean> {
    try {
      for await (const event of parseWatchStream(body)) {
        if (signal.aborted) return true;
        this.#take(event);
      }
    } catch (error) {
      // A stream that breaks off is taken up where it ended, as every client does.
      if (!signal.aborted && error instanceof StatusError && error.code === 410)
        return this.#list(signal);
    }
    return true;
  }

  #take({ type, object }: WatchEvent): void {
    const { name = '', uid = '', resourceVersion = '' } = object.metadata;
    const revision = Number(resourceVersion);
    if (type === 'BOOKMARK') {
      this.#report(this.#checker.bookmark(revision));
      return;
    }
    this.#report(this.#checker.event(type, name, uid, revision));
    if (type === 'DELETED') this.#explainDelete(name, uid, revision);
  }

  #explainDelete(name: string, uid: string, revision: number): void {
    const entry = this.#deps.ledger.find(this.#collection, name);
    if (entry?.uid !== uid || !mustExist(entry)) return;
    const message = `${name} was deleted at ${revision}, and nobody deleted it`;
    this.#deps.invariants.broken('noUnexplainedDeletes', message, this.#request);
  }

  /** From the beginning, page by page: what the list holds needs no events. */
  async #list(signal: AbortSignal): Promise<boolean> {
    const uids = new Set<string>();
    let next = '';
    let revision = '';
    do {
      const query = new URLSearchParams({
        limit: String(listLimit),
        ...(next === '' ? {} : { continue: next }),
      });
      const path = `${pathOf(this.resource, this.client.namespace)}?${query.toString()}`;
      const exchange = await this.#deps.exchanger.send({ ...this.#requestFor(path), signal });
      const page = pageOf(exchange);
      if (page === undefined) return false;
      this.#request = exchange?.record;
      for (const { metadata } of page.items) uids.add(metadata.uid ?? '');
      revision = page.resourceVersion;
      next = page.next;
    } while (next !== '');
    this.#checker.listed(Number(revision), uids);
    return true;
  }

  #requestFor(path: string) {
    const { name, user, via, requestTimeoutMs } = this.client;
    const resource = resourceKey(this.resource);
    return { client: name, resource, user, via, method: 'GET', path, timeoutMs: requestTimeoutMs };
  }

  #report(problem: string | undefined): void {
    if (problem === undefined) return;
    const { name, via } = this.client;
    const message = `the watch of ${name} through ${via}: ${problem}`;
    this.#deps.invariants.broken('watchesComplete', message, this.#request);
  }
}

interface Page {
  readonly items: readonly KubeObject[];
  readonly resourceVersion: string;
  readonly next: string;
}

export function pageOf(exchange: Pick<Exchange, 'response'> | undefined): Page | undefined {
  if (exchange?.response.status !== 200) return undefined;
  const { body } = exchange.response;
  if (!isRecord(body) || !isRecord(body['metadata'])) return undefined;
  const { resourceVersion, continue: next } = body['metadata'];
  return {
    items: Array.isArray(body['items']) ? (body['items'] as KubeObject[]) : [],
    resourceVersion: typeof resourceVersion === 'string' ? resourceVersion : '',
    next: typeof next === 'string' ? next : '',
  };
}
