import type {
  ApiGroupDiscovery,
  ApiResourceDiscovery,
} from '../../discovery/api-group-discovery.js';
import type { LocalDiscovery } from '../discovery/local-discovery.js';

/** A resource with given parts. For tests only. */
export function resource(
  name: string,
  parts: Partial<ApiResourceDiscovery> = {},
): ApiResourceDiscovery {
  return {
    resource: name,
    responseKind: { group: '', version: '', kind: name },
    scope: 'Namespaced',
    singularResource: name.replace(/s$/, ''),
    verbs: ['get', 'list'],
    ...parts,
  };
}

/** `group('batch', { v1: ['jobs'] })`. For tests only. */
export function group(
  name: string,
  versions: Record<string, readonly (string | ApiResourceDiscovery)[]>,
): ApiGroupDiscovery {
  return {
    metadata: { name },
    versions: Object.entries(versions).map(([version, resources]) => ({
      version,
      resources: resources.map((item) => (typeof item === 'string' ? resource(item) : item)),
      freshness: 'Current',
    })),
  };
}

/** A local view that a test edits. For tests only. */
export class FakeLocalDiscovery implements LocalDiscovery {
  #apis: readonly ApiGroupDiscovery[];
  readonly #api: readonly ApiGroupDiscovery[];
  readonly #listeners = new Set<() => void>();
  failure: Error | undefined;

  constructor(apis: readonly ApiGroupDiscovery[], api = [group('', { v1: ['pods'] })]) {
    this.#apis = apis;
    this.#api = api;
  }

  apis(): readonly ApiGroupDiscovery[] {
    if (this.failure !== undefined) throw this.failure;
    return this.#apis;
  }

  api(): readonly ApiGroupDiscovery[] {
    return this.#api;
  }

  set(apis: readonly ApiGroupDiscovery[]): void {
    this.#apis = apis;
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
