import type { Clock, KubeObject } from '@skewplane/apimachinery';
import { isRecord } from '@skewplane/apimachinery';
import { resourcePath } from '@skewplane/client';
import { adminUser } from '../load/loading.js';
import type { InstanceMonitor } from '../run/instance-monitor.js';
import type { PlaneAccess } from '../run/plane-access.js';
import { compareList, snapshot } from './compare-list.js';
import type { Invariants } from './invariants.js';
import { formatCollection, type Ledger, type LedgerEntry } from './ledger.js';

const pageSize = 500;
const retryMs = 100;
const unreadableAfterMs = 10_000;

export interface WriteVerifierDeps {
  readonly access: PlaneAccess;
  readonly ledger: Ledger;
  readonly monitor: InstanceMonitor;
  readonly invariants: Invariants;
  readonly clock: Clock;
  /** Is something broken on purpose that keeps the instance from being read? */
  readonly isBroken: (instance: string) => boolean;
}

/** Reads everything that was acknowledged through every ready instance that serves it. */
export class WriteVerifier {
  readonly #deps: WriteVerifierDeps;

  constructor(deps: WriteVerifierDeps) {
    this.#deps = deps;
  }

  async verify(signal: AbortSignal): Promise<void> {
    const { ledger, monitor } = this.#deps;
    const collections = groupByCollection(ledger.entries());
    const ready = monitor.names.filter((name) => monitor.isReady(name));
    await Promise.all(
      ready.map(async (instance) => {
        for (const entries of collections) {
          const [first] = entries;
          if (first !== undefined && this.#serves(instance, first)) {
            await this.#verifyThrough(instance, entries, signal);
          }
        }
      }),
    );
  }

  /** Built-in resources are known; custom ones are served by all. */
  #serves(instance: string, { gvr }: LedgerEntry): boolean {
    const key = `${gvr.group}/${gvr.version}/${gvr.resource}`;
    const { monitor } = this.#deps;
    return (
      monitor.serves(instance, key) || !monitor.names.some((name) => monitor.serves(name, key))
    );
  }

  async #verifyThrough(
    instance: string,
    entries: readonly LedgerEntry[],
    signal: AbortSignal,
  ): Promise<void> {
    const [first] = entries;
    if (first === undefined) return;
    const deadline = this.#deps.clock.now() + unreadableAfterMs;
    for (;;) {
      const acknowledged = snapshot(entries);
      const items = await this.#list(instance, first, signal);
      if (items !== undefined) {
        for (const { kind, message } of compareList(acknowledged, items)) {
          const full = `${formatCollection(first.collection)} through ${instance}: ${message}`;
          if (kind === 'missing') this.#deps.invariants.missing(full);
          else this.#deps.invariants.broken('noLostWrites', full);
        }
        return;
      }
      signal.throwIfAborted();
      // One that is broken on purpose, or has gone meanwhile, says nothing either way.
      if (!this.#deps.monitor.isReady(instance) || this.#deps.isBroken(instance)) return;
      if (this.#deps.clock.now() > deadline) {
        const what = `${formatCollection(first.collection)} cannot be read through ${instance}`;
        this.#deps.invariants.broken('noLostWrites', `${what}, which says that it is ready`);
        return;
      }
      await this.#deps.clock.sleep(retryMs, signal);
    }
  }

  /** Undefined when it cannot be read. */
  async #list(
    instance: string,
    { gvr, collection }: LedgerEntry,
    signal: AbortSignal,
  ): Promise<KubeObject[] | undefined> {
    const base = resourcePath(gvr, { namespace: collection.namespace });
    const items: KubeObject[] = [];
    let next = '';
    do {
      const query = new URLSearchParams({ limit: String(pageSize) });
      if (next !== '') query.set('continue', next);
      const page = await this.#page(instance, `${base}?${query.toString()}`, signal);
      if (page === undefined) return undefined;
      items.push(...page.items);
      next = page.next;
    } while (next !== '');
    return items;
  }

  async #page(instance: string, path: string, signal: AbortSignal) {
    try {
      const { access } = this.#deps;
      const request = { method: 'GET', path, via: instance, user: adminUser, signal };
      const { status, text } = await access.send(request);
      if (status !== 200) return undefined;
      const body: unknown = JSON.parse(text);
      if (!isRecord(body)) return undefined;
      const metadata = isRecord(body['metadata']) ? body['metadata'] : {};
      const next = metadata['continue'];
      return {
        items: Array.isArray(body['items']) ? (body['items'] as KubeObject[]) : [],
        next: typeof next === 'string' ? next : '',
      };
    } catch {
      return undefined; // no answer: the caller asks again
    }
  }
}

function groupByCollection(entries: readonly LedgerEntry[]): LedgerEntry[][] {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of entries) {
    const key = formatCollection(entry.collection);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}
