import type { AnswerRule, InstanceFaults, WatchRule } from './instance-faults.js';
import { matchesRequest, type RequestFacts } from './request-match.js';

export const noFaults: InstanceFaults = { staleCaches: [], watches: [], answers: [] };

/** Faults of one instance as they are now, for those who act on them. */
export class InjectedFaults {
  /** Undefined when there is none, so that nobody pays for faults that are not. */
  watches: readonly WatchRule[] | undefined;
  answers: readonly AnswerRule[] | undefined;
  readonly #random: () => number;
  #all = noFaults;
  /** How many requests each rule matched, by its id. */
  #matched = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  /** @param random in [0, 1) */
  constructor(random: () => number) {
    this.#random = random;
  }

  get all(): InstanceFaults {
    return this.#all;
  }

  /** Rules that stay go on counting. */
  replace(faults: InstanceFaults): void {
    this.#all = faults;
    this.watches = faults.watches.length === 0 ? undefined : faults.watches;
    this.answers = faults.answers.length === 0 ? undefined : faults.answers;
    this.#matched = new Map(faults.answers.map(({ id }) => [id, this.#matched.get(id) ?? 0]));
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves when the faults are others, or the signal aborts. */
  async changed(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }

  /** The first rule that hits this request. */
  answerFor(facts: RequestFacts): AnswerRule | undefined {
    return this.answers?.find((rule) => {
      if (!matchesRequest(rule.match, facts)) return false;
      const count = (this.#matched.get(rule.id) ?? 0) + 1;
      this.#matched.set(rule.id, count);
      return count % (rule.everyNth ?? 1) === 0 && this.#strikes(rule);
    });
  }

  /** The first rule with one of these effects that hits a watch, or an event of it. */
  watchRuleFor(
    facts: RequestFacts,
    isMeant: (effect: WatchRule['effect']) => boolean,
  ): WatchRule | undefined {
    return this.watches?.find(
      (rule) => isMeant(rule.effect) && matchesRequest(rule.match, facts) && this.#strikes(rule),
    );
  }

  #strikes({ probability = 1 }: { readonly probability?: number }): boolean {
    return probability >= 1 || this.#random() < probability;
  }
}
