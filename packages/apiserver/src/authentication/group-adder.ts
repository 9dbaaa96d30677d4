import { anonymousUser, authenticatedGroup, type UserInfo } from '../request/user-info.js';
import type { Authenticator } from './authenticator.js';

const unauthenticatedGroup = 'system:unauthenticated';

/**
 * Puts everybody who is known into `system:authenticated`.
 * @see kubernetes/apiserver `pkg/authentication/group/authenticated_group_adder.go`
 */
export function authenticatedGroupAdder(inner: Authenticator): Authenticator {
  // Users of certificates and cached tokens are the same object from request to request.
  const extended = new WeakMap<UserInfo, UserInfo>();
  return {
    authenticate: async (request, signal) => {
      const found = await inner.authenticate(request, signal);
      if (found === undefined || !needsGroup(found.user)) return found;
      let user = extended.get(found.user);
      if (user === undefined) {
        user = { ...found.user, groups: [...found.user.groups, authenticatedGroup] };
        extended.set(found.user, user);
      }
      return { ...found, user };
    },
  };
}

function needsGroup({ name, groups }: UserInfo): boolean {
  return (
    name !== anonymousUser.name &&
    !groups.includes(authenticatedGroup) &&
    !groups.includes(unauthenticatedGroup)
  );
}
