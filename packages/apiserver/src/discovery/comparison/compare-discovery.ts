import { discoveryPriorities } from '@skewplane/api';
import { compareValues, type Difference } from '../../openapi/comparison/difference.js';
import type { ResourceScope } from '../../registry/resource-scope.js';
import { aggregatedGroups } from '../aggregated-groups.js';
import { apiResourceList } from '../api-resource-list.js';
import { groupVersionsOf, rankGroups } from '../group-versions.js';
import { storageVersionHash } from '../storage-version-hash.js';
import { builtInScopes } from '../testing/fake-lookup.js';
import { everything } from '../testing/everything.js';

type Range = readonly [from: number | null, to: number | null];
/** A value for all minors, or `[from, to, value]` rows. */
type Varying<T> = T | readonly (readonly [number, number, T])[];

interface SubresourceFact {
  readonly name: string;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly groupVersion?: string;
  readonly served?: Range;
}

interface ResourceFact extends Omit<SubresourceFact, 'name' | 'groupVersion'> {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly singular: string;
  readonly namespaced: boolean;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly storageVersion?: Varying<string>;
  readonly subresources?: readonly SubresourceFact[];
}

/** `resources.json` of the fact tables: what the discovery documents of each release say. */
export interface DiscoveryFacts {
  readonly discoveryGroupOrder: Varying<readonly string[]>;
  readonly groups: readonly {
    readonly group: string;
    readonly versionOrder?: Varying<readonly string[]>;
  }[];
  readonly resources: readonly ResourceFact[];
}

/** Compares what a server of `minor` with everything on tells in discovery with what that release tells. */
export function* compareDiscovery(facts: DiscoveryFacts, minor: number): Generator<Difference> {
  const scopes = builtInScopes(minor, everything);
  const official = facts.resources.filter(({ served }) => isIn(served, minor));
  const names = new Set([
    ...official.map((each) => keyOf(each)),
    ...scopes.map(({ gvr }) => keyOf(gvr)),
  ]);
  for (const place of [...names].sort()) {
    const fact = official.find((each) => keyOf(each) === place);
    const scope = scopes.find(({ gvr }) => keyOf(gvr) === place);
    yield* compareValues('aggregated resource', place, {
      official: fact && aggregatedOf(fact, minor),
      ours: scope && ourAggregated(scope, scopes, minor),
    });
    yield* compareValues('resource', place, {
      official: fact && linesOf(fact, minor),
      ours: scope && ourLines(scope, scopes, { withHash: storageOf(fact, minor) !== undefined }),
    });
  }
  yield* compareOrders(facts, scopes, minor);
}

const keyOf = ({
  group,
  version,
  resource,
}: {
  group: string;
  version: string;
  resource: string;
}) => `${group}/${version} ${resource}`;

function isIn(served: Range | undefined, minor: number): boolean {
  const [from, to] = served ?? [null, null];
  return minor >= (from ?? minor) && minor <= (to ?? minor);
}

const at = <T>(varying: Varying<T> | undefined, minor: number): T | undefined => {
  if (!Array.isArray(varying)) return varying as T | undefined;
  const rows = varying as readonly (readonly [number, number, T])[];
  // A plain list has no rows.
  if (typeof rows[0]?.[0] !== 'number') return varying as T;
  return rows.find(([from, to]) => from <= minor && minor <= to)?.[2];
};

/** `undefined` where the facts do not know it. */
function storageOf(fact: ResourceFact | undefined, minor: number): string | undefined {
  return minor === 30 ? undefined : at(fact?.storageVersion, minor);
}

const subresourcesOf = ({ subresources = [] }: ResourceFact, minor: number) =>
  subresources.filter(({ served }) => isIn(served, minor));

function splitGroupVersion(text: string): { group: string; version: string } {
  const [first = '', second] = text.split('/');
  return second === undefined ? { group: '', version: first } : { group: first, version: second };
}

function aggregatedOf(fact: ResourceFact, minor: number): unknown {
  const kindOf = ({ kind, groupVersion }: { kind: string; groupVersion?: string }) => ({
    ...(groupVersion === undefined ? { group: '', version: '' } : splitGroupVersion(groupVersion)),
    kind,
  });
  const { resource, kind, namespaced, singular, verbs, shortNames, categories } = fact;
  const subresources = subresourcesOf(fact, minor).map((each) => ({
    subresource: each.name,
    responseKind: kindOf(each),
    verbs: each.verbs,
  }));
  return JSON.parse(
    JSON.stringify({
      resource,
      responseKind: kindOf({ kind }),
      scope: namespaced ? 'Namespaced' : 'Cluster',
      singularResource: singular,
      verbs,
      shortNames,
      categories,
      subresources: subresources.length === 0 ? undefined : subresources,
    }),
  ) as unknown;
}

function ourAggregated(scope: ResourceScope, scopes: readonly ResourceScope[], minor: number) {
  const { group, version, resource } = scope.gvr;
  const [found] = aggregatedGroups([{ group, versions: [version] }], scopes, minor);
  const ours = found?.versions[0]?.resources.find((each) => each.resource === resource);
  if (ours?.subresources === undefined) return ours;
  // The facts have no accepted types.
  const subresources = ours.subresources.map(({ acceptedTypes: _types, ...rest }) => rest);
  return { ...ours, subresources };
}

function linesOf(fact: ResourceFact, minor: number): unknown {
  const { resource, kind, namespaced, singular, verbs, shortNames, categories } = fact;
  const stored = storageOf(fact, minor);
  const subresources = subresourcesOf(fact, minor).map((each) => ({
    name: `${resource}/${each.name}`,
    singularName: '',
    namespaced,
    ...(each.groupVersion === undefined ? {} : splitGroupVersion(each.groupVersion)),
    kind: each.kind,
    verbs: each.verbs,
  }));
  const own = {
    name: resource,
    singularName: singular,
    namespaced,
    kind,
    verbs,
    shortNames,
    categories,
    storageVersionHash: stored === undefined ? undefined : hashOf(fact, stored),
  };
  const lines = [own, ...subresources];
  return JSON.parse(
    JSON.stringify(Object.fromEntries(lines.map((each) => [each.name, each]))),
  ) as unknown;
}

function hashOf({ group, kind }: ResourceFact, stored: string): string {
  const [owner, version] = stored.includes('/') ? stored.split('/') : [group, stored];
  return storageVersionHash({
    group: owner === 'core' ? '' : (owner ?? ''),
    version: version ?? '',
    kind,
  });
}

function ourLines(
  { gvr }: ResourceScope,
  scopes: readonly ResourceScope[],
  { withHash }: { readonly withHash: boolean },
): unknown {
  const lines = apiResourceList(scopes, gvr)?.resources ?? [];
  const own = lines.filter(({ name }) => name.split('/', 1)[0] === gvr.resource);
  return Object.fromEntries(
    own.map(({ storageVersionHash: hash, ...line }) => [
      line.name,
      hash !== undefined && withHash ? { ...line, storageVersionHash: hash } : line,
    ]),
  );
}

function* compareOrders(
  { groups, discoveryGroupOrder }: DiscoveryFacts,
  scopes: readonly ResourceScope[],
  minor: number,
): Generator<Difference> {
  const order = at(discoveryGroupOrder, minor);
  // The facts begin at the second minor.
  if (order === undefined) return;
  const ranked = rankGroups(groupVersionsOf(scopes, discoveryPriorities(minor)));
  const ours = ranked.map(({ group }) => group).filter((group) => group !== '');
  yield* compareValues('groups', '', { official: order, ours });
  for (const { group, versions } of ranked) {
    const official = at(groups.find((each) => each.group === group)?.versionOrder, minor);
    if (official !== undefined)
      yield* compareValues('versions', group, { official, ours: versions });
  }
}
