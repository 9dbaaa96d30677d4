import { X509Certificate } from 'node:crypto';
import { FakeClock, StatusError } from '@skewplane/apimachinery';
import fastify, { type FastifyInstance } from 'fastify';
import { Agent, request as send } from 'undici';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildAuthenticator } from '../authentication/build-authenticator.js';
import { FakeLiveView } from '../authentication/testing/fake-live-view.js';
import { liveTokenGetter } from '../authentication/service-account/token-getter.js';
import {
  serverAuth,
  testCertificate,
  type TestCertificate,
} from '../authentication/testing/test-certificates.js';
import { withAuthentication } from './authentication.js';
import { withRequestContext } from './request-context.js';

const clock = new FakeClock(Date.UTC(2026, 5, 1));
let ca: TestCertificate;
let frontProxyCa: TestCertificate;
let serving: TestCertificate;
const opened: { close(): Promise<unknown> }[] = [];

beforeAll(async () => {
  ca = await testCertificate({ subject: 'CN=ca', ca: true });
  frontProxyCa = await testCertificate({ subject: 'CN=front-proxy-ca', ca: true });
  serving = await testCertificate({ subject: 'CN=localhost', usages: [serverAuth] });
});
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function keyOf({ keys }: TestCertificate): Promise<string> {
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

/** Serves HTTPS as the API server does: asks for a certificate, lets everybody connect. */
async function serve(): Promise<string> {
  const none = new FakeLiveView();
  const authenticator = buildAuthenticator(
    {
      minor: 36,
      clientCa: ca.pem,
      requestHeader: {
        clientCa: frontProxyCa.pem,
        allowedNames: ['front-proxy-client'],
        usernameHeaders: ['X-Remote-User'],
        uidHeaders: ['X-Remote-Uid'],
        groupHeaders: ['X-Remote-Group'],
        extraHeaderPrefixes: ['X-Remote-Extra-'],
      },
      tokenAuthFile: 'good,tess,1,"a,b"\n',
      serviceAccount: { issuers: [], publicKeys: [], apiAudiences: ['api'] },
      anonymousAuth: true,
    },
    {
      clock,
      tokenGetter: liveTokenGetter({
        serviceAccounts: none,
        secrets: none,
        pods: none,
        nodes: none,
        readThrough: async () => undefined,
      }),
      onWarning: (text) => {
        throw new Error(text);
      },
    },
  );
  const app = fastify({
    https: {
      key: await keyOf(serving),
      cert: serving.pem,
      requestCert: true,
      rejectUnauthorized: false,
    },
  }) as unknown as FastifyInstance;
  opened.push(app);
  app.addHook('onRequest', withRequestContext(clock));
  app.addHook('onRequest', withAuthentication({ authenticator, apiAudiences: ['api'], clock }));
  app.setErrorHandler(async (error, _request, reply) => {
    if (!(error instanceof StatusError)) throw error;
    return reply.code(error.code).send(error.status);
  });
  app.get('/', async (request) => request.context.user);
  return app.listen({ host: '127.0.0.1', port: 0 });
}

/** One connection, kept alive. */
async function connect(client?: TestCertificate, ...intermediates: TestCertificate[]) {
  const url = await serve();
  const identity =
    client === undefined
      ? {}
      : {
          cert: [client, ...intermediates].map(({ pem }) => pem).join('\n'),
          key: await keyOf(client),
        };
  const agent = new Agent({ connections: 1, connect: { rejectUnauthorized: false, ...identity } });
  opened.push(agent);
  return async (headers: Record<string, string> = {}) => {
    const { statusCode, body } = await send(url, { dispatcher: agent, headers });
    return { statusCode, body: (await body.json()) as Record<string, unknown> };
  };
}

describe('client certificates over TLS', () => {
  it('name the user, also with an intermediate that the client sends', async () => {
    const middle = await testCertificate({ subject: 'CN=middle', ca: true, issuer: ca });
    const alice = await testCertificate({ subject: 'CN=alice, O=dev', issuer: middle });
    const get = await connect(alice, middle);
    expect((await get()).body).toMatchObject({
      name: 'alice',
      groups: ['dev', 'system:authenticated'],
    });
  });

  it('are verified once for a connection', async () => {
    const get = await connect(await testCertificate({ subject: 'CN=alice', issuer: ca }));
    await get();
    const verify = vi.spyOn(X509Certificate.prototype, 'verify');
    const legacy = vi.spyOn(X509Certificate.prototype, 'toLegacyObject');
    try {
      for (let count = 0; count < 20; count++) expect((await get()).statusCode).toBe(200);
      expect(verify).not.toHaveBeenCalled();
      expect(legacy).not.toHaveBeenCalled();
    } finally {
      verify.mockRestore();
      legacy.mockRestore();
    }
  });

  it('of nobody we know are refused, not anonymous', async () => {
    const get = await connect(await testCertificate({ subject: 'CN=alice' }));
    expect((await get()).statusCode).toBe(401);
  });

  it('of a front proxy speak for others', async () => {
    const proxy = await testCertificate({ subject: 'CN=front-proxy-client', issuer: frontProxyCa });
    const get = await connect(proxy);
    expect((await get({ 'X-Remote-User': 'bob', 'X-Remote-Group': 'g' })).body).toMatchObject({
      name: 'bob',
      groups: ['g', 'system:authenticated'],
    });
    // Spec 3.6.2: without a user header nobody vouches for the certificate.
    expect((await get()).statusCode).toBe(401);
  });

  it('of users do not speak for others', async () => {
    const get = await connect(await testCertificate({ subject: 'CN=alice', issuer: ca }));
    expect((await get({ 'X-Remote-User': 'root' })).body).toMatchObject({ name: 'alice' });
  });
});

describe('without a certificate', () => {
  it.each([
    ['nothing is anonymous', {}, 200, 'system:anonymous'],
    ['a good token counts', { authorization: 'Bearer good' }, 200, 'tess'],
    ['a bad token is refused', { authorization: 'Bearer bad' }, 401, undefined],
    ['user headers count for nothing', { 'X-Remote-User': 'root' }, 200, 'system:anonymous'],
  ])('%s', async (_name, headers, statusCode, name) => {
    const get = await connect();
    const answer = await get(headers);
    expect(answer.statusCode).toBe(statusCode);
    expect(answer.body['name']).toBe(name);
  });
});
