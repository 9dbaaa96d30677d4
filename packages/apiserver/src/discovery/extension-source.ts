import type { ApiVersionDiscovery } from './api-group-discovery.js';
import type { RankedGroupVersion } from './group-versions.js';

/** A group-version that another server answers for, and what that server says of it. */
export interface ExtensionGroupVersion extends RankedGroupVersion {
  readonly discovery: ApiVersionDiscovery;
}

/** Group-versions of extension servers, for the aggregated document. */
export interface ExtensionSource {
  groupVersions(): Iterable<ExtensionGroupVersion>;
  /** Calls back after each change; the answer unsubscribes. */
  onChange(listener: () => void): () => void;
}
