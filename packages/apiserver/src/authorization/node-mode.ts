import type { Authorizer, RuleResolver } from './authorizer.js';

const nodesGroup = 'system:nodes';
const nodeUserPrefix = 'system:node:';

/**
 * `--authorization-mode=Node` without its graph of pods and what they use: it allows nothing by itself, so nodes
 * need RBAC bindings. Like upstream it says that it cannot list the rules of a node.
 * @see kubernetes/kubernetes `plugin/pkg/auth/authorizer/node/node_authorizer.go`, `RulesFor`
 */
export const nodeMode: Authorizer & RuleResolver = {
  authorize: async () => ({ decision: 'NoOpinion', reason: '' }),
  rulesFor: async ({ name, groups }) => {
    const isNode = name.startsWith(nodeUserPrefix) && groups.includes(nodesGroup);
    return {
      resourceRules: [],
      nonResourceRules: [],
      incomplete: isNode,
      evaluationError: isNode ? 'node authorizer does not support user rule resolution' : '',
    };
  },
};
