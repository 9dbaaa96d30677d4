import { validateDns1123Subdomain } from '@skewplane/apimachinery';
import { splitServiceAccountUsername } from '../../authentication/service-account/service-account-user.js';
import type { UserInfo } from '../../request/user-info.js';

const nodeUserPrefix = 'system:node:';
const nodeNameKey = 'authentication.kubernetes.io/node-name';

/** A kind of user that may be impersonated by a permission of its own. */
export interface ConstrainedMode {
  readonly name: 'associated-node' | 'arbitrary-node' | 'serviceaccount' | 'user-info';
  appliesTo(wanted: UserInfo, requestor: UserInfo): boolean;
}

/** In the order they are tried. @see kubernetes/apiserver `pkg/endpoints/filters/impersonation/mode.go` */
export const constrainedModes: readonly ConstrainedMode[] = [
  {
    name: 'associated-node',
    appliesTo: (wanted, requestor) =>
      hasOnlyName(wanted) && isNodeOf(requestor, nodeNameOf(wanted.name)),
  },
  {
    name: 'arbitrary-node',
    appliesTo: (wanted) => hasOnlyName(wanted) && nodeNameOf(wanted.name) !== undefined,
  },
  {
    name: 'serviceaccount',
    appliesTo: (wanted) =>
      hasOnlyName(wanted) && splitServiceAccountUsername(wanted.name) !== undefined,
  },
  {
    name: 'user-info',
    appliesTo: ({ name }) =>
      nodeNameOf(name) === undefined && splitServiceAccountUsername(name) === undefined,
  },
];

/** The node of `system:node:<name>`. */
export function nodeNameOf(username: string): string | undefined {
  if (!username.startsWith(nodeUserPrefix)) return undefined;
  const name = username.slice(nodeUserPrefix.length);
  return validateDns1123Subdomain(name).length === 0 ? name : undefined;
}

/** Is the requestor a service account whose token is bound to that node? */
function isNodeOf(requestor: UserInfo, nodeName: string | undefined): boolean {
  if (nodeName === undefined) return false;
  if (splitServiceAccountUsername(requestor.name) === undefined) return false;
  const values = requestor.extra[nodeNameKey] ?? [];
  return values.length === 1 && values[0] === nodeName;
}

function hasOnlyName({ uid, groups, extra }: UserInfo): boolean {
  return uid === '' && groups.length === 0 && Object.keys(extra).length === 0;
}
