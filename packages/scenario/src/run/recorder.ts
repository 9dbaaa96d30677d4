import { formatTime, type Clock } from '@skewplane/apimachinery';
import type { Scenario, Step } from '../document/scenario.js';
import type {
  AssertionRecord,
  FailureDetails,
  FaultRecord,
  InstanceLane,
  LaneBand,
  RequestOutcome,
  RequestRecord,
  RunRecord,
  StepRecord,
} from '../record/run-record.js';
import { NewestRequests } from './newest-requests.js';
import type { RunEvent } from './run-options.js';

export type Ending = Pick<RunRecord, 'outcome'> & { readonly message?: string };

/** A live view follows with so many requests a second at most. */
const requestEventGapMs = 40;

type Band = Pick<LaneBand, 'version' | 'state' | 'fromMs'>;
/** Without the time it ends, which is not known yet. */
type OpenStep = Omit<StepRecord, 'toMs' | 'outcome' | 'message'>;

/** Writes down what happens, and tells whoever follows. */
export class Recorder {
  readonly #scenario: Scenario;
  readonly #seed: number;
  readonly #clock: Clock;
  readonly #startedAtMs: number;
  readonly #onEvent: (event: RunEvent) => void;
  readonly #lanes = new Map<string, { bands: LaneBand[]; open: Band | undefined }>();
  readonly #steps: StepRecord[] = [];
  readonly #faults = new Map<string, FaultRecord>();
  readonly #requests: NewestRequests;
  readonly #totals: Record<RequestOutcome, number> = {
    local: 0,
    proxied: 0,
    'not-found': 0,
    unavailable: 0,
    other: 0,
    failed: 0,
  };
  #step: OpenStep | undefined;
  #lastRequestEventMs = -Infinity;
  #requestNumber = 0;

  constructor(options: {
    readonly scenario: Scenario;
    readonly seed: number;
    readonly clock: Clock;
    readonly keepRequests: number;
    readonly onEvent: (event: RunEvent) => void;
  }) {
    this.#scenario = options.scenario;
    this.#seed = options.seed;
    this.#clock = options.clock;
    this.#startedAtMs = options.clock.now();
    this.#onEvent = options.onEvent;
    this.#requests = new NewestRequests(options.keepRequests);
  }

  /** Milliseconds since the run began. */
  now(): number {
    return this.#clock.now() - this.#startedAtMs;
  }

  /** Of the step that runs, or ran last; 0 before the first. */
  get stepNumber(): number {
    return this.#step?.number ?? this.#steps.at(-1)?.number ?? 0;
  }

  stepStarted({ number, title, action, line }: Step): void {
    const atMs = this.now();
    this.#step = { number, title, action: action.type, line, fromMs: atMs };
    this.#onEvent({ type: 'step-started', number, title, action: action.type, line, atMs });
  }

  stepEnded(outcome: StepRecord['outcome'], message?: string): void {
    if (this.#step === undefined) return;
    const step: StepRecord = {
      ...this.#step,
      toMs: this.now(),
      outcome,
      ...(message === undefined ? {} : { message }),
    };
    this.#step = undefined;
    this.#steps.push(step);
    this.#onEvent({ type: 'step-ended', step });
  }

  /** An instance is in that state from now on. */
  band(instance: string, version: string, state: LaneBand['state']): void {
    const lane = this.#lane(instance);
    if (lane.open?.state === state && lane.open.version === version) return;
    const atMs = this.now();
    if (lane.open !== undefined) lane.bands.push({ ...lane.open, toMs: atMs });
    lane.open = { version, state, fromMs: atMs };
    this.#onEvent({ type: 'band', instance, version, state, atMs });
  }

  faultBegun(id: string, description: string, instances: readonly string[]): void {
    const fault: FaultRecord = { id, description, instances, fromMs: this.now() };
    this.#faults.set(id, fault);
    this.#onEvent({ type: 'fault-begun', fault });
  }

  faultEnded(id: string): void {
    const begun = this.#faults.get(id);
    if (begun === undefined || begun.toMs !== undefined) return;
    const fault: FaultRecord = { ...begun, toMs: this.now() };
    this.#faults.set(id, fault);
    this.#onEvent({ type: 'fault-ended', fault });
  }

  nextRequestNumber(): number {
    return ++this.#requestNumber;
  }

  request(request: RequestRecord): void {
    this.#totals[request.outcome]++;
    this.#requests.add(request);
    const nowMs = this.now();
    if (nowMs - this.#lastRequestEventMs < requestEventGapMs) return;
    this.#lastRequestEventMs = nowMs;
    this.#onEvent({ type: 'request', request, totals: { ...this.#totals } });
  }

  assertionFailed(assertion: AssertionRecord): void {
    this.#onEvent({ type: 'assertion-failed', assertion });
  }

  finish(
    ending: Ending,
    assertions: readonly AssertionRecord[],
    firstFailure: FailureDetails | undefined,
  ): RunRecord {
    const { name, description, file } = this.#scenario;
    return {
      scenario: { name, description, file },
      seed: this.#seed,
      startedAt: formatTime(this.#startedAtMs),
      durationMs: this.now(),
      ...ending,
      lanes: this.#closedLanes(),
      steps: this.#steps,
      faults: [...this.#faults.values()],
      requests: this.#requests.inOrder(),
      requestTotals: this.#totals,
      assertions,
      ...(firstFailure === undefined ? {} : { firstFailure }),
    };
  }

  #lane(instance: string) {
    const found = this.#lanes.get(instance) ?? { bands: [], open: undefined };
    this.#lanes.set(instance, found);
    return found;
  }

  #closedLanes(): InstanceLane[] {
    const toMs = this.now();
    return [...this.#lanes].map(([name, { bands, open }]) => {
      return { name, bands: open === undefined ? bands : [...bands, { ...open, toMs }] };
    });
  }
}
