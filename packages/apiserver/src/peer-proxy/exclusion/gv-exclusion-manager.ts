import type { Clock } from '@skewplane/apimachinery';
import type { LiveView } from '../../storage/live-view.js';
import type { PeerEntries } from '../discovery/peer-entry.js';
import type { PeerProxyQuirks } from '../generation.js';
import type { Logger } from '../logger.js';
import type { PeerProxyTimings } from '../timings.js';
import { WorkQueue } from '../work-queue.js';
import { filterPeers } from './filter-peers.js';
import { groupVersionsOfApiService, groupVersionsOfCrd } from './owned-group-versions.js';
import type { PeerExclusion } from './peer-exclusion.js';

export interface GvExclusionDeps {
  readonly crds: LiveView;
  readonly apiServices: LiveView;
  /** The peers' entries as fetched. */
  readonly raw: () => PeerEntries;
  /** Merged discovery is no longer right. */
  readonly invalidate: () => void;
  /** Writes over the raw entries: upstream never does, but switches may ask for it. */
  readonly overwrite: (entries: PeerEntries) => void;
  readonly quirks: Pick<
    PeerProxyQuirks,
    'ghostAfterGrace' | 'sharedGraceTimer' | 'noInvalidateOnEmpty' | 'destructiveExclusionFilter'
  >;
  readonly timings: Pick<
    PeerProxyTimings,
    'exclusionGraceMs' | 'exclusionResyncMs' | 'peerRetryMs' | 'peerRetryMaxMs'
  >;
  readonly clock: Clock;
  readonly logger: Logger;
}

const syncKey = 'sync';
const refilterKey = 'refilter';

/**
 * The exclusion of 1.36: recomputes everything on each event, keeps raw and filtered entries apart, and
 * excludes a deleted group-version for a while longer.
 * @see kubernetes/apiserver `pkg/util/peerproxy/gv_exclusion_manager.go`
 */
export class GvExclusionManager implements PeerExclusion {
  readonly #deps: GvExclusionDeps;
  readonly #syncs: WorkQueue;
  readonly #refilters: WorkQueue;
  readonly #unsubscribe: (() => void)[] = [];
  #workers: Promise<unknown> = Promise.resolve();
  #cancelResync: (() => void) | undefined;
  #active: ReadonlySet<string> = new Set();
  /** When each group-version was found gone. */
  #deleted: ReadonlyMap<string, number> = new Map();
  #filtered: PeerEntries = new Map();
  #stopped = false;

  constructor(deps: GvExclusionDeps) {
    this.#deps = deps;
    const { clock, timings } = deps;
    const delays = { baseDelayMs: timings.peerRetryMs, maxDelayMs: timings.peerRetryMaxMs };
    this.#syncs = new WorkQueue({ clock, ...delays });
    this.#refilters = new WorkQueue({ clock, ...delays });
  }

  get filtered(): PeerEntries {
    return this.#filtered;
  }

  /** Group-versions that no peer is asked for now. */
  get excluded(): ReadonlySet<string> {
    return new Set([...this.#active, ...this.#deleted.keys()]);
  }

  async start(): Promise<void> {
    const { crds, apiServices } = this.#deps;
    for (const view of [crds, apiServices]) {
      this.#unsubscribe.push(
        view.onChange(() => {
          this.#syncs.add(syncKey);
        }),
      );
    }
    this.#workers = Promise.all([
      this.#syncs.run(async () => {
        this.#reconcile();
      }),
      this.#refilters.run(async () => {
        this.#refilter();
      }),
    ]);
    await Promise.all([crds.synced, apiServices.synced]);
    this.#syncs.add(syncKey);
    this.#scheduleResync();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#cancelResync?.();
    this.#syncs.stop();
    this.#refilters.stop();
    await this.#workers;
  }

  triggerRefilter(): void {
    this.#refilters.add(refilterKey);
  }

  /** Informers replay every object now and then; each replay is an event here. */
  #scheduleResync(): void {
    if (this.#stopped) return;
    const { clock, timings, crds, apiServices } = this.#deps;
    this.#cancelResync = clock.setTimeout(() => {
      if (!isEmpty(crds) || !isEmpty(apiServices)) this.#syncs.add(syncKey);
      this.#scheduleResync();
    }, timings.exclusionResyncMs);
  }

  /** Compares who owns group-versions now with before, starts graces and ends those that are over. */
  #reconcile(): void {
    const fresh = this.#owned();
    const gone = [...this.#active].filter((gv) => !fresh.has(gv));
    const activeChanged = gone.length > 0 || fresh.size !== this.#active.size;
    const deletedChanged = this.#updateDeleted(gone);
    if (activeChanged) this.#active = fresh;
    if (activeChanged || deletedChanged) this.triggerRefilter();
    this.#deps.logger.trace(
      { active: this.#active.size, recentlyDeleted: this.#deleted.size },
      'Active GVs reconciled',
    );
  }

  #owned(): Set<string> {
    const owned = new Set<string>();
    for (const { object } of this.#deps.crds.list()) {
      for (const gv of groupVersionsOfCrd(object)) owned.add(gv);
    }
    for (const { object } of this.#deps.apiServices.list()) {
      for (const gv of groupVersionsOfApiService(object)) owned.add(gv);
    }
    return owned;
  }

  /** @returns whether any grace began or ended */
  #updateDeleted(gone: readonly string[]): boolean {
    const { clock, timings, quirks, raw, overwrite } = this.#deps;
    const nowMs = clock.now();
    const isOver = (sinceMs: number) => nowMs - sinceMs > timings.exclusionGraceMs;
    const reaped = [...this.#deleted].filter(([, since]) => isOver(since)).map(([gv]) => gv);
    if (gone.length === 0 && reaped.length === 0) return false;
    const kept = [...this.#deleted].filter(([, since]) => !isOver(since));
    this.#deleted = new Map([...kept, ...gone.map((gv) => [gv, nowMs] as const)]);
    if (gone.length > 0) this.#scheduleReap(nowMs);
    if (reaped.length > 0 && !quirks.ghostAfterGrace) {
      overwrite(filterPeers(raw(), new Set(reaped)));
    }
    return true;
  }

  /**
   * Upstream's timer fires a moment after the grace by its finer clock; one millisecond stands for that moment.
   * Its one key means that a second deletion gets no timer of its own.
   */
  #scheduleReap(nowMs: number): void {
    const { quirks, timings } = this.#deps;
    const key = quirks.sharedGraceTimer ? syncKey : `reap-${String(nowMs)}`;
    this.#syncs.addAfter(key, timings.exclusionGraceMs + 1);
  }

  #refilter(): void {
    const { raw, overwrite, invalidate, quirks, logger } = this.#deps;
    const entries = raw();
    if (entries.size === 0) {
      this.#filtered = new Map();
      logger.trace({}, 'Raw peer discovery cache is empty or unavailable');
      if (!quirks.noInvalidateOnEmpty) invalidate();
      return;
    }
    this.#filtered = filterPeers(entries, this.excluded);
    if (quirks.destructiveExclusionFilter) overwrite(this.#filtered);
    invalidate();
    logger.trace({ excluded: this.excluded.size }, 'Peer discovery cache re-filtered');
  }
}

function isEmpty(view: LiveView): boolean {
  for (const _object of view.list()) return false;
  return true;
}
