import type { GroupVersionResource } from '@skewplane/apimachinery';

/**
 * What routing needs to know: the part that every generation of the feature built anew. Only group, version
 * and resource count; subresource, verb and name never do.
 */
export interface PeerLookup {
  /** Until then every request is served here. */
  readonly isSynced: boolean;
  servesLocally(gvr: GroupVersionResource): boolean;
  /** Server IDs of the peers that serve it. */
  candidates(gvr: GroupVersionResource): readonly string[];
}
