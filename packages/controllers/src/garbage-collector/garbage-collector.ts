import { WorkQueue, discover, type DiscoveredResource } from '@skewplane/client';
import { errorLogger, type Controller, type ControllerDeps } from '../deps.js';
import { AbsentOwners } from './absent-owners.js';
import { attemptToDelete } from './attempt-to-delete.js';
import { OwnerGraph } from './graph.js';
import { Monitors } from './monitors.js';
import { RestMapping } from './rest-mapping.js';

const discoveryPeriodMs = 30_000;
const discoveryRetryMs = 1_000;
const syncPollMs = 100;
/** @see kubernetes/kubernetes `cmd/kube-controller-manager/app/core.go`, `initialSyncTimeout` of the garbage collector */
const initialSyncTimeoutMs = 30_000;
/** Things that own nothing and come in numbers. @see kubernetes/kubernetes `pkg/controller/garbagecollector/config` */
const ignored = new Set(['/events', 'events.k8s.io/events']);

/** Deletes objects whose owners are gone; holds and orphans as finalizers ask. */
export const garbageCollector: Controller = async (deps, signal) => {
  const graph = new OwnerGraph();
  const mapping = new RestMapping();
  const absent = new AbsentOwners();
  const log = errorLogger(deps, 'garbage-collector');
  const enqueue = (uid: string) => {
    queue.add(uid);
  };
  const queue: WorkQueue = new WorkQueue({
    clock: deps.clock,
    workers: 10,
    reconcile: attemptToDelete({ client: deps.client, graph, mapping, absent, enqueue }),
    onError: (_key, error) => {
      log(error);
    },
  });
  const monitors = new Monitors(deps, graph, enqueue, log);
  await Promise.all([
    untilSynced(deps, monitors, signal).then(() => queue.run(signal)),
    followDiscovery(deps, mapping, monitors, log, signal),
  ]);
  await monitors.stop();
};

/**
 * Judges nothing by half a picture: an owner whose dependents are not known yet looks as if it had none, and what
 * was to be orphaned would be deleted. What cannot be listed at all holds the others up for a while only.
 */
async function untilSynced(
  { clock }: ControllerDeps,
  monitors: Monitors,
  signal: AbortSignal,
): Promise<void> {
  let giveUpAtMs = Infinity;
  while (!signal.aborted && !monitors.areSynced && clock.now() < giveUpAtMs) {
    if (monitors.count > 0) giveUpAtMs = Math.min(giveUpAtMs, clock.now() + initialSyncTimeoutMs);
    await clock.sleep(syncPollMs, signal).catch(() => undefined); // aborted: the loop ends
  }
}

async function followDiscovery(
  { client, clock }: ControllerDeps,
  mapping: RestMapping,
  monitors: Monitors,
  log: (error: unknown) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let waitMs = discoveryPeriodMs;
    try {
      const { resources, stale } = await discover(client, signal);
      mapping.replace(resources);
      await monitors.follow(resources.filter(isCollected), stale);
    } catch (error) {
      waitMs = discoveryRetryMs;
      log(error);
    }
    await clock.sleep(waitMs, signal).catch(() => undefined); // aborted: the loop ends
  }
}

function isCollected({ gvr, verbs, preferred }: DiscoveredResource): boolean {
  return (
    preferred &&
    ['delete', 'list', 'watch'].every((verb) => verbs.includes(verb)) &&
    !ignored.has(`${gvr.group}/${gvr.resource}`)
  );
}
