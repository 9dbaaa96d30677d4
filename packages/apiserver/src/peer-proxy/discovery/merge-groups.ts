import { isDeepStrictEqual } from 'node:util';
import type {
  ApiGroupDiscovery,
  ApiResourceDiscovery,
  ApiVersionDiscovery,
} from '../../discovery/api-group-discovery.js';
import { consensusSort } from './consensus-sort.js';

type Groups = readonly ApiGroupDiscovery[];

/**
 * Merges what all servers serve into one list. Servers count in the order of their IDs, this one too, so that
 * every server with the same knowledge comes to the same document.
 * @returns the local list itself when there is nothing to merge
 * @see kubernetes/apiserver `pkg/endpoints/discovery/aggregated/peer_aggregated_handler.go`
 */
export function mergeGroups(
  local: { readonly serverId: string; readonly groups: Groups },
  peers: ReadonlyMap<string, Groups>,
): Groups {
  const servers = new Map([[local.serverId, local.groups], ...peers]);
  if (servers.size <= 1) return local.groups;

  const merged = new Map<string, ApiGroupDiscovery>();
  const nameLists: string[][] = [];
  let changed = false;
  for (const serverId of [...servers.keys()].sort()) {
    const groups = servers.get(serverId) ?? [];
    for (const group of groups) {
      const known = merged.get(group.metadata.name);
      const next = known === undefined ? group : mergeVersions(known, group);
      if (known !== undefined && next !== known) changed = true;
      merged.set(group.metadata.name, next);
    }
    nameLists.push(groups.map(({ metadata }) => metadata.name));
  }

  const localNames = local.groups.map(({ metadata }) => metadata.name);
  const sameNames = nameLists.every((names) => isDeepStrictEqual(names, localNames));
  if (sameNames && !changed) return local.groups;
  return pick(merged, sameNames ? localNames : consensusSort(nameLists));
}

/** `first` itself when `second` adds nothing and orders its versions the same. */
function mergeVersions(first: ApiGroupDiscovery, second: ApiGroupDiscovery): ApiGroupDiscovery {
  const versions = mergeLists(first.versions, second.versions, {
    nameOf: ({ version }) => version,
    merge: mergeResources,
  });
  return versions === first.versions ? first : { metadata: first.metadata, versions };
}

function mergeResources(
  first: ApiVersionDiscovery,
  second: ApiVersionDiscovery,
): ApiVersionDiscovery {
  const resources = mergeLists(first.resources, second.resources, {
    nameOf: ({ resource }) => resource,
    merge: mergeCapabilities,
  });
  return resources === first.resources ? first : { ...first, resources };
}

/** What is said of the resource is the first server's; what can be done with it is all that any can. */
function mergeCapabilities(
  first: ApiResourceDiscovery,
  second: ApiResourceDiscovery,
): ApiResourceDiscovery {
  if (isDeepStrictEqual(withoutEmptyLists(first), withoutEmptyLists(second))) return first;
  const subresources = new Map(
    // Of two subresources with one name the later server's stays.
    [...(first.subresources ?? []), ...(second.subresources ?? [])].map((subresource) => [
      subresource.subresource,
      subresource,
    ]),
  );
  const sorted = [...subresources.keys()].sort();
  return {
    ...first,
    verbs: [...new Set([...first.verbs, ...second.verbs])].sort(),
    ...(sorted.length === 0 ? {} : { subresources: pick(subresources, sorted) }),
  };
}

/** An absent list and an empty one are the same on the wire. */
function withoutEmptyLists(resource: ApiResourceDiscovery): object {
  return Object.fromEntries(
    Object.entries(resource).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );
}

interface MergeRules<T> {
  readonly nameOf: (item: T) => string;
  /** Gives back its first argument when the second adds nothing. */
  readonly merge: (first: T, second: T) => T;
}

/** Merges by name; gives back `first` when nothing is new and the names come in the same order. */
function mergeLists<T>(
  first: readonly T[],
  second: readonly T[],
  { nameOf, merge }: MergeRules<T>,
): readonly T[] {
  const merged = new Map(first.map((item) => [nameOf(item), item]));
  let changed = false;
  for (const item of second) {
    const known = merged.get(nameOf(item));
    const next = known === undefined ? item : merge(known, item);
    if (known !== undefined && next !== known) changed = true;
    merged.set(nameOf(item), next);
  }
  const firstNames = first.map(nameOf);
  const secondNames = second.map(nameOf);
  const sameNames = isDeepStrictEqual(firstNames, secondNames);
  if (sameNames && !changed) return first;
  return pick(merged, sameNames ? firstNames : consensusSort([firstNames, secondNames]));
}

function pick<T>(items: ReadonlyMap<string, T>, names: readonly string[]): T[] {
  return names.map((name) => items.get(name)).filter((item) => item !== undefined);
}
