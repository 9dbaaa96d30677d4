import { StorageError } from './errors.js';
import type { Predicate, StorageEvent } from './storage.js';
import type { StoredObject } from './stored-object.js';

/** What one write did to one key. Shared by all watchers, with the events they see of it. */
export class Change {
  readonly key: string;
  readonly revision: number;
  /** State after; undefined: deleted. */
  readonly object: StoredObject | undefined;
  /** State before; undefined: created. */
  readonly previous: StoredObject | undefined;
  #added: StorageEvent | undefined;
  #modified: StorageEvent | undefined;
  #deleted: StorageEvent | undefined;

  constructor(
    key: string,
    revision: number,
    states: { object: StoredObject | undefined; previous: StoredObject | undefined },
  ) {
    this.key = key;
    this.revision = revision;
    this.object = states.object;
    this.previous = states.previous;
  }

  /**
   * What a watcher sees for whom `predicate` is the world: an object that leaves the selection is deleted, in its
   * last selected state but with the revision of the write.
   * @returns undefined when the watcher sees nothing
   * @see kubernetes/apiserver `pkg/storage/cacher/cache_watcher.go`, `convertToWatchEvent`
   */
  seenThrough(predicate: Predicate | undefined): StorageEvent | undefined {
    const { object, previous } = this;
    const isIn = object !== undefined && matches(predicate, object);
    const wasIn = previous !== undefined && matches(predicate, previous);
    if (isIn) {
      return wasIn
        ? (this.#modified ??= { type: 'MODIFIED', object })
        : (this.#added ??= { type: 'ADDED', object });
    }
    if (!wasIn) return undefined;
    return (this.#deleted ??= { type: 'DELETED', object: previous.atRevision(this.revision) });
  }
}

/** @throws {StorageError} `InvalidObject` when the object cannot be read */
export function matches(predicate: Predicate | undefined, object: StoredObject): boolean {
  if (predicate === undefined) return true;
  try {
    return predicate(object);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new StorageError('InvalidObject', { key: object.key, cause: error });
  }
}
