import { storageVersionGvr } from '@skewplane/api';
import { isNotFound, type KubeObject } from '@skewplane/apimachinery';
import { Informer, WorkQueue, resourcePath, type Reconciler } from '@skewplane/client';
import { errorLogger, type Controller, type ControllerDeps } from '../deps.js';
import {
  deletedLeaseReconciler,
  identitySelector,
  isIdentity,
  leaseGvr,
  leaseNamespace,
  serversOf,
  storageVersionReconciler,
} from './reconcilers.js';

const lookAgainMs = 30_000;

/**
 * Takes apiservers that are gone out of the StorageVersions. Idle while no server has these objects.
 * @see kubernetes/kubernetes `pkg/controller/storageversiongc/gc_controller.go`
 */
export const storageVersionGc: Controller = async (deps, signal) => {
  const log = errorLogger(deps, 'storageversion-garbage-collector-controller');
  if (!(await untilServed(deps, log, signal))) return;

  const queueOf = (reconcile: Reconciler) =>
    new WorkQueue({
      clock: deps.clock,
      workers: 1,
      reconcile,
      onError: (_key, error) => {
        log(error);
      },
    });
  const deletedLeases = queueOf(deletedLeaseReconciler(deps));
  const storageVersions = queueOf(storageVersionReconciler(deps));
  const leases = new Informer<KubeObject>(
    {
      ...deps,
      path: resourcePath(leaseGvr, { namespace: leaseNamespace }),
      labelSelector: identitySelector,
      onError: log,
    },
    {
      onDelete: ({ metadata }) => {
        deletedLeases.add(metadata.name ?? '');
      },
    },
  );
  const objects = new Informer<KubeObject>(
    { ...deps, path: resourcePath(storageVersionGvr), onError: log },
    {
      onUpsert: (object) => {
        const isStale = serversOf(object).some(({ apiServerID }) => {
          const lease = leases.get(leaseNamespace, apiServerID);
          return lease === undefined || !isIdentity(lease);
        });
        if (isStale) storageVersions.add(object.metadata.name ?? '');
      },
    },
  );
  await Promise.all([
    leases.run(signal),
    // Before the Leases are known every object would look stale.
    Promise.race([leases.synced, aborted(signal)]).then(() => objects.run(signal)),
    deletedLeases.run(signal),
    storageVersions.run(signal),
  ]);
};

/** The compiler holds a signal that was not aborted a moment ago for one that never is. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
  });
}

/**
 * Waits for the group to be known to the cluster. Asks for its document, which the aggregation layer of any server
 * answers, so that nothing is looked for in vain where the API is off.
 * @returns false when the signal aborts first
 */
async function untilServed(
  { client, clock }: ControllerDeps,
  log: (error: unknown) => void,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await client.get(`/apis/${storageVersionGvr.group}`, { signal });
      return true;
    } catch (error) {
      if (!isAborted(signal) && !isNotFound(error)) log(error);
    }
    await clock.sleep(lookAgainMs, signal).catch(() => undefined); // aborted: the loop ends
  }
  return false;
}
