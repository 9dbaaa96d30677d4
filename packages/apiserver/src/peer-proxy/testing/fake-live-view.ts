import type { KubeObject } from '@skewplane/apimachinery';
import type { LiveView, LiveViewChange } from '../../storage/live-view.js';
import { StoredObject, encodeForStorage } from '../../storage/stored-object.js';

/** A view that a test edits. For tests only. */
export class FakeLiveView implements LiveView {
  readonly synced = Promise.resolve();
  readonly isSynced = true;
  readonly #objects = new Map<string, StoredObject>();
  readonly #listeners = new Set<(change: LiveViewChange) => void>();
  #revision = 0;

  set(key: string, object: KubeObject): void {
    const previous = this.#objects.get(key);
    const stored = new StoredObject(key, encodeForStorage(object), ++this.#revision);
    this.#objects.set(key, stored);
    this.#tell({ type: previous === undefined ? 'ADDED' : 'MODIFIED', object: stored, previous });
  }

  delete(key: string): void {
    const object = this.#objects.get(key);
    if (object === undefined) return;
    this.#objects.delete(key);
    this.#tell({ type: 'DELETED', object, previous: object });
  }

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key);
  }

  list(prefix = ''): Iterable<StoredObject> {
    return [...this.#objects.values()].filter(({ key }) => key.startsWith(prefix));
  }

  onChange(listener: (change: LiveViewChange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  #tell(change: LiveViewChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
