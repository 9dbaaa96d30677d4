import { FakeClock, type KubeObject } from '@skewplane/apimachinery';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { createPrivateKey } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeLiveView } from '../testing/fake-live-view.js';
import { testKeyPair } from '../testing/test-certificates.js';
import type { TokenAuthenticator } from '../token-authenticator.js';
import { createToken, type TokenRequestDeps, type TokenRequestTarget } from './create-token.js';
import { jwtAuthenticator } from './jwt-authenticator.js';
import { parsePublicKeys, parseSigningKey } from './signing-keys.js';
import { liveTokenGetter } from './token-getter.js';
import { TokenIssuer } from './token-issuer.js';
import { claimsValidator } from './validate-claims.js';

type KeyPem = ReturnType<typeof testKeyPair>;
const { signal } = new AbortController();
const nowMs = Date.UTC(2026, 0, 1);
const issuer = 'https://kubernetes.default.svc';
let rsa: KeyPem;
let ec: KeyPem;
let otherEc: KeyPem;

beforeAll(() => {
  rsa = testKeyPair('rsa');
  ec = testKeyPair('ec');
  otherEc = testKeyPair('ec');
});

const object = (kind: string, name: string, uid: string, rest: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, uid, namespace: 'ns' },
  ...rest,
});

/** A namespace with one service account, pod, node and secret. */
function plane() {
  const clock = new FakeClock(nowMs);
  const views = {
    serviceAccounts: new FakeLiveView(),
    pods: new FakeLiveView(),
    secrets: new FakeLiveView(),
    nodes: new FakeLiveView(),
  };
  const inStorageOnly = new FakeLiveView();
  views.serviceAccounts.put('serviceaccounts/ns/sa', object('ServiceAccount', 'sa', 'sa-uid'));
  views.pods.put(
    'pods/ns/pod',
    object('Pod', 'pod', 'pod-uid', { spec: { serviceAccountName: 'sa', nodeName: 'node' } }),
  );
  views.secrets.put('secrets/ns/secret', object('Secret', 'secret', 'secret-uid'));
  views.nodes.put('minions/node', object('Node', 'node', 'node-uid'));
  const getter = liveTokenGetter({
    ...views,
    readThrough: async (key) => inStorageOnly.get(key),
  });
  return { clock, views, inStorageOnly, getter };
}

let world: ReturnType<typeof plane>;
beforeEach(() => {
  world = plane();
});

function authenticatorFor(keys: string = ec.publicKey): TokenAuthenticator & { used: string[] } {
  const used: string[] = [];
  return {
    used,
    ...jwtAuthenticator({
      issuers: [issuer, 'https://old.example'],
      keys: parsePublicKeys(keys),
      apiAudiences: ['api'],
      validate: claimsValidator({
        getter: world.getter,
        clock: world.clock,
        onTokenUsed: (state) => used.push(state),
      }),
    }),
  };
}

async function request(
  spec: object = {},
  overrides: Partial<TokenRequestDeps & TokenRequestTarget> & {
    metadata?: object;
    key?: string;
  } = {},
) {
  const { metadata = {}, key = ec.privateKey, ...rest } = overrides;
  const warnings: string[] = [];
  const body = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata,
    spec: { audiences: [], ...spec },
  };
  const deps: TokenRequestDeps = {
    issuer: new TokenIssuer(issuer, parseSigningKey(key), world.clock),
    getter: world.getter,
    clock: world.clock,
    apiAudiences: ['api'],
    maxExpirationSeconds: undefined,
    extendExpiration: true,
    minor: 36,
    ...rest,
  };
  const target = {
    namespace: 'ns',
    name: 'sa',
    warn: (text: string) => warnings.push(text),
    ...rest,
  };
  const answer = await createToken(body, target, deps);
  const status = answer['status'] as { token: string; expirationTimestamp: string };
  return { answer, warnings, ...status, claims: decodeJwt(status.token) };
}

const authenticate = (token: string, audiences: string[] | undefined = ['api'], keys?: string) =>
  authenticatorFor(keys).authenticateToken(token, { audiences, signal, warn: () => undefined });
const podRef = { kind: 'Pod', apiVersion: 'v1', name: 'pod' };

// kubernetes/kubernetes pkg/registry/core/serviceaccount/storage/token.go
describe('createToken', () => {
  it('says what upstream says, in its order', async () => {
    const { token, claims, answer } = await request({ boundObjectRef: podRef });
    const seconds = nowMs / 1000;
    expect(Object.keys(claims)).toEqual([
      'aud', 'exp', 'iat', 'iss', 'jti', 'kubernetes.io', 'nbf', 'sub',
    ]); // prettier-ignore
    expect(claims).toMatchObject({
      aud: ['api'],
      exp: seconds + 3600,
      iat: seconds,
      iss: issuer,
      'kubernetes.io': {
        namespace: 'ns',
        node: { name: 'node', uid: 'node-uid' },
        pod: { name: 'pod', uid: 'pod-uid' },
        serviceaccount: { name: 'sa', uid: 'sa-uid' },
      },
      nbf: seconds,
      sub: 'system:serviceaccount:ns:sa',
    });
    expect(decodeProtectedHeader(token)).toEqual({
      alg: 'ES256',
      kid: parsePublicKeys(ec.publicKey)[0]?.id,
    });
    expect(answer).toMatchObject({
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      metadata: { name: 'sa', namespace: 'ns', creationTimestamp: '2026-01-01T00:00:00Z' },
      spec: { audiences: ['api'], expirationSeconds: 3600, boundObjectRef: podRef },
      status: { expirationTimestamp: '2026-01-01T01:00:00Z' },
    });
  });

  it('writes null for no bound object', async () => {
    const { answer } = await request();
    expect(answer['spec']).toEqual({
      audiences: ['api'],
      expirationSeconds: 3600,
      boundObjectRef: null,
    });
  });

  it.each([
    [
      'extended for pods',
      { boundObjectRef: podRef, expirationSeconds: 3607 },
      true,
      31_536_000,
      3607,
    ],
    [
      'not extended when off',
      { boundObjectRef: podRef, expirationSeconds: 3607 },
      false,
      3607,
      undefined,
    ],
    ['not without a pod', { expirationSeconds: 3607 }, true, 3607, undefined],
    [
      'not for foreign audiences',
      { boundObjectRef: podRef, expirationSeconds: 3607, audiences: ['vault'] },
      true,
      3607,
      undefined,
    ],
  ])('lifetime %s', async (_name, spec, extendExpiration, lifetime, warnAfter) => {
    const { claims, expirationTimestamp } = await request(spec, { extendExpiration });
    const seconds = nowMs / 1000;
    expect(claims.exp).toBe(seconds + lifetime);
    const own = claims['kubernetes.io'] as { warnafter?: number };
    expect(own.warnafter).toBe(warnAfter === undefined ? undefined : seconds + warnAfter);
    expect(expirationTimestamp).toBe('2026-01-01T01:00:07Z');
  });

  it('shortens to the limit, with a warning', async () => {
    const { claims, warnings, answer } = await request(
      { expirationSeconds: 7200 },
      { maxExpirationSeconds: 3600 },
    );
    expect(claims.exp).toBe(nowMs / 1000 + 3600);
    expect(answer).toMatchObject({ spec: { expirationSeconds: 3600 } });
    expect(warnings).toEqual(['requested expiration of 7200 seconds shortened to 3600 seconds']);
  });

  it.each<[string, object, object, number, string]>([
    [
      'too short', { expirationSeconds: 599 }, {}, 422,
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes',
    ],
    [
      'too long', { expirationSeconds: 2 ** 32 + 1 }, {}, 422,
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
    ],
    [
      'another name', {}, { metadata: { name: 'x' } }, 422,
      'TokenRequest.authentication.k8s.io "sa" is invalid: metadata.name: Invalid value: "x": must match the service account name if specified',
    ],
    [
      'another namespace', {}, { metadata: { namespace: 'x' } }, 422,
      'TokenRequest.authentication.k8s.io "sa" is invalid: metadata.namespace: Invalid value: "x": must match the service account namespace if specified',
    ],
    ['no such account', {}, { name: 'gone' }, 404, 'serviceaccounts "gone" not found'],
    [
      'uid of an older account', {}, { metadata: { uid: 'old' } }, 409,
      'Operation cannot be fulfilled on TokenRequest.authentication.k8s.io "sa": the UID in the token request (old) does not match the UID of the service account (sa-uid)',
    ],
    ['no such pod', { boundObjectRef: { ...podRef, name: 'x' } }, {}, 404, 'pods "x" not found'],
    [
      'uid of an older pod', { boundObjectRef: { ...podRef, uid: 'old' } }, {}, 409,
      'Operation cannot be fulfilled on Pod "pod": the UID in the bound object reference (old) does not match the UID in record. The object might have been deleted and then recreated',
    ],
    [
      'unbindable kind', { boundObjectRef: { kind: 'Deployment', apiVersion: 'apps/v1', name: 'x' } }, {}, 400,
      'cannot bind token to object of type apps/v1, Kind=Deployment',
    ],
    [
      'node before 1.31', { boundObjectRef: { kind: 'Node', apiVersion: 'v1', name: 'node' } }, { minor: 30 }, 400,
      'cannot bind token to a Node object as the "ServiceAccountTokenNodeBinding" feature-gate is disabled',
    ],
  ])('refuses: %s', async (_name, spec, overrides, code, message) => {
    const refused = await request(spec, overrides).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code, message });
  }); // prettier-ignore

  it('refuses a pod of another account', async () => {
    const spec = { serviceAccountName: 'other' };
    world.views.pods.put('pods/ns/pod', object('Pod', 'pod', 'pod-uid', { spec }));
    await expect(request({ boundObjectRef: podRef })).rejects.toMatchObject({
      code: 400,
      message:
        'cannot bind token for serviceaccount "sa" to pod running with different serviceaccount name.',
    });
  });

  it.each([
    [33, undefined],
    [34, 'sa-uid'],
  ])('1.%d answers with uid %j', async (minor, uid) => {
    const { answer } = await request({}, { minor });
    expect(answer.metadata.uid).toBe(uid);
  });

  it('only notes another uid before 1.34', async () => {
    const notes: string[] = [];
    await request(
      {},
      { minor: 33, metadata: { uid: 'old' }, annotate: (key: string) => notes.push(key) },
    );
    expect(notes).toContain('authentication.k8s.io/token-request-uid-mismatch');
  });

  it('names a node that is gone without a uid', async () => {
    world.views.nodes.delete('minions/node');
    const { claims } = await request({ boundObjectRef: podRef });
    expect(claims['kubernetes.io']).toMatchObject({ node: { name: 'node' } });
  });
});

// kubernetes/kubernetes pkg/serviceaccount/claims_test.go, jwt_test.go
describe('tokens of the TokenRequest API', () => {
  it('make a service account with what the token is bound to', async () => {
    const { token, claims } = await request({ boundObjectRef: podRef });
    expect(await authenticate(token)).toEqual({
      user: {
        name: 'system:serviceaccount:ns:sa',
        uid: 'sa-uid',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:ns'],
        extra: {
          'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti ?? ''}`],
          'authentication.kubernetes.io/node-name': ['node'],
          'authentication.kubernetes.io/node-uid': ['node-uid'],
          'authentication.kubernetes.io/pod-name': ['pod'],
          'authentication.kubernetes.io/pod-uid': ['pod-uid'],
        },
      },
      audiences: ['api'],
      credential: 'service account token',
    });
  });

  it('are accepted when signed with any of several keys, RSA too', async () => {
    const { token } = await request({}, { key: rsa.privateKey });
    const found = await authenticate(token, ['api'], `${otherEc.publicKey}\n${rsa.publicKey}`);
    expect(found?.user.name).toBe('system:serviceaccount:ns:sa');
  });

  it('are accepted with another key that the token does not name', async () => {
    const key = createPrivateKey(ec.privateKey);
    const { claims } = await request();
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256' }).sign(key);
    const found = await authenticate(token, ['api'], `${otherEc.publicKey}\n${ec.publicKey}`);
    expect(found).toBeDefined();
  });

  it('are found good when only storage knows the account yet', async () => {
    const { token } = await request();
    const account = world.views.serviceAccounts.get('serviceaccounts/ns/sa')?.copy();
    world.views.serviceAccounts.delete('serviceaccounts/ns/sa');
    await expect(authenticate(token)).rejects.toThrow('serviceaccounts "sa" not found');
    if (account !== undefined) world.inStorageOnly.put('serviceaccounts/ns/sa', account);
    expect(await authenticate(token)).toBeDefined();
  });

  it.each([
    ['a foreign issuer', 'https://elsewhere'],
    ['no issuer', ''],
  ])("are somebody else's with %s", async (_name, iss) => {
    const key = createPrivateKey(ec.privateKey);
    const token = await new SignJWT({ iss }).setProtectedHeader({ alg: 'ES256' }).sign(key);
    expect(await authenticate(token)).toBeUndefined();
  });

  it.each([['not.a.jwt'], ['x'], [''], ['{"a":1}'], ['a.b.c.d.e']])(
    '%j is no such token',
    async (token) => {
      expect(await authenticate(token)).toBeUndefined();
    },
  );

  it('are refused when signed by somebody else under our key id', async () => {
    const kid = parsePublicKeys(ec.publicKey)[0]?.id ?? '';
    const forged = await new SignJWT({ iss: issuer, sub: 'system:serviceaccount:ns:sa' })
      .setProtectedHeader({ alg: 'ES256', kid })
      .sign(createPrivateKey(otherEc.privateKey));
    await expect(authenticate(forged)).rejects.toThrow('error in cryptographic primitive');
  });

  it('are refused without a signature', async () => {
    const { claims } = await request();
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${encode({ alg: 'none' })}.${encode(claims)}.`;
    await expect(authenticate(unsigned)).rejects.toThrow('error in cryptographic primitive');
  });

  it('are refused with a public key used as a secret', async () => {
    const { claims } = await request();
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(ec.publicKey));
    await expect(authenticate(forged)).rejects.toThrow('error in cryptographic primitive');
  });

  it('are refused with an unknown key id', async () => {
    const { token } = await request();
    await expect(authenticate(token, ['api'], otherEc.publicKey)).rejects.toThrow(
      'invalid signature, no keys found',
    );
  });

  it('are refused for another audience', async () => {
    const { token } = await request({ audiences: ['vault'] });
    await expect(authenticate(token)).rejects.toThrow(
      'token audiences ["vault"] is invalid for the target audiences ["api"]',
    );
    expect((await authenticate(token, ['vault', 'x']))?.audiences).toEqual(['vault']);
  });

  it.each([
    ['live an hour', 3600, true],
    ['and a minute of leeway', 3660, true],
    ['no longer', 3661, false],
  ])('%s', async (_name, seconds, good) => {
    const { token } = await request();
    await world.clock.advance(seconds * 1000);
    if (good) expect(await authenticate(token)).toBeDefined();
    else await expect(authenticate(token)).rejects.toThrow('service account token has expired');
  });

  it('are refused before their time', async () => {
    await world.clock.advance(61_000);
    const { token } = await request();
    world.clock = new FakeClock(nowMs - 1_000);
    await expect(authenticate(token)).rejects.toThrow('service account token is not valid yet');
  });

  it('count as stale after their extended warning time', async () => {
    const { token } = await request({ boundObjectRef: podRef, expirationSeconds: 3607 });
    const authenticator = authenticatorFor();
    const context = { audiences: ['api'], signal, warn: () => undefined };
    await authenticator.authenticateToken(token, context);
    await world.clock.advance(3_608_000);
    await authenticator.authenticateToken(token, context);
    expect(authenticator.used).toEqual(['valid', 'stale']);
  });

  const deleted = (secondsAgo: number) => ({
    metadata: {
      name: 'x',
      namespace: 'ns',
      uid: 'x',
      deletionTimestamp: new Date(nowMs - secondsAgo * 1000).toISOString(),
    },
  });
  it.each<[string, object, () => void, string | undefined]>([
    ['the account is gone', {}, () => { world.views.serviceAccounts.delete('serviceaccounts/ns/sa'); }, 'serviceaccounts "sa" not found'],
    ['the account was made anew', {}, () => { world.views.serviceAccounts.put('serviceaccounts/ns/sa', object('ServiceAccount', 'sa', 'new')); }, 'service account UID (new) does not match claim (sa-uid)'],
    ['the pod is gone', { boundObjectRef: podRef }, () => { world.views.pods.delete('pods/ns/pod'); }, 'service account token has been invalidated'],
    ['the pod was made anew', { boundObjectRef: podRef }, () => { world.views.pods.put('pods/ns/pod', object('Pod', 'pod', 'new')); }, 'pod UID (new) does not match service account pod ref claim (pod-uid)'],
    ['the secret is gone', { boundObjectRef: { kind: 'Secret', apiVersion: 'v1', name: 'secret' } }, () => { world.views.secrets.delete('secrets/ns/secret'); }, 'service account token has been invalidated'],
    ['the secret was made anew', { boundObjectRef: { kind: 'Secret', apiVersion: 'v1', name: 'secret' } }, () => { world.views.secrets.put('secrets/ns/secret', object('Secret', 'secret', 'new')); }, 'secret UID (new) does not match service account secret ref claim (secret-uid)'],
    ['the node is gone', { boundObjectRef: { kind: 'Node', apiVersion: 'v1', name: 'node' } }, () => { world.views.nodes.delete('minions/node'); }, 'service account token has been invalidated'],
    ['a pod\'s node is gone', { boundObjectRef: podRef }, () => { world.views.nodes.delete('minions/node'); }, undefined],
    ['the account is being deleted', {}, () => { world.views.serviceAccounts.put('serviceaccounts/ns/sa', { ...object('ServiceAccount', 'sa', 'sa-uid'), metadata: { ...deleted(60).metadata, name: 'sa', uid: 'sa-uid' } }); }, undefined],
    ['the account is being deleted for long', {}, () => { world.views.serviceAccounts.put('serviceaccounts/ns/sa', { ...object('ServiceAccount', 'sa', 'sa-uid'), metadata: { ...deleted(61).metadata, name: 'sa', uid: 'sa-uid' } }); }, 'service account ns/sa has been deleted'],
  ])('when %s', async (_name, spec, change, reason) => {
    const { token } = await request(spec);
    change();
    if (reason === undefined) expect(await authenticate(token)).toBeDefined();
    else await expect(authenticate(token)).rejects.toThrow(reason);
  }); // prettier-ignore
});
