import type { Immutable, KubeObject } from '@skewplane/apimachinery';
import { setMaxListeners } from 'node:events';
import type { Logger } from '../logger.js';
import { WorkQueue } from '../peer-proxy/work-queue.js';
import type { LoopbackClient } from '../registry/loopback.js';
import { semanticallyEqual, textMapAt } from '../registry/object-fields.js';
import type { LiveView } from '../storage/live-view.js';
import {
  apiServicesGvr,
  availableCondition,
  localAvailability,
  readApiService,
  withAvailability,
  type ApiService,
  type ApiServiceLister,
  type Availability,
} from './api-service.js';
import type { AvailabilityMetrics } from './availability-metrics.js';
import { serviceProblem, type ServiceCheckDeps } from './check-service.js';
import { serviceNameLabel } from './service-endpoints.js';
import { probe, type ProbeDeps } from './probe.js';
import type { AggregatorTimings } from './timings.js';

const workers = 5;

export interface AvailabilityControllerDeps
  extends ServiceCheckDeps, Omit<ProbeDeps, 'timeoutMs' | 'network'> {
  readonly network: ServiceCheckDeps['network'] & ProbeDeps['network'];
  readonly apiServices: ApiServiceLister;
  readonly services: LiveView;
  readonly loopback: Pick<LoopbackClient, 'update'>;
  readonly metrics: AvailabilityMetrics;
  readonly timings: AggregatorTimings;
  readonly logger: Logger;
}

/**
 * Keeps the condition Available of every APIService: those served here are available always, others when their service
 * leads to a server that answers. Every instance does this, each as it sees things.
 * @see kubernetes/kube-aggregator `pkg/controllers/status/{local,remote}`
 */
export class AvailabilityController {
  readonly #deps: AvailabilityControllerDeps;
  readonly #queue: WorkQueue;
  #cancelResync: () => void = () => undefined;

  constructor(deps: AvailabilityControllerDeps) {
    this.#deps = deps;
    this.#queue = new WorkQueue({
      clock: deps.clock,
      baseDelayMs: deps.timings.availabilityRetryMs,
      maxDelayMs: deps.timings.availabilityRetryMaxMs,
    });
  }

  /** Works until the signal aborts. */
  async run(): Promise<void> {
    const { apiServices, services, endpoints, endpointSlices, signal } = this.#deps;
    setMaxListeners(0, signal);
    await Promise.race([
      Promise.all([apiServices, services, endpoints, endpointSlices].map((view) => view.synced)),
      aborted(signal),
    ]);
    if (signal.aborted) return;
    const unsubscribe = [
      apiServices.onChange((name) => {
        this.#queue.add(name);
      }),
      services.onChange(({ object }) => {
        this.#serviceChanged(object.key.slice('services/specs/'.length));
      }),
      endpoints.onChange(({ object }) => {
        this.#serviceChanged(object.key.slice('services/endpoints/'.length));
      }),
      endpointSlices.onChange(({ object: { object } }) => {
        const name = textMapAt(object, 'metadata.labels')[serviceNameLabel] ?? '';
        this.#serviceChanged(`${object.metadata.namespace ?? ''}/${name}`);
      }),
    ];
    this.#resync();
    const work = Array.from({ length: workers }, () => this.#queue.run((name) => this.#work(name)));
    await aborted(signal);
    this.#cancelResync();
    for (const each of unsubscribe) each();
    this.#queue.stop();
    await Promise.all(work);
  }

  /** Looks at everything, now and from time to time: a network can fail without any object saying so. */
  #resync(): void {
    const { apiServices, clock, timings } = this.#deps;
    for (const { name } of apiServices.all()) this.#queue.add(name);
    this.#cancelResync = clock.setTimeout(() => {
      this.#resync();
    }, timings.availabilityResyncMs);
  }

  #serviceChanged(key: string): void {
    for (const { name, service } of this.#deps.apiServices.all()) {
      if (service !== undefined && `${service.namespace}/${service.name}` === key) {
        this.#queue.add(name);
      }
    }
  }

  async #work(name: string): Promise<void> {
    const { signal, logger } = this.#deps;
    try {
      const failure = await this.#sync(name);
      if (failure === undefined) {
        this.#queue.forget(name);
        return;
      }
      logger.error({}, `${name} failed with: ${failure}`);
    } catch (error) {
      if (signal.aborted) return;
      logger.error({ err: error }, `${name} failed with: ${String(error)}`);
    }
    this.#queue.addRateLimited(name);
  }

  /** @returns a failed probe, which is to be repeated */
  async #sync(name: string): Promise<string | undefined> {
    const { apiServices, metrics } = this.#deps;
    const object = apiServices.object(name);
    if (object === undefined) {
      metrics.forget(name);
      return undefined;
    }
    const apiService = readApiService(object);
    const { availability, failure } = await this.#check(apiService);
    if (apiServices.object(name) === undefined) return undefined; // gone meanwhile: it is queued again
    await this.#update(object, availability);
    return failure;
  }

  async #check(
    apiService: ApiService,
  ): Promise<{ readonly availability: Availability; readonly failure?: string }> {
    const { service } = apiService;
    if (service === undefined) return { availability: localAvailability };
    const problem = serviceProblem(service, this.#deps);
    if (problem !== undefined) return { availability: problem };
    const failure = await probe(apiService, {
      ...this.#deps,
      timeoutMs: this.#deps.timings.probeTimeoutMs,
    });
    this.#deps.signal.throwIfAborted(); // a probe cut short by the end of the server says nothing
    if (failure === undefined) {
      const availability = {
        status: 'True',
        reason: 'Passed',
        message: 'all checks passed',
      } as const;
      return { availability };
    }
    const reason = 'FailedDiscoveryCheck';
    return { availability: { status: 'False', reason, message: failure }, failure };
  }

  async #update(object: Immutable<KubeObject>, availability: Availability): Promise<void> {
    const { metrics, loopback, clock } = this.#deps;
    const name = object.metadata.name ?? '';
    const isAvailable = availability.status === 'True';
    metrics.setAvailable(name, isAvailable);
    const wanted = withAvailability(object, availability, clock.now());
    if (semanticallyEqual(wanted['status'], object['status'])) return;
    this.#logChange(object, availability);
    const target = { gvr: apiServicesGvr, namespace: '', name, subresource: 'status' } as const;
    await loopback.update(target, wanted);
    const wasAvailable = availableCondition(object)?.['status'] === 'True';
    if (wasAvailable && !isAvailable) metrics.becameUnavailable(name, availability.reason);
  }

  #logChange(object: Immutable<KubeObject>, { status, reason, message }: Availability): void {
    const oldStatus = availableCondition(object)?.['status'] ?? 'Unknown';
    this.#deps.logger.info(
      { name: object.metadata.name, oldStatus, newStatus: status, message, reason },
      'changing APIService availability',
    );
  }
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}
