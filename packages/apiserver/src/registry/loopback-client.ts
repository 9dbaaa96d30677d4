import {
  internalError,
  type Clock,
  type GroupVersionResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import { authenticatedGroup, mastersGroup, type UserInfo } from '../request/user-info.js';
import type { LoopbackClient, LoopbackTarget } from './loopback.js';
import type { ResourceLookup, ResourceScope } from './resource-scope.js';
import type { Store } from './store.js';
import type { WriteContext } from './write-context.js';

/** Who the server is to itself. @see kubernetes/apiserver `pkg/authentication/user/user.go` */
export const apiserverUser: UserInfo = {
  name: 'system:apiserver',
  uid: 'system:apiserver',
  groups: [mastersGroup, authenticatedGroup],
  extra: {},
};

export interface LoopbackDeps {
  readonly lookup: ResourceLookup;
  readonly store: Store;
  readonly clock: Clock;
  /** Ends what is under way when the server stops. */
  readonly signal: AbortSignal;
}

export function createLoopbackClient({
  lookup,
  store,
  clock,
  signal,
}: LoopbackDeps): LoopbackClient {
  const scopeOf = (gvr: GroupVersionResource): ResourceScope => {
    const scope = lookup.get(gvr);
    if (scope === undefined)
      throw internalError(`${gvr.group}/${gvr.version} ${gvr.resource} is not served here`);
    return scope;
  };
  const write = (): WriteContext => ({
    user: apiserverUser,
    signal,
    nowMs: clock.now(),
    dryRun: false,
    fieldManager: 'kube-apiserver',
    options: {},
    admission: false,
    warn: () => undefined,
  });
  const defaulted = (
    scope: ResourceScope,
    object: Immutable<KubeObject>,
    namespace: string,
  ): KubeObject => {
    const draft = structuredClone(scope.toStorage(object)) as KubeObject;
    if (scope.namespaced) draft.metadata.namespace = namespace;
    scope.strategy.defaults?.(draft);
    return draft;
  };

  return {
    get: async ({ gvr, namespace, name }) => {
      const scope = scopeOf(gvr);
      return scope.fromStorage((await store.get(scope, namespace, name, { signal })).object);
    },
    list: async (gvr, namespace = '') => {
      const scope = scopeOf(gvr);
      const { items } = await store.list(scope, namespace, { signal });
      return items.map(({ object }) => scope.fromStorage(object));
    },
    create: async ({ gvr, namespace }, object) => {
      const scope = scopeOf(gvr);
      const { object: created } = await store.create(
        scope,
        namespace,
        defaulted(scope, object, namespace),
        write(),
      );
      return scope.fromStorage(created);
    },
    update: async (target: LoopbackTarget, object) => {
      const scope = scopeOf(target.gvr);
      const wanted = defaulted(scope, object, target.namespace);
      const { object: updated } = await store.update(
        scope,
        {
          namespace: target.namespace,
          name: target.name,
          target: target.subresource ?? '',
          subresource: target.subresource ?? '',
          allowCreate: false,
          transform: () => structuredClone(wanted),
        },
        write(),
      );
      return scope.fromStorage(updated);
    },
    delete: async ({ gvr, namespace, name }, preconditions) => {
      await store.delete(scopeOf(gvr), namespace, name, { preconditions }, write());
    },
  };
}
