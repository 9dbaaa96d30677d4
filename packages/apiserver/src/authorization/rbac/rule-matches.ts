import type { AuthorizerAttributes } from '../authorizer.js';
import type { PolicyRule } from './rbac-objects.js';

/** @see kubernetes/kubernetes `plugin/pkg/auth/authorizer/rbac/rbac.go`, `RuleAllows` */
export function ruleAllows(attributes: AuthorizerAttributes, rule: PolicyRule): boolean {
  if (!includesOrAll(rule.verbs, attributes.verb)) return false;
  if (!attributes.isResourceRequest) return urlMatches(rule, attributes.path);
  return (
    includesOrAll(rule.apiGroups, attributes.group) &&
    resourceMatches(rule, attributes.resource, attributes.subresource) &&
    nameMatches(rule, attributes.name)
  );
}

function includesOrAll(values: readonly string[] | undefined, wanted: string): boolean {
  return values !== undefined && (values.includes('*') || values.includes(wanted));
}

/** `*`, `pods`, `pods/log` and a star before `/scale`, which means the subresource of anything. */
function resourceMatches(
  { resources = [] }: PolicyRule,
  resource: string,
  subresource: string,
): boolean {
  if (subresource === '') return resources.includes('*') || resources.includes(resource);
  return (
    resources.includes('*') ||
    resources.includes(`${resource}/${subresource}`) ||
    resources.includes(`*/${subresource}`)
  );
}

function nameMatches({ resourceNames = [] }: PolicyRule, name: string): boolean {
  return resourceNames.length === 0 || resourceNames.includes(name);
}

function urlMatches({ nonResourceURLs = [] }: PolicyRule, path: string): boolean {
  return nonResourceURLs.some((url) => urlCovers(url, path));
}

/** Does `pattern`, which may end in `*`, include `path`? */
export function urlCovers(pattern: string, path: string): boolean {
  return (
    pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, '')))
  );
}
