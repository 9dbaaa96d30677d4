import type { Socket } from 'node:net';
import type { Clock } from '@skewplane/apimachinery';
import type { Conditions } from './conditions.js';

export interface FlowDeps {
  readonly clock: Clock;
  /** In [0, 1), for jitter. */
  readonly random: () => number;
  /** Resets the whole connection. */
  readonly reset: () => void;
}

/** Bytes, or the end of them: a clean one, or a connection that broke. */
type Item = Buffer | 'end' | 'cut';

interface Queued {
  readonly item: Item;
  dueMs: number;
}

/** What may wait for its time; beyond it the source waits, as it would for a full pipe. */
const maxQueuedBytes = 1024 * 1024;
/** At a limited rate bytes leave in pieces of this much time. */
const pieceMs = 50;
const beforeResetMs = 10;

/**
 * The bytes of one direction of a connection, on their way from `source` to `sink`.
 *
 * Undisturbed, a chunk is written as it comes, without a copy and without a queue; the source is paused while the
 * sink is full. Otherwise chunks wait in order until they are due.
 */
export class Flow {
  readonly #source: Socket;
  readonly #sink: Socket;
  readonly #deps: FlowDeps;
  #conditions: Conditions;
  #queue: Queued[] = [];
  #queuedBytes = 0;
  #isSinkFull = false;
  /** Nothing before this is given to the sink, to keep the rate. */
  #freeAtMs = 0;
  #lastDueMs = 0;
  #passedBytes = 0;
  #cancelTimer: (() => void) | undefined;
  #closed = false;

  constructor(source: Socket, sink: Socket, options: FlowDeps & { conditions: Conditions }) {
    this.#source = source;
    this.#sink = sink;
    this.#deps = options;
    this.#conditions = options.conditions;
    source.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
    source.once('end', () => {
      this.#take('end');
    });
    source.once('close', () => {
      if (!source.readableEnded) this.#take('cut');
    });
    sink.on('drain', () => {
      this.#isSinkFull = false;
      this.#pump();
    });
    // A sink that broke is told of by the other direction. One that ended and now takes nothing is not.
    sink.once('close', () => {
      if (sink.readableEnded && !source.readableEnded) this.#take('cut');
    });
    this.#regulate();
  }

  set conditions(conditions: Conditions) {
    if (conditions.resetAfterBytes !== this.#conditions.resetAfterBytes) this.#passedBytes = 0;
    this.#conditions = conditions;
    const latestMs = this.#deps.clock.now() + conditions.delayMs + conditions.jitterMs;
    for (const queued of this.#queue) queued.dueMs = Math.min(queued.dueMs, latestMs);
    this.#lastDueMs = Math.min(this.#lastDueMs, latestMs);
    this.#freeAtMs = 0;
    this.#pump();
  }

  /** Forgets what is under way. */
  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#queue = [];
    this.#queuedBytes = 0;
  }

  #take(item: Item): void {
    if (this.#closed) return;
    if (this.#queue.length === 0 && this.#isUndisturbed()) {
      this.#give(item);
    } else {
      this.#queue.push({ item, dueMs: this.#dueMs() });
      this.#queuedBytes += sizeOf(item);
      this.#pump();
    }
    this.#regulate();
  }

  #isUndisturbed(): boolean {
    const { blocked, delayMs, jitterMs, bytesPerSecond, resetAfterBytes } = this.#conditions;
    return (
      !blocked &&
      delayMs + jitterMs === 0 &&
      bytesPerSecond === Infinity &&
      resetAfterBytes === Infinity
    );
  }

  /** Never before what came earlier: jitter must not change the order. */
  #dueMs(): number {
    const { clock, random } = this.#deps;
    const { delayMs, jitterMs } = this.#conditions;
    const dueMs = clock.now() + delayMs + jitterMs * random();
    this.#lastDueMs = Math.max(this.#lastDueMs, dueMs);
    return this.#lastDueMs;
  }

  /** Gives to the sink what is due. */
  #pump(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    for (;;) {
      const head = this.#queue[0];
      if (head === undefined || this.#conditions.blocked || this.#isSinkFull || this.#closed) break;
      const waitMs = Math.max(head.dueMs, this.#freeAtMs) - this.#deps.clock.now();
      if (waitMs > 0) {
        this.#cancelTimer = this.#deps.clock.setTimeout(() => {
          this.#pump();
        }, waitMs);
        break;
      }
      this.#giveSomeOf(head);
    }
    this.#regulate();
  }

  #giveSomeOf({ item, dueMs }: Queued): void {
    const allowed = this.#allowedBytes();
    const rest =
      Buffer.isBuffer(item) && item.length > allowed ? item.subarray(allowed) : undefined;
    const part = Buffer.isBuffer(item) ? item.subarray(0, allowed) : item;
    if (rest === undefined) this.#queue.shift();
    else this.#queue[0] = { item: rest, dueMs };
    this.#queuedBytes -= sizeOf(part);
    const { bytesPerSecond } = this.#conditions;
    const now = this.#deps.clock.now();
    this.#freeAtMs =
      Math.max(this.#freeAtMs, now - pieceMs) + (sizeOf(part) / bytesPerSecond) * 1000;
    this.#give(part);
  }

  #allowedBytes(): number {
    const { bytesPerSecond, resetAfterBytes } = this.#conditions;
    const piece = Math.ceil((bytesPerSecond * pieceMs) / 1000);
    return Math.max(1, Math.min(piece, resetAfterBytes - this.#passedBytes));
  }

  #give(item: Item): void {
    if (item === 'cut') {
      this.#deps.reset();
    } else if (item === 'end') {
      this.#sink.end();
    } else if (!this.#sink.destroyed) {
      this.#passedBytes += item.length;
      const isLast = this.#passedBytes >= this.#conditions.resetAfterBytes;
      if (isLast) this.#close(item);
      else this.#isSinkFull = !this.#sink.write(item);
    }
  }

  /** The last bytes before the reset arrive: one right behind them can hide them, or pass for a clean end. */
  #close(item: Buffer): void {
    this.close();
    this.#sink.write(item, () => {
      this.#deps.clock.setTimeout(this.#deps.reset, beforeResetMs);
    });
  }

  #regulate(): void {
    const wait =
      this.#conditions.blocked || this.#isSinkFull || this.#queuedBytes >= maxQueuedBytes;
    if (wait) this.#source.pause();
    else if (this.#source.isPaused()) this.#source.resume();
  }
}

const sizeOf = (item: Item): number => (Buffer.isBuffer(item) ? item.length : 0);
