import type { Clock, KubeObject } from '@skewplane/apimachinery';
import { differences } from './differences.js';
import type { Seen } from './differences.js';
import { nameOf } from './plane-objects.js';
import type { MixDifference } from './rehearsal-result.js';

export interface ComparisonOptions {
  readonly objects: readonly KubeObject[];
  readonly instances: readonly string[];
  readonly look: (object: KubeObject, instance: string) => Promise<Seen>;
  readonly settleMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const pollMs = 250;

/** Looks at every object through every instance, and tells what is not as it was the first time. */
export class Comparison {
  readonly #options: ComparisonOptions;
  /** What each looked like at first, by instance. */
  readonly #first = new Map<KubeObject, Map<string, Seen>>();
  #last = '';

  constructor(options: ComparisonOptions) {
    this.#options = options;
  }

  /** The first call takes down what there is; later ones wait a while for differences to pass. */
  async compare(): Promise<MixDifference[]> {
    const { clock, settleMs, signal } = this.#options;
    const giveUpMs = clock.now() + settleMs;
    for (;;) {
      const found = await this.#compareOnce();
      // What has outlasted a wait before, and is still the same, will not pass now.
      const known = JSON.stringify(found) === this.#last;
      if (found.length === 0 || known || clock.now() >= giveUpMs) {
        this.#last = JSON.stringify(found);
        return found;
      }
      await clock.sleep(pollMs, signal);
    }
  }

  async #compareOnce(): Promise<MixDifference[]> {
    const { objects, instances, look } = this.#options;
    const found: MixDifference[] = [];
    for (const object of objects) {
      const first = this.#first.get(object) ?? new Map<string, Seen>();
      this.#first.set(object, first);
      for (const instance of instances) {
        const now = await look(object, instance);
        const before = first.get(instance);
        if (before === undefined) first.set(instance, now);
        else {
          const diff = differences(before, now);
          if (diff.length > 0) found.push({ what: nameOf(object), instance, diff });
        }
      }
    }
    return found;
  }
}
