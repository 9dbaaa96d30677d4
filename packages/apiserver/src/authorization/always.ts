import type { Authorizer, RuleResolver } from './authorizer.js';

/** `--authorization-mode=AlwaysAllow` */
export const alwaysAllow: Authorizer & RuleResolver = {
  authorize: async ({ trace }) => {
    trace?.note('AlwaysAllow', 'allowed');
    return { decision: 'Allow', reason: '' };
  },
  rulesFor: async () => ({
    resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: [] }],
    nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
    incomplete: false,
    evaluationError: '',
  }),
};

/** `--authorization-mode=AlwaysDeny`; no opinion, so that a later mode may still allow. */
export const alwaysDeny: Authorizer & RuleResolver = {
  authorize: async ({ trace }) => {
    trace?.note('AlwaysDeny', 'not allowed');
    return { decision: 'NoOpinion', reason: 'Everything is forbidden.' };
  },
  rulesFor: async () => ({
    resourceRules: [],
    nonResourceRules: [],
    incomplete: false,
    evaluationError: '',
  }),
};
