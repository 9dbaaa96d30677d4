import type { StoredObject } from '../storage/stored-object.js';

/** Objects may have megabytes: the number of frames alone bounds nothing. */
const defaultMaxBytes = 16 * 1024 * 1024;

/**
 * The last frames sent to watchers, so that an event for a hundred watchers is encoded once. Holds a fixed number
 * of frames and bytes: watchers that keep up read the newest ones.
 */
export class FrameCache {
  readonly #capacity: number;
  readonly #maxBytes: number;
  #bytes = 0;
  readonly #frames = new Map<string, Buffer>();

  constructor(capacity = 256, maxBytes = defaultMaxBytes) {
    this.#capacity = capacity;
    this.#maxBytes = maxBytes;
  }

  /** @param form what besides the object decides the bytes: version and event type */
  get(object: StoredObject, form: string, encode: () => Buffer): Buffer {
    const key = `${object.key}@${String(object.revision)}:${form}`;
    const found = this.#frames.get(key);
    if (found !== undefined) return found;
    const bytes = encode();
    this.#frames.set(key, bytes);
    this.#bytes += bytes.length;
    this.#forgetOldest();
    return bytes;
  }

  #forgetOldest(): void {
    for (const [key, { length }] of this.#frames) {
      if (this.#frames.size <= this.#capacity && this.#bytes <= this.#maxBytes) return;
      this.#frames.delete(key);
      this.#bytes -= length;
    }
  }
}
