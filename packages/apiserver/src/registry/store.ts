import {
  alreadyExists,
  conflict,
  isAlreadyExists,
  notFound,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { AdmissionChain } from '../admission/chain.js';
import { isStorageError } from '../storage/errors.js';
import type { StoredObject } from '../storage/stored-object.js';
import type {
  GetOptions,
  ListOptions,
  ListResult,
  Storage,
  StorageEvent,
  WatchOptions,
} from '../storage/storage.js';
import { noAllocator, type Allocation, type Allocator } from './allocation.js';
import { beforeCreate, generateName } from './before-create.js';
import { planDelete } from './before-delete.js';
import { beforeUpdate, type UpdateTarget } from './before-update.js';
import { keepOwnershipValid, recordOwnership } from './field-ownership.js';
import type { ResourceScope } from './resource-scope.js';
import { sameObject } from './same-object.js';
import {
  admissionAttributes,
  checkPreconditions,
  checkRevision,
  keyOf,
  nothingLeftToFinalize,
  prefixOf,
  withRevision,
  type WriteAttributes,
} from './store-rules.js';
import { toStatusError } from './to-status-error.js';
import { deletionPlans, traceJudged } from './trace-write.js';
import type { DeleteRequest, Preconditions, WriteContext } from './write-context.js';

const generatedNameTries = 8;

/** Result of a write; `stored` is undefined for a dry run, which leaves no revision behind. */
export interface Written {
  readonly object: Immutable<KubeObject>;
  readonly stored: StoredObject | undefined;
}

export interface Updated extends Written {
  readonly created: boolean;
}

export interface Deleted extends Written {
  /** False when it waits for finalizers or its grace period. */
  readonly removed: boolean;
}

/** Makes the wanted object, in the storage version, from the current one; the answer is the store's to edit. */
export type Transform = (
  current: Immutable<KubeObject> | undefined,
) => Promise<KubeObject> | KubeObject;

export interface UpdateRequest {
  readonly namespace: string;
  readonly name: string;
  readonly transform: Transform;
  readonly target: UpdateTarget;
  /** Name of the subresource, for admission and ownership; `''` for the object itself. */
  readonly subresource: string;
  /** May this request create the object? */
  readonly allowCreate: boolean;
  readonly preconditions?: Preconditions | undefined;
  /** False when `transform` did the ownership records itself (server-side apply). */
  readonly recordOwnership?: boolean | undefined;
}

export interface StoreDeps {
  readonly storage: Storage;
  readonly admission: AdmissionChain;
  readonly allocator?: Allocator | undefined;
}

/** Thrown inside an update whose result has nothing left to wait for; the object is removed instead. */
class NothingLeftToFinalize extends Error {
  readonly current: StoredObject;
  constructor(current: StoredObject) {
    super();
    this.current = current;
  }
}

/**
 * CRUD for every resource, once; what differs is in the scope's strategy. Errors leave as StatusError.
 * @see kubernetes/apiserver `pkg/registry/generic/registry/store.go`
 */
export class Store {
  readonly #storage: Storage;
  readonly #admission: AdmissionChain;
  readonly #allocator: Allocator;

  constructor({ storage, admission, allocator = noAllocator }: StoreDeps) {
    this.#storage = storage;
    this.#admission = admission;
    this.#allocator = allocator;
  }

  async get(
    scope: ResourceScope,
    namespace: string,
    name: string,
    options: GetOptions,
  ): Promise<StoredObject> {
    return this.#translated(scope, name, () =>
      this.#storage.get(keyOf(scope, namespace, name), options),
    );
  }

  async list(scope: ResourceScope, namespace: string, options: ListOptions): Promise<ListResult> {
    return this.#translated(scope, '', () =>
      this.#storage.list(prefixOf(scope, namespace), options),
    );
  }

  async watch(
    scope: ResourceScope,
    namespace: string,
    options: WatchOptions,
  ): Promise<AsyncIterable<StorageEvent>> {
    return this.#translated(scope, '', () =>
      this.#storage.watch(prefixOf(scope, namespace), options),
    );
  }

  /** @param object decoded and defaulted, in the storage version; the store's to edit */
  async create(
    scope: ResourceScope,
    namespace: string,
    object: KubeObject,
    write: WriteContext,
  ): Promise<Written> {
    const generated = !object.metadata.name && Boolean(object.metadata.generateName);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#createOnce(
          scope,
          namespace,
          generated ? structuredClone(object) : object,
          write,
        );
      } catch (error) {
        // Another object has the generated name: draw again, as upstream does.
        if (!generated || attempt === generatedNameTries || !isAlreadyExists(error)) throw error;
      }
    }
  }

  async #createOnce(
    scope: ResourceScope,
    namespace: string,
    object: KubeObject,
    write: WriteContext,
  ): Promise<Written> {
    return this.#allocating(scope, write, async (allocation) => {
      const draft = await this.#draftForCreate(scope, namespace, object, write, { allocation });
      return this.#storeDraft(scope, namespace, draft, write);
    });
  }

  async #storeDraft(
    scope: ResourceScope,
    namespace: string,
    draft: KubeObject,
    write: WriteContext,
  ): Promise<Written> {
    const name = draft.metadata.name ?? '';
    const key = keyOf(scope, namespace, name);
    return this.#translated(scope, name, async () => {
      if (write.dryRun) {
        await this.#requireAbsent(key, scope, name, write.signal);
        return { object: draft, stored: undefined };
      }
      const { ttlSeconds } = scope.strategy;
      const stored = await this.#storage.create(key, draft, {
        ttlSeconds,
        signal: write.signal,
        trace: write.trace,
      });
      return { object: stored.object, stored };
    });
  }

  async #draftForCreate(
    scope: ResourceScope,
    namespace: string,
    object: KubeObject,
    write: WriteContext,
    {
      allocation,
      recordsOwnership = true,
    }: { allocation: Allocation | undefined; recordsOwnership?: boolean | undefined },
  ): Promise<KubeObject> {
    const attributes = { scope, operation: 'CREATE', namespace, subresource: '', write } as const;
    if (recordsOwnership) recordOwnership(scope, undefined, object, write, '');
    const draft = await this.#admit(object, undefined, attributes);
    generateName(draft);
    await allocation?.prepare(draft, undefined); // before the kind's own rules, which judge the result
    if (write.trace === undefined) beforeCreate(scope, draft, write);
    else
      traceJudged(write.trace, draft, () => {
        beforeCreate(scope, draft, write);
      });
    await this.#validate(draft, undefined, attributes);
    return draft;
  }

  async #requireAbsent(
    key: string,
    scope: ResourceScope,
    name: string,
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await this.#storage.get(key, { signal });
    } catch (error) {
      if (isStorageError(error, 'KeyNotFound')) return;
      throw error;
    }
    throw alreadyExists(scope.gvr, name);
  }

  /** Runs a write that reserves things outside its object; what it reserved goes back when it fails. */
  async #allocating<T>(
    scope: ResourceScope,
    write: WriteContext,
    run: (allocation: Allocation | undefined) => Promise<T>,
  ): Promise<T> {
    const allocation = this.#allocator.begin(scope, write);
    try {
      const result = await run(allocation);
      await allocation?.commit();
      return result;
    } catch (error) {
      await allocation?.rollback();
      throw error;
    }
  }

  async update(
    scope: ResourceScope,
    request: UpdateRequest,
    write: WriteContext,
  ): Promise<Updated> {
    if (request.target !== '') return this.#update(scope, request, write, undefined);
    return this.#allocating(scope, write, (allocation) =>
      this.#update(scope, request, write, allocation),
    );
  }

  async #update(
    scope: ResourceScope,
    request: UpdateRequest,
    write: WriteContext,
    allocation: Allocation | undefined,
  ): Promise<Updated> {
    const { namespace, name } = request;
    const key = keyOf(scope, namespace, name);
    let created = false;
    let draft: Immutable<KubeObject> | undefined;
    const tryUpdate = async (current: StoredObject | undefined): Promise<Immutable<KubeObject>> => {
      created = current === undefined;
      draft =
        current === undefined
          ? await this.#createByUpdate(scope, request, write, allocation)
          : await this.#nextState(scope, current, request, write, allocation);
      return draft;
    };
    return this.#translated(scope, name, async () => {
      for (;;) {
        try {
          if (write.dryRun) {
            const current = await this.#getOrUndefined(key, write.signal);
            const object = await tryUpdate(current);
            return { object: withRevision(object, current), stored: undefined, created };
          }
          const { ttlSeconds } = scope.strategy;
          const stored = await this.#storage.guaranteedUpdate(key, tryUpdate, {
            ttlSeconds,
            signal: write.signal,
            trace: write.trace,
          });
          return { object: stored.object, stored, created };
        } catch (error) {
          if (!(error instanceof NothingLeftToFinalize)) throw error;
          const removed = await this.#removeExactly(scope, key, error.current, write);
          if (removed !== undefined)
            return { object: draft ?? removed.object, stored: removed, created: false };
        }
      }
    });
  }

  async #createByUpdate(
    scope: ResourceScope,
    request: UpdateRequest,
    write: WriteContext,
    allocation: Allocation | undefined,
  ): Promise<KubeObject> {
    const { name, namespace, preconditions } = request;
    if (!request.allowCreate) throw notFound(scope.gvr, name);
    const object = await request.transform(undefined);
    if (preconditions?.uid !== undefined || (object.metadata.uid ?? '') !== '') {
      throw conflict(
        scope.gvr,
        name,
        `Precondition failed: UID in precondition: ${object.metadata.uid ?? preconditions?.uid ?? ''}, UID in object meta: `,
      );
    }
    delete object.metadata.resourceVersion;
    return this.#draftForCreate(scope, namespace, object, write, {
      allocation,
      recordsOwnership: request.recordOwnership,
    });
  }

  async #nextState(
    scope: ResourceScope,
    stored: StoredObject,
    request: UpdateRequest,
    write: WriteContext,
    allocation: Allocation | undefined,
  ): Promise<Immutable<KubeObject>> {
    const { namespace, subresource, target } = request;
    const current = stored.object;
    const wanted = await request.transform(current);
    checkPreconditions(scope, current, {
      uid: wanted.metadata.uid ?? request.preconditions?.uid,
      resourceVersion: request.preconditions?.resourceVersion,
    });
    const attributes = { scope, operation: 'UPDATE', namespace, subresource, write } as const;
    if (request.recordOwnership !== false)
      recordOwnership(scope, current, wanted, write, subresource);
    const draft = await this.#admit(wanted, current, attributes);
    checkRevision(scope, draft, current);
    await allocation?.prepare(draft, current);
    if (write.trace === undefined) beforeUpdate(scope, draft, current, write, target);
    else
      traceJudged(write.trace, draft, () => {
        beforeUpdate(scope, draft, current, write, target);
      });
    await this.#validate(draft, current, attributes);
    if (nothingLeftToFinalize(draft, current)) throw new NothingLeftToFinalize(stored);
    return sameObject(draft, current) ? current : draft; // what is the same is not written
  }

  /** Removes what was read, unless it changed meanwhile: then undefined, and the update starts over. */
  async #removeExactly(
    scope: ResourceScope,
    key: string,
    current: StoredObject,
    write: WriteContext,
  ): Promise<StoredObject | undefined> {
    if (write.dryRun) return current;
    const changed = new Error();
    try {
      const removed = await this.#storage.delete(key, {
        signal: write.signal,
        trace: write.trace,
        suggestion: current,
        validate: ({ revision }) => {
          if (revision !== current.revision) throw changed;
        },
      });
      await this.#allocator.release(scope, removed.object);
      return removed;
    } catch (error) {
      if (error === changed) return undefined;
      throw error;
    }
  }

  async delete(
    scope: ResourceScope,
    namespace: string,
    name: string,
    request: DeleteRequest,
    write: WriteContext,
  ): Promise<Deleted> {
    const key = keyOf(scope, namespace, name);
    return this.#translated(scope, name, async () => {
      for (;;) {
        const current = await this.#storage.get(key, { signal: write.signal, trace: write.trace });
        checkPreconditions(scope, current.object, request.preconditions);
        await this.#validateDelete(scope, namespace, current, write);
        const plan = planDelete(scope, current.object, request, write.nowMs);
        write.trace?.note('deletion', deletionPlans[plan.kind]);
        if (write.dryRun) {
          return { object: current.object, stored: undefined, removed: plan.kind === 'remove' };
        }
        if (plan.kind === 'keep')
          return { object: current.object, stored: current, removed: false };
        if (plan.kind === 'remove') {
          const removed = await this.#removeExactly(scope, key, current, write);
          if (removed !== undefined)
            return { object: removed.object, stored: removed, removed: true };
          continue; // somebody changed it: judge the new state
        }
        const marked = await this.#mark(key, current, plan.object, write);
        if (marked !== undefined) return { object: marked.object, stored: marked, removed: false };
      }
    });
  }

  async #validateDelete(
    scope: ResourceScope,
    namespace: string,
    current: StoredObject,
    write: WriteContext,
  ): Promise<void> {
    const attributes = { scope, operation: 'DELETE', namespace, subresource: '', write } as const;
    if (!write.admission) return;
    const admission = admissionAttributes(attributes, undefined, current.object);
    await this.#admission.admit(admission, write);
    await this.#admission.validate(admission, write);
  }

  async #mark(
    key: string,
    current: StoredObject,
    next: KubeObject,
    write: WriteContext,
  ): Promise<StoredObject | undefined> {
    const changed = new Error();
    try {
      return await this.#storage.guaranteedUpdate(
        key,
        (fresh) => {
          if (fresh?.revision !== current.revision) throw changed;
          return next;
        },
        { signal: write.signal, trace: write.trace, suggestion: current },
      );
    } catch (error) {
      if (error === changed) return undefined;
      throw error;
    }
  }

  async #admit(
    object: KubeObject,
    old: Immutable<KubeObject> | undefined,
    attributes: WriteAttributes,
  ): Promise<KubeObject> {
    if (!attributes.write.admission) return object;
    const admitted = await this.#admission.admit(
      admissionAttributes(attributes, object, old),
      attributes.write,
    );
    if (admitted === undefined) return object;
    // A plugin that edits answers with a copy of its own, so the result is ours as `object` was.
    const edited = admitted as KubeObject;
    keepOwnershipValid(object, edited, (text) => {
      attributes.write.warn(text);
    });
    return edited;
  }

  async #validate(
    object: KubeObject,
    old: Immutable<KubeObject> | undefined,
    attributes: WriteAttributes,
  ): Promise<void> {
    if (!attributes.write.admission) return;
    await this.#admission.validate(admissionAttributes(attributes, object, old), attributes.write);
  }

  async #getOrUndefined(key: string, signal: AbortSignal): Promise<StoredObject | undefined> {
    try {
      return await this.#storage.get(key, { signal });
    } catch (error) {
      if (isStorageError(error, 'KeyNotFound')) return undefined;
      throw error;
    }
  }

  async #translated<T>(scope: ResourceScope, name: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      throw toStatusError(error, scope.gvr, name);
    }
  }
}
