/** What a ring may hold; a recorder does. */
export interface RingEntry {
  readonly auditId: string;
  /** Roughly what it takes, in bytes; may grow. */
  readonly length: number;
}

export interface TraceRingLimits {
  readonly maxEntries: number;
  readonly maxLength: number;
}

/** The newest traces of an instance, bounded in number and size. */
export class TraceRing<T extends RingEntry> {
  readonly #limits: TraceRingLimits;
  /** Oldest first. */
  readonly #entries: T[] = [];

  constructor(limits: TraceRingLimits) {
    this.#limits = limits;
  }

  add(entry: T): void {
    this.#entries.push(entry);
    this.trim();
  }

  /** Drops the oldest until the limits hold; called again when entries have grown. The newest one stays. */
  trim(): void {
    const { maxEntries, maxLength } = this.#limits;
    let length = this.#entries.reduce((sum, each) => sum + each.length, 0);
    let drop = 0;
    while (
      drop < this.#entries.length - 1 &&
      (this.#entries.length - drop > maxEntries || length > maxLength)
    ) {
      length -= this.#entries[drop]?.length ?? 0;
      drop++;
    }
    this.#entries.splice(0, drop);
  }

  /** The newest one of that audit id: clients may choose theirs, and choose one twice. */
  find(auditId: string): T | undefined {
    return this.#entries.findLast((entry) => entry.auditId === auditId);
  }

  /** Newest first. */
  newest(limit: number): T[] {
    return this.#entries.slice(-limit).reverse();
  }
}
