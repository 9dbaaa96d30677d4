import type { Change } from '../change.js';
import type { CacheWatcher } from './cache-watcher.js';

/** Watchers by the prefix (or key) they watch, so that a change only meets those it concerns. */
export class WatcherIndex {
  readonly #byScope = new Map<string, Set<CacheWatcher>>();

  add(watcher: CacheWatcher): void {
    const watchers = this.#byScope.get(watcher.scope);
    if (watchers === undefined) this.#byScope.set(watcher.scope, new Set([watcher]));
    else watchers.add(watcher);
  }

  remove(watcher: CacheWatcher): void {
    const watchers = this.#byScope.get(watcher.scope);
    watchers?.delete(watcher);
    if (watchers?.size === 0) this.#byScope.delete(watcher.scope);
  }

  dispatch(change: Change): void {
    if (this.#byScope.size === 0) return;
    const { key } = change;
    this.#offer(key, change);
    for (let slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
      this.#offer(key.slice(0, slash + 1), change);
    }
  }

  failAll(error: Error): void {
    for (const watcher of this.#all()) watcher.fail(error);
  }

  endAll(): void {
    for (const watcher of this.#all()) watcher.events.end();
  }

  #all(): CacheWatcher[] {
    return [...this.#byScope.values()].flatMap((watchers) => [...watchers]);
  }

  #offer(scope: string, change: Change): void {
    const watchers = this.#byScope.get(scope);
    if (watchers === undefined) return;
    for (const watcher of watchers) watcher.offer(change);
  }
}
