import type { GroupVersion } from '@skewplane/apimachinery';
import type { ResourceScope } from '../registry/resource-scope.js';

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** `rbac.authorization.k8s.io` to `RbacAuthorization`, the core group to `Core`. */
export function groupWords(group: string): string {
  if (group === '') return 'Core';
  const own = group.replace(/\.k8s\.io$/, '');
  return own
    .split(/[.-]/)
    .map((part) => capitalized(part))
    .join('');
}

/** `core_v1`, `rbacAuthorization_v1` */
export function tagOf({ group, version }: GroupVersion): string {
  const words = groupWords(group);
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}_${version}`;
}

/** `AppsV1` */
export const groupVersionWords = ({ group, version }: GroupVersion) =>
  `${groupWords(group)}${capitalized(version)}`;

const actions: Readonly<Record<string, string>> = {
  create: 'create',
  delete: 'delete',
  deletecollection: 'delete',
  get: 'read',
  list: 'list',
  patch: 'patch',
  update: 'replace',
  watch: 'watch',
  watchlist: 'watch',
};

/** What stands between the version and the kind: `deleteCoreV1CollectionPod`, `connectCoreV1GetPodExec`. */
function infixOf(verb: string): string {
  if (verb === 'deletecollection') return 'Collection';
  return verb.startsWith('connect ') ? capitalized(verb.slice('connect '.length)) : '';
}

/**
 * `readCoreV1NamespacedPodStatus`, `listCoreV1PodForAllNamespaces`.
 * @see kubernetes/apiserver `pkg/endpoints/openapi/openapi.go`, `GetOperationIDAndTags`
 */
export function operationName(options: {
  readonly verb: string;
  readonly scope: ResourceScope;
  readonly subresource?: string;
  readonly everywhere?: boolean;
}): string {
  const { verb, scope, subresource, everywhere = false } = options;
  return [
    actions[verb] ?? 'connect',
    groupVersionWords(scope.gvr),
    infixOf(verb),
    scope.namespaced && !everywhere ? 'Namespaced' : '',
    scope.gvk.kind,
    verb === 'watchlist' ? 'List' : '',
    subresource === undefined ? '' : capitalized(subresource),
    everywhere ? 'ForAllNamespaces' : '',
  ].join('');
}
