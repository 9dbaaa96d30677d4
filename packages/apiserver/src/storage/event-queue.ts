import { StorageError } from './errors.js';
import type { StorageEvent } from './storage.js';

export interface EventQueueOptions {
  /** Events that may wait; one more closes the watcher. */
  readonly limit: number;
  /** The state at the start: made one by one as the consumer asks, so it costs no queue. */
  readonly initial?: Iterator<StorageEvent> | undefined;
  /** Called once, when nothing more will be taken. */
  readonly onClose: () => void;
}

/**
 * Between a producer that must never wait and one consumer that may be slow. What was queued before an end or
 * a failure is still delivered.
 */
export class EventQueue implements AsyncIterableIterator<StorageEvent> {
  readonly #limit: number;
  readonly #onClose: () => void;
  #initial: Iterator<StorageEvent> | undefined;
  #events: StorageEvent[] = [];
  #head = 0;
  #waiting: PromiseWithResolvers | undefined;
  #closed = false;
  #error: Error | undefined;

  constructor(options: EventQueueOptions) {
    this.#limit = options.limit;
    this.#initial = options.initial;
    this.#onClose = options.onClose;
  }

  /** Hands over or queues one event; closes the queue with `SlowWatcher` when it is full. */
  push(event: StorageEvent): void {
    if (this.#closed) return;
    if (this.#waiting !== undefined) {
      const { resolve } = this.#waiting;
      this.#waiting = undefined;
      resolve({ value: event, done: false });
    } else if (this.#events.length - this.#head >= this.#limit) {
      this.fail(new StorageError('SlowWatcher', { message: 'The watcher did not keep up' }));
    } else {
      this.#events.push(event);
    }
  }

  fail(error: Error): void {
    if (this.#closed) return;
    this.#error = error;
    this.end();
  }

  end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#onClose();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting === undefined) return;
    const error = this.#takeError();
    if (error === undefined) waiting.resolve({ value: undefined, done: true });
    else waiting.reject(error);
  }

  next(): Promise<IteratorResult<StorageEvent>> {
    const ready = this.#takeReady();
    if (ready !== undefined) return ready;
    if (this.#closed) {
      const error = this.#takeError();
      return error === undefined
        ? Promise.resolve({ value: undefined, done: true })
        : Promise.reject(error);
    }
    if (this.#waiting !== undefined) {
      return Promise.reject(
        new Error('A watch has one consumer, which asks for one event at a time'),
      );
    }
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<StorageEvent>> {
    this.#initial = undefined;
    this.#events = [];
    this.#head = 0;
    this.#error = undefined;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #takeReady(): Promise<IteratorResult<StorageEvent>> | undefined {
    try {
      const initial = this.#initial?.next();
      if (initial?.done === false) return Promise.resolve(initial);
      this.#initial = undefined;
    } catch (error) {
      this.#initial = undefined;
      this.fail(error as Error);
      return undefined;
    }
    const event = this.#events[this.#head];
    if (event === undefined) return undefined;
    this.#head += 1;
    if (this.#head === this.#events.length) {
      this.#events = [];
      this.#head = 0;
    }
    return Promise.resolve({ value: event, done: false });
  }

  #takeError(): Error | undefined {
    const error = this.#error;
    this.#error = undefined;
    return error;
  }
}

interface PromiseWithResolvers {
  readonly resolve: (result: IteratorResult<StorageEvent>) => void;
  readonly reject: (error: Error) => void;
}
