import type { Clock } from '@skewplane/apimachinery';
import type { Logger } from '../logger.js';
import { WorkQueue } from '../peer-proxy/work-queue.js';
import { fieldsAt, textAt } from '../registry/object-fields.js';
import type { ApiService, ApiServiceLister } from './api-service.js';
import { aborted } from './availability-controller.js';
import type { ExtensionClient } from './extension-client.js';
import type { AggregatorTimings } from './timings.js';

const openApiUser = { name: 'system:aggregator', uid: '', groups: [], extra: {} };

export interface ExtensionOpenApiDeps {
  readonly apiServices: ApiServiceLister;
  readonly client: Pick<ExtensionClient, 'get'>;
  readonly clock: Clock;
  readonly timings: AggregatorTimings;
  readonly logger: Logger;
}

/**
 * Which OpenAPI v3 documents extension servers have. The documents themselves are not kept: requests for them go there.
 * @see kubernetes/kube-aggregator `pkg/controllers/openapiv3`
 */
export class ExtensionOpenApi {
  readonly #deps: ExtensionOpenApiDeps;
  readonly #queue: WorkQueue;
  /** By APIService: path below `/openapi/v3/` and URL. */
  readonly #indexes = new Map<string, ReadonlyMap<string, string>>();

  constructor(deps: ExtensionOpenApiDeps) {
    this.#deps = deps;
    this.#queue = new WorkQueue({
      clock: deps.clock,
      baseDelayMs: deps.timings.openApiRefreshMs,
      maxDelayMs: deps.timings.openApiRetryMaxMs,
    });
  }

  /** Path below `/openapi/v3/` and URL of every document. */
  *paths(): Generator<readonly [path: string, url: string]> {
    for (const index of this.#indexes.values()) yield* index;
  }

  /** Whose document that is. */
  ownerOf(path: string): ApiService | undefined {
    for (const [name, index] of this.#indexes) {
      if (index.has(path)) return this.#deps.apiServices.get(name);
    }
    return undefined;
  }

  /** Works until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { apiServices } = this.#deps;
    await Promise.race([apiServices.synced, aborted(signal)]);
    if (signal.aborted) return;
    const unsubscribe = apiServices.onChange((name) => {
      this.#follow(name);
    });
    for (const { name } of apiServices.all()) this.#follow(name);
    const work = this.#queue.run((name) => this.#work(name, signal));
    await aborted(signal);
    unsubscribe();
    this.#queue.stop();
    await work;
  }

  #follow(name: string): void {
    if (this.#deps.apiServices.get(name)?.service === undefined) {
      this.#indexes.delete(name);
      this.#queue.forget(name);
      return;
    }
    const isNew = !this.#indexes.has(name);
    if (isNew || this.#queue.retries(name) > 0) {
      this.#queue.forget(name);
      this.#queue.addAfter(name, this.#deps.timings.openApiStartMs);
    }
  }

  async #work(name: string, signal: AbortSignal): Promise<void> {
    const { apiServices, timings, logger } = this.#deps;
    const apiService = apiServices.get(name);
    if (apiService?.service === undefined) return;
    try {
      this.#indexes.set(name, await this.#download(apiService));
      this.#queue.forget(name);
      this.#queue.addAfter(name, timings.openApiRefreshMs);
    } catch (error) {
      if (signal.aborted) return;
      logger.warn({ err: error }, `loading OpenAPI spec for "${name}" failed`);
      this.#queue.addRateLimited(name);
    }
  }

  async #download(apiService: ApiService): Promise<ReadonlyMap<string, string>> {
    const { status, body } = await this.#ask(apiService);
    // Servers without it have an older form only, which this plane does not translate.
    if (status === 404) return new Map();
    if (status !== 200) {
      throw new Error('Error, could not get list of group versions for APIService');
    }
    const paths = fieldsAt(JSON.parse(body.toString()), 'paths');
    return new Map(
      Object.entries(paths).map(([path, item]) => [path, textAt(item, 'serverRelativeURL')]),
    );
  }

  async #ask(apiService: ApiService) {
    if (!apiService.available) return { status: 503, body: Buffer.alloc(0) };
    return this.#deps.client.get(apiService, {
      path: '/openapi/v3',
      accept: 'application/json',
      user: openApiUser,
      timeoutMs: this.#deps.timings.openApiTimeoutMs,
    });
  }
}
