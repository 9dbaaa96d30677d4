import { setMaxListeners } from 'node:events';
import type { Ending } from './recorder.js';

/** Why a run ends before its last step. The first reason stays. */
export class RunEnd {
  readonly #controller = new AbortController();
  #ending: Ending | undefined;

  constructor() {
    // Every request that is on its way listens.
    setMaxListeners(0, this.#controller.signal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get ending(): Ending | undefined {
    return this.#ending;
  }

  end(outcome: Ending['outcome'], message: string): void {
    if (this.#ending !== undefined) return;
    this.#ending = { outcome, message };
    this.#controller.abort(new Error(message));
  }
}
