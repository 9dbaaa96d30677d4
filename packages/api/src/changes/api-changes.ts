import { formatGroupResource, formatGroupVersion } from '@skewplane/apimachinery';
import type { BuiltInResource } from '../catalogue/built-in-resource.js';
import { type ResourceRow, resourceTable } from '../catalogue/resource-table.js';
import { servedResources } from '../catalogue/served-resources.js';
import { resolveFeatureGates } from '../feature-gates/feature-gates.js';
import { emptyRuntimeConfig, parseRuntimeConfig } from '../runtime-config/runtime-config.js';
import { effectiveVersion } from '../versions/effective-version.js';
import type { ApiChange, ApiChangeKind } from './changes.js';

/** One resource or subresource of one minor. */
interface Entry {
  readonly group: string;
  readonly groupVersion: string;
  readonly resource: string;
  readonly kind: string;
  /** Served without `--runtime-config` and gates. */
  readonly isDefault: boolean;
  readonly deprecation: string | undefined;
}

/** In discovery order, those that are gone last. */
export function apiChanges(from: number, to: number): ApiChange[] {
  const before = entriesOf(from);
  const after = entriesOf(to);
  const kept = [...after].flatMap(([key, entry]) => changesOf(before.get(key), entry));
  const gone = [...before]
    .filter(([key]) => !after.has(key))
    .map(([, entry]) => change('removed', entry, withoutApi(entry, to)));
  return [...kept, ...withoutChildren(gone), ...storageMoves(from, to)];
}

function changesOf(before: Entry | undefined, after: Entry): ApiChange[] {
  if (before === undefined) {
    return [change('added', after, after.isDefault ? 'on by default' : howToTurnOn(after))];
  }
  const changes: ApiChange[] = [];
  if (after.isDefault && !before.isDefault) changes.push(change('on by default', after));
  if (!after.isDefault && before.isDefault) {
    changes.push(change('off by default', after, howToTurnOn(after)));
  }
  if (after.deprecation !== undefined && before.deprecation === undefined) {
    changes.push(change('deprecated', after, after.deprecation));
  }
  return changes;
}

function change(kind: ApiChangeKind, entry: Entry, note?: string): ApiChange {
  const { group, groupVersion, resource } = entry;
  return {
    change: kind,
    groupVersion,
    group,
    resource,
    kind: entry.kind,
    ...(note === undefined ? {} : { note }),
  };
}

/** A subresource goes with its resource. */
function withoutChildren(gone: readonly ApiChange[]): ApiChange[] {
  const parents = new Set(gone.map(({ groupVersion, resource }) => `${groupVersion} ${resource}`));
  return gone.filter(({ groupVersion, resource }) => {
    const slash = resource.indexOf('/');
    return slash < 0 || !parents.has(`${groupVersion} ${resource.slice(0, slash)}`);
  });
}

/** All that the minor can serve, by group, version and name. */
function entriesOf(minor: number): ReadonlyMap<string, Entry> {
  const version = effectiveVersion(minor);
  const gates = resolveFeatureGates({ version, flags: '' });
  const byDefault = keysOf(servedResources({ version, runtimeConfig: emptyRuntimeConfig, gates }));
  const entries = new Map<string, Entry>();
  for (const resource of everything(minor)) {
    for (const [key, parts] of partsOf(resource)) {
      entries.set(key, { ...parts, isDefault: byDefault.has(key) });
    }
  }
  return entries;
}

function everything(minor: number): BuiltInResource[] {
  return servedResources({
    version: effectiveVersion(minor),
    runtimeConfig: parseRuntimeConfig('api/all=true'),
    gates: { enabled: () => true },
  });
}

function keysOf(resources: readonly BuiltInResource[]): ReadonlySet<string> {
  return new Set(resources.flatMap((each) => partsOf(each).map(([key]) => key)));
}

/** A resource and its subresources. */
function partsOf(resource: BuiltInResource): [string, Omit<Entry, 'isDefault'>][] {
  const { gvr, gvk, subresources, deprecationWarning } = resource;
  const groupVersion = formatGroupVersion(gvr);
  const common = { group: gvr.group, groupVersion };
  return [
    [
      `${groupVersion} ${gvr.resource}`,
      { ...common, resource: gvr.resource, kind: gvk.kind, deprecation: deprecationWarning },
    ],
    ...subresources.map(({ name }): [string, Omit<Entry, 'isDefault'>] => {
      const path = `${gvr.resource}/${name}`;
      const own = { ...common, resource: path, kind: gvk.kind, deprecation: undefined };
      return [`${groupVersion} ${path}`, own];
    }),
  ];
}

function rowOf({ groupVersion, resource }: Entry): ResourceRow | undefined {
  const [name] = resource.split('/');
  return resourceTable().resources.find(
    (row) => formatGroupVersion(row) === groupVersion && row.resource === name,
  );
}

function howToTurnOn(entry: Entry): string {
  const row = rowOf(entry);
  const [name = '', subresource] = entry.resource.split('/');
  const gate =
    subresource === undefined
      ? row?.gate
      : row?.subresources?.find((each) => each.name === subresource)?.gate;
  const runtimeConfig =
    row === undefined || row.default ? '' : `--runtime-config ${entry.groupVersion}/${name}=true`;
  const parts = [runtimeConfig, gate === undefined ? '' : `gate ${gate}`];
  return `off by default: ${parts.filter((part) => part !== '').join(', ')}`;
}

/** What to use where an API is gone: what its marker names, or the versions that are left. */
function withoutApi(entry: Entry, minor: number): string {
  const [group, version, kind] = rowOf(entry)?.replacement ?? [];
  if (version !== undefined) {
    return `use ${formatGroupVersion({ group: group ?? '', version })} ${kind ?? ''}`.trimEnd();
  }
  const left = everything(minor).filter(
    ({ gvr }) => gvr.group === entry.group && gvr.resource === entry.resource,
  );
  if (left.length === 0) return 'without a replacement';
  return `use ${left.map(({ gvr }) => formatGroupVersion(gvr)).join(' or ')}`;
}

function storageMoves(from: number, to: number): ApiChange[] {
  const before = storageVersions(from);
  const moves: ApiChange[] = [];
  for (const [key, { resource, version }] of storageVersions(to)) {
    const past = before.get(key);
    if (past === undefined || past.version === version) continue;
    moves.push({
      change: 'storage version',
      groupVersion: version,
      group: resource.gvr.group,
      resource: resource.gvr.resource,
      kind: resource.gvk.kind,
      note: `${past.version} → ${version}`,
    });
  }
  return moves;
}

function storageVersions(
  minor: number,
): ReadonlyMap<string, { resource: BuiltInResource; version: string }> {
  const stored = everything(minor).filter(({ storagePrefix }) => storagePrefix !== '');
  return new Map(
    stored.map((resource) => [
      formatGroupResource(resource.gvr),
      { resource, version: formatGroupVersion(resource.storageVersion) },
    ]),
  );
}
