import type { LaneBand, RequestOutcome } from '../record/run-record.js';
import { countRequests, describeTotals } from '../report/request-outcomes.js';
import type { RunEvent } from '../run/run-options.js';
import { printable } from './progress.js';

/** What is the case at one moment of a run, put together from its events. */
export class RunState {
  readonly #lanes = new Map<
    string,
    { readonly version: string; readonly state: LaneBand['state'] }
  >();
  readonly #faults = new Map<string, string>();
  #step = 'starting the plane';
  #totals: Readonly<Record<RequestOutcome, number>> = {
    local: 0,
    proxied: 0,
    'not-found': 0,
    unavailable: 0,
    other: 0,
    failed: 0,
  };

  get requests(): number {
    return countRequests(this.#totals);
  }

  apply(event: RunEvent): void {
    switch (event.type) {
      case 'step-started':
        this.#step = `${event.number} ${event.title}`;
        break;
      case 'band':
        this.#lanes.set(event.instance, event);
        break;
      case 'fault-begun':
        this.#faults.set(event.fault.id, event.fault.description);
        break;
      case 'fault-ended':
        this.#faults.delete(event.fault.id);
        break;
      case 'request':
        this.#totals = event.totals;
        break;
      case 'step-ended':
      case 'assertion-failed':
        break; // Told once, and of no effect on what is the case.
    }
  }

  /** A few lines: each instance, the faults, the requests so far, and the step. */
  lines({ perSecond, elapsed }: { perSecond: number; elapsed: string }): string[] {
    const lanes = [...this.#lanes].map(
      ([name, { version, state }]) => `${name} ${version} ${state}`,
    );
    const faults = [...this.#faults.values()];
    return [
      ...(lanes.length === 0 ? [] : [lanes.join('   ')]),
      ...(faults.length === 0 ? [] : [`broken: ${faults.join('; ')}`]),
      `requests: ${describeTotals(this.#totals)} (${perSecond.toFixed(0)}/s)`,
      `${elapsed}  ${this.#step}`,
    ].map(printable);
  }
}
