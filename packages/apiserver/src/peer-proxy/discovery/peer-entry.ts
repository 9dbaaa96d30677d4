import type { ApiGroupDiscovery } from '../../discovery/api-group-discovery.js';
import { gvrKey } from '../gvr-key.js';

/** What one peer said it serves. */
export interface PeerEntry {
  /** Where it was asked. */
  readonly address: string;
  /** Keys of everything it serves, `/api` included. */
  readonly gvrs: ReadonlySet<string>;
  /** Group documents in the peer's order. The core group is not among them: `/api` is never merged. */
  readonly groups: readonly ApiGroupDiscovery[];
}

/** By server ID. Replaced as a whole, never edited. */
export type PeerEntries = ReadonlyMap<string, PeerEntry>;

/** Collects a peer's answers; of a group that comes twice the first document counts. */
export function peerEntry(
  address: string,
  documents: Iterable<readonly ApiGroupDiscovery[]>,
): PeerEntry {
  const gvrs = new Set<string>();
  const groups = new Map<string, ApiGroupDiscovery>();
  for (const document of documents) {
    for (const group of document) {
      const { name } = group.metadata;
      for (const { version, resources } of group.versions) {
        for (const { resource } of resources) gvrs.add(gvrKey({ group: name, version, resource }));
      }
      if (name !== '' && !groups.has(name)) groups.set(name, group);
    }
  }
  return { address, gvrs, groups: [...groups.values()] };
}

/** An entry that knows nothing is not kept. */
export const isEmptyEntry = ({ gvrs, groups }: PeerEntry): boolean =>
  gvrs.size === 0 && groups.length === 0;
