import {
  StatusError,
  alreadyExists,
  badRequest,
  expired,
  notFound,
  timeout,
  type GroupResource,
} from '@skewplane/apimachinery';
import { StorageError } from '../storage/errors.js';

/** Turns a storage failure into the Status a client should see; anything else passes through. */
export function toStatusError(error: unknown, resource: GroupResource, name: string): unknown {
  if (!(error instanceof StorageError)) return error;
  const options = { cause: error };
  switch (error.code) {
    case 'KeyNotFound':
      return notFound(resource, name, options);
    case 'KeyExists':
      return alreadyExists(resource, name, options);
    case 'Expired':
    case 'SlowWatcher':
      return expired(
        error.message,
        error.continueToken === undefined ? undefined : { continue: error.continueToken },
      );
    case 'InvalidContinueToken':
      return badRequest(`invalid continue token: ${error.message}`, options);
    case 'InvalidResourceVersion':
      // The one text that is about two options together stands alone.
      return badRequest(
        error.message.startsWith('specifying ')
          ? error.message
          : `invalid resource version: ${error.message}`,
        options,
      );
    case 'TooLargeResourceVersion':
      return tooLargeResourceVersion(error);
    case 'Timeout':
      return timeout(error.message);
    case 'Unreachable':
    case 'InvalidObject':
      return new StatusError({ code: 500, reason: '', message: error.message, cause: error });
  }
}

/** @see kubernetes/apiserver `pkg/storage/errors.go`, `NewTooLargeResourceVersionError` */
function tooLargeResourceVersion(error: StorageError): StatusError {
  return timeout(
    `Too large resource version: ${String(error.requestedRevision)}, current: ${String(error.currentRevision)}`,
    {
      causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
      retryAfterSeconds: 1,
    },
  );
}
