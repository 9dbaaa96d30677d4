import type { StoredObject } from '../stored-object.js';

/** Objects by key and in key order; a write costs a binary search, a prefix list costs what it returns. */
export class SortedObjects {
  readonly #byKey: Map<string, StoredObject>;
  #sorted: StoredObject[];

  /** @param sorted in key order, as etcd lists them */
  constructor(sorted: StoredObject[] = []) {
    this.#sorted = sorted;
    this.#byKey = new Map(sorted.map((object) => [object.key, object]));
  }

  get size(): number {
    return this.#sorted.length;
  }

  get(key: string): StoredObject | undefined {
    return this.#byKey.get(key);
  }

  /** @returns what was there before */
  set(object: StoredObject): StoredObject | undefined {
    const previous = this.#byKey.get(object.key);
    this.#byKey.set(object.key, object);
    const at = this.#firstAtOrAfter(object.key);
    if (previous === undefined) this.#sorted.splice(at, 0, object);
    else this.#sorted[at] = object;
    return previous;
  }

  /** @returns what was removed */
  delete(key: string): StoredObject | undefined {
    const previous = this.#byKey.get(key);
    if (previous === undefined) return undefined;
    this.#byKey.delete(key);
    this.#sorted.splice(this.#firstAtOrAfter(key), 1);
    return previous;
  }

  /** A copy of the part that starts with `prefix`, in key order. */
  withPrefix(prefix: string): StoredObject[] {
    const start = this.#firstAtOrAfter(prefix);
    return this.#sorted.slice(start, this.#endOf(prefix, start));
  }

  #endOf(prefix: string, start: number): number {
    let low = start;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]?.key.startsWith(prefix) === true) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #firstAtOrAfter(key: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const object = this.#sorted[middle];
      if (object !== undefined && object.key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
