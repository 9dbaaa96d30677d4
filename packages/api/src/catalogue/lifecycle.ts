import { formatMinor } from '../versions/effective-version.js';
import type { ResourceRow } from './resource-table.js';

/** Does the binary have the type at all? Emulation brings nothing back that the source has lost. */
export function isCompiledIn({ served: [from], codeGone }: ResourceRow, minor: number): boolean {
  return (from ?? 0) <= minor && (codeGone === undefined || minor < codeGone);
}

/** @see kubernetes/apiserver `pkg/server/deleted_kinds.go`, `ShouldServeForVersion` */
export function isRemoved(
  { removed }: ResourceRow,
  emulatedMinor: number,
  oneMoreRelease: boolean,
): boolean {
  if (removed === undefined) return false;
  return removed < emulatedMinor || (removed === emulatedMinor && !oneMoreRelease);
}

/**
 * Text of the `Warning` header of a deprecated API. Counts by the binary's version, not by the emulated one.
 * @see kubernetes/apiserver `pkg/endpoints/deprecation/deprecation.go`, `pkg/endpoints/installer.go`
 */
export function deprecationWarning(row: ResourceRow, binaryMinor: number): string | undefined {
  const { group, version, kind, deprecated, removed, replacement } = row;
  if (deprecated === undefined || deprecated > binaryMinor) return undefined;

  const gone = removed === undefined ? '' : `, unavailable in v${formatMinor(removed)}+`;
  const instead = replacement === undefined ? '' : `; use ${named(replacement)}`;
  return `${named([group, version, kind])} is deprecated in v${formatMinor(deprecated)}+${gone}${instead}`;
}

function named([group, version, kind]: readonly [string, string, string]): string {
  return `${group === '' ? '' : `${group}/`}${version} ${kind}`;
}
