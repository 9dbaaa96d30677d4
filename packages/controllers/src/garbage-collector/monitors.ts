import type { GroupVersionResource, KubeObject } from '@skewplane/apimachinery';
import { Informer, resourcePath, type DiscoveredResource } from '@skewplane/client';
import type { ControllerDeps } from '../deps.js';
import { foregroundFinalizer, orphanFinalizer, type OwnerGraph } from './graph.js';

const accept = {
  list: 'application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json',
  object: 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json',
};

/** One metadata informer for each resource that can be collected. */
export class Monitors {
  readonly #deps: ControllerDeps;
  readonly #graph: OwnerGraph;
  readonly #enqueue: (uid: string) => void;
  readonly #log: (error: unknown) => void;
  readonly #running = new Map<
    string,
    {
      readonly gvr: GroupVersionResource;
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

  /**
   * Starts what is new and stops what is no longer served.
   * @param stale group-versions that cannot say what they hold: what is watched of them stays
   * @see kubernetes/kubernetes `pkg/controller/garbagecollector/garbagecollector.go`, `Sync`
   */
  async follow(
    resources: readonly Pick<DiscoveredResource, 'gvr'>[],
    stale: readonly string[] = [],
  ): Promise<void> {
    const wanted = new Map(resources.map((resource) => [resourcePath(resource.gvr), resource]));
    for (const [path, { gvr, stop, ended }] of [...this.#running]) {
      if (wanted.has(path) || stale.includes(`${gvr.group}/${gvr.version}`)) continue;
      stop.abort();
      this.#running.delete(path);
      await ended;
    }
    for (const [path, { gvr }] of wanted) if (!this.#running.has(path)) this.#start(path, gvr);
  }

  async stop(): Promise<void> {
    await this.follow([]);
  }

  #start(path: string, gvr: GroupVersionResource): void {
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
    this.#running.set(path, { gvr, informer, stop, ended: informer.run(stop.signal) });
  }
}
