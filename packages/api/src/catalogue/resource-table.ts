import { resourcesTable } from '../generated/resources.js';

/** First and last minor, both inclusive; null is the end of the window. */
export type MinorRange = readonly [number | null, number | null];

/** A plain value for all minors, or `[from, to, value]` rows. */
export type PerMinor<T> = T | readonly (readonly [number, number, T])[];

export interface SubresourceRow {
  readonly name: string;
  readonly kind: string;
  readonly groupVersion?: string;
  readonly served?: MinorRange;
  readonly gate?: string;
  readonly verbs: string;
}

/** One resource in one version; minors are plain numbers. */
export interface ResourceRow {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  /** Comma-separated, or `*` for the eight of a stored resource. */
  readonly verbs: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  /** Minors whose own discovery has it, with everything switched on. */
  readonly served: MinorRange;
  /** Absent when the type carries no lifecycle marker. */
  readonly introduced?: number;
  readonly deprecated?: number;
  /** From the lifecycle marker. */
  readonly removed?: number;
  /** First release whose source lacks the type, when no marker says so. */
  readonly codeGone?: number;
  /** Group, version and kind to use instead. */
  readonly replacement?: readonly [string, string, string];
  /** Served without `--runtime-config`? */
  readonly default: boolean;
  readonly gate?: string;
  /** Version in etcd as servers that emulate nothing tell by their hashes; an oracle for `storage-version.ts`. */
  readonly storageVersion?: PerMinor<string>;
  readonly subresources?: readonly SubresourceRow[];
}

export interface GroupRow {
  readonly group: string;
  readonly priority?: PerMinor<number>;
  readonly versions: readonly { readonly version: string; readonly priority?: PerMinor<number> }[];
}

export interface ResourceTable {
  readonly etcdPrefixes: Readonly<Record<string, string>>;
  readonly groups: readonly GroupRow[];
  readonly resources: readonly ResourceRow[];
}

/** The facts about built-in resources, in the order of groups, versions and names. */
export function resourceTable(): ResourceTable {
  // The generator writes this shape.
  return resourcesTable() as ResourceTable;
}

/** The value at a minor; before the first row (some facts begin at 31) that of the first. */
export function atMinor<T>(value: PerMinor<T>, minor: number): T {
  if (!Array.isArray(value)) return value as T;
  const rows = value as readonly (readonly [number, number, T])[];
  const row = rows.find(([, to]) => minor <= to) ?? rows.at(-1);
  if (row === undefined) throw new Error('A table value has no rows');
  return row[2];
}

export function inRange([from, to]: MinorRange, minor: number): boolean {
  return (from ?? 0) <= minor && minor <= (to ?? Number.POSITIVE_INFINITY);
}

const storedVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
] as const;

export function verbsOf(text: string): readonly string[] {
  return text === '*' ? storedVerbs : text.split(',');
}
