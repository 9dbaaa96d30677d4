import type { ApiGroupDiscovery } from '../../discovery/api-group-discovery.js';
import type { PeerEntries, PeerEntry } from '../discovery/peer-entry.js';
import { gvKey, gvKeyOf } from '../gvr-key.js';

/** All peers without the excluded group-versions; the same map when nothing is excluded. */
export function filterPeers(peers: PeerEntries, excluded: ReadonlySet<string>): PeerEntries {
  if (excluded.size === 0) return peers;
  return new Map([...peers].map(([id, entry]) => [id, filterEntry(entry, excluded)]));
}

/** The same entry when none of its resources is excluded: its group documents are then not looked at. */
export function filterEntry(entry: PeerEntry, excluded: ReadonlySet<string>): PeerEntry {
  const gvrs = new Set([...entry.gvrs].filter((gvr) => !excluded.has(gvKeyOf(gvr))));
  if (gvrs.size === entry.gvrs.size) return entry;
  return { ...entry, gvrs, groups: filterGroups(entry.groups, excluded) };
}

function filterGroups(
  groups: readonly ApiGroupDiscovery[],
  excluded: ReadonlySet<string>,
): ApiGroupDiscovery[] {
  return groups
    .map((group) => ({
      metadata: group.metadata,
      versions: group.versions.filter(
        ({ version }) => !excluded.has(gvKey({ group: group.metadata.name, version })),
      ),
    }))
    .filter(({ versions }) => versions.length > 0);
}
