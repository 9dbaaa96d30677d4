import type { EtcdEntry, EtcdWrite } from '../etcd/etcd-gateway.js';

/**
 * Keys that servers write on their own, all the time: who they are, where they are reached, who leads, what they
 * encode. Taking such a key back would make a server forget itself.
 */
const living = [
  'peerserverleases/',
  'masterleases/',
  'leases/kube-system/',
  'internal.apiserver.k8s.io/storageversions/',
] as const;

/** What controllers make in the namespaces of the system, sooner or later. */
const madeByControllers =
  /^(serviceaccounts\/[^/]+\/default|configmaps\/[^/]+\/kube-root-ca\.crt)$/;
const systemNamespaces = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/**
 * What has to be written so that etcd holds what it held.
 * @param prefix of all keys, with a slash at its end
 * @param then what was there
 * @param now what is there; values are not looked at
 */
export function planRestore(
  prefix: string,
  then: ReadonlyMap<string, EtcdEntry>,
  now: readonly Pick<EtcdEntry, 'key' | 'modRevision'>[],
): EtcdWrite[] {
  const revisions = new Map(now.map(({ key, modRevision }) => [key, modRevision]));
  const added = [...revisions.keys()].filter((key) => !then.has(key) && !isLiving(prefix, key));
  const changed = [...then.values()].filter(
    ({ key, modRevision }) => revisions.get(key) !== modRevision && !isLiving(prefix, key),
  );
  return [
    ...added.map((key) => ({ delete: { key } })),
    ...changed.map(({ key, value }) => ({ put: { key, value } })),
  ];
}

function isLiving(prefix: string, key: string): boolean {
  const rest = key.slice(prefix.length);
  const [, namespace = ''] = rest.split('/');
  return (
    living.some((each) => rest.startsWith(each)) ||
    (systemNamespaces.includes(namespace) && madeByControllers.test(rest))
  );
}
