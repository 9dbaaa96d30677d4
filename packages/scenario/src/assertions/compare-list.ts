import type { KubeObject } from '@skewplane/apimachinery';
import { mustExist, writeAnnotation, type LedgerEntry } from './ledger.js';

/** What the ledger said before a list was asked for: all of it must be in the list. */
export interface Acknowledged {
  readonly entry: LedgerEntry;
  readonly state: LedgerEntry['state'];
  readonly uid: string;
  readonly revision: number;
  readonly marker: string;
}

export interface ListProblem {
  readonly kind: 'lost-write' | 'missing';
  readonly message: string;
}

/** Entries that say something for certain, as they are now. */
export function snapshot(entries: readonly LedgerEntry[]): Acknowledged[] {
  return entries
    .filter((entry) => mustExist(entry) || entry.state === 'deleted')
    .map((entry) => {
      const { state, uid, revision, marker } = entry;
      return { entry, state, uid, revision, marker };
    });
}

/** Holds what was acknowledged before the list against the list. */
export function compareList(
  acknowledged: readonly Acknowledged[],
  items: readonly KubeObject[],
): ListProblem[] {
  const byName = new Map(items.map((item) => [item.metadata.name, item]));
  return acknowledged.flatMap((known) => {
    const problem = compare(known, byName.get(known.entry.name));
    return problem === undefined ? [] : [problem];
  });
}

function compare(known: Acknowledged, found: KubeObject | undefined): ListProblem | undefined {
  const { entry, uid, revision, marker } = known;
  if (known.state === 'deleted') return compareDeleted(known, found);
  if (found === undefined || found.metadata.uid !== uid) {
    // A delete that was sent meanwhile explains it.
    if (!mustExist(entry)) return undefined;
    return { kind: 'missing', message: `${entry.name}, acknowledged at ${revision}, is not there` };
  }
  const read = Number(found.metadata.resourceVersion);
  if (read < revision) {
    const message = `${entry.name} is read at ${read}, older than acknowledged at ${revision}`;
    return { kind: 'lost-write', message };
  }
  const written = found.metadata.annotations?.[writeAnnotation];
  if (read === revision && marker !== '' && written !== marker) {
    const message = `${entry.name} at ${revision} holds ${written ?? 'nothing'}, not what was acknowledged: ${marker}`;
    return { kind: 'lost-write', message };
  }
  return undefined;
}

function compareDeleted({ entry, uid }: Acknowledged, found: KubeObject | undefined) {
  if (found === undefined || found.metadata.uid !== uid) return undefined;
  // Finalizers keep an object until they are done, and say so.
  if (found.metadata.deletionTimestamp !== undefined) return undefined;
  const message = `${entry.name} is there, although its deletion was acknowledged`;
  return { kind: 'lost-write', message } as const;
}
