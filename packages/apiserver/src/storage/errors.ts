export type StorageErrorCode =
  | 'KeyNotFound'
  | 'KeyExists'
  /** The revision asked for is compacted; for a continue token `key` is where to go on. */
  | 'Expired'
  /** The continue token is compacted, but the rest can be had from now: see `StorageError.continueToken`. */
  | 'InvalidContinueToken'
  | 'InvalidResourceVersion'
  /** The revision asked for lies in the future of this instance. */
  | 'TooLargeResourceVersion'
  /** A watcher did not keep up and was closed. */
  | 'SlowWatcher'
  | 'Timeout'
  | 'Unreachable'
  /** etcd holds something that is no object. */
  | 'InvalidObject';

export interface StorageErrorOptions {
  readonly key?: string | undefined;
  readonly message?: string | undefined;
  readonly cause?: unknown;
  /** With `Expired` of a paged list: a token for the rest from the newest revision (inconsistent list). */
  readonly continueToken?: string | undefined;
  /** With `TooLargeResourceVersion`. */
  readonly currentRevision?: number | undefined;
  readonly requestedRevision?: number | undefined;
}

/** What went wrong below the registry. The registry translates it to a Status once. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;
  readonly key: string | undefined;
  readonly continueToken: string | undefined;
  readonly currentRevision: number | undefined;
  readonly requestedRevision: number | undefined;

  constructor(code: StorageErrorCode, options: StorageErrorOptions = {}) {
    super(
      options.message ?? `${code}${options.key === undefined ? '' : `: ${options.key}`}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = 'StorageError';
    this.code = code;
    this.key = options.key;
    this.continueToken = options.continueToken;
    this.currentRevision = options.currentRevision;
    this.requestedRevision = options.requestedRevision;
  }
}

export function isStorageError(error: unknown, code: StorageErrorCode): error is StorageError {
  return error instanceof StorageError && error.code === code;
}
