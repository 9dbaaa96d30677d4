import type { Seen } from '../rehearse/differences.js';

/** What one server said to one object. */
export interface Answer {
  readonly accepted: boolean;
  /** Of a refusal: the HTTP code, 404 too when the kind is not served. */
  readonly code?: number;
  readonly reason?: string;
  readonly message?: string;
  readonly warnings: readonly string[];
  /** Fields that were sent, but are not in what would be stored; paths as `spec.containers[0].x`. */
  readonly dropped: readonly string[];
  /** What would be stored, less what is drawn or counted anew each time. */
  readonly object?: Seen;
}

/** One object as two servers take it. */
export interface ObjectDiff {
  /** `Deployment default/web`. */
  readonly object: string;
  readonly apiVersion: string;
  readonly from: Answer;
  readonly to: Answer;
  readonly differs: boolean;
  /** Why it is refused by one of them, and not or for another reason by the other. */
  readonly refusal?: { readonly from?: string; readonly to?: string };
  readonly newWarnings: readonly string[];
  readonly goneWarnings: readonly string[];
  /** Fields that only the first drops, and that only the second drops. */
  readonly keptByTo: readonly string[];
  readonly droppedByTo: readonly string[];
  /** A line for each field with another value, `-` from and `+` to: defaults, mostly. */
  readonly changed: readonly string[];
}

export interface DiffResult {
  readonly from: string;
  readonly to: string;
  readonly differs: boolean;
  readonly objects: readonly ObjectDiff[];
}
