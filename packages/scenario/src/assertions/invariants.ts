import { isRecord } from '@skewplane/apimachinery';
import type { AlwaysAssertion } from '../document/scenario.js';
import { firstLine } from '../expressions/checks.js';
import { balanced } from '../load/loading.js';
import type { RequestRecord } from '../record/run-record.js';
import type { InstanceMonitor } from '../run/instance-monitor.js';
import type { Exchange } from '../traffic/exchange.js';
import type { AssertionLog } from './assertion-log.js';
import { LatencyWindow } from './latency-window.js';
import { mustExist, type LedgerEntry } from './ledger.js';
import { isObjectNotFound } from './not-found.js';

type InvariantType = 'noLostWrites' | 'watchesComplete' | 'noUnexplainedDeletes';
type Of<T extends AlwaysAssertion['type']> = Extract<AlwaysAssertion, { type: T }>;
type Readiness = Pick<InstanceMonitor, 'names' | 'isReadySince' | 'serves'>;

/** Holds everything that happens against what must hold at every moment. */
export class Invariants {
  readonly #always: readonly AlwaysAssertion[];
  readonly #log: Pick<AssertionLog, 'failed'>;
  readonly #readiness: Readiness;
  readonly #latencies = new Map<Of<'p99'>, LatencyWindow>();

  constructor(
    always: readonly AlwaysAssertion[],
    log: Pick<AssertionLog, 'failed'>,
    readiness: Readiness,
  ) {
    this.#always = always;
    this.#log = log;
    this.#readiness = readiness;
  }

  isListed(type: AlwaysAssertion['type']): boolean {
    return this.#always.some((assertion) => assertion.type === type);
  }

  /** Any request of the traffic was answered, or was not. */
  exchanged(exchange: Exchange): void {
    for (const assertion of this.#always) {
      switch (assertion.type) {
        case 'servedResourcesAnswer':
          this.#checkServed(assertion, exchange);
          break;
        case 'p99':
          this.#measure(assertion, exchange);
          break;
        case 'everyRequest':
          this.#checkCondition(assertion, exchange);
          break;
        default:
          break; // held against the ledger, below
      }
    }
  }

  /** A request for an object that had certainly been there, at `revision`, when it was sent. */
  objectAnswered(exchange: Exchange, entry: LedgerEntry, revision: number): void {
    const { status, body } = exchange.response;
    if (status === 404 && isObjectNotFound(body)) {
      if (mustExist(entry)) {
        this.missing(`${entry.name}, acknowledged at ${revision}, is not found`, exchange.record);
      }
      return;
    }
    if (status !== 200 || exchange.record.method !== 'GET' || !isRecord(body)) return;
    const { metadata } = body;
    if (!isRecord(metadata)) return;
    const read = Number(metadata['resourceVersion']);
    if (read >= revision) return;
    const message = `${entry.name} is read at ${read}, older than acknowledged at ${revision}`;
    this.broken('noLostWrites', message, exchange.record);
  }

  /** An object that nobody deleted is not there: its writes are lost, too. */
  missing(message: string, request?: RequestRecord): void {
    this.broken('noUnexplainedDeletes', `${message}, and nobody deleted it`, request);
    this.broken('noLostWrites', message, request);
  }

  broken(type: InvariantType, message: string, request?: RequestRecord): void {
    for (const assertion of this.#always) {
      if (assertion.type === type) this.#log.failed(assertion, message, request);
    }
  }

  /** Looks at what builds up over time. */
  tick(nowMs: number): void {
    for (const [assertion, window] of this.#latencies) {
      const p99 = window.p99(nowMs, assertion.minRequests);
      if (p99 === undefined || p99 < assertion.belowMs) continue;
      const { windowMs, belowMs } = assertion;
      this.#log.failed(
        assertion,
        `the p99 of the last ${windowMs / 1000} s is ${p99} ms, not below ${belowMs} ms`,
      );
    }
  }

  #checkServed(assertion: Of<'servedResourcesAnswer'>, exchange: Exchange): void {
    const { record, response, resource } = exchange;
    if (response.status !== 404 || isObjectNotFound(response.body)) return;
    // Whoever came up just now is still to be known to the others, and to know them.
    const settledAtMs = record.atMs - assertion.settleMs;
    const settled = (name: string) => this.#readiness.isReadySince(name, settledAtMs);
    const { names } = this.#readiness;
    const [reached] = record.servedBy;
    const asked =
      record.via !== balanced ? [record.via] : reached === undefined ? names : [reached];
    if (!asked.every(settled)) return;
    const server = names.find((name) => settled(name) && this.#readiness.serves(name, resource));
    if (server === undefined) return;
    const via = record.via === balanced ? 'the balanced address' : record.via;
    const message = `${record.method} ${record.path} through ${via} is answered 404, while ${server} is ready and serves it`;
    this.#log.failed(assertion, message, record);
  }

  #measure(assertion: Of<'p99'>, { record, isWatch }: Exchange): void {
    if (isWatch || assertion.clients?.includes(record.client) === false) return;
    const window = this.#latencies.get(assertion) ?? new LatencyWindow(assertion.windowMs);
    this.#latencies.set(assertion, window);
    window.add(record.atMs + record.durationMs, record.durationMs);
  }

  #checkCondition(assertion: Of<'everyRequest'>, { record, request, response }: Exchange): void {
    if (assertion.clients?.includes(record.client) === false) return;
    const about = `${record.method} ${record.path} through ${record.via}, status ${record.status}`;
    try {
      if (assertion.condition.holds(request, response)) return;
      this.#log.failed(assertion, `not true of ${about}`, record);
    } catch (error) {
      this.#log.failed(assertion, `cannot be evaluated for ${about}: ${firstLine(error)}`, record);
    }
  }
}
