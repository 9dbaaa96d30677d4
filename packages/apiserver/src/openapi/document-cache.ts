/** Keeps what was made last, up to a number of bytes; makes the rest again. */
export class DocumentCache {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, Buffer>();
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get(key: string, make: () => Buffer): Buffer {
    const known = this.#entries.get(key);
    const value = known ?? make();
    // A Map keeps the order of insertion: the first entry is the one not used for longest.
    this.#remove(key);
    if (value.length > this.#maxBytes) return value;
    this.#entries.set(key, value);
    this.#bytes += value.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#remove(oldest);
    }
    return value;
  }

  #remove(key: string): void {
    this.#bytes -= this.#entries.get(key)?.length ?? 0;
    this.#entries.delete(key);
  }
}
