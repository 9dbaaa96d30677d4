import { StorageError } from '../errors.js';

const unavailable = 14;
const deadlineExceeded = 4;

/** etcd answered, and refused. `message` is etcd's own, as upstream passes it on. */
export class EtcdError extends Error {
  readonly grpcCode: number;

  constructor(grpcCode: number, message: string) {
    super(message);
    this.name = 'EtcdError';
    this.grpcCode = grpcCode;
  }
}

interface GrpcFailure {
  readonly code: number;
  readonly details: string;
}

function isGrpcFailure(error: unknown): error is GrpcFailure {
  return error instanceof Error && 'code' in error && 'details' in error;
}

/** Tells a server that cannot be reached from one that refuses. */
export function fromGrpc(error: unknown): Error {
  if (!isGrpcFailure(error)) return error instanceof Error ? error : new Error(String(error));
  const { code, details } = error;
  if (code === unavailable) {
    return new StorageError('Unreachable', { message: `etcd is unreachable: ${details}` });
  }
  if (code === deadlineExceeded) return new StorageError('Timeout', { message: details });
  return new EtcdError(code, details);
}

/** The request cannot have reached etcd, so it is safe to send it again, whatever it does. */
export function wasNeverSent(error: unknown): boolean {
  return (
    isGrpcFailure(error) &&
    error.code === unavailable &&
    error.details.startsWith('No connection established')
  );
}

export function isUnavailable(error: unknown): boolean {
  return isGrpcFailure(error) && error.code === unavailable;
}

// Texts: etcd `api/v3rpc/rpctypes/error.go`.
export function isCompacted(error: unknown): boolean {
  return (
    error instanceof EtcdError && error.message.includes('required revision has been compacted')
  );
}

export function isFutureRevision(error: unknown): boolean {
  return (
    error instanceof EtcdError && error.message.includes('required revision is a future revision')
  );
}

export function isLeaseNotFound(error: unknown): boolean {
  return error instanceof EtcdError && error.message.includes('requested lease not found');
}
