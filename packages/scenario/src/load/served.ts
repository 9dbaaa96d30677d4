import {
  emptyRuntimeConfig,
  newestMinor,
  oldestMinor,
  parseRuntimeConfig,
  resolveEffectiveVersion,
  resolveFeatureGates,
  servedResources,
  type BuiltInResource,
  type EffectiveVersion,
} from '@skewplane/api';
import type { InstanceSetup } from '../document/scenario.js';

/** What is wrong with a version, as a sentence; undefined for one that an instance can be. */
export function problemOfVersion(version: string): string | undefined {
  const minor = minorOf(version);
  if (minor >= oldestMinor && minor <= newestMinor) return undefined;
  return `there is no version ${version}: use 1.${oldestMinor} to 1.${newestMinor}`;
}

/** `1.35` → 35; NaN for anything else. */
export function minorOf(version: string): number {
  return Number(/^1\.(\d+)$/.exec(version)?.[1] ?? NaN);
}

/** What is wrong with one gate on an instance of that setup; undefined when it starts with it. */
export function problemOfGate(setup: InstanceSetup, gate: string, on: boolean): string | undefined {
  try {
    resolveFeatureGates({ version: effectiveVersionOf(setup), flags: `${gate}=${String(on)}` });
    return undefined;
  } catch (error) {
    return `${setup.name} would not start as ${setup.version}: ${messageOf(error)}`;
  }
}

/** The built-in resources that an instance of that setup serves itself. @throws {Error} when it would not start */
export function servedBy(setup: InstanceSetup, peerProxy: boolean): BuiltInResource[] {
  const version = effectiveVersionOf(setup);
  // Up to 1.32 the proxy needs an API that is off by default, and the plane turns it on.
  const storageVersions = peerProxy && version.binaryMinor <= 32;
  const flags = [
    ...(storageVersions ? ['StorageVersionAPI=true'] : []),
    ...Object.entries(setup.featureGates).map(([name, on]) => `${name}=${String(on)}`),
    ...flagValues(setup, 'feature-gates'),
  ].join(',');
  const runtimeConfig = [
    ...(storageVersions ? ['internal.apiserver.k8s.io/v1alpha1=true'] : []),
    ...flagValues(setup, 'runtime-config'),
  ].join(',');
  return servedResources({
    version,
    gates: resolveFeatureGates({ version, flags }),
    runtimeConfig: runtimeConfig === '' ? emptyRuntimeConfig : parseRuntimeConfig(runtimeConfig),
    emulationForwardCompatible: isOn(setup, 'emulation-forward-compatible'),
    runtimeConfigForwardCompatible: isOn(setup, 'runtime-config-emulation-forward-compatible'),
  });
}

function effectiveVersionOf(setup: InstanceSetup): EffectiveVersion {
  const { version, problems } = resolveEffectiveVersion({
    binaryMinor: minorOf(setup.version),
    emulatedVersion: flagValues(setup, 'emulated-version'),
    minCompatibilityVersion: flagValues(setup, 'min-compatibility-version'),
  });
  const [problem] = problems;
  if (problem !== undefined) throw new Error(problem);
  return version;
}

function flagValues({ args }: InstanceSetup, name: string): string[] {
  const prefix = `--${name}=`;
  return args.filter((flag) => flag.startsWith(prefix)).map((flag) => flag.slice(prefix.length));
}

function isOn({ args }: InstanceSetup, name: string): boolean {
  return args.some((flag) => flag === `--${name}` || flag === `--${name}=true`);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
