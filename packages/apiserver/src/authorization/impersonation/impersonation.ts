import { splitServiceAccountUsername } from '../../authentication/service-account/service-account-user.js';
import { anonymousUser, authenticatedGroup, type UserInfo } from '../../request/user-info.js';
import type { Authorizer, AuthorizerAttributes, ResourceAttributes } from '../authorizer.js';
import { forbiddenBy } from '../forbidden.js';

/** Somebody who wants to act as somebody else. */
export interface ImpersonationRequest {
  readonly requestor: UserInfo;
  /** As the headers say; nothing is filled in yet. */
  readonly wanted: UserInfo;
  /** What is to be done as the other user, in the requestor's own name. */
  readonly attributes: AuthorizerAttributes;
  readonly signal: AbortSignal;
}

/** Decides whom a request acts as. @throws {StatusError} 403 */
export interface Impersonation {
  impersonate(request: ImpersonationRequest): Promise<UserInfo>;
}

export const authenticationGroup = { group: 'authentication.k8s.io', version: 'v1' } as const;

/** @throws {StatusError} 403 */
export async function requireAllowed(
  authorizer: Authorizer,
  attributes: AuthorizerAttributes,
  signal: AbortSignal,
): Promise<void> {
  const { decision, reason } = await authorizer.authorize(attributes, signal);
  if (decision !== 'Allow') throw forbiddenBy(attributes, reason);
}

/** A check of one thing that is to be impersonated. */
export function impersonationAttributes(
  requestor: UserInfo,
  verb: string,
  what: Pick<ResourceAttributes, 'group' | 'version' | 'resource' | 'name'> &
    Partial<Pick<ResourceAttributes, 'namespace' | 'subresource'>>,
): ResourceAttributes {
  return {
    isResourceRequest: true,
    user: requestor,
    verb,
    namespace: '',
    subresource: '',
    ...what,
  };
}

/** The check of the user name: service accounts are asked for as such. */
export function usernameAttributes(
  requestor: UserInfo,
  verb: string,
  { name, group, version }: { name: string; group: string; version: string },
): ResourceAttributes {
  const account = splitServiceAccountUsername(name);
  return account === undefined
    ? impersonationAttributes(requestor, verb, { group, version, resource: 'users', name })
    : impersonationAttributes(requestor, verb, {
        group,
        version,
        resource: 'serviceaccounts',
        ...account,
      });
}

/** Adds the group that tells who is authenticated, unless the requestor has already chosen. */
export function withAuthenticationGroup(user: UserInfo): UserInfo {
  const [unauthenticatedGroup = ''] = anonymousUser.groups;
  const { name, groups } = user;
  const missing = name === anonymousUser.name ? unauthenticatedGroup : authenticatedGroup;
  if (groups.includes(missing) || groups.includes(unauthenticatedGroup)) return user;
  return { ...user, groups: [...groups, missing] };
}
