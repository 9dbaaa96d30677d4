import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  type Clock,
  type GroupVersion,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { Logger } from '../logger.js';
import { WorkQueue } from '../peer-proxy/work-queue.js';
import type { LoopbackClient } from '../registry/loopback.js';
import { semanticallyEqual } from '../registry/object-fields.js';
import {
  apiServiceName,
  apiServicesGvr,
  automanagedLabel,
  automanagedOf,
  type ApiServiceLister,
} from './api-service.js';
import { aborted } from './availability-controller.js';
import type { AggregatorTimings } from './timings.js';

const workers = 5;

/** A local group-version and its rank. */
export interface RegisteredGroupVersion extends GroupVersion {
  readonly groupPriority: number;
  readonly versionPriority: number;
}

/** `onstart`: written once by each process; `true`: kept as it is wanted. */
export type ManagedBy = 'onstart' | 'true';

export interface AutoregisterDeps {
  readonly apiServices: ApiServiceLister;
  readonly loopback: Pick<LoopbackClient, 'create' | 'update' | 'delete'>;
  readonly clock: Clock;
  readonly timings: AggregatorTimings;
  readonly logger: Logger;
}

/**
 * Keeps an APIService object for each group-version that this process serves. What another process put there at its
 * start, and this one does not want, is deleted once: servers of several minors undo each other's work that way.
 * @see kubernetes/kube-aggregator `pkg/controllers/autoregister/autoregister_controller.go`
 */
export class AutoregisterController {
  readonly #deps: AutoregisterDeps;
  readonly #queue: WorkQueue;
  readonly #wanted = new Map<string, KubeObject>();
  readonly #synced = new Set<string>();
  readonly #atStart = new Set<string>();

  constructor(deps: AutoregisterDeps) {
    this.#deps = deps;
    this.#queue = new WorkQueue({
      clock: deps.clock,
      baseDelayMs: deps.timings.registrationRetryMs,
      maxDelayMs: deps.timings.registrationRetryMaxMs,
    });
  }

  want(groupVersion: RegisteredGroupVersion, managedBy: ManagedBy): void {
    const name = apiServiceName(groupVersion);
    this.#wanted.set(name, wantedObject(groupVersion, managedBy));
    this.#queue.add(name);
  }

  unwant(groupVersion: GroupVersion): void {
    const name = apiServiceName(groupVersion);
    this.#wanted.delete(name);
    this.#queue.add(name);
  }

  /** Works until the signal aborts. Whatever is wanted at the start has to be said before. */
  async run(signal: AbortSignal): Promise<void> {
    const { apiServices, logger } = this.#deps;
    await Promise.race([apiServices.synced, aborted(signal)]);
    if (signal.aborted) return;
    const unsubscribe = apiServices.onChange((name) => {
      this.#queue.add(name);
    });
    for (const { name } of apiServices.all()) {
      this.#atStart.add(name);
      this.#queue.add(name);
    }
    const work = Array.from({ length: workers }, () =>
      this.#queue.run(async (name) => {
        try {
          await this.#sync(name);
          this.#queue.forget(name);
        } catch (error) {
          if (signal.aborted) return;
          logger.error({ err: error }, `${name} failed with : ${String(error)}`);
          this.#queue.addRateLimited(name);
        }
      }),
    );
    await aborted(signal);
    unsubscribe();
    this.#queue.stop();
    await Promise.all(work);
  }

  async #sync(name: string): Promise<void> {
    const before = this.#synced.has(name);
    await this.#check(name, before);
    this.#synced.add(name);
  }

  /** Upstream's table of what there is against what is wanted, row by row. */
  async #check(name: string, hasSynced: boolean): Promise<void> {
    const wanted = this.#wanted.get(name);
    const current = this.#deps.apiServices.object(name);
    if (current === undefined && wanted === undefined) return;
    if (automanagedOf(wanted) === 'onstart' && hasSynced) return;
    if (current === undefined) {
      if (wanted !== undefined) await this.#create(wanted);
      return;
    }
    const managed = automanagedOf(current);
    if (managed !== 'onstart' && managed !== 'true') return; // somebody else's
    if (managed === 'onstart' && (!this.#atStart.has(name) || hasSynced)) return;
    if (wanted === undefined) await this.#delete(current);
    else if (!semanticallyEqual(current['spec'], wanted['spec'])) {
      await this.#update({ ...current, spec: wanted['spec'] });
    }
  }

  async #create(wanted: KubeObject): Promise<void> {
    await tolerate(isAlreadyExists, async () => {
      await this.#deps.loopback.create({ gvr: apiServicesGvr, namespace: '' }, wanted);
    });
  }

  async #update(object: Immutable<KubeObject>): Promise<void> {
    await tolerate(isGoneOrChanged, async () => {
      await this.#deps.loopback.update(targetOf(object), object);
    });
  }

  async #delete(object: Immutable<KubeObject>): Promise<void> {
    const { uid } = object.metadata;
    await tolerate(isGoneOrChanged, () =>
      this.#deps.loopback.delete(targetOf(object), uid === undefined ? {} : { uid }),
    );
  }
}

/** Another process was faster; its change brings the name back here. */
async function tolerate(
  isExpected: (error: unknown) => boolean,
  write: () => Promise<void>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
}

const isGoneOrChanged = (error: unknown): boolean => isNotFound(error) || isConflict(error);

const targetOf = ({ metadata }: Immutable<KubeObject>) => ({
  gvr: apiServicesGvr,
  namespace: '',
  name: metadata.name ?? '',
});

function wantedObject(
  { group, version, groupPriority, versionPriority }: RegisteredGroupVersion,
  managedBy: ManagedBy,
): KubeObject {
  return {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: {
      name: apiServiceName({ group, version }),
      labels: { [automanagedLabel]: managedBy },
    },
    spec: {
      ...(group === '' ? {} : { group }),
      version,
      groupPriorityMinimum: groupPriority,
      versionPriority,
    },
  };
}
