import {
  type BuiltInResource,
  effectiveVersion,
  parseRuntimeConfig,
  resolveFeatureGates,
  servedResources,
} from '@skewplane/api';
import type { GroupVersion } from '@skewplane/apimachinery';
import type { ResourceLookup, ResourceScope } from '../../registry/resource-scope.js';

/** A lookup over a list that tests replace. */
export interface FakeLookup extends ResourceLookup {
  set(scopes: readonly ResourceScope[]): void;
}

export function fakeLookup(initial: readonly ResourceScope[]): FakeLookup {
  let scopes = initial;
  const listeners = new Set<() => void>();
  const isIn = (scope: ResourceScope, { group, version }: GroupVersion) =>
    scope.gvr.group === group && scope.gvr.version === version;
  return {
    get: (gvr) => scopes.find((each) => isIn(each, gvr) && each.gvr.resource === gvr.resource),
    hasGroupVersion: (gv) => scopes.some((each) => isIn(each, gv)),
    all: () => scopes,
    onChange: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    set: (next) => {
      scopes = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** Built-in scopes of a minor; all that discovery does not look at is empty. */
export function builtInScopes(
  minor: number,
  { runtimeConfig = '', featureGates = '' } = {},
): ResourceScope[] {
  const version = effectiveVersion(minor);
  return servedResources({
    version,
    runtimeConfig: parseRuntimeConfig(runtimeConfig),
    gates: resolveFeatureGates({ version, flags: featureGates }),
  }).map((resource) => scopeOf('built-in', resource));
}

export function scopeOf(origin: ResourceScope['origin'], resource: BuiltInResource): ResourceScope {
  return {
    ...resource,
    origin,
    strategy: {
      namespaced: resource.namespaced,
      nameRule: () => [],
      hasStatus: false,
      allowCreateOnUpdate: false,
      allowUnconditionalUpdate: false,
      tracksGeneration: false,
    },
    schema: undefined,
    printer: { columns: [], row: () => ({ cells: [] }) },
    fieldPredicate: () => () => true,
    fromStorage: (object) => object,
    toStorage: (object) => object,
  };
}

/** A custom resource in one version. */
export function customScope(
  group: string,
  version: string,
  kind: string,
  overrides: Partial<BuiltInResource> = {},
): ResourceScope {
  const resource = `${kind.toLowerCase()}s`;
  return scopeOf('custom', {
    gvr: { group, version, resource },
    gvk: { group, version, kind },
    listKind: `${kind}List`,
    singular: kind.toLowerCase(),
    namespaced: true,
    verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
    shortNames: [],
    categories: [],
    subresources: [],
    storagePrefix: `${group}/${resource}`,
    storageVersion: { group, version },
    deprecationWarning: undefined,
    ...overrides,
  });
}
