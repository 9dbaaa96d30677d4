import { parseFieldSelector } from '@skewplane/apimachinery';
import type { RequestInfo } from './request-info.js';

const namespaceSubresources = new Set(['status', 'finalize']);
const specialVerbs = new Set(['proxy', 'watch']);
const verbByMethod: Readonly<Record<string, string>> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/**
 * Reads a URL the way every filter will understand it.
 * @param method HTTP method
 * @param url path and query as the client sent them
 * @see kubernetes/apiserver `pkg/endpoints/request/requestinfo.go`, `NewRequestInfo`
 */
export function parseRequestInfo(method: string, url: string): RequestInfo {
  const queryAt = url.indexOf('?');
  const path = decodePath(queryAt < 0 ? url : url.slice(0, queryAt));
  const nonResource = { isResourceRequest: false, path, verb: method.toLowerCase() } as const;

  let parts = path.split('/').filter((part) => part !== '');
  const apiPrefix = parts[0];
  if (parts.length < 3 || (apiPrefix !== 'api' && apiPrefix !== 'apis')) return nonResource;
  parts = parts.slice(1);

  let group = '';
  if (apiPrefix === 'apis') {
    if (parts.length < 3) return nonResource;
    group = parts[0] ?? '';
    parts = parts.slice(1);
  }
  const version = parts[0] ?? '';
  parts = parts.slice(1);

  let verb = verbByMethod[method] ?? '';
  if (specialVerbs.has(parts[0] ?? '')) {
    if (parts.length < 2) return nonResource;
    verb = parts[0] ?? '';
    parts = parts.slice(1);
  }

  let namespace = '';
  if (parts[0] === 'namespaces' && parts.length > 1) {
    namespace = parts[1] ?? '';
    if (parts.length > 2 && !namespaceSubresources.has(parts[2] ?? '')) parts = parts.slice(2);
  }

  const [resource = '', name = '', subresource = ''] = parts;
  const info = {
    isResourceRequest: true,
    path,
    apiPrefix,
    group,
    version,
    namespace,
    resource,
    subresource,
    parts,
  } as const;
  if (name !== '') return { ...info, name, verb };

  const query = new URLSearchParams(queryAt < 0 ? '' : url.slice(queryAt + 1));
  const selectors = {
    labelSelector: query.get('labelSelector') ?? undefined,
    fieldSelector: query.get('fieldSelector') ?? undefined,
  };
  if (verb === 'get') verb = isTruthy(query.get('watch')) ? 'watch' : 'list';
  else if (verb === 'delete') verb = 'deletecollection';
  const named = verb === 'create' ? '' : nameFromFieldSelector(selectors.fieldSelector);
  return { ...info, ...selectors, name: named, verb };
}

/** How upstream reads a boolean query parameter: present and empty counts as true. */
export function isTruthy(value: string | null): boolean {
  return value !== null && value !== '0' && value.toLowerCase() !== 'false';
}

/** A selector on one name makes a list a request about that name, for authorization. */
function nameFromFieldSelector(selector: string | undefined): string {
  if (selector === undefined || !selector.includes('metadata.name')) return '';
  try {
    const found = parseFieldSelector(selector).find(
      ({ field, operator }) => field === 'metadata.name' && operator === '=',
    );
    return found !== undefined && /^[^/%]+$/.test(found.value) ? found.value : '';
  } catch {
    return ''; // the handler reports the malformed selector; here it only names nothing
  }
}

function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
