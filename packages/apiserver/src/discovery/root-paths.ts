import { compareNames, type RankedGroup } from './group-versions.js';

/**
 * The answer to `/`: every path worth a look, sorted.
 * @param others paths that are not of the API, such as `/healthz` and the checks below it
 * @see kubernetes/apiserver `pkg/server/routes/index.go`
 */
export function rootPaths(
  ranked: readonly RankedGroup[],
  others: readonly string[],
): { readonly paths: readonly string[] } {
  const api = ranked.flatMap(({ group, versions }) => {
    const root = group === '' ? '/api' : `/apis/${group}`;
    return [root, ...versions.map((version) => `${root}/${version}`)];
  });
  const paths = new Set(['/apis', '/apis/', ...api, ...others]);
  return { paths: [...paths].sort(compareNames) };
}
