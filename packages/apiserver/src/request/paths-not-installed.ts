import { StatusError } from '@skewplane/apimachinery';

/** The answer to a path that may yet come to be. @see kubernetes/apiserver `pkg/util/notfoundhandler/not_found_handler.go` */
export function pathsNotInstalled(): StatusError {
  return new StatusError({
    code: 503,
    reason: 'ServiceUnavailable',
    message:
      'the request has been made before all known HTTP paths have been installed, please try again',
    details: { retryAfterSeconds: 5 },
  });
}
