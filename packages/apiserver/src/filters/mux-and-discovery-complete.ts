import { StatusError } from '@skewplane/apimachinery';
import type { Filter } from '../request/filter.js';

export function pathsNotInstalled(): StatusError {
  return new StatusError({
    code: 503,
    reason: 'ServiceUnavailable',
    message:
      'the request has been made before all known HTTP paths have been installed, please try again',
    details: { retryAfterSeconds: 5 },
  });
}

/**
 * Until every path is installed, a 404 could be a lie: notes that, and whoever finds no path answers
 * `pathsNotInstalled` instead.
 * @see kubernetes/apiserver `pkg/endpoints/filters/mux_discovery_complete.go`
 */
export function withMuxAndDiscoveryComplete(complete: () => boolean): Filter {
  return async (request) => {
    request.context.pathsInstalled = complete();
  };
}
