import type { GroupVersionResource } from '@skewplane/apimachinery';
import type { AdmissionAttributes } from '../../admission.js';
import type { WebhookRule } from './webhook-configuration.js';

/** What a rule looks at. */
export interface RuleSubject extends GroupVersionResource {
  readonly subresource: string;
  readonly operation: string;
  readonly namespaced: boolean;
}

/** @see kubernetes/apiserver `pkg/admission/plugin/webhook/predicates/rules/rules.go` */
export function ruleMatches(rule: WebhookRule, subject: RuleSubject): boolean {
  return (
    scopeMatches(rule.scope, subject) &&
    anyOf(rule.operations, subject.operation) &&
    anyOf(rule.apiGroups, subject.group) &&
    anyOf(rule.apiVersions, subject.version) &&
    rule.resources.some((pattern) => resourceMatches(pattern, subject))
  );
}

/** A namespace itself is a thing of the cluster. */
function scopeMatches(scope: string, { namespaced }: RuleSubject): boolean {
  if (scope === 'Namespaced') return namespaced;
  return scope === 'Cluster' ? !namespaced : true;
}

function anyOf(patterns: readonly string[], value: string): boolean {
  return patterns.includes('*') || patterns.includes(value);
}

/** `pods`, `pods/status`, `pods/*`; a star for the resource alone leaves its subresources out. */
function resourceMatches(pattern: string, { resource, subresource }: RuleSubject): boolean {
  const [wanted = '', wantedSub = ''] = pattern.split('/');
  return (
    (wanted === '*' || wanted === resource) && (wantedSub === '*' || wantedSub === subresource)
  );
}

const exemptResources = new Set([
  'validatingwebhookconfigurations',
  'mutatingwebhookconfigurations',
  'validatingadmissionpolicies',
  'validatingadmissionpolicybindings',
  'mutatingadmissionpolicies',
  'mutatingadmissionpolicybindings',
]);

/** Nothing may stand in the way of mending what stands in the way. */
export function isExempt({ resource }: Pick<AdmissionAttributes, 'resource'>): boolean {
  return (
    resource.group === 'admissionregistration.k8s.io' && exemptResources.has(resource.resource)
  );
}
