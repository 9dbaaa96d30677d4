/** Adds up the series of a metric of one instance. */
export type MetricReader = (
  instance: string,
  name: string,
  labels: Readonly<Record<string, string>>,
) => Promise<number>;

/** What an expression may look at. */
export interface Scope {
  readonly request?: RequestView;
  readonly response?: ResponseView;
  /** By full name and by letter. */
  readonly instances: Readonly<Record<string, InstanceView>>;
  /** Since the step began, by client and outcome; `sent` is all of them. */
  readonly requests: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly metric: MetricReader;
}

export interface RequestView {
  readonly method: string;
  readonly path: string;
  readonly user: string;
  readonly via: string;
  readonly client: string;
}

export interface ResponseView {
  /** 0 without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly servedBy: readonly string[];
  readonly durationMs: number;
}

export interface InstanceView {
  readonly name: string;
  readonly version: string;
  readonly ready: boolean;
  readonly running: boolean;
}

/** A CEL expression that gives true or false. */
export interface CompiledCondition {
  /** As in the file. */
  readonly source: string;
  /** @throws {Error} when it cannot be evaluated, such as on a missing field */
  holds(scope: Scope): Promise<boolean>;
}

/** One that looks at a single exchange and is cheap enough for each. */
export interface ExchangeCondition {
  readonly source: string;
  /** @throws {Error} when it cannot be evaluated, such as on a missing field */
  holds(request: RequestView, response: ResponseView): boolean;
}

/** A condition that can say what it found instead. */
export interface CompiledCheck {
  readonly source: string;
  /** Undefined when it holds; else what is wrong. */
  problem(scope: Scope): Promise<string | undefined>;
}
