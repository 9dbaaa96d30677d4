import {
  stringifyExactJson,
  formatMicroTime,
  type RequestTrace,
  type RequestTraceSummary,
  type TraceDetail,
  type TraceSpan,
  type TraceStep,
} from '@skewplane/apimachinery';
import type { RequestContext } from '../request/filter.js';
import { mastersGroup } from '../request/user-info.js';
import type { TracedRequest } from './traced-request.js';

const maxSteps = 1_000;
/** Of details, as JSON. */
const maxDetailLength = 128 * 1024;
/** What a step without its detail takes, roughly. */
const stepLength = 200;

interface Step {
  readonly name: string;
  readonly startMs: number;
  /** Undefined while it is open. */
  durationMs: number | undefined;
  decision: string | undefined;
  detail: TraceDetail | undefined;
  readonly steps: Step[];
}

export interface RecordedRequest {
  readonly instance: string;
  readonly version: string;
  readonly method: string;
  readonly path: string;
  readonly fromPeer: boolean;
  readonly context: RequestContext;
  readonly peerHeaders: TracedRequest['peerHeaders'];
  /** True when the request brought the key of the plane. */
  readonly allowed: boolean;
  /** Monotonic milliseconds. */
  readonly monotonicMs: () => number;
  /** Told when the trace is to be kept. */
  readonly onAllowed: (recorder: RequestRecorder) => void;
}

/** Takes down one request. Steps open and close like brackets, for a request does one thing at a time. */
export class RequestRecorder implements TracedRequest {
  readonly #request: RecordedRequest;
  readonly #steps: Step[] = [];
  /** From the outermost to the one that is open now. */
  readonly #open: Step[] = [];
  readonly #startedMs: number;
  #count = 0;
  #length = 0;
  #omitted = 0;
  #allowed: boolean;
  #ending: { readonly atMs: number; readonly summary: RequestTraceSummary } | undefined;
  #isStream = false;
  #settle: () => void = () => undefined;
  /** Resolves when the request has ended, or turned out to be a stream. */
  readonly settled = new Promise<void>((resolve) => {
    this.#settle = resolve;
  });

  constructor(request: RecordedRequest) {
    this.#request = request;
    this.#startedMs = request.monotonicMs();
    this.#allowed = request.allowed;
    if (this.#allowed) request.onAllowed(this);
  }

  get auditId(): string {
    return this.#request.context.auditId;
  }

  get peerHeaders(): TracedRequest['peerHeaders'] {
    return this.#request.peerHeaders;
  }

  /** Roughly what it takes to keep, in bytes. */
  get length(): number {
    return this.#length + this.#count * stepLength;
  }

  begin(name: string): TraceSpan {
    const step = this.#add(name);
    if (step === undefined) return ignoredSpan;
    this.#open.push(step);
    return {
      end: (decision, detail) => {
        this.#close(step, decision, detail);
      },
    };
  }

  note(name: string, decision: string, detail?: TraceDetail): void {
    const step = this.#add(name);
    if (step === undefined) return;
    step.durationMs = 0;
    step.decision = decision;
    step.detail = this.#kept(detail);
  }

  decide(decision: string, detail?: TraceDetail): void {
    const step = this.#open.at(-1);
    if (step === undefined || this.#ending !== undefined) return;
    step.decision = decision;
    if (detail !== undefined) step.detail = this.#kept(detail);
  }

  authenticated({ groups }: { readonly groups: readonly string[] }, byCertificate: boolean): void {
    if (this.#allowed) return;
    if (byCertificate && groups.includes(mastersGroup)) {
      this.#allowed = true;
      this.#request.onAllowed(this);
    } else {
      this.#request.context.trace = undefined;
    }
  }

  fail(code: number, message: string): void {
    const refusal = `${String(code)}: ${message}`;
    const innermost = this.#open.at(-1);
    if (innermost === undefined) this.note('refusal', refusal);
    else innermost.decision ??= refusal;
    for (const step of this.#open) step.decision ??= 'refused';
    this.#closeDownTo(0);
  }

  stream(): void {
    this.#isStream = true;
    this.#settle();
  }

  /** The answer is out, or its client has left. */
  finish(status: number): void {
    if (this.#ending !== undefined) return;
    this.#closeDownTo(0);
    const atMs = this.#request.monotonicMs();
    this.#ending = { atMs, summary: this.#summaryAt(atMs, status, true) };
    this.#settle();
  }

  summary(): RequestTraceSummary {
    if (this.#ending !== undefined) return this.#ending.summary;
    return this.#summaryAt(this.#request.monotonicMs(), this.#isStream ? 200 : 0, false);
  }

  trace(): RequestTrace {
    const summary = this.summary();
    return {
      ...summary,
      ...(this.#omitted === 0 ? {} : { omitted: this.#omitted }),
      steps: this.#steps.map((step) => plain(step, summary.durationMs)),
    };
  }

  #summaryAt(atMs: number, status: number, complete: boolean): RequestTraceSummary {
    const { context, instance, version, method, path, fromPeer } = this.#request;
    return {
      auditId: context.auditId,
      ...{ instance, version },
      receivedAt: formatMicroTime(context.receivedAtMs),
      ...{ method, path },
      user: context.user.name,
      ...(context.impersonator === undefined ? {} : { impersonator: context.impersonator.name }),
      ...{ fromPeer, status },
      durationMs: rounded(atMs - this.#startedMs),
      complete,
    };
  }

  #add(name: string): Step | undefined {
    if (this.#ending !== undefined) return undefined; // what goes on behind the answer is not a part of it
    if (this.#count === maxSteps) {
      this.#omitted++;
      return undefined;
    }
    this.#count++;
    const step: Step = {
      name,
      startMs: rounded(this.#request.monotonicMs() - this.#startedMs),
      durationMs: undefined,
      decision: undefined,
      detail: undefined,
      steps: [],
    };
    (this.#open.at(-1)?.steps ?? this.#steps).push(step);
    return step;
  }

  #close(step: Step, decision: string | undefined, detail: TraceDetail | undefined): void {
    const at = this.#open.indexOf(step);
    if (at < 0) return; // whatever it was in has ended before it
    if (decision !== undefined) step.decision = decision;
    if (detail !== undefined) step.detail = this.#kept(detail);
    this.#closeDownTo(at);
  }

  #closeDownTo(depth: number): void {
    const nowMs = rounded(this.#request.monotonicMs() - this.#startedMs);
    for (const step of this.#open.splice(depth)) step.durationMs = rounded(nowMs - step.startMs);
  }

  /** As it is now: what is described may change later, and belongs to others. */
  #kept(detail: TraceDetail | undefined): TraceDetail | undefined {
    if (detail === undefined) return undefined;
    const json = stringifyExactJson(detail);
    if (this.#length + json.length > maxDetailLength) {
      this.#omitted++;
      return undefined;
    }
    this.#length += json.length;
    return JSON.parse(json) as TraceDetail;
  }
}

const ignoredSpan: TraceSpan = { end: () => undefined };

function plain(step: Step, nowMs: number): TraceStep {
  const { name, startMs, durationMs, decision, detail, steps } = step;
  return {
    ...{ name, startMs },
    durationMs: durationMs ?? rounded(nowMs - startMs),
    decision: decision ?? (durationMs === undefined ? 'under way' : 'done'),
    ...(detail === undefined ? {} : { detail }),
    ...(steps.length === 0 ? {} : { steps: steps.map((each) => plain(each, nowMs)) }),
  };
}

/** To the microsecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1_000) / 1_000;
}
