import { newestMinor, oldestMinor } from '../generated/minors.js';

/** The three versions of a server, all of Kubernetes 1.x; `ServerConfig` is one. */
export interface EffectiveVersion {
  /** What the process is. */
  readonly binaryMinor: number;
  /** What it behaves as: which APIs exist, how gates default. */
  readonly emulatedMinor: number;
  /** The oldest server that must be able to read what this one stores. */
  readonly minCompatibilityMinor: number;
}

export { newestMinor, oldestMinor };

/** Every minor that the tables hold. */
export const supportedMinors: readonly number[] = Array.from(
  { length: newestMinor - oldestMinor + 1 },
  (_, index) => oldestMinor + index,
);

/** A server that emulates nothing: it stores what its predecessor can read. */
export function effectiveVersion(minor: number): EffectiveVersion {
  return { binaryMinor: minor, emulatedMinor: minor, minCompatibilityMinor: minor - 1 };
}

/** The plane of an upgrade half way: two instances of the minor before the newest, and one of the newest. */
export const defaultVersions: readonly string[] = [
  formatMinor(newestMinor - 1),
  formatMinor(newestMinor - 1),
  formatMinor(newestMinor),
];

/** `1.36`, as Go prints a version without a patch. */
export function formatMinor(minor: number): string {
  return `1.${String(minor)}`;
}
