import type { RequestRecord, RunRecord } from '../../record/run-record.js';
import { countRequests, requestOutcomes } from '../request-outcomes.js';
import { firstRows, newest, reportLimits, shorten } from './limits.js';

/** What the script of the page draws from. */
export interface PageData {
  readonly runs: readonly PageRun[];
}

export interface PageRun extends Pick<RunRecord, 'lanes' | 'steps' | 'faults' | 'durationMs'> {
  /** Every text of the requests once; they name their places. */
  readonly texts: readonly string[];
  readonly requests: readonly PageRequest[];
  /** How many more were sent than are here. */
  readonly omitted: number;
  readonly failure?: {
    readonly atMs?: number;
    readonly request?: number;
    readonly traces: readonly unknown[];
  };
}

/** A request as a row of numbers: many thousands of them are to stay small. Places are in `texts`, -1 is none. */
export type PageRequest = readonly [
  number: number,
  atMs: number,
  durationMs: number,
  status: number,
  /** Place in `requestOutcomes`. */
  outcome: number,
  client: number,
  user: number,
  method: number,
  path: number,
  via: number,
  auditId: number,
  error: number,
  ...servedBy: number[],
];

export function pageData(records: readonly RunRecord[]): PageData {
  const share = Math.floor(reportLimits.requests / Math.max(1, records.length));
  return { runs: records.map((record) => pageRun(record, share)) };
}

function pageRun(record: RunRecord, maxRequests: number): PageRun {
  const texts = new TextTable();
  const requests = newest(record.requests, maxRequests).map((request) =>
    pageRequest(request, texts),
  );
  const { firstFailure: first } = record;
  const atMs = first?.assertion.atMs ?? first?.request?.atMs;
  return {
    durationMs: record.durationMs,
    lanes: record.lanes.map((lane) => ({ ...lane, bands: firstRows(lane.bands) })),
    steps: firstRows(record.steps),
    faults: firstRows(record.faults),
    texts: texts.all,
    requests,
    omitted: countRequests(record.requestTotals) - requests.length,
    ...(first === undefined
      ? {}
      : {
          failure: {
            ...(atMs === undefined ? {} : { atMs }),
            ...(first.request === undefined ? {} : { request: first.request.number }),
            traces: first.traces.map(boundedTrace),
          },
        }),
  };
}

function pageRequest(request: RequestRecord, texts: TextTable): PageRequest {
  const { number, atMs, durationMs, status, outcome, auditId, error } = request;
  return [
    number,
    round(atMs),
    round(durationMs),
    status,
    requestOutcomes.indexOf(outcome),
    texts.place(request.client),
    texts.place(request.user),
    texts.place(request.method),
    texts.place(request.path),
    texts.place(request.via),
    auditId === undefined ? -1 : texts.place(auditId),
    error === undefined ? -1 : texts.place(error),
    ...request.servedBy.map((name) => texts.place(name)),
  ];
}

/** A hundredth of a millisecond is finer than anybody can see. */
function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}

function boundedTrace(trace: unknown): unknown {
  const length = JSON.stringify([trace]).length - 2;
  if (length <= reportLimits.traceLength) return trace;
  return { note: `left out: ${length} characters of JSON` };
}

class TextTable {
  readonly #places = new Map<string, number>();

  get all(): readonly string[] {
    return [...this.#places.keys()];
  }

  place(text: string): number {
    const kept = shorten(text);
    const known = this.#places.get(kept);
    if (known !== undefined) return known;
    const place = this.#places.size;
    this.#places.set(kept, place);
    return place;
  }
}
