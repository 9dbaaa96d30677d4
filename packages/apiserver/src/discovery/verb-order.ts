import type { ResourceScope } from '../registry/resource-scope.js';

/** Discovery of custom resources lists verbs in this order, that of built-in ones sorted. */
const customOrder = [
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'create',
  'update',
  'watch',
];

/**
 * Verbs as discovery lists them.
 * @see kubernetes/apiextensions-apiserver `pkg/apiserver/customresource_discovery_controller.go`
 */
export function discoveryVerbs({
  origin,
  verbs,
  advertisedVerbs = verbs,
}: Pick<ResourceScope, 'origin' | 'verbs' | 'advertisedVerbs'>): readonly string[] {
  if (origin === 'built-in') return verbs;
  return customOrder.filter((verb) => advertisedVerbs.includes(verb));
}
