import type { Clock, GroupVersionResource } from '@skewplane/apimachinery';
import type { ApiGroupDiscovery } from '../../discovery/api-group-discovery.js';
import { gvrKey } from '../gvr-key.js';
import type { Logger } from '../logger.js';
import type { LocalDiscovery } from './local-discovery.js';
import { errorText } from '../error-text.js';

export interface LocalDiscoveryCacheDeps {
  readonly discovery: LocalDiscovery;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly refreshMs: number;
}

/**
 * What this server could serve when it last looked: at start and every half hour. Routing asks nobody else, so
 * a CRD made since is unknown here until the next look.
 * @see kubernetes/apiserver `pkg/util/peerproxy/local_discovery.go`
 */
export class LocalDiscoveryCache {
  readonly #deps: LocalDiscoveryCacheDeps;
  #served: ReadonlySet<string> = new Set();
  #populated = false;
  /** When the ticker last ticked: it runs from construction on, not from the first look. */
  #tickedMs: number;
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(deps: LocalDiscoveryCacheDeps) {
    this.#deps = deps;
    this.#tickedMs = deps.clock.now();
  }

  get isPopulated(): boolean {
    return this.#populated;
  }

  serves(gvr: GroupVersionResource): boolean {
    return this.#served.has(gvrKey(gvr));
  }

  /** Fills the cache and keeps it filled. @throws when the first look fails: the server cannot start without it */
  start(): void {
    try {
      this.#populate();
    } catch (error) {
      const cause = errorText(error);
      throw new Error(`failed to populate initial local discovery cache: ${cause}`, {
        cause: error,
      });
    }
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #schedule(): void {
    if (this.#stopped) return;
    const { clock, refreshMs } = this.#deps;
    const nextMs = this.#tickedMs + refreshMs;
    this.#cancel = clock.setTimeout(
      () => {
        // A tick that comes late stays in step, and ticks that nobody took are dropped.
        const missed = Math.floor((clock.now() - nextMs) / refreshMs);
        this.#tickedMs = nextMs + Math.max(0, missed) * refreshMs;
        this.#refresh();
        this.#schedule();
      },
      Math.max(0, nextMs - clock.now()),
    );
  }

  #refresh(): void {
    try {
      this.#populate();
    } catch (error) {
      const cause = errorText(error);
      this.#deps.logger.error(
        { err: error },
        `Failed to repopulate local discovery cache: ${cause}`,
      );
    }
  }

  #populate(): void {
    const { discovery } = this.#deps;
    try {
      this.#served = new Set([...currentGvrs(discovery.api()), ...currentGvrs(discovery.apis())]);
    } catch (error) {
      const cause = errorText(error);
      throw new Error(`error getting API group resources from discovery: ${cause}`, {
        cause: error,
      });
    }
    this.#populated = true;
  }
}

/** Keys of all resources and subresources, without group-versions that are stale. */
function* currentGvrs(groups: readonly ApiGroupDiscovery[]): Generator<string> {
  for (const { metadata, versions } of groups) {
    for (const { version, resources, freshness } of versions) {
      if (freshness === 'Stale') continue;
      for (const { resource, subresources } of resources) {
        const key = gvrKey({ group: metadata.name, version, resource });
        yield key;
        for (const { subresource } of subresources ?? []) yield `${key}/${subresource}`;
      }
    }
  }
}
