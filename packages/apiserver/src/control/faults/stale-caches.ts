import { badRequest } from '@skewplane/apimachinery';
import type { ResourceScope } from '../../registry/resource-scope.js';
import { cachePrefixOf } from '../../storage/cacher/cache-prefix.js';
import type { FreezeMode } from '../../storage/cacher/resource-cache.js';
import type { StaleCache } from './instance-faults.js';
import { namesResource } from './request-match.js';

/**
 * Which caches stop, and how: by the prefix of their keys; undefined when none does.
 * @throws {StatusError} 400 naming the resource that this instance does not serve
 */
export function frozenPrefixes(
  faults: readonly StaleCache[],
  scopes: () => Iterable<ResourceScope>,
): ((prefix: string) => FreezeMode | undefined) | undefined {
  if (faults.length === 0) return undefined;
  const byPrefix = new Map<string, FreezeMode>();
  let others: FreezeMode | undefined;
  for (const { resources, freshReads = false } of faults) {
    const mode = freshReads ? 'fresh-reads' : 'stale-reads';
    if (resources === undefined) others ??= mode;
    else for (const prefix of prefixesOf(resources, scopes)) byPrefix.set(prefix, mode);
  }
  return (prefix) => byPrefix.get(prefix) ?? others;
}

function prefixesOf(names: readonly string[], scopes: () => Iterable<ResourceScope>): string[] {
  return names.flatMap((name) => {
    const prefixes = [...scopes()]
      .filter(({ gvr, storagePrefix }) => storagePrefix !== '' && namesResource([name], gvr))
      .flatMap(({ storagePrefix }) => cachePrefixOf(`${storagePrefix}/`) ?? []);
    if (prefixes.length === 0) throw badRequest(`this instance keeps no resource "${name}"`);
    return prefixes;
  });
}
