import { jsonModule, readFacts } from './json-module.mjs';

export const output = 'packages/api/src/generated/resources.ts';

/** @param {string} facts folder with the fact tables */
export function generate(facts) {
  return jsonModule('resourcesTable', make(readFacts(facts, 'resources.json')));
}

const allVerbs = 'create,delete,deletecollection,get,list,patch,update,watch';

/** Priorities of versions that were last served by 1.30, which the facts do not list. */
const oldPriorities = new Map([
  ['networking.k8s.io/v1alpha1', 1],
  ['resource.k8s.io/v1alpha2', 9],
]);

/** @param {any} table */
function make({ resources, groups, etcdPrefixes }) {
  return {
    etcdPrefixes,
    groups: groups.map(compactGroup),
    resources: resources.map(compactResource),
  };
}

/** @param {any} group */
function compactGroup({ group, versions, groupPriorityMinimum }) {
  return {
    group,
    priority: groupPriorityMinimum,
    versions: versions.map(({ version, versionPriority }) => ({
      version,
      priority: versionPriority ?? oldPriorities.get(`${group}/${version}`),
    })),
  };
}

/**
 * `codeGone`: the release whose source no longer holds the type although its lifecycle marker names a later
 * one, or none; no emulation brings it back.
 *
 * @param {any} resource
 */
function compactResource(resource) {
  const { introducedBy, removed, removedMarker, verbs, subresources } = resource;
  const marked = introducedBy === undefined;
  const codeGone = removed !== undefined && (!marked || removedMarker !== undefined);
  return {
    group: resource.group,
    version: resource.version,
    resource: resource.resource,
    singular: resource.singular,
    kind: resource.kind,
    namespaced: resource.namespaced,
    verbs: compactVerbs(verbs),
    shortNames: resource.shortNames,
    categories: resource.categories,
    served: resource.served,
    introduced: marked ? resource.introduced : undefined,
    deprecated: resource.deprecated,
    removed: codeGone ? (removedMarker ?? undefined) : removed,
    codeGone: codeGone ? removed : undefined,
    replacement: resource.replacement,
    default: resource.default,
    gate: resource.gate,
    storageVersion: resource.storageVersion,
    subresources: subresources?.map(({ name, kind, groupVersion, served, gate, verbs }) => ({
      name,
      kind,
      groupVersion,
      served,
      gate,
      verbs: compactVerbs(verbs),
    })),
  };
}

/** @param {string[]} verbs */
function compactVerbs(verbs) {
  const text = verbs.join();
  return text === allVerbs ? '*' : text;
}
