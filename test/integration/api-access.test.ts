import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEtcd, type TestEtcd } from './etcd.js';
import { startTestServer, type CallOptions, type TestServer } from './server.js';

let etcd: TestEtcd;
let server: TestServer;

const core = '/api/v1/namespaces/default';
const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
const rbacVersion = 'rbac.authorization.k8s.io/v1';

beforeAll(async () => {
  etcd = await startEtcd();
  server = await startTestServer({ minor: 36, etcd });
  const bodies = [
    [
      `${core}/serviceaccounts`,
      { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'robot' } },
    ],
    [
      `${rbac}/roles`,
      {
        apiVersion: rbacVersion,
        kind: 'Role',
        metadata: { name: 'reader' },
        rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }],
      },
    ],
    [
      `${rbac}/rolebindings`,
      {
        apiVersion: rbacVersion,
        kind: 'RoleBinding',
        metadata: { name: 'readers' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
        subjects: [
          { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'alice' },
          { kind: 'ServiceAccount', name: 'robot', namespace: 'default' },
        ],
      },
    ],
  ] as const;
  for (const [path, body] of bodies) {
    expect((await server.request('POST', path, { body })).status).toBe(201);
  }
});

afterAll(async () => {
  await server.close();
  await etcd.close();
});

async function whoAmI(call: CallOptions) {
  const { json } = await server.request(
    'POST',
    '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    {
      ...call,
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
    },
  );
  return (json['status'] as { userInfo: object } | undefined)?.userInfo;
}

// kubernetes/apiserver pkg/endpoints/handlers/responsewriters/errors.go, Forbidden
describe('authorization', () => {
  it.each<[CallOptions['user'], 'GET' | 'POST' | 'DELETE', string, string]>([
    [
      'bob',
      'GET',
      `${core}/secrets/x`,
      'secrets "x" is forbidden: User "bob" cannot get resource "secrets" in API group "" in the namespace "default"',
    ],
    [
      'bob',
      'GET',
      '/apis/apps/v1/deployments',
      'deployments.apps is forbidden: User "bob" cannot list resource "deployments" in API group "apps" at the cluster scope',
    ],
    [
      'alice',
      'DELETE',
      `${core}/configmaps/x`,
      'configmaps "x" is forbidden: User "alice" cannot delete resource "configmaps" in API group "" in the namespace "default"',
    ],
    [
      'alice',
      'POST',
      `${core}/pods/x/eviction`,
      'pods "x" is forbidden: User "alice" cannot create resource "pods/eviction" in API group "" in the namespace "default"',
    ],
    [
      'anonymous',
      'GET',
      '/metrics',
      'forbidden: User "system:anonymous" cannot get path "/metrics"',
    ],
    [
      'anonymous',
      'GET',
      '/api/v1/nodes',
      'nodes is forbidden: User "system:anonymous" cannot list resource "nodes" in API group "" at the cluster scope',
    ],
  ])('refuses %s: %s %s', async (user, method, path, message) => {
    const { status, json } = await server.request(method, path, { user: user ?? 'bob' });
    expect(json).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'Forbidden',
      code: 403,
      message,
    });
    expect(status).toBe(403);
  });

  it('allows what a role allows, and health to all', async () => {
    expect((await server.request('GET', `${core}/configmaps`, { user: 'alice' })).status).toBe(200);
    for (const path of ['/healthz', '/livez', '/readyz', '/version'])
      expect((await server.request('GET', path, { user: 'anonymous' })).status).toBe(200);
  });

  it('knows no wrong token', async () => {
    const { status, json } = await server.request('GET', '/api/v1/pods', {
      user: 'anonymous',
      headers: { authorization: 'Bearer wrong' },
    });
    expect(status).toBe(401);
    expect(json).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
  });
});

// kubernetes/apiserver pkg/endpoints/filters/impersonation.go
describe('impersonation', () => {
  it('acts as another', async () => {
    const user = await whoAmI({
      headers: {
        'impersonate-user': 'carol',
        'impersonate-group': ['g1', 'g2'],
        'impersonate-extra-scopes': 'a',
      },
    });
    expect(user).toEqual({
      username: 'carol',
      groups: ['g1', 'g2', 'system:authenticated'],
      extra: { scopes: ['a'] },
    });
    const refused = await server.request('GET', '/api/v1/nodes', {
      headers: { 'impersonate-user': 'carol' },
    });
    expect(refused.json.message).toContain('User "carol" cannot list resource "nodes"');
  });

  it('needs to be allowed', async () => {
    const { status, json } = await server.request('GET', '/api/v1/nodes', {
      user: 'alice',
      headers: { 'impersonate-user': 'carol' },
    });
    expect(status).toBe(403);
    // The words depend on the way that was tried last: 1.36 has several.
    expect(json.message).toContain('User "alice" cannot impersonate');
  });
});

// kubernetes/apiserver pkg/authentication/request/headerrequest/requestheader.go
describe('front proxy', () => {
  const headers = { 'x-remote-user': 'dora', 'x-remote-group': 'team', 'x-remote-extra-a': 'b' };

  it('speaks for users', async () => {
    expect(await whoAmI({ user: 'front-proxy', headers })).toEqual({
      username: 'dora',
      groups: ['team', 'system:authenticated'],
      extra: { a: ['b'] },
    });
  });

  it.each<[CallOptions['user'], string]>([
    ['admin', 'kubernetes-admin'],
    ['alice', 'alice'],
  ])('is not anybody else: %s', async (user, username) => {
    expect(await whoAmI({ user: user ?? 'admin', headers })).toMatchObject({ username });
  });

  it('is not a stranger', async () => {
    const { json } = await server.request('GET', '/api/v1/nodes', { user: 'anonymous', headers });
    expect(json.message).toContain('User "system:anonymous"');
  });
});

// kubernetes/kubernetes pkg/registry/core/serviceaccount/storage/token.go
describe('tokens of service accounts', () => {
  const request = (spec: object) =>
    server.request('POST', `${core}/serviceaccounts/robot/token`, {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec },
    });

  it('are made, work, and die with the account', async () => {
    const made = await request({ expirationSeconds: 600 });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      kind: 'TokenRequest',
      spec: { expirationSeconds: 600, audiences: ['https://kubernetes.default.svc.cluster.local'] },
      status: { expirationTimestamp: expect.any(String) as string },
    });
    const { token, expirationTimestamp } = made.json['status'] as {
      token: string;
      expirationTimestamp: string;
    };
    const [, claims = ''] = token.split('.');
    const { exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
      exp: number;
      iat: number;
    };
    expect(exp - iat).toBe(600);
    expect(Math.abs(Date.parse(expirationTimestamp) / 1000 - exp)).toBeLessThanOrEqual(1);
    const call: CallOptions = { user: 'anonymous', headers: { authorization: `Bearer ${token}` } };
    expect(await whoAmI(call)).toMatchObject({
      username: 'system:serviceaccount:default:robot',
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    });
    expect((await server.request('GET', `${core}/configmaps`, call)).status).toBe(200);
    const forbidden = await server.request('GET', `${core}/secrets`, call);
    expect(forbidden.json.message).toBe(
      'secrets is forbidden: User "system:serviceaccount:default:robot" cannot list resource "secrets" in API group "" in the namespace "default"',
    );
    expect(server.log()).not.toContain(token);
  });

  it.each<[string, object, number, string]>([
    [
      'too short a life',
      { expirationSeconds: 10 },
      422,
      'spec.expirationSeconds: Invalid value: 10: may not specify a duration less than 10 minutes',
    ],
    ['another audience', { audiences: ['other'] }, 201, ''],
  ])('with %s', async (_case, spec, code, message) => {
    const { status, json, text } = await request(spec);
    expect(status, text).toBe(code);
    if (code !== 201) {
      expect(json.message).toContain(message);
      return;
    }
    const { token } = json['status'] as { token: string };
    const used = await server.request('GET', `${core}/configmaps`, {
      user: 'anonymous',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(used.status).toBe(401);
  });

  it('are refused for nobody', async () => {
    const { status, json } = await server.request('POST', `${core}/serviceaccounts/nobody/token`, {
      body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} },
    });
    expect(status).toBe(404);
    expect(json.message).toBe('serviceaccounts "nobody" not found');
  });
});
