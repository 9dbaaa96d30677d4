import type { KubeObject } from '@skewplane/apimachinery';
import { describe, expect, it } from 'vitest';
import { FakeLiveView } from '../../authentication/testing/fake-live-view.js';
import type { UserInfo } from '../../request/user-info.js';
import type { AuthorizerAttributes } from '../authorizer.js';
import { buildAuthorizer } from '../build-authorizer.js';
import type { PolicyRule, Subject } from './rbac-objects.js';

const { signal } = new AbortController();
const alice: UserInfo = { name: 'alice', uid: '', groups: ['dev', 'ops'], extra: {} };
const builder: UserInfo = {
  name: 'system:serviceaccount:ns:builder',
  uid: '',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:ns'],
  extra: {},
};

/** Roles and bindings in live views, written in short form. */
class Policy {
  readonly views = {
    roles: new FakeLiveView(),
    roleBindings: new FakeLiveView(),
    clusterRoles: new FakeLiveView(),
    clusterRoleBindings: new FakeLiveView(),
  };
  readonly built = buildAuthorizer({ modes: ['RBAC'] }, this.views);

  clusterRole(name: string, ...rules: PolicyRule[]): this {
    this.views.clusterRoles.put(`clusterroles/${name}`, object('ClusterRole', { name }, { rules }));
    return this;
  }
  role(namespace: string, name: string, ...rules: PolicyRule[]): this {
    const role = object('Role', { name, namespace }, { rules });
    this.views.roles.put(`roles/${namespace}/${name}`, role);
    return this;
  }
  bindCluster(name: string, role: string, ...subjects: Subject[]): this {
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role };
    const binding = object('ClusterRoleBinding', { name }, { roleRef, subjects });
    this.views.clusterRoleBindings.put(`clusterrolebindings/${name}`, binding);
    return this;
  }
  bind(namespace: string, name: string, role: string, ...subjects: Subject[]): this {
    const [kind = '', roleName = ''] = role.split('/');
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name: roleName };
    const binding = object('RoleBinding', { name, namespace }, { roleRef, subjects });
    this.views.roleBindings.put(`rolebindings/${namespace}/${name}`, binding);
    return this;
  }
  decide(attributes: AuthorizerAttributes) {
    return this.built.authorizer.authorize(attributes, signal);
  }
}

function object(kind: string, metadata: object, rest: object): KubeObject {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind, metadata, ...rest };
}
const user = (name: string): Subject => ({ kind: 'User', name });
const group = (name: string): Subject => ({ kind: 'Group', name });
const account = (name: string, namespace?: string): Subject => ({
  kind: 'ServiceAccount',
  name,
  ...(namespace === undefined ? {} : { namespace }),
});
const rule = (verbs: string, resources: string, rest: Partial<PolicyRule> = {}): PolicyRule => ({
  verbs: verbs.split(','),
  apiGroups: [''],
  resources: resources.split(','),
  ...rest,
});

/** `get pods`, `get pods/log`, `get ns:pods/name`, `get deployments.apps`. */
function attributes(text: string, who: UserInfo = alice): AuthorizerAttributes {
  const [verb = '', what = ''] = text.split(' ');
  if (what.startsWith('/')) return { isResourceRequest: false, user: who, verb, path: what };
  const found = /^(?:([^:]*):)?([^/.#]+)(?:\.([^/#]+))?(?:\/([^#]+))?(?:#(.+))?$/.exec(what);
  const [, namespace = '', resource = '', group = '', subresource = '', name = ''] = found ?? [];
  const version = 'v1';
  return {
    isResourceRequest: true,
    user: who,
    verb,
    group,
    version,
    resource,
    subresource,
    namespace,
    name,
  };
}

// kubernetes/kubernetes plugin/pkg/auth/authorizer/rbac/rbac_test.go, pkg/apis/rbac/v1/evaluation_helpers.go
describe('rules', () => {
  it.each<[string, PolicyRule, string, boolean]>([
    ['verb and resource', rule('get', 'pods'), 'get pods', true],
    ['another verb', rule('get', 'pods'), 'list pods', false],
    ['any verb', rule('*', 'pods'), 'delete pods', true],
    ['another resource', rule('get', 'pods'), 'get secrets', false],
    ['any resource', rule('get', '*'), 'get secrets', true],
    ['any resource includes subresources', rule('get', '*'), 'get pods/log', true],
    ['a resource excludes subresources', rule('get', 'pods'), 'get pods/log', false],
    ['a subresource', rule('get', 'pods/log'), 'get pods/log', true],
    ['a subresource excludes the resource', rule('get', 'pods/log'), 'get pods', false],
    ['a subresource of anything', rule('get', '*/scale', { apiGroups: ['*'] }), 'get deployments.apps/scale', true],
    ['a subresource of anything, another one', rule('get', '*/scale'), 'get pods/status', false],
    ['another group', rule('get', 'deployments'), 'get deployments.apps', false],
    ['the group', rule('get', 'deployments', { apiGroups: ['apps'] }), 'get deployments.apps', true],
    ['any group', rule('get', 'deployments', { apiGroups: ['*'] }), 'get deployments.apps', true],
    ['a name', rule('get', 'pods', { resourceNames: ['a', 'b'] }), 'get pods#b', true],
    ['another name', rule('get', 'pods', { resourceNames: ['a'] }), 'get pods#b', false],
    ['a name excludes lists', rule('list', 'pods', { resourceNames: ['a'] }), 'list pods', false],
    ['a path', { verbs: ['get'], nonResourceURLs: ['/version'] }, 'get /version', true],
    ['another path', { verbs: ['get'], nonResourceURLs: ['/version'] }, 'get /version/', false],
    ['paths below', { verbs: ['get'], nonResourceURLs: ['/apis/*'] }, 'get /apis/apps', true],
    ['paths below exclude the path', { verbs: ['get'], nonResourceURLs: ['/apis/*'] }, 'get /apis', false],
    ['any path', { verbs: ['get'], nonResourceURLs: ['*'] }, 'get /metrics', true],
    ['paths give no resources', { verbs: ['*'], nonResourceURLs: ['*'] }, 'get pods', false],
    ['resources give no paths', rule('*', '*', { apiGroups: ['*'] }), 'get /metrics', false],
  ])('%s', async (_name, given, request, allowed) => {
    const policy = new Policy().clusterRole('r', given).bindCluster('b', 'r', user('alice'));
    const { decision } = await policy.decide(attributes(request));
    expect(decision).toBe(allowed ? 'Allow' : 'NoOpinion');
  }); // prettier-ignore
});

// kubernetes/kubernetes pkg/registry/rbac/validation/rule_test.go
describe('bindings', () => {
  const pods = rule('get', 'pods');

  it.each<[string, (policy: Policy) => void, string, UserInfo, string | undefined]>([
    ['cluster-wide, by user', (p) => p.bindCluster('b', 'r', group('x'), user('alice')), 'get ns:pods', alice, 'ClusterRoleBinding "b" of ClusterRole "r" to User "alice"'],
    ['cluster-wide, by group', (p) => p.bindCluster('b', 'r', group('ops')), 'get pods', alice, 'ClusterRoleBinding "b" of ClusterRole "r" to Group "ops"'],
    ['the first subject that applies is named', (p) => p.bindCluster('b', 'r', group('ops'), user('alice')), 'get pods', alice, 'ClusterRoleBinding "b" of ClusterRole "r" to Group "ops"'],
    ['in a namespace, of a ClusterRole', (p) => p.bind('ns', 'b', 'ClusterRole/r', user('alice')), 'get ns:pods', alice, 'RoleBinding "b/ns" of ClusterRole "r" to User "alice"'],
    ['in a namespace, of a Role', (p) => p.role('ns', 'local', pods).bind('ns', 'b', 'Role/local', user('alice')), 'get ns:pods', alice, 'RoleBinding "b/ns" of Role "local" to User "alice"'],
    ['not in another namespace', (p) => p.bind('other', 'b', 'ClusterRole/r', user('alice')), 'get ns:pods', alice, undefined],
    ['not across namespaces', (p) => p.bind('ns', 'b', 'ClusterRole/r', user('alice')), 'get pods', alice, undefined],
    ['somebody else', (p) => p.bindCluster('b', 'r', user('bob'), group('qa')), 'get pods', alice, undefined],
    ['a service account', (p) => p.bindCluster('b', 'r', account('builder', 'ns')), 'get pods', builder, 'ClusterRoleBinding "b" of ClusterRole "r" to ServiceAccount "builder/ns"'],
    ['a service account as user', (p) => p.bindCluster('b', 'r', user(builder.name)), 'get pods', builder, 'ClusterRoleBinding "b" of ClusterRole "r" to User "system:serviceaccount:ns:builder"'],
    ['a service account of the namespace', (p) => p.bind('ns', 'b', 'ClusterRole/r', account('builder')), 'get ns:pods', builder, 'RoleBinding "b/ns" of ClusterRole "r" to ServiceAccount "builder/ns"'],
    ['a service account of another namespace', (p) => p.bind('x', 'b', 'ClusterRole/r', account('builder')), 'get x:pods', builder, undefined],
    ['a service account without a namespace', (p) => p.bindCluster('b', 'r', account('builder')), 'get pods', builder, undefined],
  ])('%s', async (_name, bind, request, who, by) => {
    const policy = new Policy().clusterRole('r', pods);
    bind(policy);
    const result = await policy.decide(attributes(request, who));
    expect(result).toEqual(
      by === undefined
        ? { decision: 'NoOpinion', reason: '' }
        : { decision: 'Allow', reason: `RBAC: allowed by ${by}` },
    );
  }); // prettier-ignore

  it('tells of roles that are missing only when nothing allows', async () => {
    const policy = new Policy()
      .bindCluster('b1', 'gone', user('alice'))
      .bind('ns', 'b2', 'Role/lost', user('alice'));
    expect((await policy.decide(attributes('get pods'))).reason).toBe(
      'RBAC: clusterrole.rbac.authorization.k8s.io "gone" not found',
    );
    expect((await policy.decide(attributes('get ns:pods'))).reason).toBe(
      'RBAC: [clusterrole.rbac.authorization.k8s.io "gone" not found, role.rbac.authorization.k8s.io "lost" not found]',
    );
    policy.clusterRole('r', pods).bindCluster('b3', 'r', user('alice'));
    expect((await policy.decide(attributes('get pods'))).decision).toBe('Allow');
  });
});

describe('live changes', () => {
  const allowed = async (policy: Policy) =>
    (await policy.decide(attributes('get pods'))).decision === 'Allow';

  it('follow bindings and roles as they come, change and go', async () => {
    const policy = new Policy();
    expect(await allowed(policy)).toBe(false);
    policy.bindCluster('b', 'r', user('alice'));
    expect(await allowed(policy)).toBe(false);
    policy.clusterRole('r', rule('get', 'pods'));
    expect(await allowed(policy)).toBe(true);
    policy.bindCluster('b', 'r', user('bob'));
    expect(await allowed(policy)).toBe(false);
    policy.bindCluster('b', 'r', group('dev'));
    expect(await allowed(policy)).toBe(true);
    policy.clusterRole('r', rule('list', 'pods'));
    expect(await allowed(policy)).toBe(false);
    policy.clusterRole('r', rule('get', 'pods'));
    policy.views.clusterRoleBindings.delete('clusterrolebindings/b');
    expect(await allowed(policy)).toBe(false);
  });

  it('see what the views held before', async () => {
    const before = new Policy().clusterRole('r', rule('get', 'pods'));
    before.bindCluster('b', 'r', user('alice'));
    const late = buildAuthorizer({ modes: ['RBAC'] }, before.views);
    expect((await late.authorizer.authorize(attributes('get pods'), signal)).decision).toBe(
      'Allow',
    );
  });

  it('see what a view gets in its first list', async () => {
    const policy = new Policy().clusterRole('r', rule('get', 'pods'));
    policy.views.clusterRoleBindings.isSynced = false;
    expect(await allowed(policy)).toBe(false);
    policy.bindCluster('b', 'r', user('alice'));
    policy.views.clusterRoleBindings.isSynced = true;
    expect(await allowed(policy)).toBe(true);
  });

  it('are no longer followed after close', () => {
    const policy = new Policy();
    expect(policy.views.roleBindings.listenerCount).toBe(1);
    policy.built.close();
    expect(policy.views.roleBindings.listenerCount).toBe(0);
    expect(policy.views.clusterRoleBindings.listenerCount).toBe(0);
  });
});

describe('rulesFor', () => {
  it('lists everything bound to the user', async () => {
    const policy = new Policy()
      .clusterRole('r', rule('get', 'pods', { resourceNames: ['a'] }))
      .clusterRole('urls', { verbs: ['get'], nonResourceURLs: ['/version'] })
      .role('ns', 'local', rule('list', 'secrets'))
      .bindCluster('b1', 'r', user('alice'))
      .bindCluster('b2', 'urls', group('dev'))
      .bindCluster('b3', 'gone', group('dev'))
      .bind('ns', 'b4', 'Role/local', group('ops'));
    expect(await policy.built.ruleResolver.rulesFor(alice, 'ns', signal)).toEqual({
      resourceRules: [
        { verbs: ['get'], apiGroups: [''], resources: ['pods'], resourceNames: ['a'] },
        { verbs: ['list'], apiGroups: [''], resources: ['secrets'], resourceNames: [] },
      ],
      nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/version'] }],
      incomplete: false,
      evaluationError: 'clusterrole.rbac.authorization.k8s.io "gone" not found',
    });
  });
});

describe('many bindings', () => {
  it('of others are not looked at', async () => {
    const policy = new Policy().clusterRole('r', rule('get', 'pods'));
    for (let index = 0; index < 2_000; index++) {
      policy.bindCluster(`b${String(index)}`, 'missing', user(`user${String(index)}`));
    }
    policy.bindCluster('mine', 'r', user('alice'));
    let reads = 0;
    const get = policy.views.clusterRoles.get.bind(policy.views.clusterRoles);
    policy.views.clusterRoles.get = (key) => {
      reads++;
      return get(key);
    };
    expect((await policy.decide(attributes('get pods'))).decision).toBe('Allow');
    expect(reads).toBe(1);
  });
});
