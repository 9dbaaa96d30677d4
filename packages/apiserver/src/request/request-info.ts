/** @see kubernetes/apiserver `pkg/endpoints/request/requestinfo.go` */
export type Verb =
  | 'get'
  | 'list'
  | 'watch'
  | 'create'
  | 'update'
  | 'patch'
  | 'delete'
  | 'deletecollection'
  | 'proxy';

interface CommonRequestInfo {
  /** Decoded path without the query. */
  readonly path: string;
  /** For a resource request one of `Verb`; else the lower-case HTTP method. */
  readonly verb: string;
}

export interface NonResourceRequestInfo extends CommonRequestInfo {
  readonly isResourceRequest: false;
}

/** What the URL alone says. Whether the resource exists is known later. */
export interface ResourceRequestInfo extends CommonRequestInfo {
  readonly isResourceRequest: true;
  /** `api` or `apis`. */
  readonly apiPrefix: string;
  readonly group: string;
  readonly version: string;
  /** `''` when cluster-scoped, or across namespaces. */
  readonly namespace: string;
  readonly resource: string;
  /** `''` when there is none. */
  readonly subresource: string;
  /** `''` for collections. For list and watch with `metadata.name=` in the field selector: that name. */
  readonly name: string;
  /** Path parts from the resource on. */
  readonly parts: readonly string[];
  readonly labelSelector?: string | undefined;
  readonly fieldSelector?: string | undefined;
}

export type RequestInfo = NonResourceRequestInfo | ResourceRequestInfo;

const longRunningSubresources = new Set(['attach', 'exec', 'proxy', 'log', 'portforward']);

/** Requests without a deadline: spec 3.6.1. */
export function isLongRunning(info: RequestInfo): boolean {
  if (!info.isResourceRequest) return info.path.startsWith('/debug/pprof/');
  return (
    info.verb === 'watch' || info.verb === 'proxy' || longRunningSubresources.has(info.subresource)
  );
}
