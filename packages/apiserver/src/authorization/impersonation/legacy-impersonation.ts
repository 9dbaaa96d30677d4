import {
  serviceAccountGroups,
  splitServiceAccountUsername,
} from '../../authentication/service-account/service-account-user.js';
import type { Authorizer, ResourceAttributes } from '../authorizer.js';
import {
  authenticationGroup,
  impersonationAttributes,
  requireAllowed,
  usernameAttributes,
  withAuthenticationGroup,
  type Impersonation,
  type ImpersonationRequest,
} from './impersonation.js';

const verb = 'impersonate';
const core = { group: '', version: 'v1' } as const;

/**
 * Impersonation by the verb `impersonate` on each thing that is asked for.
 * @see kubernetes/apiserver `pkg/endpoints/filters/impersonation.go`
 */
export function legacyImpersonation(authorizer: Authorizer): Impersonation {
  return {
    impersonate: async (request) => {
      for (const attributes of checks(request)) {
        await requireAllowed(authorizer, attributes, request.signal);
      }
      return withAuthenticationGroup(withGroups(request));
    },
  };
}

function* checks({ requestor, wanted }: ImpersonationRequest): Generator<ResourceAttributes> {
  yield usernameAttributes(requestor, verb, { name: wanted.name, ...core });
  for (const name of wanted.groups) {
    yield impersonationAttributes(requestor, verb, { ...core, resource: 'groups', name });
  }
  for (const [key, values] of Object.entries(wanted.extra)) {
    for (const name of values) {
      yield impersonationAttributes(requestor, verb, {
        ...authenticationGroup,
        resource: 'userextras',
        subresource: key,
        name,
      });
    }
  }
  if (wanted.uid !== '') {
    yield impersonationAttributes(requestor, verb, {
      ...authenticationGroup,
      resource: 'uids',
      name: wanted.uid,
    });
  }
}

/** Groups that are asked for are all there are; a service account without any gets its own. */
function withGroups({ wanted }: ImpersonationRequest) {
  const account = splitServiceAccountUsername(wanted.name);
  return account === undefined || wanted.groups.length > 0
    ? wanted
    : { ...wanted, groups: serviceAccountGroups(account.namespace) };
}
