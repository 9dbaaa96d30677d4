import { type EffectiveVersion, effectiveVersion, formatMinor } from './effective-version.js';

export interface VersionFlags {
  readonly binaryMinor: number;
  /** Values of `--emulated-version`, already split at commas. */
  readonly emulatedVersion: readonly string[];
  /** Values of `--min-compatibility-version`. */
  readonly minCompatibilityVersion: readonly string[];
  readonly emulationForwardCompatible?: boolean;
  readonly runtimeConfigEmulationForwardCompatible?: boolean;
}

export interface ResolvedVersion {
  readonly version: EffectiveVersion;
  /** Upstream's texts; the version means nothing unless this is empty. */
  readonly problems: readonly string[];
}

/** Emulation came with 1.31: nothing older can be emulated or stayed compatible with. */
const firstEmulated = 31;

/**
 * Settles the three versions of a server. The compatibility version follows the emulated one unless it is set.
 * @see kubernetes/component-base `compatibility/registry.go`, `compatibility/version.go`
 */
export function resolveEffectiveVersion(flags: VersionFlags): ResolvedVersion {
  const { binaryMinor } = flags;
  const fallback = effectiveVersion(binaryMinor);
  let asked: { emulated: Parsed | undefined; minCompatibility: Parsed | undefined };
  try {
    asked = {
      emulated: parseVersionFlag(flags.emulatedVersion),
      minCompatibility: parseVersionFlag(flags.minCompatibilityVersion),
    };
  } catch (error) {
    return { version: fallback, problems: [(error as Error).message] };
  }

  const floor = Math.max(binaryMinor - 3, firstEmulated);
  const emulated = asked.emulated ?? { major: 1, minor: binaryMinor };
  const followed = {
    major: 1,
    minor:
      asked.emulated === undefined ? binaryMinor - 1 : Math.max(asked.emulated.minor - 1, floor),
  };
  const minCompatibility = asked.minCompatibility ?? followed;
  const version = {
    binaryMinor,
    emulatedMinor: emulated.minor,
    minCompatibilityMinor: minCompatibility.minor,
  };
  const isAsked = asked.emulated !== undefined || asked.minCompatibility !== undefined;
  return {
    version,
    problems: [
      ...(isAsked ? rangeProblems(version, emulated, minCompatibility, floor) : []),
      ...forwardCompatibleProblems(flags, version),
    ],
  };
}

interface Parsed {
  readonly major: number;
  readonly minor: number;
}

/** @throws {Error} at the first value that cannot be taken */
function parseVersionFlag(values: readonly string[]): Parsed | undefined {
  const found = new Map<string, Parsed>();
  for (const value of values) {
    const at = value.indexOf('=');
    const component = at < 0 ? 'kube' : value.slice(0, at).trim();
    const version = parseVersion(component, at < 0 ? value : value.slice(at + 1).trim());
    const before = found.get(component);
    if (before !== undefined) {
      throw new Error(
        `duplicate version flag, ${component}=${format(before)} and ${component}=${format(version)}`,
      );
    }
    found.set(component, version);
  }
  for (const component of found.keys()) {
    if (component !== 'kube') throw new Error(`component not registered: ${component}`);
  }
  return found.get('kube');
}

/** @see kubernetes/apimachinery `pkg/util/version/version.go`, `Parse` */
function parseVersion(component: string, text: string): Parsed {
  const numbers = /^\s*v?(\d+(?:\.\d+)*)/.exec(text)?.[1];
  if (numbers === undefined) throw new Error(`could not parse ${JSON.stringify(text)} as version`);
  const components = numbers.split('.');
  const prefixed = components.find((part) => part.length > 1 && part.startsWith('0'));
  if (prefixed !== undefined) {
    throw new Error(
      `illegal zero-prefixed version component ${JSON.stringify(prefixed)} in ${JSON.stringify(text)}`,
    );
  }
  const [major, minor, patch = '0'] = components;
  if (minor === undefined) throw new Error(`illegal version string ${JSON.stringify(text)}`);
  if (Number(patch) !== 0) {
    throw new Error(`patch version not allowed, got: ${component}=${components.join('.')}`);
  }
  return { major: Number(major), minor: Number(minor) };
}

function format({ major, minor }: Parsed): string {
  return `${String(major)}.${String(minor)}`;
}

function isBetween(version: Parsed, lowMinor: number, highMinor: number): boolean {
  return version.major === 1 && lowMinor <= version.minor && version.minor <= highMinor;
}

function rangeProblems(
  { binaryMinor, emulatedMinor }: EffectiveVersion,
  emulated: Parsed,
  minCompatibility: Parsed,
  floor: number,
): string[] {
  const problems: string[] = [];
  if (!isBetween(emulated, floor, binaryMinor)) {
    problems.push(
      `emulation version ${format(emulated)} is not between [${formatMinor(floor)}, ${formatMinor(binaryMinor)}.0]`,
    );
  }
  if (!isBetween(minCompatibility, floor, emulatedMinor)) {
    problems.push(
      `minCompatibilityVersion version ${format(minCompatibility)} is not between [${formatMinor(floor)}, ${format(emulated)}]`,
    );
  }
  return problems;
}

/** @see kubernetes/apiserver `pkg/server/options/server_run_options.go` */
function forwardCompatibleProblems(
  flags: VersionFlags,
  { binaryMinor, emulatedMinor }: EffectiveVersion,
): string[] {
  if (binaryMinor !== emulatedMinor) return [];
  const asked = [
    ['EmulationForwardCompatible', flags.emulationForwardCompatible],
    ['RuntimeConfigEmulationForwardCompatible', flags.runtimeConfigEmulationForwardCompatible],
  ] as const;
  return asked
    .filter(([, isOn]) => isOn === true)
    .map(
      ([option]) =>
        `ServerRunOptions.${option} cannot be set to true if the emulation version is the same as the binary version`,
    );
}
