import type { Clock } from '@skewplane/apimachinery';
import type { Logger } from './logger.js';
import { startLiveView, type LiveView } from './storage/live-view.js';
import type { Storage } from './storage/storage.js';

/** What the server itself follows. Names are those of the resources, prefixes those of their keys. */
const prefixes = {
  namespaces: 'namespaces/',
  serviceAccounts: 'serviceaccounts/',
  secrets: 'secrets/',
  pods: 'pods/',
  nodes: 'minions/',
  roles: 'roles/',
  roleBindings: 'rolebindings/',
  clusterRoles: 'clusterroles/',
  clusterRoleBindings: 'clusterrolebindings/',
  leases: 'leases/',
  crds: 'apiextensions.k8s.io/customresourcedefinitions/',
  apiServices: 'apiregistration.k8s.io/apiservices/',
  mutatingWebhooks: 'mutatingwebhookconfigurations/',
  validatingWebhooks: 'validatingwebhookconfigurations/',
  services: 'services/specs/',
  endpoints: 'services/endpoints/',
  endpointSlices: 'endpointslices/',
} as const;

export type LiveViews = Readonly<Record<keyof typeof prefixes, LiveView>>;

export function startLiveViews(
  storage: Storage,
  options: { clock: Clock; logger: Logger; signal: AbortSignal },
): LiveViews {
  const { clock, logger, signal } = options;
  const start = (prefix: string) =>
    startLiveView(storage, prefix, {
      clock,
      signal,
      onError: (error) => {
        logger.warn({ err: error, prefix }, 'Failed to follow objects and will try again');
      },
    });
  return Object.fromEntries(
    Object.entries(prefixes).map(([name, prefix]) => [name, start(prefix)]),
  ) as Record<keyof typeof prefixes, LiveView>; // fromEntries forgets the names
}
