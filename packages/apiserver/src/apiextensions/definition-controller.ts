import { isDeepStrictEqual } from 'node:util';
import {
  isConflict,
  isNotFound,
  type Clock,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { LoopbackClient } from '../registry/loopback.js';
import type { LiveView, LiveViewChange } from '../storage/live-view.js';
import {
  acceptedNamesOf,
  cleanupFinalizer,
  definitionOf,
  definitionsResource,
  findCondition,
  withCondition,
  type CustomResourceDefinition,
  type DefinitionStatus,
  type NewCondition,
} from './custom-resource-definition.js';
import { cleanUpInstances, deletionInProgress, type CleanupDeps } from './instance-cleanup.js';
import { establishedStatus, namingStatus, usedNames } from './naming.js';

export interface DefinitionControllerDeps extends CleanupDeps {
  readonly definitions: LiveView;
  readonly loopback: Pick<LoopbackClient, 'update'>;
  readonly clock: Clock;
  /** Told of failures; what failed is tried again. */
  readonly onError: (error: unknown) => void;
}

const retryDelayMs = 1_000;
const maxRetryDelayMs = 30_000;

/**
 * Accepts the names of definitions, establishes them, and empties those that are deleted. Every server runs one:
 * all compute the same from the same objects, write only what differs, and whoever is late meets a conflict.
 * @see kubernetes/apiextensions-apiserver `pkg/controller/{status,establish,finalizer}`
 */
export class DefinitionController {
  readonly #deps: DefinitionControllerDeps;
  readonly #queue = new Set<string>();
  readonly #retries = new Map<string, { readonly cancel: () => void; readonly delayMs: number }>();
  /** Definitions whose names are not accepted; a change elsewhere in their group may free them. */
  readonly #waiting = new Map<string, string>();
  /** What this controller wrote and the view may not show yet. */
  readonly #written = new Map<string, Immutable<KubeObject>>();
  #wake: (() => void) | undefined;

  constructor(deps: DefinitionControllerDeps) {
    this.#deps = deps;
  }

  /** Works until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { definitions } = this.#deps;
    const unsubscribe = definitions.onChange((change) => {
      this.#note(change);
    });
    const onAbort = () => this.#wake?.();
    signal.addEventListener('abort', onAbort);
    for (const { key } of definitions.list()) this.#queue.add(key);
    try {
      for (;;) {
        const key = await this.#next(signal);
        if (key === undefined) return;
        await this.#attempt(key, signal);
      }
    } finally {
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
      for (const { cancel } of this.#retries.values()) cancel();
    }
  }

  #note({ type, object }: LiveViewChange): void {
    this.#add(object.key);
    if (type === 'DELETED') this.#written.delete(object.key);
    const { group } = definitionOf(object.object).spec;
    for (const [key, waitsIn] of this.#waiting) if (waitsIn === group) this.#add(key);
  }

  #add(key: string): void {
    this.#queue.add(key);
    this.#wake?.();
  }

  async #next(signal: AbortSignal): Promise<string | undefined> {
    while (this.#queue.size === 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    if (signal.aborted) return undefined;
    const [key] = this.#queue;
    if (key !== undefined) this.#queue.delete(key);
    return key;
  }

  async #attempt(key: string, signal: AbortSignal): Promise<void> {
    try {
      const done = await this.#reconcile(key);
      if (done) this.#forget(key);
      else this.#retry(key, retryDelayMs);
    } catch (error) {
      if (signal.aborted) return;
      // Deleted or changed meanwhile: the change comes through the view.
      if (isConflict(error) || isNotFound(error)) return;
      this.#deps.onError(error);
      const delayMs = (this.#retries.get(key)?.delayMs ?? retryDelayMs / 2) * 2;
      this.#retry(key, Math.min(delayMs, maxRetryDelayMs));
    }
  }

  #retry(key: string, delayMs: number): void {
    this.#retries.get(key)?.cancel();
    const cancel = this.#deps.clock.setTimeout(() => {
      this.#add(key);
    }, delayMs);
    this.#retries.set(key, { cancel, delayMs });
  }

  #forget(key: string): void {
    this.#retries.get(key)?.cancel();
    this.#retries.delete(key);
  }

  /** @returns false when there is something to wait for */
  async #reconcile(key: string): Promise<boolean> {
    const object = this.#latest(key);
    if (object === undefined) {
      this.#waiting.delete(key);
      return true;
    }
    const definition = definitionOf(object);
    const { metadata } = definition;
    if (metadata.deletionTimestamp !== undefined) {
      this.#waiting.delete(key);
      return (metadata.finalizers ?? []).includes(cleanupFinalizer)
        ? this.#empty(key, object)
        : true;
    }
    const nowMs = this.#deps.clock.now();
    const named = namingStatus(definition, this.#usedNames(definition.spec.group), nowMs);
    const status = named ?? establishedStatus(definition, nowMs);
    const after = status === undefined ? definition : { ...definition, status };
    if (findCondition(after, 'NamesAccepted')?.status === 'False') {
      this.#waiting.set(key, definition.spec.group);
    } else this.#waiting.delete(key);
    if (status !== undefined) await this.#write(key, object, { status });
    return true;
  }

  /** The state in the view, or a newer one that was just written. */
  #latest(key: string): Immutable<KubeObject> | undefined {
    const seen = this.#deps.definitions.get(key);
    const written = this.#written.get(key);
    if (written === undefined) return seen?.object;
    if (seen !== undefined && seen.revision < Number(written.metadata.resourceVersion))
      return written;
    this.#written.delete(key);
    return seen?.object;
  }

  #usedNames(group: string) {
    const accepted = [...this.#deps.definitions.list()].flatMap(({ key }) => {
      const object = this.#latest(key);
      const definition = object === undefined ? undefined : definitionOf(object);
      return definition?.spec.group === group ? [acceptedNamesOf(definition)] : [];
    });
    return usedNames(accepted);
  }

  async #empty(key: string, object: Immutable<KubeObject>): Promise<boolean> {
    const begun = await this.#terminating(key, object, deletionInProgress);
    const { condition, done } = await cleanUpInstances(definitionOf(begun), this.#deps);
    if (!done) {
      await this.#terminating(key, begun, condition);
      return false;
    }
    const status = this.#statusWith(definitionOf(begun), condition);
    const finalizers = (begun.metadata.finalizers ?? []).filter(
      (each) => each !== cleanupFinalizer,
    );
    await this.#write(key, begun, { status, finalizers });
    return true;
  }

  async #terminating(
    key: string,
    object: Immutable<KubeObject>,
    condition: NewCondition,
  ): Promise<Immutable<KubeObject>> {
    const definition = definitionOf(object);
    const { status, reason, message } = findCondition(definition, condition.type) ?? {};
    const wanted = [condition.status, condition.reason, condition.message];
    if (isDeepStrictEqual([status, reason, message], wanted)) return object;
    return this.#write(key, object, { status: this.#statusWith(definition, condition) });
  }

  #statusWith({ status }: CustomResourceDefinition, condition: NewCondition): DefinitionStatus {
    const nowMs = this.#deps.clock.now();
    return { ...status, conditions: withCondition(status?.conditions, condition, nowMs) };
  }

  /** The resourceVersion that the change was made from guards the write. */
  async #write(
    key: string,
    object: Immutable<KubeObject>,
    { status, finalizers }: { status: DefinitionStatus; finalizers?: readonly string[] },
  ): Promise<Immutable<KubeObject>> {
    const metadata =
      finalizers === undefined ? object.metadata : { ...object.metadata, finalizers };
    const written = await this.#deps.loopback.update(
      {
        gvr: definitionsResource,
        namespace: '',
        name: object.metadata.name ?? '',
        subresource: 'status',
      },
      { ...object, metadata, status },
    );
    this.#written.set(key, written);
    return written;
  }
}
