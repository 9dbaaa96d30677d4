import type { AdmissionPlugin } from './admission.js';
import type { EscalationDeps } from '../registry/rbac/escalation.js';
import {
  namespaceLifecycle,
  type NamespaceReader,
} from './plugins/namespace-lifecycle/namespace-lifecycle.js';
import { mutatingWebhook, type MutatingWebhookDeps } from './plugins/webhook/mutating-webhook.js';
import {
  validatingWebhook,
  type ValidatingWebhookDeps,
} from './plugins/webhook/validating-webhook.js';
import { rbacEscalation } from './plugins/rbac-escalation/rbac-escalation.js';
import {
  serviceAccountAdmission,
  type ServiceAccountAdmissionOptions,
} from './plugins/service-account/service-account.js';

export interface AdmissionDeps extends ServiceAccountAdmissionOptions {
  readonly namespaces: NamespaceReader;
  readonly escalation: EscalationDeps;
  readonly webhooks: {
    readonly mutating: MutatingWebhookDeps;
    readonly validating: ValidatingWebhookDeps;
  };
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
    mutatingWebhook(deps.webhooks.mutating), // after what the server itself fills in
    rbacEscalation(deps.escalation), // judges the object as it will be stored
    validatingWebhook(deps.webhooks.validating),
  ].filter(({ name }) => !deps.disabled.includes(name));
}
