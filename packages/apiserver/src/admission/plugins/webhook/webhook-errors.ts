import { StatusError, badRequest, internalError, type Status } from '@skewplane/apimachinery';
import type { Webhook } from './webhook-configuration.js';

/** A webhook could not be asked, or gave no answer that can be understood. */
export class WebhookCallError extends Error {
  override readonly name = 'WebhookCallError';
  /** Of the answer, or 503 where there was none that can be used; metrics count by it. */
  readonly code: number;

  constructor(message: string, { code, ...options }: ErrorOptions & { readonly code: number }) {
    super(message, options);
    this.code = code;
  }
}

/** An answer of a webhook that is no review. */
export class WebhookAnswerError extends Error {
  override readonly name = 'WebhookAnswerError';
  /** HTTP status. */
  readonly code: number;

  constructor(message: string, code: number) {
    super(message);
    this.code = code;
  }
}

/**
 * The refusal of a webhook as its client sees it.
 * @see kubernetes/apiserver `pkg/admission/plugin/webhook/errors/statuserror.go`
 */
export function rejectedBy({ name }: Webhook, status: Partial<Status> | undefined): StatusError {
  const deniedBy = `admission webhook ${JSON.stringify(name)} denied the request`;
  const { message = '', reason = '', code = 0, details, metadata } = status ?? {};
  const why =
    message !== '' ? `: ${message}` : reason !== '' ? `: ${reason}` : ' without explanation';
  return new StatusError({
    code: code < 400 ? 400 : code,
    reason,
    message: `${deniedBy}${why}`,
    ...(details === undefined ? {} : { details }),
    ...(metadata === undefined ? {} : { metadata }),
  });
}

/** @see kubernetes/apiserver `pkg/util/webhook/error.go`, `ErrCallingWebhook` */
export function callFailed({ name }: Webhook, error: WebhookCallError): StatusError {
  return internalError(`failed calling webhook ${JSON.stringify(name)}: ${error.message}`, {
    cause: error,
  });
}

/** @see kubernetes/apiserver `pkg/admission/plugin/webhook/mutating/dispatcher.go` */
export function patchesNothing({ name }: Webhook): StatusError {
  return internalError(
    `admission webhook ${JSON.stringify(name)} attempted to modify the object, which is not supported for this operation`,
  );
}

export function noDryRun({ name }: Webhook): StatusError {
  return badRequest(`admission webhook ${JSON.stringify(name)} does not support dry run`);
}
