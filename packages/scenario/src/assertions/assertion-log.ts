import type { AlwaysAssertion, Expectation, Step } from '../document/scenario.js';
import type { AssertionRecord, RequestRecord } from '../record/run-record.js';
import type { Recorder } from '../run/recorder.js';

export interface Failure {
  readonly assertion: AssertionRecord;
  readonly request: RequestRecord | undefined;
}

interface StepAssertion {
  readonly step: number;
  readonly expectation: Expectation;
}

/** What became of each assertion, and which broke first. Only its first failure counts for each. */
export class AssertionLog {
  readonly #always: readonly AlwaysAssertion[];
  readonly #ofSteps: readonly StepAssertion[];
  readonly #recorder: Recorder;
  readonly #onFailure: (failure: Failure) => void;
  readonly #records = new Map<AlwaysAssertion | Expectation, AssertionRecord>();
  #first: Failure | undefined;

  constructor(options: {
    readonly always: readonly AlwaysAssertion[];
    readonly steps: readonly Step[];
    readonly recorder: Recorder;
    readonly onFailure: (failure: Failure) => void;
  }) {
    this.#always = options.always;
    this.#ofSteps = options.steps.flatMap(({ number, expect, eventually }) =>
      [...expect, ...eventually].map((expectation) => ({ step: number, expectation })),
    );
    this.#recorder = options.recorder;
    this.#onFailure = options.onFailure;
  }

  get first(): Failure | undefined {
    return this.#first;
  }

  /** How many assertions have broken. */
  get failures(): number {
    return [...this.#records.values()].filter(({ outcome }) => outcome === 'failed').length;
  }

  passed(expectation: Expectation, step: number): void {
    this.#records.set(expectation, { ...base(expectation, 'step'), step, outcome: 'passed' });
  }

  failed(assertion: AlwaysAssertion | Expectation, message: string, request?: RequestRecord): void {
    if (this.#records.get(assertion)?.outcome === 'failed') return;
    const record: AssertionRecord = {
      ...base(assertion, 'type' in assertion ? 'always' : 'step'),
      ...(this.#recorder.stepNumber === 0 ? {} : { step: this.#recorder.stepNumber }),
      outcome: 'failed',
      message,
      atMs: this.#recorder.now(),
    };
    this.#records.set(assertion, record);
    const failure = { assertion: record, request };
    this.#first ??= failure;
    this.#recorder.assertionFailed(record);
    this.#onFailure(failure);
  }

  /** @param isComplete the run came to its end, so that what never broke has held */
  records(isComplete: boolean): AssertionRecord[] {
    const always = this.#always.map((assertion): AssertionRecord => {
      const rest = isComplete
        ? ({ outcome: 'passed' } as const)
        : ({ outcome: 'not-reached', message: 'had held until the run ended' } as const);
      return this.#records.get(assertion) ?? { ...base(assertion, 'always'), ...rest };
    });
    const ofSteps = this.#ofSteps.map(({ step, expectation }): AssertionRecord => {
      const found = this.#records.get(expectation);
      return found ?? { ...base(expectation, 'step'), step, outcome: 'not-reached' };
    });
    return [...always, ...ofSteps];
  }
}

function base(assertion: AlwaysAssertion | Expectation, scope: AssertionRecord['scope']) {
  const expression = expressionOf(assertion);
  return {
    title: assertion.title,
    scope,
    line: assertion.line,
    ...(expression === undefined ? {} : { expression }),
  };
}

function expressionOf(assertion: AlwaysAssertion | Expectation): string | undefined {
  if (!('type' in assertion)) return assertion.expression;
  return assertion.type === 'everyRequest' ? assertion.condition.source : undefined;
}
