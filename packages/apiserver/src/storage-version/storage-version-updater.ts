import { storageVersionGvr, storageVersionStatus, withServer, withServers } from '@skewplane/api';
import {
  formatGroupResource,
  isAlreadyExists,
  isConflict,
  isNotFound,
  type Clock,
  type GroupResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { StartHook } from '../health/health.js';
import type { Logger } from '../logger.js';
import { leaseGvr, leaseNamespace } from '../peer-proxy/leases/identity-lease.js';
import type { PeerProxyTimings } from '../peer-proxy/timings.js';
import type { LoopbackClient } from '../registry/loopback.js';
import type { RegisteredResource } from './registered-resources.js';
import { apiNotServed } from './api-not-served.js';

/** Upstream updates one after the other; so many at a time get a server ready sooner. */
const parallelUpdates = 8;
/** Failures other than of two servers writing at once. */
const maxFailures = 3;

/** What of the resources is still to be told; writes to those must wait. */
export interface StorageVersionBarrier {
  /** Has one pass succeeded for every resource? From then on nothing waits. */
  readonly isCompleted: boolean;
  isPending(resource: GroupResource): boolean;
  /** Why the last try for the resource failed. */
  lastError(resource: GroupResource): unknown;
}

export interface StorageVersionUpdaterOptions {
  readonly serverId: string;
  readonly resources: readonly RegisteredResource[];
  /** Does this server have the API that it writes to? */
  readonly isServed: boolean;
  readonly timings: Pick<
    PeerProxyTimings,
    'storageVersionLeasePollMs' | 'storageVersionRetryMs' | 'storageVersionPassMs'
  >;
}

export interface StorageVersionUpdaterDeps {
  readonly client: LoopbackClient;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Registration {
  readonly resource: RegisteredResource;
  done: boolean;
  error: unknown;
}

/**
 * Tells in the StorageVersion objects which versions this server writes, reads and serves; at the start and then
 * now and again, in case somebody changed them.
 * @see kubernetes/apiserver `pkg/storageversion/manager.go`, `updater.go`
 * @see kubernetes/kube-aggregator `pkg/apiserver/apiserver.go`, `StorageVersionPostStartHookName`
 */
export class StorageVersionUpdater implements StorageVersionBarrier {
  readonly hook = new StartHook('built-in-resources-storage-version-updater');
  /** Resolves with the first complete pass; rejects when the server stops before. */
  readonly completed: Promise<void>;
  readonly #options: StorageVersionUpdaterOptions;
  readonly #deps: StorageVersionUpdaterDeps;
  readonly #registrations: readonly Registration[];
  readonly #byResource = new Map<string, Registration>();
  #settle: { resolve: () => void; reject: (reason: unknown) => void } | undefined;

  constructor(options: StorageVersionUpdaterOptions, deps: StorageVersionUpdaterDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#registrations = options.resources.map((resource) => ({
      resource,
      done: false,
      error: undefined,
    }));
    for (const registration of this.#registrations) {
      for (const member of registration.resource.members) {
        this.#byResource.set(formatGroupResource(member), registration);
      }
    }
    this.completed = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    this.completed.catch(() => undefined); // it may be that nobody waits for it
  }

  get isCompleted(): boolean {
    return this.hook.isDone();
  }

  isPending(resource: GroupResource): boolean {
    return this.#byResource.get(formatGroupResource(resource))?.done === false;
  }

  lastError(resource: GroupResource): unknown {
    return this.#byResource.get(formatGroupResource(resource))?.error;
  }

  /** Runs until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    try {
      // The garbage collection takes away what servers without a Lease have written.
      while (!(await this.#hasIdentity())) {
        await clock.sleep(this.#options.timings.storageVersionLeasePollMs, signal);
      }
      for (;;) {
        await this.#pass(signal);
        await clock.sleep(this.#options.timings.storageVersionPassMs, signal);
      }
    } catch (error) {
      this.#settle?.reject(error);
      if (!signal.aborted) throw error;
    }
  }

  async #hasIdentity(): Promise<boolean> {
    const { client, logger } = this.#deps;
    const name = this.#options.serverId;
    try {
      await client.get({ gvr: leaseGvr, namespace: leaseNamespace, name });
      return true;
    } catch (error) {
      if (!isNotFound(error)) {
        logger.warn({ err: error, lease: name }, 'Failed to look for the apiserver identity lease');
      }
      return false;
    }
  }

  async #pass(signal: AbortSignal): Promise<void> {
    const queue = this.#registrations.values();
    // One alone: of servers that start together the first to write it goes ahead, the others wait and do not get
    // in its way at every object.
    const { value: first } = queue.next();
    if (first !== undefined) await this.#register(first, signal);
    const work = async () => {
      for (const registration of queue) await this.#register(registration, signal);
    };
    await Promise.all(Array.from({ length: parallelUpdates }, work));
    const hasFailure = this.#registrations.some(({ error }) => error !== undefined);
    if (hasFailure || this.isCompleted) return;
    this.hook.finish();
    this.#settle?.resolve();
    this.#deps.logger.info({}, 'storage version updates complete');
  }

  async #register(registration: Registration, signal: AbortSignal): Promise<void> {
    const { resource } = registration;
    try {
      await this.#update(resource, signal);
      registration.done = true;
      registration.error = undefined;
    } catch (error) {
      signal.throwIfAborted();
      registration.error = error;
      this.#deps.logger.error(
        { err: error },
        `failed to update storage version for ${formatGroupResource(resource.resource)}`,
      );
    }
  }

  /** @throws the last failure; another server's write in between is no failure, however often */
  async #update(resource: RegisteredResource, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    for (let failures = 0; ;) {
      try {
        await this.#updateOnce(resource);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!isAlreadyExists(error) && !isConflict(error)) {
          this.#deps.logger.error(
            { err: error },
            `retry ${String(failures)}, failed to update storage version for ${formatGroupResource(resource.resource)}`,
          );
          failures++;
        }
        // Upstream waits after the last try too.
        await clock.sleep(this.#options.timings.storageVersionRetryMs, signal);
        if (failures === maxFailures) throw error;
      }
    }
  }

  async #updateOnce(resource: RegisteredResource): Promise<void> {
    const { client } = this.#deps;
    if (!this.#options.isServed) throw apiNotServed();
    const found = await this.#find(resource.name);
    const { name } = resource;
    if (found !== undefined) {
      await client.update(statusOf(name), this.#withOwnEntry(found, resource));
      return;
    }
    const { status } = this.#withOwnEntry(fresh(name), resource);
    const created = await client.create({ gvr: storageVersionGvr, namespace: '' }, fresh(name));
    await client.update(statusOf(name), { ...created, status });
  }

  async #find(name: string): Promise<Immutable<KubeObject> | undefined> {
    try {
      return await this.#deps.client.get({ gvr: storageVersionGvr, namespace: '', name });
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  #withOwnEntry(object: Immutable<KubeObject>, { versions }: RegisteredResource): KubeObject {
    const { storageVersions = [] } = storageVersionStatus(object);
    const entry = { apiServerID: this.#options.serverId, ...versions };
    return withServers(object, withServer(storageVersions, entry), this.#deps.clock.now());
  }
}

const statusOf = (name: string) =>
  ({ gvr: storageVersionGvr, namespace: '', name, subresource: 'status' }) as const;

const fresh = (name: string): KubeObject => ({
  apiVersion: 'internal.apiserver.k8s.io/v1alpha1',
  kind: 'StorageVersion',
  metadata: { name },
  spec: {},
});
