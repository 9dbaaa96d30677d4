import { matches } from './change.js';
import type { ListResult, StorageEvent, WatchOptions } from './storage.js';

/**
 * The state as ADDED events, made as they are asked for, then the bookmark that ends them when the client asked
 * for both.
 */
export function* initialEvents(
  state: Pick<ListResult, 'items' | 'revision'>,
  options: WatchOptions,
): Generator<StorageEvent, undefined> {
  for (const object of state.items) {
    if (matches(options.predicate, object)) yield { type: 'ADDED', object };
  }
  if (options.sendInitialEvents === true && options.allowBookmarks === true) {
    yield { type: 'BOOKMARK', revision: state.revision, initialEventsEnd: true };
  }
  return undefined;
}
