import type { DiscoveryPriorities } from '@skewplane/api';
import type { GroupVersion } from '@skewplane/apimachinery';
import type { ResourceLookup } from '../registry/resource-scope.js';
import type { ApiGroupDiscovery } from './api-group-discovery.js';
import { aggregatedGroups } from './aggregated-groups.js';
import { type ApiResourceList, apiResourceList } from './api-resource-list.js';
import { type DiscoveryDocument, encodeGroups } from './encode-groups.js';
import type { ExtensionGroupVersion, ExtensionSource } from './extension-source.js';
import { groupVersionsOf, type RankedGroup, rankGroups } from './group-versions.js';

export interface DiscoveryDocumentsDeps {
  readonly lookup: ResourceLookup;
  readonly priorities: DiscoveryPriorities;
  /** Releases differ in details of the encoding. */
  readonly binaryMinor: number;
  /** Group-versions of other servers; their word goes before what this one serves in the same place. */
  readonly extensions?: ExtensionSource | undefined;
  /** Told each time an aggregated document is made anew. */
  readonly onAggregated?: (() => void) | undefined;
}

/**
 * What this server alone serves, in all forms of discovery, extension servers behind it among it. Documents are made when
 * somebody asks and kept until the resource table, or what an extension server says, changes.
 */
export class DiscoveryDocuments {
  readonly #deps: DiscoveryDocumentsDeps;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: readonly (() => void)[];
  readonly #resourceLists = new Map<string, ApiResourceList | undefined>();
  #ranked: readonly RankedGroup[] | undefined;
  #api: DiscoveryDocument | undefined;
  #apis: DiscoveryDocument | undefined;

  constructor(deps: DiscoveryDocumentsDeps) {
    this.#deps = deps;
    const changed = () => {
      this.#forget();
      for (const listener of [...this.#listeners]) listener();
    };
    this.#unsubscribe = [
      deps.lookup.onChange(changed),
      deps.extensions?.onChange(changed) ?? (() => undefined),
    ];
  }

  /** The aggregated document of `/apis`, never merged with that of peers. */
  localApis(): DiscoveryDocument {
    this.#apis ??= this.#aggregate(({ group }) => group !== '');
    return this.#apis;
  }

  /** The aggregated document of `/api`. */
  localApi(): DiscoveryDocument {
    this.#api ??= this.#aggregate(({ group }) => group === '');
    return this.#api;
  }

  /** The groups of `/apis`, in serving order. */
  apis(): readonly ApiGroupDiscovery[] {
    return this.localApis().groups;
  }

  /** The one group of `/api`, whose name is empty. */
  api(): readonly ApiGroupDiscovery[] {
    return this.localApi().groups;
  }

  /**
   * Groups and versions that this process itself serves, in serving order, the core group among them: for the lists of
   * `api-groups.ts`.
   */
  ranked(): readonly RankedGroup[] {
    const { lookup, priorities } = this.#deps;
    this.#ranked ??= rankGroups(groupVersionsOf(lookup.all(), priorities));
    return this.#ranked;
  }

  /** The answer to `/apis/<group>/<version>`; undefined when nothing is served there. */
  resourceList(gv: GroupVersion): ApiResourceList | undefined {
    // Asked first, so that made-up names do not fill the cache.
    if (!this.#deps.lookup.hasGroupVersion(gv)) return undefined;
    const key = `${gv.group}/${gv.version}`;
    const kept = this.#resourceLists.get(key);
    if (kept !== undefined) return kept;
    const made = apiResourceList(this.#deps.lookup.all(), gv);
    this.#resourceLists.set(key, made);
    return made;
  }

  /** Calls back after each change of the resource table; the answer unsubscribes. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Stops following the resource table. */
  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#listeners.clear();
  }

  #aggregate(isWanted: (group: RankedGroup) => boolean): DiscoveryDocument {
    const { lookup, priorities, binaryMinor, onAggregated } = this.#deps;
    const extensions = new Map<string, ExtensionGroupVersion>();
    for (const each of this.#deps.extensions?.groupVersions() ?? [])
      extensions.set(key(each), each);
    const own = groupVersionsOf(lookup.all(), priorities).filter((gv) => !extensions.has(key(gv)));
    const ranked = rankGroups([...own, ...extensions.values()]).filter(isWanted);
    onAggregated?.();
    return encodeGroups(
      aggregatedGroups(ranked, lookup.all(), binaryMinor).map((group) => ({
        ...group,
        versions: group.versions.map(
          (version) =>
            extensions.get(key({ group: group.metadata.name, version: version.version }))
              ?.discovery ?? version,
        ),
      })),
    );
  }

  #forget(): void {
    this.#ranked = undefined;
    this.#api = undefined;
    this.#apis = undefined;
    this.#resourceLists.clear();
  }
}

const key = ({ group, version }: GroupVersion): string => `${group}/${version}`;
