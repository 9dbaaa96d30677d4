import {
  storageVersionGvr,
  storageVersionStatus,
  withServers,
  type ServerStorageVersion,
} from '@skewplane/api';
import {
  isNotFound,
  type Clock,
  type GroupVersionResource,
  type KubeObject,
} from '@skewplane/apimachinery';
import { resourcePath, type Reconciler, type RestClient } from '@skewplane/client';

export const leaseGvr: GroupVersionResource = {
  group: 'coordination.k8s.io',
  version: 'v1',
  resource: 'leases',
};
export const leaseNamespace = 'kube-system';
const identityLabel = 'apiserver.kubernetes.io/identity';
const identityValue = 'kube-apiserver';
export const identitySelector = `${identityLabel}=${identityValue}`;

export interface StorageVersionGcDeps {
  readonly client: Pick<RestClient, 'get' | 'list' | 'update' | 'delete'>;
  readonly clock: Clock;
}

/**
 * Takes a server that is gone out of every StorageVersion. Keys are names of Leases.
 * @see kubernetes/kubernetes `pkg/controller/storageversiongc/gc_controller.go`, `processDeletedLease`
 */
export function deletedLeaseReconciler(deps: StorageVersionGcDeps): Reconciler {
  const { client } = deps;
  return async (serverId, signal) => {
    try {
      await client.get(pathOfLease(serverId), { signal });
      return {}; // it is back
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
    const { items } = await client.list(resourcePath(storageVersionGvr), { signal });
    const failures: unknown[] = [];
    for (const item of items) {
      const servers = serversOf(item);
      const left = servers.filter(({ apiServerID }) => apiServerID !== serverId);
      if (left.length === servers.length) continue;
      try {
        await keepServers(deps, item, left, signal);
      } catch (error) {
        signal.throwIfAborted();
        failures.push(error); // the others come first
      }
    }
    if (failures.length > 0) {
      throw new AggregateError(failures, `Failed to forget ${serverId} in storage versions`);
    }
    return {};
  };
}

/**
 * Takes servers without an identity out of one StorageVersion. Keys are names of StorageVersions.
 * @see kubernetes/kubernetes `pkg/controller/storageversiongc/gc_controller.go`, `syncStorageVersion`
 */
export function storageVersionReconciler(deps: StorageVersionGcDeps): Reconciler {
  const { client } = deps;
  const hasIdentity = async (serverId: string, signal: AbortSignal): Promise<boolean> => {
    try {
      return isIdentity(await client.get<KubeObject>(pathOfLease(serverId), { signal }));
    } catch {
      signal.throwIfAborted();
      return false; // for whatever reason: the server's next pass puts right what was taken wrongly
    }
  };
  return async (name, signal) => {
    let object: KubeObject;
    try {
      object = await client.get<KubeObject>(resourcePath(storageVersionGvr, { name }), { signal });
    } catch (error) {
      if (isNotFound(error)) return {};
      throw error;
    }
    const servers = serversOf(object);
    const left: ServerStorageVersion[] = [];
    for (const server of servers) {
      if (await hasIdentity(server.apiServerID, signal)) left.push(server);
    }
    if (left.length < servers.length) await keepServers(deps, object, left, signal);
    return {};
  };
}

/** Is this the Lease by which an apiserver makes itself known? */
export function isIdentity({ metadata }: KubeObject): boolean {
  return metadata.labels?.[identityLabel] === identityValue;
}

export function serversOf(object: KubeObject): readonly ServerStorageVersion[] {
  return storageVersionStatus(object).storageVersions ?? [];
}

/** An object without a server goes. */
async function keepServers(
  { client, clock }: StorageVersionGcDeps,
  object: KubeObject,
  servers: readonly ServerStorageVersion[],
  signal: AbortSignal,
): Promise<void> {
  const { name } = object.metadata;
  if (servers.length === 0) {
    await client.delete(resourcePath(storageVersionGvr, { name }), { signal });
    return;
  }
  // Items of a list do not say what they are.
  const { group, version } = storageVersionGvr;
  const typed = { ...object, apiVersion: `${group}/${version}`, kind: 'StorageVersion' };
  await client.update(
    resourcePath(storageVersionGvr, { name, subresource: 'status' }),
    withServers(typed, servers, clock.now()),
    { signal },
  );
}

const pathOfLease = (name: string): string =>
  resourcePath(leaseGvr, { namespace: leaseNamespace, name });
