import { aggregateMessage } from '../authentication/authenticator.js';
import type { Authorizer, ResolvedRules, RuleResolver } from './authorizer.js';

/**
 * Asks one after the other; the first that allows or denies decides.
 * @see kubernetes/apiserver `pkg/authorization/union/union.go`
 */
export function unionAuthorizer(members: readonly Authorizer[]): Authorizer {
  return {
    authorize: async (attributes, signal) => {
      const reasons: string[] = [];
      for (const member of members) {
        const result = await member.authorize(attributes, signal);
        if (result.decision !== 'NoOpinion') return result;
        if (result.reason !== '') reasons.push(result.reason);
      }
      return { decision: 'NoOpinion', reason: reasons.join('\n') };
    },
  };
}

/** The rules of all, one after the other. */
export function unionRuleResolver(members: readonly RuleResolver[]): RuleResolver {
  return {
    rulesFor: async (user, namespace, signal) => {
      const parts: ResolvedRules[] = [];
      for (const member of members) parts.push(await member.rulesFor(user, namespace, signal));
      const errors = parts
        .map(({ evaluationError }) => evaluationError)
        .filter((each) => each !== '');
      return {
        resourceRules: parts.flatMap(({ resourceRules }) => resourceRules),
        nonResourceRules: parts.flatMap(({ nonResourceRules }) => nonResourceRules),
        incomplete: parts.some(({ incomplete }) => incomplete),
        evaluationError: errors.length === 0 ? '' : aggregateMessage(errors),
      };
    },
  };
}
