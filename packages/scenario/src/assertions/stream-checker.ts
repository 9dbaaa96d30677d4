/** How many revisions a checker remembers that it cannot settle yet. */
const maxUnsettled = 20_000;

/** What one watch of one collection should have seen. Revisions are resourceVersions as numbers. */
export class StreamChecker {
  /** Everything up to here has been seen, or came with a list. */
  #position: number | undefined;
  /** Writes up to here need no events: a list had them. */
  #listedAt = 0;
  /** Acknowledged writes whose events are still to come. */
  readonly #expected = new Map<number, string>();
  /** Events of writes that are not acknowledged yet, or not by us. */
  readonly #seen = new Set<number>();
  /** Acknowledged deletions by uid, whose events are still to come. */
  readonly #expectedDeletes = new Map<string, string>();
  readonly #seenDeletes = new Set<string>();

  /** Where to watch from; undefined before the first list. */
  get position(): number | undefined {
    return this.#position;
  }

  /** The client has listed: whatever is older came with the list. Allowed at first and after a 410. */
  listed(revision: number, uids: ReadonlySet<string>): void {
    this.#position = revision;
    this.#listedAt = revision;
    for (const expected of this.#expected.keys()) {
      if (expected <= revision) this.#expected.delete(expected);
    }
    for (const uid of this.#expectedDeletes.keys()) {
      if (!uids.has(uid)) this.#expectedDeletes.delete(uid);
    }
    this.#seen.clear();
  }

  /** @returns what is wrong with the event, if anything */
  event(type: string, key: string, uid: string, revision: number): string | undefined {
    const before = this.#position ?? 0;
    if (revision <= before) {
      const again = revision === before || this.#seen.has(revision) ? ' again' : '';
      return `${type} of ${key} at ${revision} came${again} after ${before}`;
    }
    const missed = this.#missedBefore(revision);
    this.#position = revision;
    if (!this.#expected.delete(revision)) remember(this.#seen, revision);
    if (type === 'DELETED' && !this.#expectedDeletes.delete(uid)) remember(this.#seenDeletes, uid);
    return missed;
  }

  /** The server says that everything up to there has been sent. @returns what it did not send, if anything */
  bookmark(revision: number): string | undefined {
    const before = this.#position ?? 0;
    if (revision < before) return `a bookmark at ${revision} came after ${before}`;
    const missed = this.#missedBefore(revision + 1);
    this.#position = revision;
    return missed;
  }

  /** A write was acknowledged. @returns what is wrong if the stream is past it and never saw it */
  acknowledged(key: string, revision: number): string | undefined {
    if (this.#position === undefined || this.#seen.delete(revision)) return undefined;
    if (revision <= this.#position) {
      const cameWithList = revision <= this.#listedAt;
      return cameWithList ? undefined : missedMessage(key, revision, this.#position);
    }
    if (this.#expected.size < maxUnsettled) this.#expected.set(revision, key);
    return undefined;
  }

  deleted(key: string, uid: string): void {
    if (this.#position === undefined || this.#seenDeletes.delete(uid)) return;
    if (this.#expectedDeletes.size < maxUnsettled) this.#expectedDeletes.set(uid, key);
  }

  /** What has been acknowledged and not been seen. */
  outstanding(): string[] {
    return [
      ...[...this.#expected].map(([revision, key]) => `${key} at ${revision}`),
      ...[...this.#expectedDeletes.values()].map((key) => `the deletion of ${key}`),
    ];
  }

  #missedBefore(revision: number): string | undefined {
    for (const [expected, key] of this.#expected) {
      if (expected >= revision) continue;
      this.#expected.delete(expected);
      return missedMessage(key, expected, revision);
    }
    return undefined;
  }
}

function missedMessage(key: string, revision: number, position: number): string {
  return `the event of ${key} at ${revision} never came: the stream is at ${position}`;
}

function remember<T>(set: Set<T>, value: T): void {
  set.add(value);
  if (set.size <= maxUnsettled) return;
  const [oldest] = set;
  if (oldest !== undefined) set.delete(oldest);
}
