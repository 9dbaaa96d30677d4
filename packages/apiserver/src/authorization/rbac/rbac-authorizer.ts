import { aggregateMessage } from '../../authentication/authenticator.js';
import type { UserInfo } from '../../request/user-info.js';
import type {
  AuthorizationResult,
  Authorizer,
  AuthorizerAttributes,
  ResolvedRules,
  RuleResolver,
} from '../authorizer.js';
import { ruleAllows } from './rule-matches.js';
import type { RbacRuleResolver } from './rule-resolver.js';
import { traceAllowed, traceNotAllowed } from './trace-grants.js';

/**
 * Allows what a bound role allows; never denies.
 * @see kubernetes/kubernetes `plugin/pkg/auth/authorizer/rbac/rbac.go`
 */
export function rbacAuthorizer(resolver: RbacRuleResolver): Authorizer & RuleResolver {
  return {
    authorize: async (attributes) => authorize(attributes, resolver),
    rulesFor: async (user, namespace) => listRules(user, namespace, resolver),
  };
}

function authorize(
  attributes: AuthorizerAttributes,
  resolver: RbacRuleResolver,
): AuthorizationResult {
  const namespace = attributes.isResourceRequest ? attributes.namespace : '';
  const errors: string[] = [];
  for (const grant of resolver.grantsFor(attributes.user, namespace)) {
    if ('error' in grant) errors.push(grant.error);
    else if (grant.rules.some((rule) => ruleAllows(attributes, rule))) {
      const by = grant.describe();
      if (attributes.trace !== undefined) traceAllowed(attributes, grant, by);
      return { decision: 'Allow', reason: `RBAC: allowed by ${by}` };
    }
  }
  if (attributes.trace !== undefined) {
    traceNotAllowed(attributes, resolver.grantsFor(attributes.user, namespace));
  }
  const reason = errors.length === 0 ? '' : `RBAC: ${aggregateMessage(errors)}`;
  return { decision: 'NoOpinion', reason };
}

function listRules(user: UserInfo, namespace: string, resolver: RbacRuleResolver): ResolvedRules {
  const { rules, errors } = resolver.rulesFor(user, namespace);
  return {
    resourceRules: rules
      .filter(({ resources = [] }) => resources.length > 0)
      .map(({ verbs, apiGroups = [], resources = [], resourceNames = [] }) => ({
        verbs,
        apiGroups,
        resources,
        resourceNames,
      })),
    nonResourceRules: rules
      .filter(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs = [] }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
    evaluationError: errors.length === 0 ? '' : aggregateMessage(errors),
  };
}
