import type { AdmissionPlugin } from './admission.js';
import {
  namespaceLifecycle,
  type NamespaceReader,
} from './plugins/namespace-lifecycle/namespace-lifecycle.js';
import {
  serviceAccountAdmission,
  type ServiceAccountAdmissionOptions,
} from './plugins/service-account/service-account.js';

export interface AdmissionDeps extends ServiceAccountAdmissionOptions {
  readonly namespaces: NamespaceReader;
  /** Names of plugins to leave out (`--disable-admission-plugins`). */
  readonly disabled: readonly string[];
}

/**
 * The plugins that are on, in upstream's order.
 * @see kubernetes/kubernetes `pkg/kubeapiserver/options/plugins.go`, `AllOrderedPlugins`
 */
export function buildAdmissionPlugins(deps: AdmissionDeps): readonly AdmissionPlugin[] {
  return [
    namespaceLifecycle(deps.namespaces), // first: nothing is done for an object that has no place to be
    serviceAccountAdmission(deps),
  ].filter(({ name }) => !deps.disabled.includes(name));
}
