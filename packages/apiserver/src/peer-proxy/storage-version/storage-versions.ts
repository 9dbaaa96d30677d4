import type { LiveView } from '../../storage/live-view.js';

/** The StorageVersions of all servers, as those up to 1.32 route by them. */
export interface StorageVersions {
  /** Begins to follow the objects, which lie below `storageversions/`. Called once. */
  follow(): LiveView;
  /** Resolves when this server's own are written; rejects when the server stops before. */
  readonly updated: Promise<void>;
}
