import { StatusError, badRequest, internalError, type Status } from '@skewplane/apimachinery';
import type { Webhook } from './webhook-configuration.js';

/** A webhook could not be asked, or gave no answer that can be understood. */
export class WebhookCallError extends Error {
  override readonly name = 'WebhookCallError';
}

/**
 * The refusal of a webhook as its client sees it.
 * @see kubernetes/apiserver `pkg/admission/plugin/webhook/errors/statuserror.go`
 */
export function rejectedBy({ name }: Webhook, status: Partial<Status> | undefined): StatusError {
  const deniedBy = `admission webhook ${JSON.stringify(name)} denied the request`;
  const { message = '', reason = '', code = 0, details } = status ?? {};
  const why =
    message !== '' ? `: ${message}` : reason !== '' ? `: ${reason}` : ' without explanation';
  return new StatusError({
    code: code < 400 ? 400 : code,
    reason,
    message: `${deniedBy}${why}`,
    ...(details === undefined ? {} : { details }),
  });
}

/** @see kubernetes/apiserver `pkg/util/webhook/error.go`, `ErrCallingWebhook` */
export function callFailed({ name }: Webhook, error: WebhookCallError): StatusError {
  return internalError(`failed calling webhook ${JSON.stringify(name)}: ${error.message}`, {
    cause: error,
  });
}

export function noDryRun({ name }: Webhook): StatusError {
  return badRequest(`admission webhook ${JSON.stringify(name)} does not support dry run`);
}
