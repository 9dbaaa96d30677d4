import { StatusError } from '../status.js';

/**
 * The 422 of a patch that does not apply. Upstream drops the reason on the way to the client, so it is
 * kept as the cause only.
 * @see kubernetes/apimachinery `pkg/api/errors/errors.go`, `NewGenericServerResponse`
 */
export function unprocessablePatch(why: string): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    details: {},
    cause: new Error(why),
  });
}

/**
 * The 500 without a reason that upstream makes of errors it has no Status for; their text reaches the client.
 * @see kubernetes/apiserver `pkg/endpoints/handlers/responsewriters/status.go`, `ErrorToAPIStatus`
 */
export function untypedError(message: string): StatusError {
  return new StatusError({ code: 500, reason: '', message });
}
