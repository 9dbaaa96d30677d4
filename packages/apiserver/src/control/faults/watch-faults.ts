import { expired } from '@skewplane/apimachinery';
import { StorageError } from '../../storage/errors.js';
import type { StorageEvent } from '../../storage/storage.js';
import type { InjectedFaults } from './injected-faults.js';
import type { WatchRule } from './instance-faults.js';
import type { RequestFacts } from './request-match.js';

/** @see kubernetes/apiserver `pkg/storage/etcd3/errors.go`, `interpretWatchError` */
const tooOld = 'The resourceVersion for the provided watch is too old.';

const isInStream = (effect: WatchRule['effect']): boolean => effect !== 'gone-at-connect';

/** Makes the events of one client's watch what the faults make of them. */
export class DisturbedWatch {
  readonly #faults: InjectedFaults;
  readonly #facts: RequestFacts;
  /** Waits for the event after it. */
  #overtaken: StorageEvent | undefined;

  constructor(faults: InjectedFaults, facts: RequestFacts) {
    this.#faults = faults;
    this.#facts = facts;
  }

  /** @throws {StatusError} 410 when the watch must not begin */
  admit(): void {
    if (this.#faults.watches === undefined) return;
    const rule = this.#faults.watchRuleFor(this.#facts, (effect) => !isInStream(effect));
    if (rule !== undefined) throw expired(tooOld);
  }

  /** While false events need no `disturb`. */
  get isDisturbed(): boolean {
    return this.#faults.watches !== undefined || this.#overtaken !== undefined;
  }

  /**
   * What goes out when `event` comes in.
   * @throws {StorageError} `Expired` when the stream is to end with it
   */
  async disturb(event: StorageEvent, signal: AbortSignal): Promise<readonly StorageEvent[]> {
    const effect = this.#effectOn(event);
    switch (effect) {
      case 'drop':
      case 'bookmarks-only':
        return [];
      case 'duplicate':
        return this.#withOvertaken(event, event);
      case 'reorder':
        if (this.#overtaken !== undefined) return this.#withOvertaken(event);
        this.#overtaken = event;
        return [];
      case 'stall':
        await this.#faults.changed(signal);
        return signal.aborted ? [] : this.disturb(event, signal);
      case 'gone-in-stream':
        throw new StorageError('Expired', { message: tooOld });
      case 'gone-at-connect':
      case undefined:
        return this.#withOvertaken(event);
    }
  }

  #effectOn({ type }: StorageEvent): WatchRule['effect'] | undefined {
    return this.#faults.watchRuleFor(
      this.#facts,
      (effect) => isInStream(effect) && (effect !== 'bookmarks-only' || type !== 'BOOKMARK'),
    )?.effect;
  }

  #withOvertaken(...events: readonly StorageEvent[]): readonly StorageEvent[] {
    const overtaken = this.#overtaken;
    this.#overtaken = undefined;
    return overtaken === undefined ? events : [...events, overtaken];
  }
}
