import { storageVersionGvr } from '@skewplane/api';
import { formatGroupResource, serviceUnavailable } from '@skewplane/apimachinery';
import { errorText } from '../peer-proxy/error-text.js';
import { leaseGvr, leaseNamespace } from '../peer-proxy/leases/identity-lease.js';
import { apiserverUser } from '../registry/loopback-client.js';
import type { Filter } from '../request/filter.js';
import type { ResourceRequestInfo } from '../request/request-info.js';
import { mastersGroup, type UserInfo } from '../request/user-info.js';
import type { StorageVersionBarrier } from '../storage-version/storage-version-updater.js';

const readVerbs = new Set(['get', 'list', 'watch']);

/**
 * Refuses writes until the other servers have been told in which version this one stores the resource. Judges this
 * server's resources only: what just a peer serves passes.
 * @see kubernetes/apiserver `pkg/endpoints/filters/storageversion.go`, `WithStorageVersionPrecondition`
 */
export function withStorageVersionPrecondition(barrier: StorageVersionBarrier): Filter {
  return async ({ context }) => {
    const { info, user, trace } = context;
    if (barrier.isCompleted) {
      trace?.decide('passed: the storage versions of this server are known to all');
      return;
    }
    if (!info.isResourceRequest || readVerbs.has(info.verb) || isNeededToComplete(info, user)) {
      return;
    }
    if (!barrier.isPending(info)) return;
    const error = barrier.lastError(info);
    trace?.decide('refused: others do not know yet in which version this server stores it');
    throw serviceUnavailable(
      `wait for storage version registration to complete for resource: ${formatGroupResource(info)}, last seen error: ${error === undefined ? '<nil>' : errorText(error)}`,
    );
  };
}

/** StorageVersions, and the Lease that their writer waits for, with the namespace that it lives in. */
function isNeededToComplete(info: ResourceRequestInfo, user: UserInfo): boolean {
  if (isOf(info, storageVersionGvr)) return true;
  if (isOf(info, leaseGvr)) return info.namespace === leaseNamespace;
  return (
    isOf(info, { group: '', resource: 'namespaces' }) &&
    info.verb === 'create' &&
    user.name === apiserverUser.name &&
    user.groups.includes(mastersGroup)
  );
}

function isOf(
  info: ResourceRequestInfo,
  { group, resource }: { readonly group: string; readonly resource: string },
): boolean {
  return info.group === group && info.resource === resource;
}
