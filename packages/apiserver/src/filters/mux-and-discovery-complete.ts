import type { Filter } from '../request/filter.js';

/**
 * Until every path is installed, a 404 could be a lie: notes that, and whoever finds no path answers
 * `pathsNotInstalled` instead.
 * @see kubernetes/apiserver `pkg/endpoints/filters/mux_discovery_complete.go`
 */
export function withMuxAndDiscoveryComplete(complete: () => boolean): Filter {
  return async (request) => {
    const { context } = request;
    context.pathsInstalled = complete();
    context.trace?.decide(
      context.pathsInstalled ? 'every path is installed' : 'some paths are still to come',
    );
  };
}
