import type { GroupVersionResource } from '@skewplane/apimachinery';

export interface ResourcePathOptions {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly subresource?: string | undefined;
}

/** URL path of a collection, an object or a subresource. */
export function resourcePath(
  { group, version, resource }: GroupVersionResource,
  { namespace = '', name = '', subresource = '' }: ResourcePathOptions = {},
): string {
  const parts = [
    group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
    ...(namespace === '' ? [] : ['namespaces', encodeURIComponent(namespace)]),
    resource,
    ...(name === '' ? [] : [encodeURIComponent(name)]),
    ...(subresource === '' ? [] : [subresource]),
  ];
  return parts.join('/');
}
