import { resourcePath } from '@skewplane/client';
import type { CollectionKey } from '../assertions/ledger.js';
import type { TrafficResource } from '../document/scenario.js';

export function collectionOf(resource: TrafficResource, namespace: string): CollectionKey {
  const { group, resource: plural } = resource.gvr;
  return { group, resource: plural, namespace: resource.namespaced ? namespace : '' };
}

export function pathOf(resource: TrafficResource, namespace: string, name?: string): string {
  return resourcePath(resource.gvr, {
    namespace: resource.namespaced ? namespace : '',
    ...(name === undefined ? {} : { name }),
  });
}

export function resourceKey({ gvr }: Pick<TrafficResource, 'gvr'>): string {
  return `${gvr.group}/${gvr.version}/${gvr.resource}`;
}
