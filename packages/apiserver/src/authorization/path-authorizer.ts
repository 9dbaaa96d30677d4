import type { Authorizer } from './authorizer.js';

/**
 * Allows everybody certain paths, whatever the verb. A path may end in `*`; the leading slash is optional.
 * @throws {Error} for a `*` elsewhere
 * @see kubernetes/apiserver `pkg/authorization/path/path.go`
 */
export function pathAuthorizer(alwaysAllowPaths: readonly string[]): Authorizer {
  const exact = new Set<string>();
  const prefixes: string[] = [];
  for (const path of alwaysAllowPaths.map(withoutSlash)) {
    if (path.slice(0, -1).includes('*')) throw new Error(`only trailing * allowed in "${path}"`);
    if (path.endsWith('*')) prefixes.push(path.slice(0, -1));
    else exact.add(path);
  }
  return {
    authorize: async (attributes) => {
      if (attributes.isResourceRequest) return { decision: 'NoOpinion', reason: '' };
      const path = withoutSlash(attributes.path);
      const allowed = exact.has(path) || prefixes.some((prefix) => path.startsWith(prefix));
      attributes.trace?.note('paths for all', allowed ? 'allowed: everybody may' : 'none of them');
      return { decision: allowed ? 'Allow' : 'NoOpinion', reason: '' };
    },
  };
}

function withoutSlash(path: string): string {
  return path.startsWith('/') ? path.slice(1) : path;
}
