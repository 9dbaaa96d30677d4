import type { PolicyRule } from '../../authorization/rbac/rbac-objects.js';
import { quoteList } from '../../authorization/quote.js';

/**
 * Puts rules for the same resource and name together, so that a message names each once.
 * @see kubernetes/kubernetes `pkg/registry/rbac/validation/policy_compact.go`
 */
export function compactRules(rules: readonly PolicyRule[]): PolicyRule[] {
  const complex: PolicyRule[] = [];
  const simple = new Map<string, PolicyRule>();
  for (const rule of rules) {
    const key = simpleKey(rule);
    if (key === undefined) {
      complex.push(rule);
      continue;
    }
    const known = simple.get(key);
    simple.set(
      key,
      known === undefined ? rule : { ...known, verbs: [...known.verbs, ...rule.verbs] },
    );
  }
  return [...complex, ...simple.values()];
}

/** Undefined when the rule is about more than one resource. */
function simpleKey(rule: PolicyRule): string | undefined {
  const { apiGroups = [], resources = [], resourceNames = [], nonResourceURLs = [] } = rule;
  if (resourceNames.length > 1 || nonResourceURLs.length > 0) return undefined;
  if (apiGroups.length !== 1 || resources.length !== 1) return undefined;
  return JSON.stringify([apiGroups, resources, resourceNames]);
}

/** `{APIGroups:[""], Resources:["pods"], Verbs:["get"]}` */
export function describeRule(rule: PolicyRule): string {
  const parts: readonly (readonly [string, readonly string[] | undefined])[] = [
    ['APIGroups', rule.apiGroups],
    ['Resources', rule.resources],
    ['NonResourceURLs', rule.nonResourceURLs],
    ['ResourceNames', rule.resourceNames],
    ['Verbs', rule.verbs],
  ];
  const shown = parts.flatMap(([name, values = []]) =>
    values.length === 0 ? [] : [`${name}:${quoteList(values)}`],
  );
  return `{${shown.join(', ')}}`;
}
