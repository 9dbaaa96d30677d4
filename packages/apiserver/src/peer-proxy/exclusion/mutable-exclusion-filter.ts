import type { Clock } from '@skewplane/apimachinery';
import type { LiveView, LiveViewChange } from '../../storage/live-view.js';
import type { PeerEntries } from '../discovery/peer-entry.js';
import type { PeerProxyQuirks } from '../generation.js';
import type { Logger } from '../logger.js';
import type { PeerProxyTimings } from '../timings.js';
import { filterPeers } from './filter-peers.js';
import { groupVersionsOfApiService, groupVersionsOfCrd } from './owned-group-versions.js';
import type { PeerExclusion } from './peer-exclusion.js';

export interface MutableExclusionDeps {
  readonly crds: LiveView;
  readonly apiServices: LiveView;
  /** The peers' entries as they are kept. */
  readonly raw: () => PeerEntries;
  /** Puts others in their place. */
  readonly overwrite: (entries: PeerEntries) => void;
  /** Merged discovery is no longer right. */
  readonly invalidate: () => void;
  readonly quirks: Pick<PeerProxyQuirks, 'destructiveExclusionFilter'>;
  readonly timings: Pick<PeerProxyTimings, 'exclusionGraceMs' | 'exclusionReapMs'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Extract = typeof groupVersionsOfCrd;

/**
 * The exclusion of 1.35: one set that events add to and a reaper takes from. What it filters out of the peers'
 * entries is gone for good, so a group-version stays absent after its grace until the peers are asked anew; and
 * what a CRD drops while it lives on stays excluded for ever.
 * @see kubernetes/apiserver `pkg/util/peerproxy/exclusion_filter.go` (release 1.35)
 */
export class MutableExclusionFilter implements PeerExclusion {
  readonly #deps: MutableExclusionDeps;
  /** By group-version: when its last owner went, or undefined while somebody owns it. */
  readonly #excluded = new Map<string, number | undefined>();
  readonly #unsubscribe: (() => void)[] = [];
  #filtered: PeerEntries | undefined;
  #cancelReaper: (() => void) | undefined;
  #stopped = false;

  constructor(deps: MutableExclusionDeps) {
    this.#deps = deps;
  }

  get filtered(): PeerEntries {
    return this.#filtered ?? this.#deps.raw();
  }

  /** Group-versions that no peer is asked for now. */
  get excluded(): ReadonlySet<string> {
    return new Set(this.#excluded.keys());
  }

  async start(): Promise<void> {
    const sources = [
      { view: this.#deps.crds, extract: groupVersionsOfCrd },
      { view: this.#deps.apiServices, extract: groupVersionsOfApiService },
    ];
    for (const { view, extract } of sources) {
      this.#unsubscribe.push(
        view.onChange((change) => {
          this.#onChange(change, extract);
        }),
      );
    }
    this.#scheduleReaper();
    await Promise.all(sources.map(({ view }) => view.synced));
    for (const { view, extract } of sources) {
      for (const { object } of view.list()) this.#add(extract(object));
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#cancelReaper?.();
  }

  /** New entries are filtered once, before anybody sees them; merged discovery is made anew in any case. */
  triggerRefilter(): void {
    this.#filter();
    this.#deps.invalidate();
  }

  #onChange({ type, object: { object } }: LiveViewChange, extract: Extract): void {
    const groupVersions = extract(object);
    if (type !== 'DELETED') {
      this.#add(groupVersions);
      return;
    }
    for (const groupVersion of groupVersions) this.#markDeleted(groupVersion);
  }

  /** Takes effect at once on what is known of the peers. */
  #add(groupVersions: readonly string[]): void {
    if (groupVersions.length === 0) return;
    for (const groupVersion of groupVersions) this.#excluded.set(groupVersion, undefined);
    if (this.#filter()) this.#deps.invalidate();
  }

  /** The grace begins when no CRD and no APIService has the group-version any more. */
  #markDeleted(groupVersion: string): void {
    const { clock, logger } = this.#deps;
    if (this.#isOwned(groupVersion)) return;
    const isActive =
      this.#excluded.has(groupVersion) && this.#excluded.get(groupVersion) === undefined;
    if (!isActive) return;
    this.#excluded.set(groupVersion, clock.now());
    logger.trace({ groupVersion }, 'Marking group-version for deletion, grace period started');
  }

  #isOwned(groupVersion: string): boolean {
    const { crds, apiServices } = this.#deps;
    for (const { object } of crds.list()) {
      if (groupVersionsOfCrd(object).includes(groupVersion)) return true;
    }
    for (const { object } of apiServices.list()) {
      if (groupVersionsOfApiService(object).includes(groupVersion)) return true;
    }
    return false;
  }

  /** @returns whether anything was taken out */
  #filter(): boolean {
    const { raw, overwrite, quirks } = this.#deps;
    const before = raw();
    const after = filterPeers(before, this.excluded);
    const changed = [...after].some(([id, entry]) => entry !== before.get(id));
    if (quirks.destructiveExclusionFilter) {
      if (changed) overwrite(after);
      return changed;
    }
    const shown = this.filtered;
    this.#filtered = after;
    return [...after].some(([id, entry]) => entry.gvrs.size !== shown.get(id)?.gvrs.size);
  }

  #scheduleReaper(): void {
    if (this.#stopped) return;
    const { clock, timings } = this.#deps;
    this.#cancelReaper = clock.setTimeout(() => {
      this.#reap();
      this.#scheduleReaper();
    }, timings.exclusionReapMs);
  }

  #reap(): void {
    const { clock, timings, quirks, logger } = this.#deps;
    let reaped = false;
    for (const [groupVersion, sinceMs] of this.#excluded) {
      if (sinceMs === undefined || clock.now() - sinceMs <= timings.exclusionGraceMs) continue;
      logger.trace({ groupVersion }, 'Reaping excluded group-version (grace period expired)');
      this.#excluded.delete(groupVersion);
      reaped = true;
    }
    // Upstream has nothing left to bring back; only with the switch off is there something.
    if (reaped && !quirks.destructiveExclusionFilter) this.triggerRefilter();
  }
}
