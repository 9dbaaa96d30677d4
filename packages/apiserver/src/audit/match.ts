import type { AuthorizerAttributes, ResourceAttributes } from '../authorization/authorizer.js';
import type { AuditLevel, AuditPolicy, AuditRule, AuditStage, GroupResources } from './policy.js';

/** What a policy wants of one request. */
export interface AuditConfig {
  readonly level: AuditLevel;
  readonly omitStages: ReadonlySet<AuditStage>;
  readonly omitManagedFields: boolean;
}

/** As for an authorizer; nobody is known when authentication failed. */
export type AuditAttributes = AuthorizerAttributes & { readonly isKnownUser: boolean };

/** @see kubernetes/apiserver `pkg/audit/policy/checker.go`, `EvaluatePolicyRule` */
export function auditConfigFor(policy: AuditPolicy, attributes: AuditAttributes): AuditConfig {
  const found = policy.rules.find((rule) => ruleMatches(rule, attributes));
  if (found !== undefined) return found;
  const { omitStages, omitManagedFields } = policy;
  return { level: 'None', omitStages, omitManagedFields };
}

function ruleMatches(rule: AuditRule, attributes: AuditAttributes): boolean {
  const { user, verb, isKnownUser } = attributes;
  if (rule.users.length > 0 && !(isKnownUser && rule.users.includes(user.name))) return false;
  if (
    rule.userGroups.length > 0 &&
    !(isKnownUser && user.groups.some((group) => rule.userGroups.includes(group)))
  ) {
    return false;
  }
  if (rule.verbs.length > 0 && !rule.verbs.includes(verb)) return false;
  if (rule.namespaces.length > 0 || rule.resources.length > 0) {
    return attributes.isResourceRequest && isInResources(rule, attributes);
  }
  if (rule.nonResourceUrls.length === 0) return true;
  return (
    !attributes.isResourceRequest &&
    rule.nonResourceUrls.some((pattern) => pathMatches(attributes.path, pattern))
  );
}

function pathMatches(path: string, pattern: string): boolean {
  if (pattern === '*' || pattern === path) return true;
  return pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, ''));
}

function isInResources({ namespaces, resources }: AuditRule, request: ResourceAttributes): boolean {
  if (namespaces.length > 0 && !namespaces.includes(request.namespace)) return false;
  return resources.length === 0 || resources.some((each) => isOneOf(each, request));
}

function isOneOf(
  { group, resources, resourceNames }: GroupResources,
  request: ResourceAttributes,
): boolean {
  if (group !== '*' && group !== request.group) return false;
  if (resources.length === 0) return true;
  if (resourceNames.length > 0 && !resourceNames.includes(request.name)) return false;
  return resources.some((pattern) => resourceMatches(pattern, request));
}

/** A resource alone leaves its subresources out; only `*` takes everything. */
function resourceMatches(pattern: string, { resource, subresource }: ResourceAttributes): boolean {
  const combined = subresource === '' ? resource : `${resource}/${subresource}`;
  if (pattern === '*' || pattern === combined) return true;
  if (subresource !== '' && pattern === `*/${subresource}`) return true;
  return pattern === `${resource}/*`;
}
