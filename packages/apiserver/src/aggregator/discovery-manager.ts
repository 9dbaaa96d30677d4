import type { Clock, GroupVersion } from '@skewplane/apimachinery';
import type { ApiVersionDiscovery } from '../discovery/api-group-discovery.js';
import type { ExtensionGroupVersion } from '../discovery/extension-source.js';
import type { Logger } from '../logger.js';
import { WorkQueue } from '../peer-proxy/work-queue.js';
import type { ApiService, ApiServiceLister, ServiceReference } from './api-service.js';
import { aborted } from './availability-controller.js';
import type { ExtensionAnswer, ExtensionClient } from './extension-client.js';
import { readAggregated, readUnaggregated, type ExtensionVersions } from './extension-discovery.js';
import { aggregatorUser } from './probe.js';
import type { AggregatorTimings } from './timings.js';

const workers = 2;
const form = (version: string) =>
  `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;
const acceptAggregated = `${form('v2')},${form('v2beta1')}`;

export interface DiscoveryManagerDeps {
  readonly apiServices: ApiServiceLister;
  readonly client: Pick<ExtensionClient, 'get'>;
  readonly retriesDiscovery: boolean;
  readonly clock: Clock;
  readonly timings: AggregatorTimings;
  readonly logger: Logger;
}

interface Known {
  readonly apiService: ApiService;
  /** Documents asked for before this moment are too old. */
  dirtyAtMs: number;
}

interface Cached {
  readonly versions: ExtensionVersions;
  readonly etag: string;
  /** From before the request was sent. */
  readonly askedAtMs: number;
}

/**
 * What extension servers say they serve, one group-version for each APIService that has a service. One that cannot be
 * asked stays listed, as stale.
 * @see kubernetes/kube-aggregator `pkg/apiserver/handler_discovery.go`
 */
export class DiscoveryManager {
  readonly #deps: DiscoveryManagerDeps;
  readonly #queue: WorkQueue;
  readonly #known = new Map<string, Known>();
  /** By service, which several APIServices may share. */
  readonly #cached = new Map<string, Cached>();
  readonly #entries = new Map<string, ExtensionGroupVersion>();
  readonly #listeners = new Set<() => void>();
  #hasLooked = false;
  #cancelRound: () => void = () => undefined;

  constructor(deps: DiscoveryManagerDeps) {
    this.#deps = deps;
    this.#queue = new WorkQueue({
      clock: deps.clock,
      baseDelayMs: deps.timings.discoveryRetryMs,
      maxDelayMs: deps.timings.discoveryRefreshMs,
    });
  }

  /** Has every extension server been asked once? */
  get hasLooked(): boolean {
    return this.#hasLooked;
  }

  groupVersions(): Iterable<ExtensionGroupVersion> {
    return this.#entries.values();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Works until the signal aborts. */
  async run(signal: AbortSignal): Promise<void> {
    const { apiServices } = this.#deps;
    await Promise.race([apiServices.synced, aborted(signal)]);
    if (signal.aborted) return;
    for (const apiService of apiServices.all()) this.#add(apiService, apiService.available);
    await Promise.all([...this.#known.keys()].map((name) => this.#trySync(name)));
    this.#hasLooked = true;
    const unsubscribe = apiServices.onChange((name) => {
      this.#follow(name);
    });
    this.#startRounds();
    const work = Array.from({ length: workers }, () => this.#queue.run((name) => this.#work(name)));
    await aborted(signal);
    unsubscribe();
    this.#cancelRound();
    this.#queue.stop();
    await Promise.all(work);
  }

  #follow(name: string): void {
    const apiService = this.#deps.apiServices.get(name);
    if (apiService?.service !== undefined) {
      // Once known, a server is asked whether or not it is said to be available.
      this.#add(apiService, this.#known.has(name) || apiService.available);
    } else if (this.#known.delete(name)) {
      this.#dropUnused();
    } else {
      return;
    }
    this.#queue.add(name);
  }

  #add(apiService: ApiService, available: boolean): void {
    if (apiService.service === undefined) return;
    this.#known.set(apiService.name, {
      apiService: { ...apiService, available },
      dirtyAtMs: this.#deps.clock.now(),
    });
    this.#dropUnused();
  }

  #dropUnused(): void {
    const used = new Set([...this.#known.values()].map(({ apiService }) => keyOf(apiService)));
    for (const key of this.#cached.keys()) if (!used.has(key)) this.#cached.delete(key);
  }

  async #work(name: string): Promise<void> {
    const { retriesDiscovery, timings } = this.#deps;
    const succeeded = await this.#trySync(name);
    if (!retriesDiscovery) return; // the next round comes anyway
    if (!succeeded) {
      this.#queue.addRateLimited(name);
      return;
    }
    this.#queue.forget(name);
    const known = this.#known.get(name);
    if (known === undefined) return;
    known.dirtyAtMs = this.#deps.clock.now();
    this.#queue.addAfter(name, timings.discoveryRefreshMs);
  }

  /** Older releases look at all of them at once from time to time. */
  #startRounds(): void {
    const { retriesDiscovery, clock, timings } = this.#deps;
    if (retriesDiscovery) {
      for (const name of this.#known.keys()) this.#queue.add(name);
      return;
    }
    this.#cancelRound = clock.setTimeout(() => {
      for (const [name, known] of this.#known) {
        known.dirtyAtMs = clock.now();
        this.#queue.add(name);
      }
      this.#startRounds();
    }, timings.discoveryRefreshMs);
  }

  /** @returns whether the server said something new enough */
  async #trySync(name: string): Promise<boolean> {
    const known = this.#known.get(name);
    if (known === undefined) {
      if (this.#entries.delete(name)) this.#tell();
      return true;
    }
    const { apiService } = known;
    let found: ApiVersionDiscovery | undefined;
    let isCurrent = true;
    try {
      const versions = await this.#fetch(known);
      found = versions.get(`${apiService.group}/${apiService.version}`);
    } catch (error) {
      isCurrent = false;
      this.#deps.logger.debug({ err: error, name }, 'Failed to fetch discovery of an APIService');
    }
    if (this.#known.get(name) !== known) return true; // it changed meanwhile and waits in the queue again
    const { version } = apiService;
    const freshness = isCurrent ? 'Current' : 'Stale';
    this.#put(name, apiService, { ...(found ?? { version, resources: [] }), freshness });
    return isCurrent;
  }

  #put(name: string, apiService: ApiService, discovery: ApiVersionDiscovery): void {
    const { group, version, groupPriority, versionPriority } = apiService;
    const entry = { group, version, groupPriority, versionPriority, discovery };
    if (JSON.stringify(this.#entries.get(name)) === JSON.stringify(entry)) return;
    this.#entries.set(name, entry);
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** @throws when the server cannot be asked */
  async #fetch({ apiService, dirtyAtMs }: Known): Promise<ExtensionVersions> {
    const { clock } = this.#deps;
    const key = keyOf(apiService);
    const cached = this.#cached.get(key);
    if (cached !== undefined && cached.askedAtMs > dirtyAtMs) return cached.versions;
    const askedAtMs = clock.now();
    const answer = await this.#ask(apiService, '/apis', acceptAggregated, cached?.etag);
    if (answer.status === 304 && cached !== undefined) {
      this.#cached.set(key, { ...cached, askedAtMs });
      return cached.versions;
    }
    if (answer.status === 503) {
      throw new Error(`service ${key} returned non-success response code: ${answer.status}`);
    }
    const version = aggregatedVersion(answer);
    if (version === undefined) return this.#fetchUnaggregated(apiService, cached?.etag);
    const versions = readAggregated(answer.body, version);
    this.#cached.set(key, { versions, etag: answer.headers.etag ?? '', askedAtMs });
    return versions;
  }

  async #fetchUnaggregated(
    apiService: ApiService,
    etag: string | undefined,
  ): Promise<ExtensionVersions> {
    const gv: GroupVersion = apiService;
    const path = gv.group === '' ? `/api/${gv.version}` : `/apis/${gv.group}/${gv.version}`;
    const { status, body } = await this.#ask(apiService, path, 'application/json', etag);
    if (status !== 200) {
      throw new Error(`failed to download legacy discovery for ${path}: ${body.toString()}`);
    }
    return new Map([[`${gv.group}/${gv.version}`, readUnaggregated(body, gv)]]);
  }

  async #ask(
    apiService: ApiService,
    path: string,
    accept: string,
    etag: string | undefined,
  ): Promise<ExtensionAnswer> {
    if (!apiService.available) {
      return { status: 503, headers: {}, body: Buffer.from('service unavailable\n') };
    }
    const isLegacy = path !== '/apis';
    return this.#deps.client.get(apiService, {
      path,
      accept,
      // The second request goes without the group that may do everything.
      user: isLegacy ? { ...aggregatorUser, groups: [] } : aggregatorUser,
      timeoutMs: this.#deps.timings.discoveryTimeoutMs,
      ...(etag === undefined || etag === '' ? {} : { etag }),
    });
  }
}

function aggregatedVersion({ status, headers }: ExtensionAnswer): 'v2' | 'v2beta1' | undefined {
  if (status !== 200) return undefined;
  const parts = (headers['content-type'] ?? '').split(';').map((part) => part.trim());
  if (!parts.includes('g=apidiscovery.k8s.io') || !parts.includes('as=APIGroupDiscoveryList')) {
    return undefined;
  }
  return (['v2', 'v2beta1'] as const).find((version) => parts.includes(`v=${version}`));
}

const keyOf = ({ service }: ApiService): string => (service === undefined ? '' : textOf(service));

const textOf = ({ namespace, name, port }: ServiceReference): string =>
  `${namespace}/${name}:${port}`;
