import { FakeClock, type Immutable, type KubeObject } from '@skewplane/apimachinery';
import { createPrivateKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeLiveView } from '../testing/fake-live-view.js';
import { FakeLoopback } from '../testing/fake-loopback.js';
import { testKeyPair } from '../testing/test-certificates.js';
import { jwtAuthenticator } from './jwt-authenticator.js';
import { parsePublicKeys } from './signing-keys.js';
import { liveTokenGetter } from './token-getter.js';
import { legacyTokenTracker } from './track-legacy-tokens.js';
import { legacyClaimsValidator, legacyIssuer } from './validate-legacy-claims.js';

const { signal } = new AbortController();
let keys: ReturnType<typeof testKeyPair>;
let token: string;
let views: { serviceAccounts: FakeLiveView; secrets: FakeLiveView };

const claims = {
  'kubernetes.io/serviceaccount/namespace': 'ns',
  'kubernetes.io/serviceaccount/secret.name': 'secret',
  'kubernetes.io/serviceaccount/service-account.name': 'sa',
  'kubernetes.io/serviceaccount/service-account.uid': 'sa-uid',
};
const sign = (payload: Record<string, string>, sub = 'system:serviceaccount:ns:sa') =>
  new SignJWT({ ...payload, iss: legacyIssuer, ...(sub === '' ? {} : { sub }) })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(createPrivateKey(keys.privateKey));

beforeAll(async () => {
  keys = testKeyPair('ec');
  token = await sign(claims);
});
beforeEach(() => {
  views = { serviceAccounts: new FakeLiveView(), secrets: new FakeLiveView() };
  putAccount();
  putSecret({});
});

function putAccount(rest: object = {}, metadata: object = {}) {
  views.serviceAccounts.put('serviceaccounts/ns/sa', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'sa', namespace: 'ns', uid: 'sa-uid', ...metadata },
    ...rest,
  });
}
function putSecret(metadata: object, kept = token) {
  views.secrets.put('secrets/ns/secret', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'secret', namespace: 'ns', ...metadata },
    data: { token: Buffer.from(kept).toString('base64') },
  });
}

async function authenticate(offered = token) {
  const warnings: string[] = [];
  const used: Immutable<KubeObject>[] = [];
  const authenticator = jwtAuthenticator({
    issuers: [legacyIssuer],
    keys: parsePublicKeys(keys.publicKey),
    apiAudiences: ['api'],
    validate: legacyClaimsValidator({
      getter: liveTokenGetter({
        ...views,
        pods: new FakeLiveView(),
        nodes: new FakeLiveView(),
        readThrough: async () => undefined,
      }),
      onSecretUsed: (secret) => used.push(secret),
    }),
  });
  const context = { audiences: ['api'], signal, warn: (text: string) => warnings.push(text) };
  const found = await authenticator.authenticateToken(offered, context);
  return { found, warnings, used };
}

// kubernetes/kubernetes pkg/serviceaccount/legacy.go
describe('tokens in secrets', () => {
  it('are good for the audiences of the API server', async () => {
    const { found, warnings, used } = await authenticate();
    expect(found).toEqual({
      user: {
        name: 'system:serviceaccount:ns:sa',
        uid: 'sa-uid',
        groups: ['system:serviceaccounts', 'system:serviceaccounts:ns'],
        extra: {},
      },
      audiences: ['api'],
      credential: 'service account token',
    });
    expect(warnings).toEqual([]);
    expect(used).toHaveLength(1);
  });

  it('warn when the account lists the secret', async () => {
    putAccount({ secrets: [{ name: 'secret' }] });
    expect((await authenticate()).warnings).toEqual([
      'Use tokens from the TokenRequest API or manually created secret-based tokens instead of auto-generated secret-based tokens.',
    ]);
  });

  it.each<[string, () => void]>([
    ['Token has been invalidated', () => { views.secrets.delete('secrets/ns/secret'); }],
    ['Token has been invalidated', () => { putSecret({ deletionTimestamp: '2026-01-01T00:00:00Z' }); }],
    ["Token does not match server's copy", () => { putSecret({}, 'another'); }],
    ['serviceaccounts "sa" not found', () => { views.serviceAccounts.delete('serviceaccounts/ns/sa'); }],
    ['ServiceAccount ns/sa has been deleted', () => { putAccount({}, { deletionTimestamp: '2026-01-01T00:00:00Z' }); }],
    ['ServiceAccount UID (new) does not match claim (sa-uid)', () => { putAccount({}, { uid: 'new' }); }],
    ['has been marked invalid', () => { putSecret({ labels: { 'kubernetes.io/legacy-token-invalid-since': '2026-01-01' } }); }],
  ])('are refused: %s', async (reason, change) => {
    change();
    await expect(authenticate()).rejects.toThrow(reason);
  }); // prettier-ignore

  it.each([
    ['sub claim is missing', claims, ''],
    ['sub claim is invalid', claims, 'system:serviceaccount:ns:other'],
    [
      'secretName claim is missing',
      { ...claims, 'kubernetes.io/serviceaccount/secret.name': '' },
      undefined,
    ],
    [
      'namespace claim is missing',
      { ...claims, 'kubernetes.io/serviceaccount/namespace': '' },
      undefined,
    ],
  ])('are refused: %s', async (reason, payload, sub) => {
    await expect(authenticate(await sign(payload, sub))).rejects.toThrow(reason);
  });
});

describe('legacyTokenTracker', () => {
  const noteUse = async (labels: Record<string, string>) => {
    const loopback = new FakeLoopback();
    const clock = new FakeClock(Date.UTC(2026, 2, 5, 12));
    const errors: unknown[] = [];
    loopback.seed('secrets', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'secret', namespace: 'ns', labels },
    });
    const track = legacyTokenTracker({ loopback, clock, onError: (error) => errors.push(error) });
    const secret = loopback.find('secrets', 'secret', 'ns');
    if (secret !== undefined) track(secret);
    await clock.advance(0);
    expect(errors).toEqual([]);
    return { loopback, labels: loopback.find('secrets', 'secret', 'ns')?.metadata.labels };
  };

  it.each([
    ['never', {}, 1],
    ['yesterday', { 'kubernetes.io/legacy-token-last-used': '2026-03-04' }, 1],
    ['today', { 'kubernetes.io/legacy-token-last-used': '2026-03-05' }, 0],
    ['tomorrow by another clock', { 'kubernetes.io/legacy-token-last-used': '2026-03-06' }, 0],
  ])('last used %s', async (_name, labels, writes) => {
    const noted = await noteUse(labels);
    expect(noted.loopback.writes).toHaveLength(writes);
    if (writes > 0) {
      expect(noted.labels).toEqual({ 'kubernetes.io/legacy-token-last-used': '2026-03-05' });
    }
  });
});
