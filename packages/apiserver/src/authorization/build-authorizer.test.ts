import { describe, expect, it } from 'vitest';
import { FakeLiveView } from '../authentication/testing/fake-live-view.js';
import type { UserInfo } from '../request/user-info.js';
import type { AuthorizerAttributes, Decision } from './authorizer.js';
import { buildAuthorizer } from './build-authorizer.js';
import { forbiddenBy } from './forbidden.js';
import { pathAuthorizer } from './path-authorizer.js';
import { quote, quoteList } from './quote.js';

const { signal } = new AbortController();
const userIn = (...groups: string[]): UserInfo => ({ name: 'u', uid: '', groups, extra: {} });
const path = (value: string, user = userIn()): AuthorizerAttributes => ({
  isResourceRequest: false,
  user,
  verb: 'get',
  path: value,
});
const build = (modes: string[], alwaysAllowPaths?: string[]) =>
  buildAuthorizer(
    { modes, alwaysAllowPaths },
    {
      roles: new FakeLiveView(),
      roleBindings: new FakeLiveView(),
      clusterRoles: new FakeLiveView(),
      clusterRoleBindings: new FakeLiveView(),
    },
  );

// kubernetes/kubernetes pkg/kubeapiserver/authorizer/config.go
describe('buildAuthorizer', () => {
  it.each<[string[], AuthorizerAttributes, Decision, string]>([
    [['RBAC'], path('/metrics'), 'NoOpinion', ''],
    [['RBAC'], path('/metrics', userIn('system:masters')), 'Allow', ''],
    [['RBAC'], path('/readyz'), 'Allow', ''],
    [['RBAC'], path('/readyz/ping'), 'NoOpinion', ''],
    [['Node', 'RBAC'], path('/metrics'), 'NoOpinion', ''],
    [['AlwaysAllow'], path('/metrics'), 'Allow', ''],
    [['AlwaysDeny'], path('/metrics'), 'NoOpinion', 'Everything is forbidden.'],
    [['AlwaysDeny', 'AlwaysAllow'], path('/metrics'), 'Allow', ''],
    [['AlwaysDeny'], path('/metrics', userIn('system:masters')), 'Allow', ''],
  ])('%j on %j: %s', async (modes, attributes, decision, reason) => {
    const { authorizer } = build(modes);
    expect(await authorizer.authorize(attributes, signal)).toEqual({ decision, reason });
  });

  it.each([
    [[], 'at least one authorization-mode must be passed'],
    [['RBAC', 'RBAC'], 'has mode specified more than once'],
    [['Webhook'], 'authorization-mode "Webhook" is not a valid mode'],
  ])('refuses modes %j', (modes, message) => {
    expect(() => build(modes)).toThrow(message);
  });

  // kubernetes/kubernetes plugin/pkg/auth/authorizer/node/node_authorizer.go, RulesFor
  it.each([
    ['alice', [], false],
    ['system:node:n1', ['system:nodes'], true],
  ])('cannot list all rules of nodes: %s', async (name, groups, incomplete) => {
    const user = { ...userIn(...groups), name };
    const rules = await build(['Node', 'RBAC']).ruleResolver.rulesFor(user, 'ns', signal);
    expect(rules).toMatchObject({
      incomplete,
      evaluationError: incomplete ? 'node authorizer does not support user rule resolution' : '',
    });
  });
});

// kubernetes/apiserver pkg/authorization/path/path_test.go
describe('pathAuthorizer', () => {
  it.each<[string[], string, boolean]>([
    [['/healthz'], '/healthz', true],
    [['healthz'], '/healthz', true],
    [['/healthz'], '/healthz/etcd', false],
    [['/healthz/*'], '/healthz/etcd', true],
    [['/healthz*'], '/healthz', true],
    [['/'], '/', true],
    [['/'], '/api', false],
    [['*'], '/anything', true],
    [[], '/', false],
  ])('%j on %s: %s', async (paths, asked, allowed) => {
    const { decision } = await pathAuthorizer(paths).authorize(path(asked), signal);
    expect(decision).toBe(allowed ? 'Allow' : 'NoOpinion');
  });
  it('refuses a star in the middle', () => {
    expect(() => pathAuthorizer(['/a*b'])).toThrow('only trailing * allowed in "a*b"');
  });
});

// kubernetes/apiserver pkg/endpoints/handlers/responsewriters/errors_test.go
describe('forbiddenBy', () => {
  const resource = {
    isResourceRequest: true,
    user: { ...userIn(), name: 'x' },
    verb: 'list',
    group: '',
    version: 'v1',
    resource: 'pods',
    subresource: '',
    namespace: 'default',
    name: '',
  } as const;

  it.each<[string, AuthorizerAttributes, string, string, object]>([
    ['in a namespace', resource, '', 'pods is forbidden: User "x" cannot list resource "pods" in API group "" in the namespace "default"', { kind: 'pods' }],
    ['at the cluster scope', { ...resource, namespace: '', resource: 'nodes' }, '', 'nodes is forbidden: User "x" cannot list resource "nodes" in API group "" at the cluster scope', { kind: 'nodes' }],
    ['with name, group and subresource', { ...resource, verb: 'patch', group: 'apps', resource: 'deployments', subresource: 'scale', name: 'web' }, '', 'deployments.apps "web" is forbidden: User "x" cannot patch resource "deployments/scale" in API group "apps" in the namespace "default"', { name: 'web', group: 'apps', kind: 'deployments' }],
    ['with a reason', resource, 'RBAC: clusterrole.rbac.authorization.k8s.io "r" not found', 'pods is forbidden: User "x" cannot list resource "pods" in API group "" in the namespace "default": RBAC: clusterrole.rbac.authorization.k8s.io "r" not found', { kind: 'pods' }],
    ['a path', path('/metrics', resource.user), '', 'forbidden: User "x" cannot get path "/metrics"', {}],
    ['without markup', path('/<script>&', resource.user), '', 'forbidden: User "x" cannot get path "/&lt;script&gt;&amp;"', {}],
  ])('%s', (_name, attributes, reason, message, details) => {
    expect(forbiddenBy(attributes, reason).status).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason: 'Forbidden',
      details,
      code: 403,
    });
  }); // prettier-ignore
});

// https://pkg.go.dev/strconv#Quote
describe('quote', () => {
  it.each([
    ['plain text', '"plain text"'],
    ['"\\', '"\\"\\\\"'],
    ['\n\t\x00\x7f', '"\\n\\t\\x00\\x7f"'],
    ['größe 世界 😀', '"größe 世界 😀"'],
    ['\u200b\u00a0', '"\\u200b\\u00a0"'],
  ])('%j', (text, want) => {
    expect(quote(text)).toBe(want);
  });
  it('prints lists with spaces between', () => {
    expect(quoteList(['a', 'b'])).toBe('["a" "b"]');
    expect(quoteList([])).toBe('[]');
  });
});
