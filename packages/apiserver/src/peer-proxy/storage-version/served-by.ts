import { storageVersionStatus } from '@skewplane/api';
import type { GroupVersionResource, Immutable, KubeObject } from '@skewplane/apimachinery';
import { gvrKey } from '../gvr-key.js';

/** The core group has no name of its own in the name of a StorageVersion. */
const coreGroup = 'core';

/**
 * Which servers serve which resource, as the StorageVersion objects say.
 * @see kubernetes/apiserver `pkg/util/peerproxy/peerproxy_handler.go` of 1.32, `addSVToMap`, `deleteSVFromMap`
 */
export class ServedBy {
  readonly #servers = new Map<string, Set<string>>();

  /** Undefined for what no object names: custom and aggregated resources, and unknown ones. */
  serversOf(gvr: GroupVersionResource): ReadonlySet<string> | undefined {
    return this.#servers.get(gvr.group === '' ? coreGroup + gvrKey(gvr) : gvrKey(gvr));
  }

  add(object: Immutable<KubeObject>): void {
    for (const [key, serverId] of entriesOf(object)) {
      const servers = this.#servers.get(key);
      if (servers === undefined) this.#servers.set(key, new Set([serverId]));
      else servers.add(serverId);
    }
  }

  /** Forgets every server of the resources that the object names, its own or not. */
  delete(object: Immutable<KubeObject>): void {
    for (const [key] of entriesOf(object)) this.#servers.delete(key);
  }

  /** How many resources each server serves. */
  counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const servers of this.#servers.values()) {
      for (const serverId of servers) counts.set(serverId, (counts.get(serverId) ?? 0) + 1);
    }
    return counts;
  }
}

/** Keys of what the object names, each with its server. */
function* entriesOf(object: Immutable<KubeObject>): Iterable<[string, string]> {
  const { name = '' } = object.metadata;
  const dot = name.lastIndexOf('.'); // groups have dots, resources have not
  const [group, resource] = [name.slice(0, dot), name.slice(dot + 1)];
  const { storageVersions = [] } = storageVersionStatus(object);
  for (const { apiServerID, servedVersions = [] } of storageVersions) {
    for (const served of servedVersions) {
      yield [gvrKey({ group, version: withoutGroup(served), resource }), apiServerID];
    }
  }
}

/** `v1` of `apps/v1`; what has more slashes stays as it is. */
function withoutGroup(version: string): string {
  const [, ownName, ...others] = version.split('/');
  return ownName === undefined || others.length > 0 ? version : ownName;
}
