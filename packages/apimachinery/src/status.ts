import { formatGroupResource, type GroupKind, type GroupResource } from './group-version.js';

/** @see kubernetes/apimachinery `pkg/apis/meta/v1/types.go`, `StatusReason` */
export type StatusReason =
  | ''
  | 'Unauthorized'
  | 'Forbidden'
  | 'NotFound'
  | 'AlreadyExists'
  | 'Conflict'
  | 'Gone'
  | 'Invalid'
  | 'ServerTimeout'
  | 'StoreReadError'
  | 'Timeout'
  | 'TooManyRequests'
  | 'BadRequest'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'RequestEntityTooLarge'
  | 'UnsupportedMediaType'
  | 'InternalError'
  | 'Expired'
  | 'ServiceUnavailable';

export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  /** The resource (`pods`) for most reasons, the kind (`Pod`) for `Invalid`; as upstream does. */
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** The body of every failed answer, and of some that succeed. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: { resourceVersion?: string; continue?: string; remainingItemCount?: number };
  status: 'Success' | 'Failure';
  message?: string;
  reason?: StatusReason;
  details?: StatusDetails;
  code: number;
}

export interface StatusErrorOptions {
  code: number;
  reason: StatusReason;
  message: string;
  details?: StatusDetails;
  cause?: unknown;
  /** Extra list metadata; only an expired continue token uses it. */
  metadata?: Status['metadata'];
}

/** An error that knows its HTTP answer. */
export class StatusError extends Error {
  readonly status: Status;

  constructor({ code, reason, message, details, cause, metadata }: StatusErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StatusError';
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: metadata ?? {},
      status: 'Failure',
      message,
      ...(reason === '' ? {} : { reason }),
      ...(details === undefined ? {} : { details }),
      code,
    };
  }

  get code(): number {
    return this.status.code;
  }

  get reason(): StatusReason {
    return this.status.reason ?? '';
  }
}

interface Options {
  cause?: unknown;
}

const resourceDetails = ({ group, resource }: GroupResource, name?: string): StatusDetails => ({
  ...(name === undefined || name === '' ? {} : { name }),
  ...(group === '' ? {} : { group }),
  ...(resource === '' ? {} : { kind: resource }),
});

/** `pods "a" not found` */
export function notFound(
  resource: GroupResource,
  name: string,
  options: Options = {},
): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: `${formatGroupResource(resource)} "${name}" not found`,
    details: resourceDetails(resource, name),
    ...options,
  });
}

/** The 404 for a known group-version that has no such resource or subresource. */
export function resourceNotFound(): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });
}

export function alreadyExists(
  resource: GroupResource,
  name: string,
  options: Options = {},
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${formatGroupResource(resource)} "${name}" already exists`,
    details: resourceDetails(resource, name),
    ...options,
  });
}

/** The message clients see when their resourceVersion is stale. */
export const optimisticLockMessage =
  'the object has been modified; please apply your changes to the latest version and try again';

export function conflict(
  resource: GroupResource,
  name: string,
  message: string = optimisticLockMessage,
  options: Options = {},
): StatusError {
  return new StatusError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${formatGroupResource(resource)} "${name}": ${message}`,
    details: resourceDetails(resource, name),
    ...options,
  });
}

export function badRequest(message: string, options: Options = {}): StatusError {
  return new StatusError({ code: 400, reason: 'BadRequest', message, ...options });
}

export function unauthorized(message = 'Unauthorized'): StatusError {
  return new StatusError({ code: 401, reason: 'Unauthorized', message });
}

/** `pods "a" is forbidden: <message>` */
export function forbidden(
  resource: GroupResource,
  name: string,
  message: string,
  options: Options = {},
): StatusError {
  const full =
    name === ''
      ? `${formatGroupResource(resource)} is forbidden: ${message}`
      : `${formatGroupResource(resource)} "${name}" is forbidden: ${message}`;
  return new StatusError({
    code: 403,
    reason: 'Forbidden',
    message: resource.resource === '' ? `forbidden: ${message}` : full,
    details: resourceDetails(resource, name),
    ...options,
  });
}

/** 422 with every cause at once. `causes` come from `FieldErrors`. */
export function invalid(
  kind: GroupKind,
  name: string,
  causes: readonly StatusCause[],
): StatusError {
  const messages = causes.map(({ field, message }) => `${field ?? '<nil>'}: ${message ?? ''}`);
  const text = messages.length === 1 ? messages.join('') : `[${messages.join(', ')}]`;
  const qualified = kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: `${qualified} "${name}" is invalid: ${text}`,
    details: {
      ...(name === '' ? {} : { name }),
      ...(kind.group === '' ? {} : { group: kind.group }),
      kind: kind.kind,
      causes: [...causes],
    },
  });
}

export function methodNotSupported(resource: GroupResource, action: string): StatusError {
  return new StatusError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: `${action} is not supported on resources of kind "${formatGroupResource(resource)}"`,
    details: resourceDetails(resource),
  });
}

/** 410 with reason `Expired`: the revision asked for is compacted. */
export function expired(message: string, metadata?: Status['metadata']): StatusError {
  return new StatusError({
    code: 410,
    reason: 'Expired',
    message,
    ...(metadata === undefined ? {} : { metadata }),
  });
}

export function tooManyRequests(message: string, retryAfterSeconds: number): StatusError {
  return new StatusError({
    code: 429,
    reason: 'TooManyRequests',
    message,
    details: { retryAfterSeconds },
  });
}

export function timeout(message: string, details: StatusDetails = {}): StatusError {
  return new StatusError({ code: 504, reason: 'Timeout', message: `Timeout: ${message}`, details });
}

export function serviceUnavailable(message: string, details?: StatusDetails): StatusError {
  return new StatusError({
    code: 503,
    reason: 'ServiceUnavailable',
    message,
    ...(details === undefined ? {} : { details }),
  });
}

export function internalError(message: string, options: Options = {}): StatusError {
  return new StatusError({
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${message}`,
    details: { causes: [{ message }] },
    ...options,
  });
}

export function requestEntityTooLarge(message: string): StatusError {
  return new StatusError({
    code: 413,
    reason: 'RequestEntityTooLarge',
    message: `Request entity too large: ${message}`,
  });
}

export function notAcceptable(accepted: readonly string[]): StatusError {
  return new StatusError({
    code: 406,
    reason: 'NotAcceptable',
    message: `only the following media types are accepted: ${accepted.join(', ')}`,
  });
}

export function unsupportedMediaType(accepted: readonly string[]): StatusError {
  return new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`,
  });
}

const hasReason =
  (reason: StatusReason) =>
  (error: unknown): error is StatusError =>
    error instanceof StatusError && error.reason === reason;

export const isNotFound = hasReason('NotFound');
export const isAlreadyExists = hasReason('AlreadyExists');
export const isConflict = hasReason('Conflict');
export const isExpired = hasReason('Expired');
