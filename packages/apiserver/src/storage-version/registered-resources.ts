import {
  decodableVersions,
  storageVersionName,
  type BuiltInResource,
  type ServerStorageVersion,
} from '@skewplane/api';
import { formatGroupVersion, type GroupResource } from '@skewplane/apimachinery';

/** A kind of objects in etcd, as this server tells the others about it. */
export interface RegisteredResource {
  /** Of its StorageVersion: `apps.deployments`. */
  readonly name: string;
  readonly resource: GroupResource;
  /** Every resource that shows the same objects, `resource` among them. */
  readonly members: readonly GroupResource[];
  readonly versions: Omit<ServerStorageVersion, 'apiServerID'>;
}

/**
 * What a server registers: each built-in resource that is stored, once. Resources that share their storage are
 * registered as the first of them by group and name, so that all servers choose the same one.
 * @see kubernetes/apiserver `pkg/storageversion/manager.go`, `dedupResourceInfos`
 */
export function registeredResources(
  resources: readonly BuiltInResource[],
  binaryMinor: number,
): RegisteredResource[] {
  const byStorage = new Map<string, BuiltInResource[]>();
  for (const each of resources) {
    if (each.storagePrefix === '') continue;
    const sharing = byStorage.get(each.storagePrefix) ?? [];
    byStorage.set(each.storagePrefix, [...sharing, each]);
  }
  return [...byStorage.values()]
    .map((sharing) => registered(sharing, binaryMinor))
    .sort((a, b) => compare(a.resource, b.resource));
}

function registered(sharing: readonly BuiltInResource[], binaryMinor: number): RegisteredResource {
  const [first, ...others] = [...sharing].sort((a, b) => compare(a.gvr, b.gvr));
  if (first === undefined) throw new RangeError('Nothing to register');
  const { group, resource } = first.gvr;
  const own = [first, ...others].filter(({ gvr }) => compare(gvr, first.gvr) === 0);
  const decodable = [
    ...decodableVersions(first.gvk, binaryMinor).map((version) =>
      formatGroupVersion({ group, version }),
    ),
    ...sharing.map(({ gvr }) => formatGroupVersion(gvr)),
  ];
  return {
    name: storageVersionName({ group, resource }),
    resource: { group, resource },
    members: sharing.map(({ gvr }) => ({ group: gvr.group, resource: gvr.resource })),
    versions: {
      encodingVersion: formatGroupVersion(first.storageVersion),
      decodableVersions: [...new Set(decodable)],
      servedVersions: own.map(({ gvr }) => formatGroupVersion(gvr)),
    },
  };
}

function compare(a: GroupResource, b: GroupResource): number {
  return compareText(a.group, b.group) || compareText(a.resource, b.resource);
}

/** By code units, as Go does for these names. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
