import {
  compareKubeAwareVersions,
  formatGroupVersion,
  type GroupVersion,
  type GroupVersionResource,
} from '@skewplane/apimachinery';
import { type ResourceRow, resourceTable } from '../catalogue/resource-table.js';
import { isCompiledIn } from '../catalogue/lifecycle.js';
import { parseBool } from '../versions/parse-bool.js';
import type { EffectiveVersion } from '../versions/effective-version.js';
import { registeredVersions } from './registered-versions.js';
import type { RuntimeConfig } from './runtime-config.js';

/** What is switched on: defaults of the minor with `--runtime-config` laid over. */
export interface ResourceConfig {
  enabled(gvr: GroupVersionResource): boolean;
  explicitlyEnabledResource(gvr: GroupVersionResource): boolean;
  explicitlyEnabledVersion(gv: GroupVersion): boolean;
}

/** Keys for many versions at once, in the order they are applied. */
export const versionMatchers: ReadonlyMap<string, RegExp> = new Map([
  ['api/all', /^/],
  ['api/ga', /^v\d+$/],
  ['api/beta', /^v\d+beta\d+$/],
  ['api/alpha', /^v\d+alpha\d+$/],
]);

/**
 * @throws {Error} for keys and values that mean nothing to this binary; the text is upstream's
 * @see kubernetes/apiserver `pkg/server/resourceconfig/helpers.go`, `pkg/server/storage/resource_config.go`
 */
export function mergeResourceConfig(
  runtimeConfig: RuntimeConfig,
  version: EffectiveVersion,
  { forwardCompatible }: { forwardCompatible: boolean },
): ResourceConfig {
  const rows = resourceTable().resources.filter((row) => isCompiledIn(row, version.binaryMinor));
  const switches = new Switches(rows);
  for (const [key, pattern] of versionMatchers) {
    const value = runtimeConfig.get(key);
    if (value === undefined) continue;
    if (value !== 'true' && value !== 'false') throw new Error(`invalid value ${key}=${value}`);
    switches.setMatching(pattern, value === 'true');
  }
  const preferences = readPreferences(runtimeConfig, version.binaryMinor);
  switches.apply(preferences);
  if (forwardCompatible) {
    switches.enableHigherVersions(rows);
    switches.apply(preferences);
  }
  return switches;
}

interface Preference {
  readonly gv: GroupVersion;
  /** Undefined when the whole version is meant. */
  readonly resource: string | undefined;
  readonly enabled: boolean;
}

function readPreferences(runtimeConfig: RuntimeConfig, binaryMinor: number): Preference[] {
  const registered = registeredVersions(binaryMinor);
  const preferences: Preference[] = [];
  for (const [key, value] of runtimeConfig) {
    const [group, version, resource, ...rest] = key.split('/');
    if (versionMatchers.has(key) || group === undefined || version === undefined) continue;
    if (rest.length > 0 || !registered.hasGroup(group)) continue; // validated apart

    const gv = { group, version };
    if (!registered.hasVersion(gv)) {
      throw new Error(`group version ${formatGroupVersion(gv)} that has not been registered`);
    }
    const enabled = readValue(key, value);
    if (resource !== undefined && resource !== resource.toLowerCase()) {
      throw new Error(
        `invalid key ${key}: group/version/resource and resource is always lowercase plural, not ${JSON.stringify(resource)}`,
      );
    }
    preferences.push({ gv, resource, enabled });
  }
  return preferences;
}

function readValue(key: string, value: string): boolean {
  if (value === '') return true;
  try {
    return parseBool(value);
  } catch (error) {
    throw new Error(`invalid value of ${key}: ${value}, err: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** Version switches, and resource switches that outrank them until their version is set again. */
class Switches implements ResourceConfig {
  readonly #versions = new Map<string, boolean>();
  readonly #resources = new Map<string, boolean>();
  readonly #explicitVersions = new Map<string, boolean>();
  readonly #explicitResources = new Map<string, boolean>();

  constructor(rows: readonly ResourceRow[]) {
    for (const row of rows) {
      const isGa = /^v\d+$/.test(row.version);
      this.#versions.set(formatGroupVersion(row), isGa);
      // The few betas that are on by default are switched on one by one.
      if (row.default !== isGa) this.#resources.set(resourceKey(row), row.default);
    }
  }

  enabled(gvr: GroupVersionResource): boolean {
    return (
      this.#resources.get(resourceKey(gvr)) ?? this.#versions.get(formatGroupVersion(gvr)) ?? false
    );
  }

  explicitlyEnabledResource(gvr: GroupVersionResource): boolean {
    return this.#explicitResources.get(resourceKey(gvr)) ?? false;
  }

  explicitlyEnabledVersion(gv: GroupVersion): boolean {
    return this.#explicitVersions.get(formatGroupVersion(gv)) ?? false;
  }

  setMatching(pattern: RegExp, on: boolean): void {
    for (const gv of this.#versions.keys()) {
      if (pattern.test(gv.slice(gv.indexOf('/') + 1))) this.#setVersion(gv, on);
    }
  }

  /** Versions first, so that a resource outranks its version whatever their order. */
  apply(preferences: readonly Preference[]): void {
    for (const { gv, resource, enabled } of preferences) {
      if (resource !== undefined) continue;
      this.#explicitVersions.set(formatGroupVersion(gv), enabled);
      this.#setVersion(formatGroupVersion(gv), enabled);
    }
    for (const { gv, resource, enabled } of preferences) {
      if (resource === undefined) continue;
      this.#explicitResources.set(resourceKey({ ...gv, resource }), enabled);
      this.#resources.set(resourceKey({ ...gv, resource }), enabled);
    }
  }

  /** Whoever has a version on (alphas apart) gets every better one too. */
  enableHigherVersions(rows: readonly ResourceRow[]): void {
    const enabledBefore = rows.filter((row) => this.enabled(row) && !row.version.includes('alpha'));
    for (const row of rows) {
      const isImplied = enabledBefore.some(
        ({ group, version, resource }) =>
          group === row.group &&
          (resource === row.resource || this.#versions.get(`${group}/${version}`) === true) &&
          compareKubeAwareVersions(row.version, version) < 0,
      );
      if (isImplied) this.#resources.set(resourceKey(row), true);
    }
  }

  #setVersion(gv: string, on: boolean): void {
    this.#versions.set(gv, on);
    for (const key of [...this.#resources.keys()]) {
      if (!key.startsWith(`${gv}/`)) continue;
      this.#resources.delete(key);
      this.#explicitResources.delete(key);
    }
  }
}

function resourceKey({ group, version, resource }: GroupVersionResource): string {
  return `${formatGroupVersion({ group, version })}/${resource}`;
}
