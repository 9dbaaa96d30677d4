import { StatusError, validateDns1123Subdomain } from '@skewplane/apimachinery';
import {
  serviceAccountGroups,
  splitServiceAccountUsername,
} from '../../authentication/service-account/service-account-user.js';
import { mastersGroup, type UserInfo } from '../../request/user-info.js';
import type { Authorizer, AuthorizerAttributes, ResourceAttributes } from '../authorizer.js';
import { forbiddenBy } from '../forbidden.js';
import { quote } from '../quote.js';
import { constrainedModes, nodeNameOf, type ConstrainedMode } from './constrained-modes.js';
import {
  authenticationGroup,
  impersonationAttributes,
  requireAllowed,
  usernameAttributes,
  withAuthenticationGroup,
  type Impersonation,
  type ImpersonationRequest,
} from './impersonation.js';
import { legacyImpersonation } from './legacy-impersonation.js';

/** So many requestors are remembered. */
const maxRemembered = 10_000;
/** From so many values on, permission for all of them is asked first. */
const manyChecks = 4;

/**
 * Tries each mode that fits, then the legacy one; the first refusal is what the client reads. For a requestor the mode
 * that worked last is tried first.
 * @see kubernetes/apiserver `pkg/endpoints/filters/impersonation/constrained_impersonation.go`
 */
export function constrainedImpersonation(authorizer: Authorizer): Impersonation {
  const legacy = legacyImpersonation(authorizer);
  const modes: Impersonation['impersonate'][] = [
    ...constrainedModes.map(
      (mode) => (request: ImpersonationRequest) => impersonateBy(mode, request, authorizer),
    ),
    (request) => legacy.impersonate(request),
  ];
  const lastSuccess = new Map<string, number>();
  return {
    impersonate: async (request) => {
      const { name } = request.requestor;
      const preferred = lastSuccess.get(name);
      let refusal: StatusError | undefined;
      for (const [index, mode] of inOrder(modes, preferred)) {
        if (!fits(index, request)) continue;
        try {
          const user = await mode(request);
          remember(lastSuccess, name, index);
          return user;
        } catch (error) {
          if (!(error instanceof StatusError)) throw error;
          refusal ??= error;
        }
      }
      throw refusal ?? new Error('all impersonation modes failed');
    },
  };
}

function fits(index: number, { wanted, requestor }: ImpersonationRequest): boolean {
  return constrainedModes[index]?.appliesTo(wanted, requestor) ?? true;
}

function inOrder<T>(modes: readonly T[], preferred: number | undefined): (readonly [number, T])[] {
  const entries = [...modes.entries()];
  if (preferred === undefined) return entries;
  return [
    ...entries.filter(([index]) => index === preferred),
    ...entries.filter(([index]) => index !== preferred),
  ];
}

function remember(lastSuccess: Map<string, number>, name: string, index: number): void {
  lastSuccess.delete(name);
  for (const oldest of lastSuccess.keys()) {
    if (lastSuccess.size < maxRemembered) break;
    lastSuccess.delete(oldest);
  }
  lastSuccess.set(name, index);
}

/** First: may the requestor do this while impersonating like that? Then: may they be this user? */
async function impersonateBy(
  mode: ConstrainedMode,
  request: ImpersonationRequest,
  authorizer: Authorizer,
): Promise<UserInfo> {
  const { wanted, signal } = request;
  const requestor = requestorFor(mode, request.requestor);
  const require = (attributes: AuthorizerAttributes) =>
    requireAllowed(authorizer, attributes, signal);
  const { attributes } = request;
  await require({
    ...attributes,
    user: requestor,
    verb: `impersonate-on:${mode.name}:${attributes.verb}`,
  });
  const verb = `impersonate:${mode.name}`;
  await require(nameCheck(mode, requestor, verb, wanted.name));
  if (wanted.uid !== '') {
    const uid = { ...authenticationGroup, resource: 'uids', name: wanted.uid };
    await require(impersonationAttributes(requestor, verb, uid));
  }
  await requireGroups({ requestor, verb, groups: wanted.groups }, require);
  await requireExtra({ requestor, verb, extra: wanted.extra }, require);
  return withAuthenticationGroup(withFixedGroups(wanted));
}

/** Nodes of an agent are all the same to its permission, so what tells them apart is left out. */
function requestorFor({ name }: ConstrainedMode, requestor: UserInfo): UserInfo {
  if (name !== 'associated-node') return requestor;
  const keys = Object.keys(requestor.extra).sort();
  return {
    ...requestor,
    extra: { 'authentication.kubernetes.io/associated-node-keys': keys },
  };
}

function nameCheck(
  mode: ConstrainedMode,
  requestor: UserInfo,
  verb: string,
  username: string,
): ResourceAttributes {
  const node = nodeNameOf(username);
  if (node === undefined) {
    return usernameAttributes(requestor, verb, { name: username, ...authenticationGroup });
  }
  const name = mode.name === 'associated-node' ? '*' : node;
  return impersonationAttributes(requestor, verb, {
    ...authenticationGroup,
    resource: 'nodes',
    name,
  });
}

function withFixedGroups(wanted: UserInfo): UserInfo {
  if (nodeNameOf(wanted.name) !== undefined) return { ...wanted, groups: ['system:nodes'] };
  const account = splitServiceAccountUsername(wanted.name);
  return account === undefined
    ? wanted
    : { ...wanted, groups: serviceAccountGroups(account.namespace) };
}

type Require = (attributes: AuthorizerAttributes) => Promise<void>;

async function requireGroups(
  { requestor, verb, groups }: { requestor: UserInfo; verb: string; groups: readonly string[] },
  require: Require,
): Promise<void> {
  const check = (name: string) =>
    impersonationAttributes(requestor, verb, { ...authenticationGroup, resource: 'groups', name });
  if (groups.includes('')) {
    throw forbiddenBy(check(''), 'impersonating the empty string group is not allowed');
  }
  if (groups.includes(mastersGroup)) {
    const reason = 'impersonating the system:masters group is not allowed';
    throw forbiddenBy(check(mastersGroup), reason);
  }
  if (groups.length >= manyChecks && (await succeeds(require(check('*'))))) return;
  for (const group of groups) await require(check(group));
}

async function requireExtra(
  { requestor, verb, extra }: { requestor: UserInfo; verb: string; extra: UserInfo['extra'] },
  require: Require,
): Promise<void> {
  const check = (subresource: string, name: string) =>
    impersonationAttributes(requestor, verb, {
      ...authenticationGroup,
      resource: 'userextras',
      subresource,
      name,
    });
  const problem = Object.entries(extra)
    .map(([key, values]) => extraProblem(key, values))
    .find((each) => each !== undefined);
  if (problem !== undefined) throw forbiddenBy(check('', ''), problem);
  const pairs = Object.entries(extra).flatMap(([key, values]) =>
    values.map((value) => [key, value] as const),
  );
  if (pairs.length >= manyChecks && (await succeeds(require(check('*', '*'))))) return;
  for (const [key, value] of pairs) await require(check(key, value));
}

function extraProblem(key: string, values: readonly string[]): string | undefined {
  if (key === '') return 'impersonating the empty string key in extra is not allowed';
  const [domain = '', path] = splitOnce(key);
  if (path === undefined || path === '' || validateDns1123Subdomain(domain).length > 0) {
    const detail = 'must be a domain-prefixed path (such as "acme.io/foo")';
    return `impersonating an invalid key in extra is not allowed: extra[key]: Invalid value: ${quote(key)}: ${detail}`;
  }
  if (key !== key.toLowerCase()) {
    return `impersonating a non-lowercase key in extra is not allowed: ${quote(key)}`;
  }
  if (values.includes('')) {
    return 'impersonating the empty string value in extra is not allowed';
  }
  return undefined;
}

function splitOnce(key: string): string[] {
  const slash = key.indexOf('/');
  return slash < 0 ? [key] : [key.slice(0, slash), key.slice(slash + 1)];
}

async function succeeds(check: Promise<void>): Promise<boolean> {
  try {
    await check;
    return true;
  } catch (error) {
    if (error instanceof StatusError) return false;
    throw error;
  }
}
