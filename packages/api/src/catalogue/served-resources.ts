import {
  compareKubeAwareVersions,
  formatGroupResource,
  formatGroupVersion,
  formatGroupVersionResource,
  type GroupVersion,
  type GroupVersionResource,
  parseGroupVersion,
} from '@skewplane/apimachinery';
import type { FeatureGates } from '../feature-gates/feature-gates.js';
import { type ResourceConfig, mergeResourceConfig } from '../runtime-config/resource-config.js';
import type { RuntimeConfig } from '../runtime-config/runtime-config.js';
import { type EffectiveVersion, formatMinor } from '../versions/effective-version.js';
import type { BuiltInResource, BuiltInSubresource } from './built-in-resource.js';
import { deprecationWarning, isCompiledIn, isRemoved } from './lifecycle.js';
import { discoveryPriorities } from './priorities.js';
import {
  inRange,
  type ResourceRow,
  resourceTable,
  type SubresourceRow,
  verbsOf,
} from './resource-table.js';
import { storageVersionOf } from './storage-version.js';

export interface ServedResourcesOptions {
  readonly version: EffectiveVersion;
  readonly runtimeConfig: RuntimeConfig;
  readonly gates: Pick<FeatureGates, 'enabled'>;
  /** `KUBE_APISERVER_SERVE_REMOVED_APIS_FOR_ONE_RELEASE` */
  readonly serveRemovedForOneRelease?: boolean;
  /** `--emulation-forward-compatible` */
  readonly emulationForwardCompatible?: boolean;
  /** `--runtime-config-emulation-forward-compatible` */
  readonly runtimeConfigForwardCompatible?: boolean;
}

/**
 * Every built-in resource of one server, in discovery order: groups and versions by priority, then by name.
 * @throws {Error} when `--runtime-config` asks for what cannot be had; the text is upstream's
 * @see kubernetes/apiserver `pkg/server/deleted_kinds.go`, `pkg/server/resourceconfig/helpers.go`
 */
export function servedResources(options: ServedResourcesOptions): BuiltInResource[] {
  const { version } = options;
  const config = mergeResourceConfig(options.runtimeConfig, version, {
    forwardCompatible: options.emulationForwardCompatible ?? false,
  });
  const candidates = resourceTable()
    .resources.filter((row) => isCompiledIn(row, version.binaryMinor))
    .filter((row) => row.gate === undefined || options.gates.enabled(row.gate))
    .filter((row) => config.enabled(gvrOf(row)))
    .filter(
      (row) => !isRemoved(row, version.emulatedMinor, options.serveRemovedForOneRelease ?? false),
    );
  return withoutFuture(candidates, config, options)
    .sort(discoveryOrder(version.binaryMinor))
    .map((row) => builtInResource(row, options));
}

function gvrOf({ group, version, resource }: ResourceRow): GroupVersionResource {
  return { group, version, resource };
}

/** Drops what was introduced after the emulated version, unless it was asked for in a way that is allowed. */
function withoutFuture(
  rows: readonly ResourceRow[],
  config: ResourceConfig,
  options: ServedResourcesOptions,
): ResourceRow[] {
  const { emulatedMinor } = options.version;
  const kept: ResourceRow[] = [];
  // Lower versions first: with forward compatibility they bring the higher ones along.
  for (const row of [...rows].sort(byVersionAscending)) {
    if ((row.introduced ?? 0) <= emulatedMinor || isKeptAnyway(row, kept, config, options)) {
      kept.push(row);
    } else if (config.explicitlyEnabledResource(gvrOf(row))) {
      throw new Error(
        `cannot enable resource ${formatGroupVersionResource(gvrOf(row))} in runtime-config because it is introduced at ${formatMinor(row.introduced ?? 0)} after the current version ${formatMinor(emulatedMinor)}. ${forwardCompatibleAdvice}`,
      );
    }
  }
  refuseEmptiedVersions(rows, kept, config, emulatedMinor);
  return kept;
}

const forwardCompatibleAdvice =
  'Consider setting --runtime-config-emulation-forward-compatible=true';

function isKeptAnyway(
  row: ResourceRow,
  kept: readonly ResourceRow[],
  config: ResourceConfig,
  options: ServedResourcesOptions,
): boolean {
  const lowerIsServed = kept.some(
    (other) =>
      other.group === row.group &&
      other.resource === row.resource &&
      !other.version.includes('alpha'),
  );
  if ((options.emulationForwardCompatible ?? false) && lowerIsServed) return true;
  return (
    (options.runtimeConfigForwardCompatible ?? false) &&
    (config.explicitlyEnabledResource(gvrOf(row)) || config.explicitlyEnabledVersion(row))
  );
}

function refuseEmptiedVersions(
  before: readonly ResourceRow[],
  kept: readonly ResourceRow[],
  config: ResourceConfig,
  emulatedMinor: number,
): void {
  for (const row of before) {
    const isLeft = kept.some(
      ({ group, version }) => group === row.group && version === row.version,
    );
    if (isLeft || !config.explicitlyEnabledVersion(row)) continue;
    throw new Error(
      `cannot enable version ${formatGroupVersion(row)} in runtime-config because all the resources have been introduced after the current version ${formatMinor(emulatedMinor)}. ${forwardCompatibleAdvice}`,
    );
  }
}

function byVersionAscending(a: ResourceRow, b: ResourceRow): number {
  return compareKubeAwareVersions(b.version, a.version);
}

function discoveryOrder(minor: number): (a: ResourceRow, b: ResourceRow) => number {
  const priorities = discoveryPriorities(minor);
  return (a, b) =>
    priorities.groupPriority(b) - priorities.groupPriority(a) ||
    compareText(a.group, b.group) ||
    priorities.versionPriority(b) - priorities.versionPriority(a) ||
    compareKubeAwareVersions(a.version, b.version) ||
    compareText(a.resource, b.resource);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function builtInResource(row: ResourceRow, options: ServedResourcesOptions): BuiltInResource {
  const { group, version, kind } = row;
  const verbs = verbsOf(row.verbs);
  const isStored = verbs.includes('watch');
  return {
    gvr: gvrOf(row),
    gvk: { group, version, kind },
    listKind: `${kind}List`,
    singular: row.singular,
    namespaced: row.namespaced,
    verbs,
    shortNames: row.shortNames ?? [],
    categories: row.categories ?? [],
    subresources: (row.subresources ?? [])
      .filter((each) => isSubresourceServed(each, options))
      .map((each) => builtInSubresource(each, row)),
    storagePrefix: isStored ? storagePrefixOf(row) : '',
    storageVersion: isStored ? storageVersionOf(row, options.version) : { group, version },
    deprecationWarning: deprecationWarning(row, options.version.binaryMinor),
  };
}

function isSubresourceServed(
  { served, gate }: SubresourceRow,
  { version, gates }: ServedResourcesOptions,
): boolean {
  // Subresources carry no marker: they come with the binary and hide behind their gate.
  if (served !== undefined && !inRange(served, version.binaryMinor)) return false;
  return gate === undefined || gates.enabled(gate);
}

function builtInSubresource(row: SubresourceRow, parent: GroupVersion): BuiltInSubresource {
  const { group, version } =
    (row.groupVersion === undefined ? undefined : parseGroupVersion(row.groupVersion)) ?? parent;
  return {
    name: row.name,
    kind: { group, version, kind: row.kind },
    verbs: verbsOf(row.verbs),
  };
}

/** The apiextensions and the aggregator server put the group before the resource; all others do not. */
const groupedPrefixes = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io']);

function storagePrefixOf({ group, resource }: ResourceRow): string {
  if (groupedPrefixes.has(group)) return `${group}/${resource}`;
  return resourceTable().etcdPrefixes[formatGroupResource({ group, resource })] ?? resource;
}
