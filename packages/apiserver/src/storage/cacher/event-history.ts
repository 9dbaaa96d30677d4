import type { Clock } from '@skewplane/apimachinery';
import type { Change } from '../change.js';
import { StorageError } from '../errors.js';

const minCapacity = 100;
const maxCapacity = 10_240;
/** A history that does not reach back this far is too short for clients that reconnect. */
const wantedAgeMs = 75_000;

interface Entry {
  readonly change: Change;
  readonly atMs: number;
}

/**
 * The last changes of one cache, for watches that start in the past. Grows while changes come so fast that it
 * would not reach back far enough, and shrinks when they slow down.
 * @see kubernetes/apiserver `pkg/storage/cacher/watch_cache_history.go`
 */
export class EventHistory {
  readonly #clock: Clock;
  #entries: (Entry | undefined)[] = [];
  #first = 0;
  #capacity = minCapacity;
  /** Everything after this revision is here. */
  #completeAfter: number;
  #hasDropped = false;

  constructor(clock: Clock, listRevision: number) {
    this.#clock = clock;
    this.#completeAfter = listRevision;
  }

  get size(): number {
    return this.#entries.length - this.#first;
  }

  push(change: Change): void {
    const atMs = this.#clock.now();
    this.#adapt(atMs);
    this.#entries.push({ change, atMs });
    while (this.size > this.#capacity) this.#dropOldest();
    if (this.#first > this.#capacity) {
      this.#entries = this.#entries.slice(this.#first);
      this.#first = 0;
    }
  }

  /** Where the history begins, when that is where the first list was, or an extension of it. */
  get start(): number | undefined {
    return this.#hasDropped ? undefined : this.#completeAfter;
  }

  /** Puts what was before `start` in front: all changes after `revision`. */
  extendBack(changes: readonly Change[], revision: number): void {
    if (this.#hasDropped || this.size + changes.length > maxCapacity) return;
    const atMs = this.#clock.now();
    this.#entries = [...changes.map((change) => ({ change, atMs })), ...this.#entries];
    this.#capacity = Math.max(this.#capacity, this.#entries.length);
    this.#completeAfter = revision;
  }

  /**
   * The changes after `revision`, oldest first.
   * @throws {StorageError} `Expired` when some of them are gone
   */
  since(revision: number): Change[] {
    if (revision < this.#completeAfter) {
      throw new StorageError('Expired', {
        message: `too old resource version: ${revision} (${this.#completeAfter})`,
      });
    }
    return this.#entries
      .slice(this.#firstAfter(revision))
      .flatMap((entry) => (entry === undefined ? [] : [entry.change]));
  }

  #adapt(nowMs: number): void {
    if (this.size < this.#capacity) return;
    const quarter = this.#entries[this.#entries.length - (this.#capacity >>> 2)];
    if (this.#reachesBackLessThan(this.#entries[this.#first], nowMs)) {
      this.#capacity = Math.min(this.#capacity * 2, maxCapacity);
    } else if (!this.#reachesBackLessThan(quarter, nowMs)) {
      this.#capacity = Math.max(this.#capacity >>> 1, minCapacity);
    }
  }

  #reachesBackLessThan(entry: Entry | undefined, nowMs: number): boolean {
    return entry !== undefined && nowMs - entry.atMs < wantedAgeMs;
  }

  #dropOldest(): void {
    const dropped = this.#entries[this.#first];
    if (dropped === undefined) return;
    this.#entries[this.#first] = undefined; // frees what it holds
    this.#first += 1;
    this.#hasDropped = true;
    const oldest = this.#entries[this.#first];
    this.#completeAfter = (oldest?.change.revision ?? dropped.change.revision + 1) - 1;
  }

  #firstAfter(revision: number): number {
    let low = this.#first;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#entries[middle]?.change.revision ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
