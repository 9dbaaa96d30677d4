import { isStorageError } from '../storage/errors.js';
import type { LiveView } from '../storage/live-view.js';
import type { StoredObject } from '../storage/stored-object.js';
import type { Storage } from '../storage/storage.js';
import type { NamespaceReader } from './plugins/namespace-lifecycle/namespace-lifecycle.js';

/** @returns undefined when absent */
export async function readOrUndefined(
  storage: Pick<Storage, 'get'>,
  key: string,
  signal?: AbortSignal,
): Promise<StoredObject | undefined> {
  try {
    return await storage.get(key, { signal });
  } catch (error) {
    if (isStorageError(error, 'KeyNotFound')) return undefined;
    throw error;
  }
}

/** Namespaces from the live view, and from storage when it may be behind. */
export function namespaceReader(view: LiveView, storage: Pick<Storage, 'get'>): NamespaceReader {
  return {
    cached: (name) => view.get(`namespaces/${name}`)?.object,
    live: async (name, signal) =>
      (await readOrUndefined(storage, `namespaces/${name}`, signal))?.object,
  };
}
