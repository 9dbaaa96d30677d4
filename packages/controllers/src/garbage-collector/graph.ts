import type { GroupVersionResource, KubeObject, OwnerReference } from '@skewplane/apimachinery';

export const orphanFinalizer = 'orphan';
export const foregroundFinalizer = 'foregroundDeletion';

export interface Node {
  readonly uid: string;
  gvr: GroupVersionResource;
  namespace: string;
  name: string;
  owners: readonly OwnerReference[];
  finalizers: readonly string[];
  terminating: boolean;
  /** False while the object is only known because others name it as their owner. */
  observed: boolean;
  readonly dependents: Set<Node>;
}

/**
 * Who owns whom, by uid.
 * @see kubernetes/kubernetes `pkg/controller/garbagecollector/graph_builder.go`
 */
export class OwnerGraph {
  readonly #nodes = new Map<string, Node>();

  get(uid: string): Node | undefined {
    return this.#nodes.get(uid);
  }

  get size(): number {
    return this.#nodes.size;
  }

  /** Takes an object as it is now. */
  upsert(gvr: GroupVersionResource, { metadata }: KubeObject): Node {
    const uid = metadata.uid ?? '';
    const node = this.#nodes.get(uid) ?? this.#add(uid);
    this.#setOwners(node, metadata.ownerReferences ?? []);
    Object.assign(node, {
      gvr,
      namespace: metadata.namespace ?? '',
      name: metadata.name ?? '',
      finalizers: metadata.finalizers ?? [],
      terminating: metadata.deletionTimestamp !== undefined,
      observed: true,
    });
    return node;
  }

  /** Forgets an object that is gone. @returns it, with the dependents it had */
  remove(uid: string): Node | undefined {
    const node = this.#nodes.get(uid);
    if (node === undefined) return undefined;
    this.#setOwners(node, []);
    node.observed = false;
    if (node.dependents.size === 0) this.#nodes.delete(uid);
    return node;
  }

  #add(uid: string): Node {
    const node: Node = {
      uid,
      gvr: { group: '', version: '', resource: '' },
      namespace: '',
      name: '',
      owners: [],
      finalizers: [],
      terminating: false,
      observed: false,
      dependents: new Set(),
    };
    this.#nodes.set(uid, node);
    return node;
  }

  #setOwners(node: Node, owners: readonly OwnerReference[]): void {
    for (const { uid } of node.owners) {
      if (owners.some((each) => each.uid === uid)) continue;
      const owner = this.#nodes.get(uid);
      owner?.dependents.delete(node);
      if (owner !== undefined && !owner.observed && owner.dependents.size === 0)
        this.#nodes.delete(uid);
    }
    for (const { uid } of owners) (this.#nodes.get(uid) ?? this.#add(uid)).dependents.add(node);
    node.owners = owners;
  }
}
