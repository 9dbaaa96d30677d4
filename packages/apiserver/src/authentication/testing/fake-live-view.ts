import type { KubeObject } from '@skewplane/apimachinery';
import type { LiveView, LiveViewChange } from '../../storage/live-view.js';
import { encodeForStorage, StoredObject } from '../../storage/stored-object.js';

/** A live view that a test fills by hand. */
export class FakeLiveView implements LiveView {
  readonly synced = Promise.resolve();
  isSynced = true;
  readonly #objects = new Map<string, StoredObject>();
  readonly #listeners = new Set<(change: LiveViewChange) => void>();
  #revision = 0;

  get(key: string): StoredObject | undefined {
    return this.#objects.get(key);
  }

  list(prefix = ''): Iterable<StoredObject> {
    return [...this.#objects.values()].filter(({ key }) => key.startsWith(prefix));
  }

  onChange(listener: (change: LiveViewChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  put(key: string, object: KubeObject): StoredObject {
    const previous = this.#objects.get(key);
    const stored = new StoredObject(key, encodeForStorage(object), ++this.#revision);
    this.#objects.set(key, stored);
    const type = previous === undefined ? 'ADDED' : 'MODIFIED';
    for (const listener of this.#listeners) listener({ type, object: stored, previous });
    return stored;
  }

  delete(key: string): void {
    const previous = this.#objects.get(key);
    if (previous === undefined) return;
    this.#objects.delete(key);
    const object = previous.atRevision(++this.#revision);
    for (const listener of this.#listeners) listener({ type: 'DELETED', object, previous });
  }
}
