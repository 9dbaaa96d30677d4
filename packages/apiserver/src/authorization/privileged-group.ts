import type { Authorizer } from './authorizer.js';

/**
 * Allows members of a group everything, whatever any policy says.
 * @see kubernetes/apiserver `pkg/authorization/authorizerfactory/builtin.go`, `NewPrivilegedGroups`
 */
export function privilegedGroupAuthorizer(group: string): Authorizer {
  return {
    authorize: async ({ user, trace }) => {
      const isMember = user.groups.includes(group);
      trace?.note(
        'privileged group',
        isMember ? `allowed: a member of ${group} may do everything` : `no member of ${group}`,
      );
      return { decision: isMember ? 'Allow' : 'NoOpinion', reason: '' };
    },
  };
}
