/** The aggregated discovery document. @see kubernetes/api `apidiscovery/v2/types.go` */
export interface ApiGroupDiscovery {
  readonly metadata: { readonly name: string; readonly creationTimestamp?: null };
  readonly versions: readonly ApiVersionDiscovery[];
}

export interface ApiVersionDiscovery {
  readonly version: string;
  readonly resources: readonly ApiResourceDiscovery[];
  readonly freshness: 'Current' | 'Stale';
}

export interface DiscoveryKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface ApiResourceDiscovery {
  readonly resource: string;
  readonly responseKind: DiscoveryKind;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly singularResource: string;
  readonly verbs: readonly string[];
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly subresources?: readonly ApiSubresourceDiscovery[];
}

export interface ApiSubresourceDiscovery {
  readonly subresource: string;
  readonly responseKind: DiscoveryKind;
  readonly acceptedTypes?: readonly DiscoveryKind[];
  readonly verbs: readonly string[];
}
