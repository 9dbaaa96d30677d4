import {
  parseGroupVersion,
  type GroupVersionResource,
  type OwnerReference,
} from '@skewplane/apimachinery';
import type { DiscoveredResource } from '@skewplane/client';

export interface Mapping {
  readonly gvr: GroupVersionResource;
  readonly namespaced: boolean;
}

/** Kinds to resources, as discovery told last. */
export class RestMapping {
  #byKind = new Map<string, Mapping>();

  replace(resources: readonly DiscoveredResource[]): void {
    this.#byKind = new Map(
      resources.map(({ gvr, kind, namespaced }) => [
        `${gvr.group}/${gvr.version}/${kind}`,
        { gvr, namespaced },
      ]),
    );
  }

  /** @returns undefined for a kind that is not (yet) known */
  ofOwner({ apiVersion, kind }: Pick<OwnerReference, 'apiVersion' | 'kind'>): Mapping | undefined {
    const gv = parseGroupVersion(apiVersion);
    return gv === undefined ? undefined : this.#byKind.get(`${gv.group}/${gv.version}/${kind}`);
  }
}
