import type { KubeObject } from '@skewplane/apimachinery';
import {
  Informer,
  WorkQueue,
  discover,
  resourcePath,
  type DiscoveredResource,
} from '@skewplane/client';
import { errorLogger, type Controller, type ControllerDeps } from '../deps.js';
import { AbsentOwners } from './absent-owners.js';
import { attemptToDelete } from './attempt-to-delete.js';
import { OwnerGraph, foregroundFinalizer, orphanFinalizer } from './graph.js';
import { RestMapping } from './rest-mapping.js';

const discoveryPeriodMs = 30_000;
const discoveryRetryMs = 1_000;
const syncPollMs = 100;
/** @see kubernetes/kubernetes `cmd/kube-controller-manager/app/core.go`, `initialSyncTimeout` of the garbage collector */
const initialSyncTimeoutMs = 30_000;
/** Things that own nothing and come in numbers. @see kubernetes/kubernetes `pkg/controller/garbagecollector/config` */
const ignored = new Set(['/events', 'events.k8s.io/events']);
const accept = {
  list: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json',
  object: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json',
};

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
      const { resources } = await discover(client, signal);
      mapping.replace(resources);
      await monitors.follow(resources.filter(isCollected));
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

/** One metadata informer for each resource that can be collected. */
class Monitors {
  readonly #deps: ControllerDeps;
  readonly #graph: OwnerGraph;
  readonly #enqueue: (uid: string) => void;
  readonly #log: (error: unknown) => void;
  readonly #running = new Map<
    string,
    {
      readonly informer: Informer;
      readonly stop: AbortController;
      readonly ended: Promise<void>;
    }
  >();

  constructor(
    deps: ControllerDeps,
    graph: OwnerGraph,
    enqueue: (uid: string) => void,
    log: (error: unknown) => void,
  ) {
    this.#deps = deps;
    this.#graph = graph;
    this.#enqueue = enqueue;
    this.#log = log;
  }

  get count(): number {
    return this.#running.size;
  }

  /** Has everything been listed that discovery knows? */
  get areSynced(): boolean {
    return this.count > 0 && [...this.#running.values()].every(({ informer }) => informer.isSynced);
  }

  /** Starts what is new and stops what is no longer served. */
  async follow(resources: readonly DiscoveredResource[]): Promise<void> {
    const wanted = new Map(resources.map((resource) => [resourcePath(resource.gvr), resource]));
    for (const [path, { stop, ended }] of [...this.#running]) {
      if (wanted.has(path)) continue;
      stop.abort();
      this.#running.delete(path);
      await ended;
    }
    for (const [path, resource] of wanted)
      if (!this.#running.has(path)) this.#start(path, resource);
  }

  async stop(): Promise<void> {
    await this.follow([]);
  }

  #start(path: string, { gvr }: DiscoveredResource): void {
    const stop = new AbortController();
    const informer = new Informer<KubeObject>(
      { ...this.#deps, path, accept, onError: this.#log },
      {
        onUpsert: (object) => {
          const { node, unseenOwners, isMisled, unblockedOwners } = this.#graph.upsert(gvr, object);
          const needsHelp =
            node.terminating &&
            node.finalizers.some(
              (each) => each === orphanFinalizer || each === foregroundFinalizer,
            );
          if (needsHelp || isMisled) this.#enqueue(node.uid);
          // What has its owners in the graph is left alone: nobody asks for them at each change of it.
          for (const { uid } of [...unseenOwners, ...unblockedOwners]) this.#enqueue(uid);
        },
        onDelete: ({ metadata }) => {
          const owners = this.#graph.get(metadata.uid ?? '')?.owners ?? [];
          const node = this.#graph.remove(metadata.uid ?? '');
          for (const { uid } of node?.dependents ?? []) this.#enqueue(uid);
          for (const { uid } of owners) this.#enqueue(uid); // one may wait for this dependent to go
        },
      },
    );
    this.#running.set(path, { informer, stop, ended: informer.run(stop.signal) });
  }
}
