import type { PeerEntries } from '../discovery/peer-entry.js';
import type { PeerExclusion } from './peer-exclusion.js';

/** Until 1.34 everything that peers say counts, custom resources and aggregated APIs too. */
export function noExclusion(raw: () => PeerEntries): PeerExclusion {
  return {
    get filtered() {
      return raw();
    },
    start: async () => undefined,
    stop: async () => undefined,
    triggerRefilter: () => undefined,
  };
}
