import type { Clock } from '@skewplane/apimachinery';
import { formatMs } from '../report/format-time.js';
import type { RunEvent } from '../run/run-options.js';
import { eventLine } from './event-line.js';
import type { Progress, TextSink } from './progress.js';
import { RunState } from './run-state.js';

export interface LiveProgressOptions {
  readonly sink: TextSink;
  readonly clock: Clock;
  /** Asked at each redraw: windows change their size. */
  readonly columns: () => number;
  readonly colour: boolean;
}

/** At most ten redraws a second: more could not be read, and would slow what they show. */
const redrawMs = 100;
/** The time goes on, even when nothing happens. */
const idleMs = 1_000;
const rateWindowMs = 2_000;

const eraseLine = '\u001b[2K\r';
const up = '\u001b[1A';

/**
 * A few lines at the bottom of a terminal that are drawn over again, below lines that stay. It never hides the cursor
 * nor changes any other mode, so however the process ends there is nothing to put back.
 */
export class LiveProgress implements Progress {
  readonly #options: LiveProgressOptions;
  readonly #state = new RunState();
  readonly #startedMs: number;
  #samples: { readonly atMs: number; readonly requests: number }[] = [];
  #pending: string[] = [];
  #drawn = 0;
  #drawnAtMs = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;
  #dueMs = Number.POSITIVE_INFINITY;
  #closed = false;

  constructor(options: LiveProgressOptions) {
    this.#options = options;
    this.#startedMs = options.clock.now();
    this.#drawAt(this.#startedMs);
  }

  onEvent(event: RunEvent): void {
    if (this.#closed) return;
    this.#state.apply(event);
    const line = eventLine(event);
    if (line !== undefined) this.#pending.push(this.#paint(line));
    this.#drawAt(Math.max(this.#options.clock.now(), this.#drawnAtMs + redrawMs));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancel?.();
    const lines = this.#pending.map((line) => `${line}\n`).join('');
    this.#options.sink.write(this.#erase() + lines);
    this.#drawn = 0;
  }

  #drawAt(atMs: number): void {
    if (atMs >= this.#dueMs) return;
    const { clock } = this.#options;
    this.#cancel?.();
    this.#dueMs = atMs;
    this.#cancel = clock.setTimeout(() => {
      this.#dueMs = Number.POSITIVE_INFINITY;
      this.#draw();
      this.#drawAt(clock.now() + idleMs);
    }, atMs - clock.now());
  }

  #draw(): void {
    const { clock, columns, sink } = this.#options;
    const now = clock.now();
    const elapsed = formatMs(now - this.#startedMs);
    const width = Math.max(20, columns()) - 1; // The last column makes some terminals wrap.
    const lines = this.#state
      .lines({ perSecond: this.#rate(now), elapsed })
      .map((line) => (line.length > width ? `${line.slice(0, width - 1)}…` : line));
    const stays = this.#pending.splice(0).map((line) => `${line}\n`);
    sink.write(this.#erase() + stays.join('') + lines.map((line) => `${line}\n`).join(''));
    this.#drawn = lines.length;
    this.#drawnAtMs = now;
  }

  #erase(): string {
    return `${up}${eraseLine}`.repeat(this.#drawn);
  }

  #rate(now: number): number {
    const { requests } = this.#state;
    this.#samples = this.#samples.filter(({ atMs }) => now - atMs <= rateWindowMs);
    this.#samples.push({ atMs: now, requests });
    const [oldest] = this.#samples;
    if (oldest === undefined || oldest.atMs === now) return 0;
    return ((requests - oldest.requests) * 1000) / (now - oldest.atMs);
  }

  #paint(line: string): string {
    if (!this.#options.colour) return line;
    if (line.startsWith('✓')) return `\u001b[32m✓\u001b[39m${line.slice(1)}`;
    if (line.startsWith('✗')) return `\u001b[31m${line}\u001b[39m`;
    return line;
  }
}
