import type { Random } from '../run/random.js';
import {
  verbs,
  type TrafficClient,
  type TrafficResource,
  type Verb,
} from '../document/scenario.js';

/** One thing a client does. */
export interface Decision {
  /** From 1. */
  readonly number: number;
  /** After the one before it. */
  readonly afterMs: number;
  readonly verb: Verb;
  readonly resource: TrafficResource;
  /** Of the object; undefined for lists. */
  readonly name: string | undefined;
}

/**
 * Decides what a client does, from the seed alone: answers change nothing. Objects are those it decided to create
 * and not to delete, whatever became of that.
 */
export class ClientModel {
  readonly #client: TrafficClient;
  readonly #random: Random;
  readonly #live: Map<TrafficResource, string[]>;
  readonly #weights: readonly { readonly verb: Verb; readonly weight: number }[];
  readonly #totalWeight: number;
  #number = 0;

  constructor(client: TrafficClient, random: Random) {
    this.#client = client;
    this.#random = random;
    this.#live = new Map(client.resources.map((resource) => [resource, []]));
    this.#weights = verbs.map((verb) => ({ verb, weight: client.verbs[verb] ?? 0 }));
    this.#totalWeight = this.#weights.reduce((sum, { weight }) => sum + weight, 0);
  }

  next(): Decision {
    const number = ++this.#number;
    // Half to one and a half times the mean: no two clients stay in step.
    const afterMs = (1_000 / this.#client.rate) * (0.5 + this.#random.next());
    const resource = this.#pick(this.#client.resources);
    const verb = this.#possible(this.#verb(), resource);
    return { number, afterMs, verb, resource, name: this.#name(verb, resource, number) };
  }

  #verb(): Verb {
    let left = this.#random.next() * this.#totalWeight;
    for (const { verb, weight } of this.#weights) {
      left -= weight;
      if (left < 0) return verb;
    }
    return 'list';
  }

  /** What is wanted may have no object to do it to, or none to spare. */
  #possible(wanted: Verb, resource: TrafficResource): Verb {
    const live = this.#liveOf(resource).length;
    if (wanted === 'create') return live < this.#client.maxObjects ? 'create' : 'delete';
    if (wanted === 'list' || live > 0) return wanted;
    return (this.#client.verbs.create ?? 0) > 0 ? 'create' : 'list';
  }

  #name(verb: Verb, resource: TrafficResource, number: number): string | undefined {
    const live = this.#liveOf(resource);
    switch (verb) {
      case 'list':
        return undefined;
      case 'create': {
        const name = `${this.#client.name}-${number}`;
        live.push(name);
        return name;
      }
      case 'delete':
        return live.shift();
      default:
        return this.#pick(live);
    }
  }

  #liveOf(resource: TrafficResource): string[] {
    return this.#live.get(resource) ?? [];
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.#random.next() * from.length)];
    if (picked === undefined) throw new Error('there is nothing to pick from');
    return picked;
  }
}
