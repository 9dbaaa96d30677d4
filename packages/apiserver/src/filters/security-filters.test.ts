import { FakeClock, StatusError } from '@skewplane/apimachinery';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { AuthenticationError, type Authenticator } from '../authentication/authenticator.js';
import type { Authorizer, AuthorizerAttributes } from '../authorization/authorizer.js';
import type { Filter } from '../request/filter.js';
import { withAuthentication, type AuthenticationFilterDeps } from './authentication.js';
import { withAuthorization } from './authorization.js';
import { withImpersonation } from './impersonation.js';
import { withRequestContext } from './request-context.js';

const clock = new FakeClock();
let app: FastifyInstance | undefined;
afterEach(async () => {
  await app?.close();
  app = undefined;
});

/** A server that answers with what the filters left behind. */
function serve(...filters: Filter[]): FastifyInstance {
  app = fastify();
  app.addHook('onRequest', withRequestContext(clock));
  for (const filter of filters) app.addHook('onRequest', filter);
  app.setErrorHandler(async (error, _request, reply) => {
    if (!(error instanceof StatusError)) throw error;
    return reply.code(error.code).send(error.status);
  });
  app.all('/*', async (request) => ({
    user: request.context.user,
    impersonator: request.context.impersonator?.name,
    authorization: request.context.authorization,
    warnings: request.context.warnings,
    headers: Object.keys(request.raw.headers).sort(),
    rawHeaders: request.raw.rawHeaders.filter((_value, index) => index % 2 === 0).sort(),
  }));
  return app;
}

const alice = { name: 'alice', uid: '', groups: ['dev'], extra: {} };
const asAlice: Filter = async (request) => {
  request.context.user = alice;
};

describe('withAuthentication', () => {
  const attempts: string[] = [];
  const filter = (
    authenticate: Authenticator['authenticate'],
    rest: Partial<AuthenticationFilterDeps> = {},
  ) => {
    attempts.length = 0;
    return withAuthentication({
      authenticator: { authenticate },
      apiAudiences: ['api'],
      clock,
      onAttempt: (result, _durationMs, username) => attempts.push(`${result} ${username}`.trim()),
      ...rest,
    });
  };

  // kubernetes/apiserver pkg/endpoints/filters/authentication_test.go
  it('hands the user on and takes the credentials away', async () => {
    const requestHeader = {
      usernameHeaders: ['X-Custom-User'],
      uidHeaders: [],
      groupHeaders: ['X-Custom-Group'],
      extraHeaderPrefixes: ['X-Custom-Extra-'],
    };
    const server = serve(
      filter(async () => ({ user: alice, audiences: ['api'] }), { requestHeader }),
    );
    const { json } = await server.inject({
      url: '/version',
      headers: {
        authorization: 'Bearer t',
        'x-remote-user': 'a',
        'x-remote-uid': 'a',
        'x-remote-group': ['a', 'b'],
        'x-remote-extra-scopes': 'a',
        'x-custom-user': 'a',
        'x-custom-group': 'a',
        'x-custom-extra-scopes': 'a',
        'x-remote-other': 'stays',
      },
    });
    const kept = ['host', 'user-agent', 'x-remote-other'];
    expect(json()).toMatchObject({ user: alice, headers: kept, rawHeaders: kept });
    expect(attempts).toEqual(['success alice']);
  });

  it('sees repeated headers one by one', async () => {
    let seen: unknown;
    const server = serve(
      filter(async ({ headers }) => {
        seen = headers['x-remote-group'];
        return { user: alice, audiences: [] };
      }),
    );
    await server.inject({ url: '/', headers: { 'x-remote-group': ['a, b', 'c'] } });
    expect(seen).toEqual(['a, b', 'c']);
  });

  it('passes warnings on, each once', async () => {
    const server = serve(
      filter(async ({ warn }) => {
        warn?.('careful');
        warn?.('careful');
        return { user: alice, audiences: [] };
      }),
    );
    expect((await server.inject('/')).json()).toMatchObject({ warnings: ['careful'] });
  });

  it.each<[string, Authenticator['authenticate'], string]>([
    ['nobody knows the caller', async () => undefined, 'failure'],
    ['the credential is bad', async () => { throw new AuthenticationError('secret detail'); }, 'error'],
    ['the token is for somebody else', async () => ({ user: alice, audiences: ['x'] }), 'error'],
  ])('answers 401 when %s', async (_name, authenticate, result) => {
    const answer = await serve(filter(authenticate)).inject('/api/v1/pods');
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    });
    expect(attempts).toEqual([result]);
  }); // prettier-ignore

  it('logs why, but no token', async () => {
    const lines: string[] = [];
    app = fastify({ logger: { level: 'error', stream: { write: (line: string) => lines.push(line) } } });
    app.addHook('onRequest', withRequestContext(clock));
    app.addHook('onRequest', filter(async () => { throw new AuthenticationError('invalid bearer token'); }));
    await app.inject({ url: '/', headers: { authorization: 'Bearer hunter2' } });
    const logged = lines.map((line) => JSON.parse(line) as { msg: string; reason?: string });
    expect(logged[0]).toMatchObject({
      level: 50,
      msg: 'Unable to authenticate the request',
      reason: 'invalid bearer token',
    });
    expect(lines.join('')).not.toContain('hunter2');
  }); // prettier-ignore
});

describe('withAuthorization', () => {
  const asked: AuthorizerAttributes[] = [];
  const decisions: string[] = [];
  const filter = (authorize: Authorizer['authorize']) => {
    asked.length = 0;
    decisions.length = 0;
    const authorizer: Authorizer = {
      authorize: (attributes, signal) => {
        asked.push(attributes);
        return authorize(attributes, signal);
      },
    };
    return withAuthorization({ authorizer, clock, onDecision: (result) => decisions.push(result) });
  };

  // kubernetes/apiserver pkg/endpoints/filters/authorization_test.go
  it.each<[string, object]>([
    ['/api/v1/namespaces/ns/pods/p/log', { isResourceRequest: true, verb: 'get', group: '', version: 'v1', resource: 'pods', subresource: 'log', namespace: 'ns', name: 'p' }],
    ['/apis/apps/v1/deployments?watch=1', { isResourceRequest: true, verb: 'watch', group: 'apps', version: 'v1', resource: 'deployments', subresource: '', namespace: '', name: '' }],
    ['/metrics', { isResourceRequest: false, verb: 'get', path: '/metrics' }],
  ])('asks for %s', async (url, attributes) => {
    await serve(asAlice, filter(async () => ({ decision: 'Allow', reason: '' }))).inject(url);
    expect(asked).toEqual([{ user: alice, ...attributes }]);
  }); // prettier-ignore

  it('notes why it was allowed', async () => {
    const server = serve(
      asAlice,
      filter(async () => ({ decision: 'Allow', reason: 'RBAC: x' })),
    );
    expect((await server.inject('/metrics')).json()).toMatchObject({
      authorization: { decision: 'Allow', reason: 'RBAC: x' },
    });
    expect(decisions).toEqual(['allowed']);
  });

  it.each([
    ['Deny', 'denied'],
    ['NoOpinion', 'no-opinion'],
  ] as const)('answers 403 to %s', async (decision, label) => {
    const server = serve(
      asAlice,
      filter(async () => ({ decision, reason: 'because' })),
    );
    const answer = await server.inject('/api/v1/namespaces/default/pods');
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.json()).toMatchObject({
      message:
        'pods is forbidden: User "alice" cannot list resource "pods" in API group "" in the namespace "default": because',
      details: { kind: 'pods' },
    });
    expect(decisions).toEqual([label]);
  });

  it('answers plain text when the authorizer fails', async () => {
    const server = serve(
      asAlice,
      filter(() => Promise.reject(new Error('no <idea>'))),
    );
    const answer = await server.inject('/metrics?a=1');
    expect(answer.statusCode).toBe(500);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.body).toBe('Internal Server Error: "/metrics?a=1": no &lt;idea&gt;\n');
    expect(decisions).toEqual(['error']);
  });
});

describe('withImpersonation', () => {
  const allow: Authorizer = { authorize: async () => ({ decision: 'Allow', reason: '' }) };
  const refuse: Authorizer = {
    authorize: async () => ({ decision: 'NoOpinion', reason: 'RBAC: no' }),
  };

  // kubernetes/apiserver pkg/endpoints/filters/impersonation/impersonation_test.go
  it('acts as the other user and takes the headers away', async () => {
    const answer = await serve(asAlice, withImpersonation({ authorizer: allow, minor: 34 })).inject(
      {
        url: '/api/v1/pods',
        headers: {
          'impersonate-user': 'bob',
          'impersonate-group': ['a, b', 'c'],
          'impersonate-uid': '7',
          'impersonate-extra-acme.com%2fproject': ['x', 'y'],
        },
      },
    );
    expect(answer.json()).toMatchObject({
      user: {
        name: 'bob',
        uid: '7',
        groups: ['a, b', 'c', 'system:authenticated'],
        extra: { 'acme.com/project': ['x', 'y'] },
      },
      impersonator: 'alice',
      headers: ['host', 'user-agent'],
      rawHeaders: ['host', 'user-agent'],
    });
  });

  it('leaves other requests alone', async () => {
    const server = serve(asAlice, withImpersonation({ authorizer: refuse, minor: 36 }));
    const body = (await server.inject('/version')).json<Record<string, unknown>>();
    expect(body['user']).toEqual(alice);
    expect(body['impersonator']).toBeUndefined();
  });

  it.each([
    [34, 'users "bob" is forbidden: User "alice" cannot impersonate resource "users" in API group "" at the cluster scope: RBAC: no'],
    [36, 'forbidden: User "alice" cannot impersonate-on:user-info:get path "/version": RBAC: no'],
  ])('1.%d answers 403', async (minor, message) => {
    const answer = await serve(asAlice, withImpersonation({ authorizer: refuse, minor })).inject({
      url: '/version',
      headers: { 'impersonate-user': 'bob' },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.json()).toMatchObject({ message });
  }); // prettier-ignore

  const headers = {
    'impersonate-group': 'g',
    'impersonate-extra-scopes': 's',
    'impersonate-uid': '7',
  };
  it("is the server's error without a user up to 1.34", async () => {
    const server = serve(asAlice, withImpersonation({ authorizer: allow, minor: 34 }));
    const answer = await server.inject({ url: '/version', headers });
    expect(answer.statusCode).toBe(500);
    expect(answer.body).toBe(
      'Internal Server Error: "/version": requested [{Group  g    } {UserExtra  s  authentication.k8s.io/v1  scopes} {UID  7  authentication.k8s.io/v1  }] without impersonating a user\n',
    );
  });

  it.each([
    [35, 'requested [{Group  g    } {UserExtra  s  authentication.k8s.io/v1  scopes} {UID  7  authentication.k8s.io/v1  }] without impersonating a user'],
    [36, 'requested &user.DefaultInfo{Name:"", UID:"7", Groups:[]string{"g"}, Extra:map[string][]string{"scopes":[]string{"s"}}} without impersonating a user name'],
  ])('is the client\'s error without a user in 1.%d', async (minor, message) => {
    const server = serve(asAlice, withImpersonation({ authorizer: allow, minor }));
    const answer = await server.inject({ url: '/version', headers });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ reason: 'BadRequest', message });
  }); // prettier-ignore
});
