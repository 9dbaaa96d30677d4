import { FakeClock } from '@skewplane/apimachinery';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AuthenticationRequest } from './authenticator.js';
import { requestHeaderAuthenticator } from './request-header.js';
import { testCertificate, type TestCertificate } from './testing/test-certificates.js';
import { CachedVerifier } from './x509/cached-verifier.js';
import { CertificatePool } from './x509/certificate-pool.js';

const { signal } = new AbortController();
let ca: TestCertificate;
let proxy: TestCertificate;
let stranger: TestCertificate;
let otherName: TestCertificate;

beforeAll(async () => {
  ca = await testCertificate({ subject: 'CN=front-proxy-ca', ca: true });
  proxy = await testCertificate({ subject: 'CN=front-proxy-client', issuer: ca });
  otherName = await testCertificate({ subject: 'CN=somebody', issuer: ca });
  stranger = await testCertificate({ subject: 'CN=front-proxy-client' });
});

function authenticate(
  headers: AuthenticationRequest['headers'],
  client: TestCertificate | 'none' = proxy,
  allowedNames: string[] = ['front-proxy-client'],
) {
  const authenticator = requestHeaderAuthenticator({
    verifier: new CachedVerifier(
      new CertificatePool([ca.certificate]),
      new FakeClock(Date.UTC(2026, 5, 1)),
    ),
    allowedNames,
    apiAudiences: ['api'],
    usernameHeaders: ['X-Remote-User', 'X-Other-User'],
    uidHeaders: ['X-Remote-Uid'],
    groupHeaders: ['X-Remote-Group', 'X-Other-Group'],
    extraHeaderPrefixes: ['X-Remote-Extra-'],
  });
  const peerCertificates = client === 'none' ? undefined : [client.certificate];
  return authenticator.authenticate({ headers, peerCertificates, audiences: ['api'] }, signal);
}

// kubernetes/apiserver pkg/authentication/request/headerrequest/requestheader_test.go; spec 3.7
describe('requestHeaderAuthenticator', () => {
  it('takes user, uid, groups and extra from the headers', async () => {
    const found = await authenticate({
      'x-remote-user': 'alice',
      'x-remote-uid': '42',
      'x-remote-group': ['dev, ops', '', 'system:authenticated'],
      'x-other-group': 'more',
      'x-remote-extra-scopes': ['a', 'b'],
      'x-remote-extra-acme.com%2fproject': 'p',
      'x-remote-extra-bad%zz': 'kept',
    });
    expect(found).toEqual({
      user: {
        name: 'alice',
        uid: '42',
        groups: ['dev, ops', 'system:authenticated', 'more'],
        extra: { scopes: ['a', 'b'], 'acme.com/project': ['p'], 'bad%zz': ['kept'] },
      },
      audiences: ['api'],
      credential: 'front proxy certificate',
    });
  });

  it.each([
    ['first name header wins', { 'x-remote-user': 'a', 'x-other-user': 'b' }, 'a'],
    ['an empty one does not', { 'x-remote-user': '', 'x-other-user': 'b' }, 'b'],
    ['the first of several values', { 'x-remote-user': ['a', 'b'] }, 'a'],
  ])('%s', async (_name, headers, want) => {
    expect((await authenticate(headers))?.user.name).toBe(want);
  });

  it('has no opinion without a user header, even about a good certificate', async () => {
    expect(await authenticate({ 'x-remote-group': 'dev' })).toBeUndefined();
  });

  it('never believes headers without a certificate', async () => {
    expect(await authenticate({ 'x-remote-user': 'root' }, 'none', [])).toBeUndefined();
  });

  it('refuses a certificate of another CA', async () => {
    await expect(authenticate({ 'x-remote-user': 'root' }, stranger)).rejects.toThrow(
      'x509: certificate signed by unknown authority',
    );
  });

  it('refuses a name that is not allowed', async () => {
    await expect(authenticate({ 'x-remote-user': 'root' }, otherName)).rejects.toThrow(
      'x509: subject with cn=somebody is not in the allowed list',
    );
  });

  it('takes any name of the CA when none is listed', async () => {
    expect((await authenticate({ 'x-remote-user': 'a' }, otherName, []))?.user.name).toBe('a');
  });
});
