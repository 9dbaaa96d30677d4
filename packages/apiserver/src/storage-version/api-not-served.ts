import { storageVersionGvr } from '@skewplane/api';
import { StatusError, formatGroupResource } from '@skewplane/apimachinery';

/**
 * What upstream's writer meets on a server without the API, in the words of its client: the object is not found,
 * so it is created, which is not found either.
 * @see kubernetes/apimachinery `pkg/api/errors/errors.go`, `NewGenericServerResponse`
 */
export function apiNotServed(): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `the server could not find the requested resource (post ${formatGroupResource(storageVersionGvr)})`,
  });
}
