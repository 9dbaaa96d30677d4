import { describe, expect, it } from 'vitest';
import type { UserInfo } from '../../request/user-info.js';
import type { Authorizer, AuthorizerAttributes } from '../authorizer.js';
import { constrainedImpersonation } from './constrained-impersonation.js';
import type { Impersonation } from './impersonation.js';
import { legacyImpersonation } from './legacy-impersonation.js';

const { signal } = new AbortController();
const requestor: UserInfo = { name: 'admin', uid: '', groups: [], extra: {} };
const someone = (name: string, rest: Partial<UserInfo> = {}): UserInfo => ({
  name,
  uid: '',
  groups: [],
  extra: {},
  ...rest,
});
const listPods = (user: UserInfo): AuthorizerAttributes => ({
  isResourceRequest: true,
  user,
  verb: 'list',
  group: '',
  version: 'v1',
  resource: 'pods',
  subresource: '',
  namespace: 'ns',
  name: '',
});

/** `impersonate users/bob`, `impersonate serviceaccounts.ns/sa`, `impersonate authentication.k8s.io uids/1`. */
function describeCheck(attributes: AuthorizerAttributes): string {
  if (!attributes.isResourceRequest) return `${attributes.verb} ${attributes.path}`;
  const { verb, group, resource, subresource, namespace, name } = attributes;
  const what = [resource, subresource].filter((part) => part !== '').join('/');
  return [verb, group, `${what}${namespace === '' ? '' : `@${namespace}`}`, name]
    .filter((part) => part !== '')
    .join(' ');
}

function recorder(allows: (check: string) => boolean) {
  const checks: string[] = [];
  const authorizer: Authorizer = {
    authorize: async (attributes) => {
      const check = describeCheck(attributes);
      checks.push(check);
      return { decision: allows(check) ? 'Allow' : 'NoOpinion', reason: '' };
    },
  };
  return { checks, authorizer };
}

const run = (impersonation: Impersonation, wanted: UserInfo, who: UserInfo = requestor) =>
  impersonation.impersonate({ requestor: who, wanted, attributes: listPods(who), signal });

// kubernetes/apiserver pkg/endpoints/filters/impersonation/impersonation_test.go
describe('legacyImpersonation', () => {
  it.each<{ name: string; wanted: UserInfo; checks: string[]; groups: string[] }>([
    {
      name: 'a user',
      wanted: someone('bob'),
      checks: ['impersonate users bob'],
      groups: ['system:authenticated'],
    },
    {
      name: 'a user with everything',
      wanted: someone('bob', { uid: '7', groups: ['g1', 'g2'], extra: { scopes: ['a', 'b'] } }),
      checks: [
        'impersonate users bob',
        'impersonate groups g1',
        'impersonate groups g2',
        'impersonate authentication.k8s.io userextras/scopes a',
        'impersonate authentication.k8s.io userextras/scopes b',
        'impersonate authentication.k8s.io uids 7',
      ],
      groups: ['g1', 'g2', 'system:authenticated'],
    },
    {
      name: 'a service account gets its groups',
      wanted: someone('system:serviceaccount:ns:sa'),
      checks: ['impersonate serviceaccounts@ns sa'],
      groups: ['system:serviceaccounts', 'system:serviceaccounts:ns', 'system:authenticated'],
    },
    {
      name: 'a service account with chosen groups',
      wanted: someone('system:serviceaccount:ns:sa', { groups: ['g'] }),
      checks: ['impersonate serviceaccounts@ns sa', 'impersonate groups g'],
      groups: ['g', 'system:authenticated'],
    },
    {
      name: 'anonymous',
      wanted: someone('system:anonymous'),
      checks: ['impersonate users system:anonymous'],
      groups: ['system:unauthenticated'],
    },
    {
      name: 'chosen to be unauthenticated',
      wanted: someone('bob', { groups: ['system:unauthenticated'] }),
      checks: ['impersonate users bob', 'impersonate groups system:unauthenticated'],
      groups: ['system:unauthenticated'],
    },
    {
      name: 'a name that is nearly a service account',
      wanted: someone('system:serviceaccount:ns:a:b'),
      checks: ['impersonate users system:serviceaccount:ns:a:b'],
      groups: ['system:authenticated'],
    },
  ])('$name', async ({ wanted, checks, groups }) => {
    const record = recorder(() => true);
    const user = await run(legacyImpersonation(record.authorizer), wanted);
    expect(record.checks).toEqual(checks);
    expect(user).toEqual({ ...wanted, groups });
  });

  it.each([
    ['impersonate users bob', 'users "bob" is forbidden: User "admin" cannot impersonate resource "users" in API group "" at the cluster scope'],
    ['impersonate groups g', 'groups "g" is forbidden: User "admin" cannot impersonate resource "groups" in API group "" at the cluster scope'],
    ['impersonate authentication.k8s.io userextras/scopes a', 'userextras.authentication.k8s.io "a" is forbidden: User "admin" cannot impersonate resource "userextras/scopes" in API group "authentication.k8s.io" at the cluster scope'],
    ['impersonate authentication.k8s.io uids 7', 'uids.authentication.k8s.io "7" is forbidden: User "admin" cannot impersonate resource "uids" in API group "authentication.k8s.io" at the cluster scope'],
  ])('is refused without %s', async (denied, message) => {
    const { authorizer } = recorder((check) => check !== denied);
    const wanted = someone('bob', { uid: '7', groups: ['g'], extra: { scopes: ['a'] } });
    await expect(run(legacyImpersonation(authorizer), wanted)).rejects.toMatchObject({ code: 403, message });
  }); // prettier-ignore
});

// kubernetes/apiserver pkg/endpoints/filters/impersonation/constrained_impersonation_test.go
describe('constrainedImpersonation', () => {
  const agent = someone('system:serviceaccount:kube-system:agent', {
    extra: { 'authentication.kubernetes.io/node-name': ['n1'] },
  });

  it.each<{ name: string; wanted: UserInfo; who?: UserInfo; checks: string[]; groups: string[] }>([
    {
      name: 'a user',
      wanted: someone('bob', { uid: '7', groups: ['g'], extra: { 'acme.io/scope': ['a'] } }),
      checks: [
        'impersonate-on:user-info:list pods@ns',
        'impersonate:user-info authentication.k8s.io users bob',
        'impersonate:user-info authentication.k8s.io uids 7',
        'impersonate:user-info authentication.k8s.io groups g',
        'impersonate:user-info authentication.k8s.io userextras/acme.io/scope a',
      ],
      groups: ['g', 'system:authenticated'],
    },
    {
      name: 'a service account',
      wanted: someone('system:serviceaccount:ns:sa'),
      checks: [
        'impersonate-on:serviceaccount:list pods@ns',
        'impersonate:serviceaccount authentication.k8s.io serviceaccounts@ns sa',
      ],
      groups: ['system:serviceaccounts', 'system:serviceaccounts:ns', 'system:authenticated'],
    },
    {
      name: 'any node',
      wanted: someone('system:node:n2'),
      who: agent,
      checks: [
        'impersonate-on:arbitrary-node:list pods@ns',
        'impersonate:arbitrary-node authentication.k8s.io nodes n2',
      ],
      groups: ['system:nodes', 'system:authenticated'],
    },
    {
      name: "an agent's own node",
      wanted: someone('system:node:n1'),
      who: agent,
      checks: [
        'impersonate-on:associated-node:list pods@ns',
        'impersonate:associated-node authentication.k8s.io nodes *',
      ],
      groups: ['system:nodes', 'system:authenticated'],
    },
    {
      name: 'many groups by one permission',
      wanted: someone('bob', { groups: ['a', 'b', 'c', 'd'] }),
      checks: [
        'impersonate-on:user-info:list pods@ns',
        'impersonate:user-info authentication.k8s.io users bob',
        'impersonate:user-info authentication.k8s.io groups *',
      ],
      groups: ['a', 'b', 'c', 'd', 'system:authenticated'],
    },
  ])('$name', async ({ wanted, who = requestor, checks, groups }) => {
    const record = recorder(() => true);
    const user = await run(constrainedImpersonation(record.authorizer), wanted, who);
    expect(record.checks).toEqual(checks);
    expect(user).toEqual({ ...wanted, groups });
  });

  it('falls back to the legacy verb, and starts with it the next time', async () => {
    const record = recorder((check) => check.startsWith('impersonate '));
    const impersonation = constrainedImpersonation(record.authorizer);
    await run(impersonation, someone('bob'));
    expect(record.checks).toEqual([
      'impersonate-on:user-info:list pods@ns',
      'impersonate users bob',
    ]);
    record.checks.length = 0;
    await run(impersonation, someone('carol'));
    expect(record.checks).toEqual(['impersonate users carol']);
  });

  it.each<[string, UserInfo, string]>([
    ['the first refusal', someone('bob'), 'pods is forbidden: User "admin" cannot impersonate-on:user-info:list resource "pods" in API group "" in the namespace "ns"'],
  ])('tells %s', async (_name, wanted, message) => {
    const { authorizer } = recorder(() => false);
    await expect(run(constrainedImpersonation(authorizer), wanted)).rejects.toMatchObject({ code: 403, message });
  }); // prettier-ignore

  it.each<[string, Partial<UserInfo>]>([
    ['impersonating the system:masters group is not allowed', { groups: ['system:masters'] }],
    ['impersonating the empty string group is not allowed', { groups: [''] }],
    ['impersonating an invalid key in extra is not allowed', { extra: { scopes: ['a'] } }],
    ['impersonating the empty string value in extra is not allowed', { extra: { 'a.io/b': [''] } }],
  ])('%s, by a constrained permission', async (message, rest) => {
    const { authorizer } = recorder((check) => !check.startsWith('impersonate '));
    await expect(run(constrainedImpersonation(authorizer), someone('bob', rest))).rejects.toThrow(
      message,
    );
  });
});
