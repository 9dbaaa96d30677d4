import type { Authorizer } from './authorizer.js';

/**
 * Allows members of a group everything, whatever any policy says.
 * @see kubernetes/apiserver `pkg/authorization/authorizerfactory/builtin.go`, `NewPrivilegedGroups`
 */
export function privilegedGroupAuthorizer(group: string): Authorizer {
  return {
    authorize: async ({ user }) => ({
      decision: user.groups.includes(group) ? 'Allow' : 'NoOpinion',
      reason: '',
    }),
  };
}
