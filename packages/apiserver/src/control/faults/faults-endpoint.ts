import type { ResourceLookup } from '../../registry/resource-scope.js';
import type { StorageHandle } from '../../storage/create-storage.js';
import type { ControlEndpoint } from '../control-endpoint.js';
import type { InjectedFaults } from './injected-faults.js';
import { parseInstanceFaults } from './instance-faults.js';
import { frozenPrefixes } from './stale-caches.js';

export interface FaultsEndpointDeps {
  readonly faults: InjectedFaults;
  readonly lookup: Pick<ResourceLookup, 'all'>;
  readonly freezeCaches: StorageHandle['freezeCaches'];
}

/** `faults`: what is broken on purpose in this instance. A PUT replaces all of it. */
export function faultsEndpoint({
  faults,
  lookup,
  freezeCaches,
}: FaultsEndpointDeps): ControlEndpoint {
  return {
    name: 'faults',
    methods: {
      GET: async () => faults.all,
      PUT: async ({ body }) => {
        const next = parseInstanceFaults(body);
        const frozen = frozenPrefixes(next.staleCaches, () => lookup.all());
        freezeCaches(frozen);
        faults.replace(next);
        return faults.all;
      },
    },
  };
}
