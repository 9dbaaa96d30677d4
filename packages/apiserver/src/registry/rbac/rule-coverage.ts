import type { PolicyRule } from '../../authorization/rbac/rbac-objects.js';
import { urlCovers } from '../../authorization/rbac/rule-matches.js';

/**
 * What of `wanted` the owner's rules do not allow, one rule for each verb, resource and name.
 * @see kubernetes/component-helpers `auth/rbac/validation/policy_comparator.go`, `Covers`
 */
export function uncoveredRules(
  owned: readonly PolicyRule[],
  wanted: readonly PolicyRule[],
): PolicyRule[] {
  return wanted.flatMap(breakDown).filter((atom) => !owned.some((rule) => covers(rule, atom)));
}

function breakDown(rule: PolicyRule): PolicyRule[] {
  const { verbs, apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  const atoms: PolicyRule[] = [];
  for (const group of apiGroups) {
    for (const resource of resources) {
      for (const verb of verbs) {
        const atom = { apiGroups: [group], resources: [resource], verbs: [verb] };
        if (resourceNames.length === 0) atoms.push(atom);
        for (const name of resourceNames) atoms.push({ ...atom, resourceNames: [name] });
      }
    }
  }
  for (const url of nonResourceURLs) {
    for (const verb of verbs) atoms.push({ nonResourceURLs: [url], verbs: [verb] });
  }
  return atoms;
}

function covers(owner: PolicyRule, atom: PolicyRule): boolean {
  return (
    hasAllOrStar(owner.verbs, atom.verbs) &&
    hasAllOrStar(owner.apiGroups, atom.apiGroups) &&
    (atom.resources ?? []).every((each) => coversResource(owner.resources, each)) &&
    coversNames(owner.resourceNames ?? [], atom.resourceNames ?? []) &&
    (atom.nonResourceURLs ?? []).every((url) => coversUrl(owner.nonResourceURLs, url))
  );
}

function hasAllOrStar(owned: readonly string[] = [], wanted: readonly string[] = []): boolean {
  return owned.includes('*') || wanted.every((each) => owned.includes(each));
}

function coversResource(owned: readonly string[] = [], wanted: string): boolean {
  if (owned.includes('*') || owned.includes(wanted)) return true;
  const slash = wanted.indexOf('/');
  return slash >= 0 && owned.includes(`*${wanted.slice(slash)}`);
}

function coversNames(owned: readonly string[], wanted: readonly string[]): boolean {
  if (owned.length === 0) return true;
  return wanted.length > 0 && wanted.every((each) => owned.includes(each));
}

function coversUrl(owned: readonly string[] = [], wanted: string): boolean {
  return owned.some((pattern) => urlCovers(pattern, wanted));
}
