import type { Clock } from '@skewplane/apimachinery';
import type { Change } from '../change.js';
import { EventQueue } from '../event-queue.js';
import type { StorageEvent, WatchOptions } from '../storage.js';

const bookmarkEveryMs = 60_000;
const beforeDeadlineMs = 2_000;

export interface CacheWatcherDeps {
  readonly clock: Clock;
  /** A number in [0, 1): spreads bookmarks of many watchers over time. */
  readonly random: () => number;
  readonly queueLimit: number;
  /** Changes up to this revision are not wanted: a watch may start in the future. */
  readonly onlyAfter: number;
  /** How far the cache is, for bookmarks. */
  readonly currentRevision: () => number;
  readonly onClose: (watcher: CacheWatcher) => void;
}

/** One watch on a cache. Nothing it does can hold up the cache. */
export class CacheWatcher {
  /** The prefix or key watched. */
  readonly scope: string;
  readonly events: EventQueue;
  readonly #deps: CacheWatcherDeps;
  readonly #options: WatchOptions;
  readonly #onAbort: () => void;
  #cancelTimer: (() => void) | undefined;

  constructor(
    scope: string,
    initial: Iterator<StorageEvent>,
    { deps, options }: { deps: CacheWatcherDeps; options: WatchOptions },
  ) {
    this.scope = scope;
    this.#deps = deps;
    this.#options = options;
    this.events = new EventQueue({
      limit: deps.queueLimit,
      initial,
      onClose: () => {
        this.#cleanUp();
      },
    });
    this.#onAbort = () => {
      this.events.end();
    };
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    if (options.allowBookmarks === true) this.#scheduleBookmark();
  }

  offer(change: Change): void {
    if (change.revision <= this.#deps.onlyAfter) return;
    try {
      const seen = change.seenThrough(this.#options.predicate);
      if (seen !== undefined) this.events.push(seen);
    } catch (error) {
      this.fail(error as Error);
    }
  }

  fail(error: Error): void {
    this.events.fail(error);
  }

  /** @see kubernetes/apiserver `pkg/storage/cacher/cache_watcher.go`, `nextBookmarkTime` */
  #scheduleBookmark(): void {
    const { clock, random } = this.#deps;
    const nowMs = clock.now();
    const regularMs = bookmarkEveryMs * (1 + 0.25 * random());
    const { deadlineMs } = this.#options;
    const lastMs = deadlineMs === undefined ? Infinity : deadlineMs - beforeDeadlineMs - nowMs;
    if (lastMs <= 0) return;
    this.#cancelTimer = clock.setTimeout(
      () => {
        this.events.push({ type: 'BOOKMARK', revision: this.#deps.currentRevision() });
        this.#scheduleBookmark();
      },
      Math.min(regularMs, lastMs),
    );
  }

  #cleanUp(): void {
    this.#cancelTimer?.();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#deps.onClose(this);
  }
}
