import type { TraceRecorder } from '@skewplane/apimachinery';
import type { UserInfo } from '../request/user-info.js';

/** What travels with one write from the endpoint to the store. */
export interface WriteContext {
  readonly user: UserInfo;
  readonly signal: AbortSignal;
  readonly nowMs: number;
  readonly dryRun: boolean;
  /** Who owns the fields that this write sets; undefined writes without ownership records. */
  readonly fieldManager: string | undefined;
  /** The options object of the verb, for admission. */
  readonly options: Readonly<Record<string, unknown>>;
  /** False for writes of the server itself: no admission. */
  readonly admission: boolean;
  warn(text: string): void;
  /** Adds an annotation to the audit event of the request. */
  annotate?(key: string, value: string, level?: 'Metadata' | 'Request'): void;
  /** Clock time at which the client gets no answer any more; undefined: whenever. */
  readonly deadlineMs?: number | undefined;
  /** Only while the request is traced. */
  readonly trace?: TraceRecorder | undefined;
}

export interface Preconditions {
  readonly uid?: string | undefined;
  readonly resourceVersion?: string | undefined;
}

export interface DeleteRequest {
  readonly gracePeriodSeconds?: number | undefined;
  readonly preconditions?: Preconditions | undefined;
  readonly propagationPolicy?: 'Orphan' | 'Background' | 'Foreground' | undefined;
  /** Deprecated form of the propagation policy. */
  readonly orphanDependents?: boolean | undefined;
}
