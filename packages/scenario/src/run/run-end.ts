import type { Ending } from './recorder.js';

/** Why a run ends before its last step. The first reason stays. */
export class RunEnd {
  readonly #controller = new AbortController();
  #ending: Ending | undefined;

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
