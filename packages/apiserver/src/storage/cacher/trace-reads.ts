import type { TraceDetail } from '@skewplane/apimachinery';
import type { ListResult } from '../storage.js';
import type { ResourceCache } from './resource-cache.js';

type Told = [decision: string, detail: TraceDetail];

/** A get that the cache answers. */
export function fromCache(key: string, cache: ResourceCache, why: TraceDetail): Told {
  const revision = cache.get(key)?.revision;
  const decision =
    revision === undefined
      ? 'from the cache: no such key'
      : `from the cache, revision ${String(revision)}`;
  return [decision, { key, ...why, cacheRevision: cache.revision }];
}

export function listed(
  source: string,
  prefix: string,
  { items, revision, continueToken }: ListResult,
  why: TraceDetail = {},
): Told {
  const decision = `${String(items.length)} objects from ${source} at revision ${String(revision)}`;
  return [decision, { prefix, ...why, isWhole: continueToken === undefined }];
}
