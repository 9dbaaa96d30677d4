import { setMaxListeners } from 'node:events';
import type { Clock, Schema } from '@skewplane/apimachinery';
import type { ResourceScope } from '../registry/resource-scope.js';
import type { ResourceTable } from '../registry/resource-table.js';
import type { LiveView, LiveViewChange } from '../storage/live-view.js';
import type { StoredObject } from '../storage/stored-object.js';
import {
  acceptedNamesOf,
  definitionOf,
  isTrue,
  type CustomResourceDefinition,
} from './custom-resource-definition.js';
import { customScopes } from './custom-scope.js';

export interface CustomScopesDeps {
  readonly definitions: LiveView;
  readonly table: Pick<ResourceTable, 'replaceCustom'>;
  readonly clock: Clock;
  readonly objectMeta: Schema | undefined;
  readonly minor: number;
  /** Told of definitions that cannot be served. */
  readonly onError: (error: unknown) => void;
}

interface Served {
  /** Everything the scopes are made of. */
  readonly identity: string;
  /** The part of it that watches depend on. */
  readonly epoch: string;
  readonly scopes: readonly ResourceScope[];
  readonly retire: AbortController;
}

/** Definitions arrive in bursts; the table changes once for each. */
const debounceMs = 20;

/**
 * Keeps the table of resources in step with the definitions that are established. A change costs what the changed
 * definitions cost, whatever the number of others.
 */
export class CustomScopes {
  readonly #deps: CustomScopesDeps;
  readonly #served = new Map<string, Served>();
  readonly #changed = new Map<string, StoredObject | undefined>();
  readonly #unsubscribe: () => void;
  #cancelTimer: (() => void) | undefined;

  constructor(deps: CustomScopesDeps) {
    this.#deps = deps;
    this.#unsubscribe = deps.definitions.onChange((change) => {
      this.#note(change);
    });
    for (const object of deps.definitions.list()) this.#changed.set(object.key, object);
    if (this.#changed.size > 0) this.#apply();
  }

  /** Stops following. What is served stays. */
  close(): void {
    this.#unsubscribe();
    this.#cancelTimer?.();
  }

  #note({ type, object }: LiveViewChange): void {
    this.#changed.set(object.key, type === 'DELETED' ? undefined : object);
    this.#cancelTimer ??= this.#deps.clock.setTimeout(() => {
      this.#cancelTimer = undefined;
      this.#apply();
    }, debounceMs);
  }

  #apply(): void {
    let differs = false;
    const retired: AbortController[] = [];
    for (const [key, object] of this.#changed) {
      const before = this.#served.get(key);
      const after = this.#serve(object, before);
      if (after === before) continue;
      differs = true;
      if (after === undefined) this.#served.delete(key);
      else this.#served.set(key, after);
      if (before !== undefined && before.retire !== after?.retire) retired.push(before.retire);
    }
    this.#changed.clear();
    if (!differs) return;
    this.#deps.table.replaceCustom([...this.#served.values()].flatMap(({ scopes }) => scopes));
    for (const each of retired) each.abort(); // after the table: whoever watches again finds the new one
  }

  #serve(object: StoredObject | undefined, before: Served | undefined): Served | undefined {
    if (object === undefined) return undefined;
    try {
      const definition = definitionOf(object.object);
      if (!isTrue(definition, 'Established')) return undefined;
      return this.#scopesOf(definition, before);
    } catch (error) {
      this.#deps.onError(error);
      return undefined;
    }
  }

  #scopesOf(definition: CustomResourceDefinition, before: Served | undefined): Served {
    const epoch = epochOf(definition);
    const identity = identityOf(definition, epoch);
    if (before?.identity === identity) return before;
    const retire = before?.epoch === epoch ? before.retire : new AbortController();
    setMaxListeners(0, retire.signal); // every watch of the resource listens to it
    const { objectMeta, minor } = this.#deps;
    const scopes = customScopes(definition, { objectMeta, minor, retired: retire.signal });
    return { identity, epoch, scopes, retire };
  }
}

/** The specification is named by its generation. */
const epochOf = (definition: CustomResourceDefinition): string =>
  JSON.stringify([
    definition.metadata.uid,
    definition.metadata.generation,
    acceptedNamesOf(definition),
  ]);

const identityOf = (definition: CustomResourceDefinition, epoch: string): string =>
  JSON.stringify([
    epoch,
    isTrue(definition, 'Terminating'),
    definition.metadata.deletionTimestamp !== undefined,
  ]);
