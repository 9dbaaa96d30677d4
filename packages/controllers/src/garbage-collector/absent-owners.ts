import type { OwnerReference } from '@skewplane/apimachinery';

/** @see kubernetes/kubernetes `pkg/controller/garbagecollector/garbagecollector.go`, `NewReferenceCache(500)` */
const capacity = 500;

/**
 * Owners that were found to be gone: nobody asks for them again, whoever serves their kind by then. A full one forgets
 * those first that were not looked for longest.
 * @see kubernetes/kubernetes `pkg/controller/garbagecollector/uid_cache.go`
 */
export class AbsentOwners {
  readonly #keys = new Set<string>();

  /** @param namespace empty for an owner outside of namespaces */
  add(reference: OwnerReference, namespace: string): void {
    this.#touch(keyOf(reference, namespace));
    const [oldest] = this.#keys;
    if (this.#keys.size > capacity && oldest !== undefined) this.#keys.delete(oldest);
  }

  /** @param namespace of the dependent */
  has(reference: OwnerReference, namespace: string): boolean {
    return ['', namespace].some((each) => {
      const key = keyOf(reference, each);
      const found = this.#keys.has(key);
      if (found) this.#touch(key);
      return found;
    });
  }

  #touch(key: string): void {
    this.#keys.delete(key);
    this.#keys.add(key);
  }
}

function keyOf({ apiVersion, kind, name, uid }: OwnerReference, namespace: string): string {
  return JSON.stringify([apiVersion, kind, name, uid, namespace]);
}
