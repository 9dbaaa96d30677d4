import type { StoredObject } from '../storage/stored-object.js';

/**
 * The last frames sent to watchers, so that an event for a hundred watchers is encoded once. Holds a fixed number
 * of frames: watchers that keep up read the newest ones.
 */
export class FrameCache {
  readonly #capacity: number;
  readonly #frames = new Map<string, Buffer>();

  constructor(capacity = 256) {
    this.#capacity = capacity;
  }

  /** @param form what besides the object decides the bytes: version and event type */
  get(object: StoredObject, form: string, encode: () => Buffer): Buffer {
    const key = `${object.key}@${String(object.revision)}:${form}`;
    const found = this.#frames.get(key);
    if (found !== undefined) return found;
    const bytes = encode();
    this.#frames.set(key, bytes);
    if (this.#frames.size > this.#capacity) {
      for (const oldest of this.#frames.keys()) {
        this.#frames.delete(oldest);
        break;
      }
    }
    return bytes;
  }
}
