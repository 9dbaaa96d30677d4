import type { AuthorizerAttributes } from '../authorizer.js';
import { roleRefOf, subjectsOf } from './rbac-objects.js';
import { ruleAllows } from './rule-matches.js';
import type { Grant } from './rule-resolver.js';
import { applicableSubject } from './subjects.js';

type FoundGrant = Exclude<Grant, { readonly error: string }>;

/** So many bindings are told of when none allows. */
const maxBindings = 50;

/** The very rule that allowed it, and how it comes to the user. */
export function traceAllowed(
  attributes: AuthorizerAttributes,
  { binding, rules }: FoundGrant,
  by: string,
): void {
  const { name, namespace } = binding.metadata;
  const { kind, name: roleName } = roleRefOf(binding);
  const number = rules.findIndex((rule) => ruleAllows(attributes, rule));
  attributes.trace?.note('RBAC', `allowed by ${by}`, {
    binding: {
      kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
      ...(namespace === undefined ? {} : { namespace }),
      name,
    },
    subject: applicableSubject(subjectsOf(binding), attributes.user, namespace ?? ''),
    role: { kind, name: roleName },
    ruleNumber: number + 1,
    rule: rules[number],
  });
}

/** Every binding that was looked at in vain. */
export function traceNotAllowed(attributes: AuthorizerAttributes, grants: Iterable<Grant>): void {
  const bindings: string[] = [];
  let count = 0;
  for (const grant of grants) {
    count++;
    if (bindings.length === maxBindings) continue;
    bindings.push(
      'error' in grant
        ? grant.error
        : `${grant.describe()}: none of its ${String(grant.rules.length)} rules`,
    );
  }
  attributes.trace?.note('RBAC', `no rule of ${String(count)} bindings allows it`, { bindings });
}
