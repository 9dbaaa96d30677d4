import {
  isNotFound,
  notFound,
  type GroupResource,
  type Immutable,
  type KubeObject,
} from '@skewplane/apimachinery';
import type { LiveView } from '../../storage/live-view.js';
import type { StoredObject } from '../../storage/stored-object.js';

/** Reads the objects that tokens are bound to. @throws {StatusError} 404 */
export interface ServiceAccountTokenGetter {
  serviceAccount(namespace: string, name: string): Promise<Immutable<KubeObject>>;
  pod(namespace: string, name: string): Promise<Immutable<KubeObject>>;
  secret(namespace: string, name: string): Promise<Immutable<KubeObject>>;
  node(name: string): Promise<Immutable<KubeObject>>;
}

export interface TokenGetterViews {
  readonly serviceAccounts: LiveView;
  readonly secrets: LiveView;
  readonly pods: LiveView;
  readonly nodes: LiveView;
  /**
   * Reads a key from storage itself. A token may arrive before the view has seen what another server wrote a
   * moment ago.
   */
  readonly readThrough: (key: string) => Promise<StoredObject | undefined>;
}

const core = (resource: string): GroupResource => ({ group: '', resource });

/** Asks the live views first and storage only for what they lack, as upstream's getter does. */
export function liveTokenGetter(views: TokenGetterViews): ServiceAccountTokenGetter {
  const read = async (view: LiveView, key: string, resource: string, name: string) => {
    const stored = view.get(key) ?? (await views.readThrough(key));
    if (stored === undefined) throw notFound(core(resource), name);
    return stored.object;
  };
  return {
    serviceAccount: (namespace, name) =>
      read(views.serviceAccounts, `serviceaccounts/${namespace}/${name}`, 'serviceaccounts', name),
    pod: (namespace, name) => read(views.pods, `pods/${namespace}/${name}`, 'pods', name),
    secret: (namespace, name) =>
      read(views.secrets, `secrets/${namespace}/${name}`, 'secrets', name),
    // Nodes are kept under their first name.
    node: (name) => read(views.nodes, `minions/${name}`, 'nodes', name),
  };
}

/** The object, or undefined when there is none; other failures pass. */
export async function orUndefined<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
