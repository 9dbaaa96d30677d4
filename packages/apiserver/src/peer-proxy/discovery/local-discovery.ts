import type { ApiGroupDiscovery } from '../../discovery/api-group-discovery.js';

/** This server's own view of what it serves, never merged with that of peers. */
export interface LocalDiscovery {
  /** The groups of `/apis`, in serving order. */
  apis(): readonly ApiGroupDiscovery[];
  /** The one group of `/api`, whose name is empty. */
  api(): readonly ApiGroupDiscovery[];
  /** Calls back after each change of `apis`; the answer unsubscribes. */
  onChange(listener: () => void): () => void;
}
