import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { FakeLiveView } from '../../authentication/testing/fake-live-view.js';
import type { Authorizer } from '../../authorization/authorizer.js';
import type { PolicyRule } from '../../authorization/rbac/rbac-objects.js';
import { RbacRuleResolver } from '../../authorization/rbac/rule-resolver.js';
import type { UserInfo } from '../../request/user-info.js';
import { compactRules, describeRule } from './compact-rules.js';
import { checkEscalation, confirmNoEscalation, type RbacWrite } from './escalation.js';
import { uncoveredRules } from './rule-coverage.js';

const { signal } = new AbortController();
const alice: UserInfo = { name: 'alice', uid: '', groups: ['dev', 'ops'], extra: {} };
const rule = (verbs: string, resources: string, rest: Partial<PolicyRule> = {}): PolicyRule => ({
  verbs: verbs.split(','),
  apiGroups: [''],
  resources: resources.split(','),
  ...rest,
});
const urls = (verbs: string, ...nonResourceURLs: string[]): PolicyRule => ({
  verbs: verbs.split(','),
  nonResourceURLs,
});
const object = (kind: string, rest: object, metadata: object = {}): KubeObject => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: { name: 'x', ...metadata },
  ...rest,
});

// kubernetes/component-helpers auth/rbac/validation/policy_comparator_test.go
describe('uncoveredRules', () => {
  it.each<[string, PolicyRule[], PolicyRule[], PolicyRule[]]>([
    ['exactly held', [rule('get', 'pods')], [rule('get', 'pods')], []],
    ['split over rules', [rule('get', 'pods'), rule('list', 'pods')], [rule('get,list', 'pods')], []],
    ['one verb short', [rule('get', 'pods')], [rule('get,list', 'pods')], [rule('list', 'pods')]],
    ['star verb', [rule('*', 'pods')], [rule('get,list', 'pods')], []],
    ['star wanted', [rule('get,list', 'pods')], [rule('*', 'pods')], [rule('*', 'pods')]],
    ['star resource covers subresources', [rule('get', '*')], [rule('get', 'pods/log')], []],
    ['subresource of anything', [rule('update', '*/scale')], [rule('update', 'foo/scale')], []],
    ['subresource of anything is no resource', [rule('update', '*/scale')], [rule('update', 'foo')], [rule('update', 'foo')]],
    ['all names cover one', [rule('get', 'pods')], [rule('get', 'pods', { resourceNames: ['a'] })], []],
    ['one name does not cover all', [rule('get', 'pods', { resourceNames: ['a'] })], [rule('get', 'pods')], [rule('get', 'pods')]],
    ['another name', [rule('get', 'pods', { resourceNames: ['a'] })], [rule('get', 'pods', { resourceNames: ['a', 'b'] })], [rule('get', 'pods', { resourceNames: ['b'] })]],
    ['another group', [rule('get', 'x', { apiGroups: ['a'] })], [rule('get', 'x', { apiGroups: ['a', 'b'] })], [rule('get', 'x', { apiGroups: ['b'] })]],
    ['paths by prefix', [urls('get', '/api*')], [urls('get', '/apis', '/version')], [urls('get', '/version')]],
    ['any path', [urls('*', '*')], [urls('get', '/x', '*')], []],
    ['nothing held', [], [rule('get', 'pods')], [rule('get', 'pods')]],
    ['nothing wanted', [], [], []],
  ])('%s', (_name, owned, wanted, missing) => {
    expect(uncoveredRules(owned, wanted)).toEqual(missing);
  }); // prettier-ignore
});

// kubernetes/kubernetes pkg/registry/rbac/validation/policy_compact_test.go
describe('compactRules', () => {
  it('joins verbs of one resource and name', () => {
    expect(
      compactRules([
        rule('get', 'pods'),
        urls('get', '/x'),
        rule('list', 'pods'),
        rule('get', 'pods', { resourceNames: ['a'] }),
        rule('list', 'pods', { resourceNames: ['a'] }),
      ]),
    ).toEqual([
      urls('get', '/x'),
      rule('get,list', 'pods'),
      rule('get,list', 'pods', { resourceNames: ['a'] }),
    ]);
  });
  it.each([
    [rule('get,list', 'pods'), '{APIGroups:[""], Resources:["pods"], Verbs:["get" "list"]}'],
    [rule('get', 'pods', { resourceNames: ['a'] }), '{APIGroups:[""], Resources:["pods"], ResourceNames:["a"], Verbs:["get"]}'],
    [urls('get', '/x'), '{NonResourceURLs:["/x"], Verbs:["get"]}'],
  ])('%j', (given, text) => {
    expect(describeRule(given)).toBe(text);
  }); // prettier-ignore
});

// kubernetes/kubernetes pkg/registry/rbac/validation/rule.go, ConfirmNoEscalation
describe('confirmNoEscalation', () => {
  it('lists what is missing, sorted', () => {
    const owned = { rules: [rule('get', 'pods')], errors: ['clusterrole "gone" not found'] };
    expect(
      confirmNoEscalation(alice, owned, [rule('get,list,watch', 'pods'), rule('get', 'nodes')]),
    ).toBe(
      'user "alice" (groups=["dev" "ops"]) is attempting to grant RBAC permissions not currently held:\n' +
        '{APIGroups:[""], Resources:["nodes"], Verbs:["get"]}\n' +
        '{APIGroups:[""], Resources:["pods"], Verbs:["list" "watch"]}' +
        '; resolution errors: [clusterrole "gone" not found]',
    );
  });
});

/** Alice may get pods everywhere, and whatever `explicit` names. */
function guarded(explicit: string[] = []) {
  const views = {
    roles: new FakeLiveView(),
    roleBindings: new FakeLiveView(),
    clusterRoles: new FakeLiveView(),
    clusterRoleBindings: new FakeLiveView(),
  };
  views.clusterRoles.put(
    'clusterroles/pods',
    object('ClusterRole', { rules: [rule('get', 'pods')] }),
  );
  views.clusterRoles.put(
    'clusterroles/more',
    object('ClusterRole', { rules: [rule('*', 'pods')] }),
  );
  views.clusterRoleBindings.put(
    'clusterrolebindings/b',
    object('ClusterRoleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'pods' },
      subjects: [{ kind: 'User', name: 'alice' }],
    }),
  );
  const asked: string[] = [];
  const authorizer: Authorizer = {
    authorize: async (attributes) => {
      if (!attributes.isResourceRequest) throw new Error('asked for a path');
      const { verb, group, resource, namespace, name } = attributes;
      const check = `${verb} ${resource}.${group} ${namespace}/${name}`;
      asked.push(check);
      return { decision: explicit.includes(check) ? 'Allow' : 'NoOpinion', reason: '' };
    },
  };
  const resolver = new RbacRuleResolver(views);
  const check = (write: Partial<RbacWrite>) =>
    checkEscalation(
      {
        user: alice,
        resource: 'clusterroles',
        namespace: '',
        name: '',
        object: object('ClusterRole', { rules: [] }),
        current: undefined,
        signal,
        ...write,
      },
      { authorizer, resolver },
    );
  return { check, asked };
}

const missing =
  'user "alice" (groups=["dev" "ops"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["pods"], Verbs:["list"]}';
const roleOf = (...rules: PolicyRule[]) => object('ClusterRole', { rules });
const bindingTo = (name: string, kind = 'ClusterRole') =>
  object('ClusterRoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind, name },
    subjects: [],
  });
const aggregated = object('ClusterRole', {
  rules: [],
  aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] },
});

// kubernetes/kubernetes pkg/registry/rbac/clusterrole/policybased/storage.go and its three siblings
describe('checkEscalation', () => {
  it.each<[string, Partial<RbacWrite>, string[]]>([
    ['a role with what is held', { object: roleOf(rule('get', 'pods')) }, []],
    ['anything by system:masters', { user: { ...alice, groups: ['system:masters'] }, object: roleOf(rule('*', '*')) }, []],
    ['anything by who may escalate', { object: roleOf(rule('*', '*')) }, ['escalate clusterroles.rbac.authorization.k8s.io /']],
    ['a namespaced role by who may escalate it', { resource: 'roles', namespace: 'ns', name: 'x', object: roleOf(rule('list', 'pods')) }, ['escalate roles.rbac.authorization.k8s.io ns/x']],
    ['a binding to what is held', { resource: 'clusterrolebindings', object: bindingTo('pods') }, []],
    ['a binding by who may bind', { resource: 'clusterrolebindings', object: bindingTo('more') }, ['bind clusterroles.rbac.authorization.k8s.io /more']],
    ['a binding in a namespace by who may bind there', { resource: 'rolebindings', namespace: 'ns', object: bindingTo('more') }, ['bind clusterroles.rbac.authorization.k8s.io ns/more']],
    ['a new finalizer', { object: object('ClusterRole', { rules: [rule('*', '*')] }, { finalizers: ['a'] }), current: roleOf(rule('*', '*')) }, []],
    ['an aggregation rule that is empty', { object: object('ClusterRole', { rules: [], aggregationRule: {} }) }, []],
  ])('allows %s', async (_name, write, explicit) => {
    await expect(guarded(explicit).check(write)).resolves.toBeUndefined();
  }); // prettier-ignore

  it.each<[string, Partial<RbacWrite>, number, string]>([
    ['a role with more', { object: roleOf(rule('get,list', 'pods')) }, 403, `clusterroles.rbac.authorization.k8s.io "x" is forbidden: ${missing}`],
    ['a role in a namespace with more', { resource: 'roles', namespace: 'ns', object: roleOf(rule('list', 'pods')) }, 403, `roles.rbac.authorization.k8s.io "x" is forbidden: ${missing}`],
    ['an update that keeps more than is held', { object: roleOf(rule('list', 'pods')), current: roleOf() }, 403, `clusterroles.rbac.authorization.k8s.io "x" is forbidden: ${missing}`],
    ['an aggregation rule', { object: aggregated }, 403, 'clusterroles.rbac.authorization.k8s.io "x" is forbidden: must have cluster-admin privileges to use the aggregationRule'],
    ['taking an aggregation rule away', { object: roleOf(), current: aggregated }, 403, 'clusterroles.rbac.authorization.k8s.io "x" is forbidden: must have cluster-admin privileges to use the aggregationRule'],
    ['a binding to a role that is not there', { resource: 'clusterrolebindings', object: bindingTo('gone') }, 404, 'clusterroles.rbac.authorization.k8s.io "gone" not found'],
    ['a binding to a local role that is not there', { resource: 'rolebindings', namespace: 'ns', object: bindingTo('gone', 'Role') }, 404, 'roles.rbac.authorization.k8s.io "gone" not found'],
  ])('refuses %s', async (_name, write, code, message) => {
    await expect(guarded().check(write)).rejects.toMatchObject({ code, message });
  }); // prettier-ignore

  it('refuses a binding to a role with more', async () => {
    const { check, asked } = guarded();
    await expect(
      check({ resource: 'rolebindings', namespace: 'ns', object: bindingTo('more') }),
    ).rejects.toMatchObject({
      code: 403,
      message: expect.stringContaining(
        'rolebindings.rbac.authorization.k8s.io "x" is forbidden: user "alice"',
      ) as string,
    });
    expect(asked).toEqual(['bind clusterroles.rbac.authorization.k8s.io ns/more']);
  });
});
