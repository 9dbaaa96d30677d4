/**
 * What happened to one request on one instance, as plain JSON: what `GET /skewplane/v1alpha1/traces/<audit id>`
 * answers, and what reports and the command line show. A request that was sent on to a peer has one on each
 * instance, under the same audit id.
 */
export interface RequestTrace extends RequestTraceSummary {
  /** In the order in which they began. */
  readonly steps: readonly TraceStep[];
  /** How many steps and details were left out because the trace was full; absent: none. */
  readonly omitted?: number;
}

/** A trace without its steps. */
export interface RequestTraceSummary {
  readonly auditId: string;
  /** Host name of the instance. */
  readonly instance: string;
  /** Version that the instance says it is: `v1.36.0`. */
  readonly version: string;
  /** RFC 3339 with microseconds, by the clock of the instance. */
  readonly receivedAt: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Whom the request acted as; `system:anonymous` until somebody is known. */
  readonly user: string;
  /** Who authenticated, when somebody else was impersonated. */
  readonly impersonator?: string;
  /** True when a peer sent the request on to this instance. */
  readonly fromPeer: boolean;
  /** HTTP status of the answer; 0 while there is none. */
  readonly status: number;
  /** From arrival to the end of the answer, or up to now. */
  readonly durationMs: number;
  /** False while the request is under way, as watches are. */
  readonly complete: boolean;
}

/** One thing that was done or decided. */
export interface TraceStep {
  readonly name: string;
  /** Since the request arrived at the instance. */
  readonly startMs: number;
  /** 0 for a decision that took no time. */
  readonly durationMs: number;
  /** What came of it, as one line for people. */
  readonly decision: string;
  /** Why, in full; secrets are replaced by `<redacted>`. */
  readonly detail?: TraceDetail;
  /** What happened within it. */
  readonly steps?: readonly TraceStep[];
}

export type TraceDetail = Readonly<Record<string, unknown>>;

/** One difference between two states of an object, under the name `changes` in a detail. */
export interface TraceChange {
  readonly op: 'add' | 'remove' | 'replace';
  /** JSON pointer. */
  readonly path: string;
  /** Absent for `add`. */
  readonly from?: unknown;
  /** Absent for `remove`. */
  readonly to?: unknown;
}

/**
 * Takes down what happens to a request. Parts of a server hold one only while a request is traced, so that all
 * others cost them nothing but the look whether it is there.
 */
export interface TraceRecorder {
  /** Opens a step within the one that is open now. */
  begin(name: string): TraceSpan;
  /** Writes down something that took no time worth telling. */
  note(name: string, decision: string, detail?: TraceDetail): void;
  /** Says what came of the step that is open now. */
  decide(decision: string, detail?: TraceDetail): void;
}

export interface TraceSpan {
  /** Closes the step, and all within it that are still open. Without a decision the one told before stands. */
  end(decision?: string, detail?: TraceDetail): void;
}
