/**
 * What happened in one run of a scenario: plain JSON, written by the runner, read by every report. All times
 * ending in `Ms` are milliseconds since the run began.
 */
export interface RunRecord {
  readonly scenario: {
    readonly name: string;
    readonly description: string;
    /** As it was named by whoever ran it. */
    readonly file: string;
  };
  /** Everything random was drawn from it: the same file and seed make the same decisions. */
  readonly seed: number;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** `error`: the run itself could not go on. */
  readonly outcome: 'passed' | 'failed' | 'interrupted' | 'error';
  /** Why it did not pass. */
  readonly message?: string;
  readonly lanes: readonly InstanceLane[];
  readonly steps: readonly StepRecord[];
  readonly faults: readonly FaultRecord[];
  /** The newest ones, when there were more than the runner keeps; `requestTotals` counts all. */
  readonly requests: readonly RequestRecord[];
  readonly requestTotals: Readonly<Record<RequestOutcome, number>>;
  readonly assertions: readonly AssertionRecord[];
  readonly firstFailure?: FailureDetails;
}

/** One instance through the run. */
export interface InstanceLane {
  readonly name: string;
  readonly bands: readonly LaneBand[];
}

export interface LaneBand {
  /** `1.35`. */
  readonly version: string;
  readonly state: 'starting' | 'ready' | 'not-ready' | 'paused' | 'stopped';
  readonly fromMs: number;
  readonly toMs: number;
}

export interface StepRecord {
  /** From 1. */
  readonly number: number;
  /** What the file calls it, or a line made of what it does. */
  readonly title: string;
  /** `upgrade`, `restart`, `wait`… as in the file. */
  readonly action: string;
  readonly line: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly outcome: 'passed' | 'failed' | 'interrupted';
  readonly message?: string;
}

export interface FaultRecord {
  readonly id: string;
  readonly description: string;
  /** Those whose lanes it is drawn on. */
  readonly instances: readonly string[];
  readonly fromMs: number;
  /** Absent when it lasted to the end. */
  readonly toMs?: number;
}

/** `failed`: no answer at all. `other`: any further status outside 2xx. */
export type RequestOutcome = 'local' | 'proxied' | 'not-found' | 'unavailable' | 'other' | 'failed';

export interface RequestRecord {
  /** From 1, in order of sending. */
  readonly number: number;
  /** The client of the scenario that sent it. */
  readonly client: string;
  readonly user: string;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The instance it was sent to, or `balanced`. */
  readonly via: string;
  readonly atMs: number;
  readonly durationMs: number;
  /** 0 without an answer. */
  readonly status: number;
  readonly outcome: RequestOutcome;
  /** The instances that answered, the one reached first: two when it was proxied. */
  readonly servedBy: readonly string[];
  readonly auditId?: string;
  /** Why there was no answer, or the message of the Status. */
  readonly error?: string;
}

export interface AssertionRecord {
  readonly title: string;
  /** At every moment, or of one step. */
  readonly scope: 'always' | 'step';
  /** Number of the step that it belongs to or broke in. */
  readonly step?: number;
  readonly line: number;
  readonly expression?: string;
  readonly outcome: 'passed' | 'failed' | 'not-reached';
  readonly message?: string;
  /** When it broke. */
  readonly atMs?: number;
}

/** The assertion that broke first, with all that helps to see why. */
export interface FailureDetails {
  readonly assertion: AssertionRecord;
  readonly request?: RequestRecord;
  /** One per instance that the request touched, the first one first; as `GET /skewplane/v1alpha1/traces/<audit id>` answers. */
  readonly traces: readonly unknown[];
  readonly logs: readonly LogExcerpt[];
}

export interface LogExcerpt {
  readonly instance: string;
  /** As the instance wrote them. */
  readonly lines: readonly string[];
}
