import { type EffectiveVersion, formatMinor } from './effective-version.js';

/** What `/version` answers; keys in wire order. @see kubernetes/apimachinery `pkg/version/types.go` */
export interface VersionInfo {
  readonly major: string;
  readonly minor: string;
  readonly emulationMajor?: string;
  readonly emulationMinor?: string;
  readonly minCompatibilityMajor?: string;
  readonly minCompatibilityMinor?: string;
  readonly gitVersion: string;
  readonly gitCommit: string;
  readonly gitTreeState: string;
  readonly buildDate: string;
  readonly goVersion: string;
  readonly compiler: string;
  readonly platform: string;
}

/** First minor that tells what it emulates. */
const firstWithEmulation = 33;

export function versionInfo(version: EffectiveVersion): VersionInfo {
  const { binaryMinor } = version;
  return {
    major: '1',
    minor: String(binaryMinor),
    ...(binaryMinor < firstWithEmulation ? {} : emulationOf(version)),
    gitVersion: gitVersion(binaryMinor),
    gitCommit: '0000000000000000000000000000000000000000',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: goVersion(binaryMinor),
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

/** Clients compare it as a semantic version, where build metadata counts for nothing. */
export function gitVersion(binaryMinor: number): string {
  return `v${formatMinor(binaryMinor)}.0+skewplane`;
}

function emulationOf({ emulatedMinor, minCompatibilityMinor }: EffectiveVersion) {
  return {
    emulationMajor: '1',
    emulationMinor: String(emulatedMinor),
    minCompatibilityMajor: '1',
    minCompatibilityMinor: String(minCompatibilityMinor),
  };
}

/** The Go line each Kubernetes minor was first built with; some clients insist on a value. */
function goVersion(binaryMinor: number): string {
  if (binaryMinor <= 31) return 'go1.22';
  if (binaryMinor === 32) return 'go1.23';
  return binaryMinor <= 34 ? 'go1.24' : 'go1.25';
}
