import type { GroupVersionResource, KubeObject } from '@skewplane/apimachinery';

/** A collection, whichever version it is read in. */
export interface CollectionKey {
  readonly group: string;
  readonly resource: string;
  /** `''` for resources outside namespaces. */
  readonly namespace: string;
}

/** Tells for which writes each object stands. Its value is unique in a run. */
export const writeAnnotation = 'skewplane.dev/write';

const maxTombstones = 5_000;

/** What is known of one object from the answers to writes. */
export interface LedgerEntry {
  readonly name: string;
  readonly collection: CollectionKey;
  readonly gvr: GroupVersionResource;
  /**
   * `maybe`: a create without an answer. `absent`: a create that was refused. `deleted`: acknowledged.
   * `uncertain`: a delete that may or may not have been done.
   */
  state: 'maybe' | 'present' | 'absent' | 'uncertain' | 'deleted';
  /** A delete has been sent, whatever its answer will be. */
  deleting: boolean;
  uid: string;
  revision: number;
  marker: string;
  /** As acknowledged last. */
  object: KubeObject | undefined;
}

export type LedgerListener = {
  acknowledged(entry: LedgerEntry): void;
  deleted(entry: LedgerEntry): void;
};

/** What writers were told. Reads and watches are held against it. */
export class Ledger {
  readonly #entries = new Map<string, LedgerEntry>();
  /** Names of deleted objects, the oldest first. */
  readonly #tombstones: string[] = [];
  readonly #listeners = new Set<LedgerListener>();

  listen(listener: LedgerListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  find(collection: CollectionKey, name: string): LedgerEntry | undefined {
    return this.#entries.get(keyOf(collection, name));
  }

  /** An object that is about to be created. */
  begin(collection: CollectionKey, gvr: GroupVersionResource, name: string): LedgerEntry {
    const entry: LedgerEntry = {
      name,
      collection,
      gvr,
      state: 'maybe',
      deleting: false,
      uid: '',
      revision: 0,
      marker: '',
      object: undefined,
    };
    this.#entries.set(keyOf(collection, name), entry);
    return entry;
  }

  /** A write was answered with the object. */
  acknowledged(entry: LedgerEntry, object: KubeObject, marker: string): void {
    const { uid = '', resourceVersion = '0' } = object.metadata;
    const revision = Number(resourceVersion);
    if (entry.state !== 'uncertain' && entry.state !== 'deleted') entry.state = 'present';
    // Answers can overtake each other; the newest revision counts.
    if (revision <= entry.revision) return;
    Object.assign(entry, { uid, revision, marker, object });
    for (const listener of this.#listeners) listener.acknowledged(entry);
  }

  /** A create was refused: there is no such object. */
  refused(entry: LedgerEntry): void {
    entry.state = 'absent';
    this.#bury(entry);
  }

  deleteSent(entry: LedgerEntry): void {
    entry.deleting = true;
  }

  deleteAcknowledged(entry: LedgerEntry): void {
    entry.state = 'deleted';
    entry.object = undefined;
    this.#bury(entry);
    for (const listener of this.#listeners) listener.deleted(entry);
  }

  deleteUncertain(entry: LedgerEntry): void {
    entry.state = 'uncertain';
    entry.object = undefined;
    this.#bury(entry);
  }

  /** A delete was refused: the object stays. */
  deleteRefused(entry: LedgerEntry): void {
    entry.deleting = false;
  }

  /** Objects of others may go when somebody runs commands: from then on nothing is known of them. */
  forget(isForgotten: (entry: LedgerEntry) => boolean): void {
    for (const [key, entry] of this.#entries) if (isForgotten(entry)) this.#entries.delete(key);
  }

  entries(): LedgerEntry[] {
    return [...this.#entries.values()];
  }

  #bury({ collection, name }: LedgerEntry): void {
    this.#tombstones.push(keyOf(collection, name));
    const oldest = this.#tombstones.length > maxTombstones ? this.#tombstones.shift() : undefined;
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}

export function sameCollection(a: CollectionKey, b: CollectionKey): boolean {
  return a.group === b.group && a.resource === b.resource && a.namespace === b.namespace;
}

export function formatCollection({ group, resource, namespace }: CollectionKey): string {
  const name = group === '' ? resource : `${resource}.${group}`;
  return namespace === '' ? name : `${namespace}/${name}`;
}

/** Must the object be there, whatever is on its way? */
export function mustExist(entry: LedgerEntry): boolean {
  return entry.state === 'present' && !entry.deleting;
}

function keyOf({ group, resource, namespace }: CollectionKey, name: string): string {
  return `${group}/${resource}/${namespace}/${name}`;
}
