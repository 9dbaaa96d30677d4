import type { Filter } from '../request/filter.js';

/** @see kubernetes/apiserver `pkg/endpoints/filters/cachecontrol.go` */
export function withCacheControl(): Filter {
  return async (_request, reply) => {
    reply.header('cache-control', 'no-cache, private');
  };
}
