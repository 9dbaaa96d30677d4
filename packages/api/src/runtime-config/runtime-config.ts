/** The pairs of `--runtime-config`; core v1 is written `/v1`. */
export type RuntimeConfig = ReadonlyMap<string, string>;

export const emptyRuntimeConfig: RuntimeConfig = new Map();

/**
 * Splits `key[=value],…`; a later pair of the same key wins. Nothing is judged here: see `validateRuntimeConfig`.
 * @see kubernetes/component-base `cli/flag/configuration_map.go`,
 * kubernetes/kubernetes `pkg/controlplane/apiserver/options/options.go`
 */
export function parseRuntimeConfig(text: string): RuntimeConfig {
  const pairs = new Map<string, string>();
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const key = (at < 0 ? pair : pair.slice(0, at)).trim();
    const value = at < 0 ? '' : pair.slice(at + 1).trim();
    const normal = normalizeKey(key);
    if (normal !== undefined) pairs.set(normal, value);
  }
  return pairs;
}

/** The core group has several spellings, and anything below it means all of it; `api/legacy` says nothing. */
function normalizeKey(key: string): string | undefined {
  if (key === 'api/legacy') return undefined;
  return /^(?:api\/)?v1(?:\/|$)/.test(key) ? '/v1' : key;
}
