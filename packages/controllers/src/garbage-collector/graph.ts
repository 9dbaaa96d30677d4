import {
  parseGroupVersion,
  type GroupVersionResource,
  type KubeObject,
  type OwnerReference,
} from '@skewplane/apimachinery';

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
  /** How the first of them names it; of no use once it is observed. */
  readonly namedAs: OwnerReference | undefined;
  readonly dependents: Set<Node>;
}

/** What a change has to say. */
export interface Upserted {
  readonly node: Node;
  /** Owners that nobody has seen yet: it is to be found out whether they exist. */
  readonly unseenOwners: readonly Node[];
  /** Whether it names an owner by what that one is not: it is to be found out whether it has one at all. */
  readonly isMisled: boolean;
  /** Owners that it no longer keeps from going. */
  readonly unblockedOwners: readonly Node[];
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
  upsert(gvr: GroupVersionResource, { metadata }: KubeObject): Upserted {
    const uid = metadata.uid ?? '';
    const node = this.#nodes.get(uid) ?? this.#add(uid, undefined, '');
    const before = node.owners;
    Object.assign(node, {
      gvr,
      namespace: metadata.namespace ?? '',
      name: metadata.name ?? '',
      finalizers: metadata.finalizers ?? [],
      terminating: metadata.deletionTimestamp !== undefined,
      observed: true,
    });
    const unseenOwners = this.#setOwners(node, metadata.ownerReferences ?? []);
    const isNew = (owner: OwnerReference) => before.every((each) => each.uid !== owner.uid);
    return {
      node,
      unseenOwners,
      isMisled: node.owners.some((owner) => isNew(owner) && this.#contradicts(owner, node)),
      unblockedOwners: this.#unblocked(before, node.owners),
    };
  }

  /** Forgets an object that is gone. @returns it, with the dependents it had */
  remove(uid: string): Node | undefined {
    const node = this.#nodes.get(uid);
    if (node === undefined) return undefined;
    this.#setOwners(node, []);
    node.observed = false;
    // Whoever names it from now on does not find it: it is looked for again.
    this.#nodes.delete(uid);
    return node;
  }

  #add(uid: string, namedAs: OwnerReference | undefined, namespace: string): Node {
    const node: Node = {
      uid,
      gvr: { group: '', version: '', resource: '' },
      namespace,
      name: namedAs?.name ?? '',
      owners: [],
      finalizers: [],
      terminating: false,
      observed: false,
      namedAs,
      dependents: new Set(),
    };
    this.#nodes.set(uid, node);
    return node;
  }

  /** @returns owners that were not in the graph */
  #setOwners(node: Node, owners: readonly OwnerReference[]): Node[] {
    for (const { uid } of node.owners) {
      if (owners.some((each) => each.uid === uid)) continue;
      const owner = this.#nodes.get(uid);
      owner?.dependents.delete(node);
      if (owner !== undefined && !owner.observed && owner.dependents.size === 0)
        this.#nodes.delete(uid);
    }
    const added: Node[] = [];
    for (const reference of owners) {
      let owner = this.#nodes.get(reference.uid);
      if (owner === undefined) {
        owner = this.#add(reference.uid, reference, node.namespace);
        added.push(owner);
      }
      owner.dependents.add(node);
    }
    node.owners = owners;
    return added;
  }

  /** An object of that uid is there, and is another one than the reference says. */
  #contradicts(reference: OwnerReference, { namespace }: Node): boolean {
    const owner = this.#nodes.get(reference.uid);
    if (owner?.observed !== true) return false;
    return (
      owner.name !== reference.name ||
      owner.gvr.group !== (parseGroupVersion(reference.apiVersion)?.group ?? '') ||
      (owner.namespace !== '' && owner.namespace !== namespace)
    );
  }

  #unblocked(before: readonly OwnerReference[], now: readonly OwnerReference[]): Node[] {
    return before
      .filter(({ uid, blockOwnerDeletion }) => {
        const after = now.find((each) => each.uid === uid);
        return blockOwnerDeletion === true && after?.blockOwnerDeletion !== true;
      })
      .map(({ uid }) => this.#nodes.get(uid))
      .filter((node) => node !== undefined);
  }
}
