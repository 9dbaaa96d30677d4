import type { PeerEntries } from '../discovery/peer-entry.js';

/**
 * Decides which of the peers' group-versions count: those that CRDs and aggregated APIs own are taken from the
 * local view only. One implementation per generation.
 */
export interface PeerExclusion {
  /** What routing and merging may use. */
  readonly filtered: PeerEntries;
  /** Resolves when the owners of group-versions are known. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The peers were asked anew: the raw entries changed. */
  triggerRefilter(): void;
}
