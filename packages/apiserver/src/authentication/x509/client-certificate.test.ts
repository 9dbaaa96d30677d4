import { createHash } from 'node:crypto';
import { FakeClock } from '@skewplane/apimachinery';
import { beforeAll, describe, expect, it } from 'vitest';
import { testCertificate, type TestCertificate } from '../testing/test-certificates.js';
import { CachedVerifier } from './cached-verifier.js';
import { CertificatePool } from './certificate-pool.js';
import { clientCertificateAuthenticator } from './client-certificate.js';

const { signal } = new AbortController();
let ca: TestCertificate;

beforeAll(async () => {
  ca = await testCertificate({ subject: 'CN=ca', ca: true });
});

async function authenticate(
  subject: string,
  options: { minor?: number; issuer?: TestCertificate } = {},
) {
  const { minor = 36, issuer = ca } = options;
  const clock = new FakeClock(Date.UTC(2026, 5, 1));
  const remaining: number[] = [];
  const authenticator = clientCertificateAuthenticator({
    verifier: new CachedVerifier(new CertificatePool([ca.certificate]), clock),
    clock,
    addCredentialId: minor >= 32,
    parseUid: minor >= 33,
    observeRemainingSeconds: (seconds) => remaining.push(seconds),
  });
  const { certificate } = await testCertificate({ subject, issuer });
  const request = { headers: {}, peerCertificates: [certificate] };
  const first = await authenticator.authenticate(request, signal);
  const again = await authenticator.authenticate(request, signal);
  return { first, again, certificate, remaining };
}

// kubernetes/apiserver pkg/authentication/request/x509/x509.go, CommonNameUserConversion
describe('clientCertificateAuthenticator', () => {
  it('takes the common name as user and organizations as groups', async () => {
    const { first, certificate } = await authenticate('CN=alice, O=dev, O=system:masters');
    const print = createHash('sha256').update(certificate.raw).digest('hex');
    expect(first).toEqual({
      user: {
        name: 'alice',
        uid: '',
        groups: ['dev', 'system:masters'],
        extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${print}`] },
      },
      audiences: [],
      credential: 'client certificate',
    });
  });

  it('gives the same user object to each request with the same certificate', async () => {
    const { first, again } = await authenticate('CN=alice');
    expect(again).toBe(first);
  });

  it('knows no credential id before 1.32', async () => {
    const { first } = await authenticate('CN=alice', { minor: 31 });
    expect(first?.user.extra).toEqual({});
  });

  it.each([
    [33, 'u-1'],
    [32, ''],
  ])('1.%d reads the uid attribute as %j', async (minor, uid) => {
    const { first } = await authenticate('CN=alice, 1.3.6.1.4.1.57683.2=u-1', { minor });
    expect(first?.user.uid).toBe(uid);
  });

  it('refuses two uids', async () => {
    const subject = 'CN=alice, 1.3.6.1.4.1.57683.2=a, 1.3.6.1.4.1.57683.2=b';
    await expect(authenticate(subject)).rejects.toThrow(
      'expected 1 UID, but found multiple: [a b]',
    );
  });

  it('keeps commas and letters of all scripts in names', async () => {
    const { first } = await authenticate('CN=doe\\, jane, O=größe');
    expect(first?.user).toMatchObject({ name: 'doe, jane', groups: ['größe'] });
  });

  it('has no opinion on a certificate without a common name', async () => {
    const { first } = await authenticate('O=dev');
    expect(first).toBeUndefined();
  });

  it('refuses a certificate of another CA, naming only its serial number', async () => {
    const issuer = await testCertificate({ subject: 'CN=ca', ca: true });
    await expect(authenticate('CN=alice', { issuer })).rejects.toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringMatching(
        /^verifying certificate SN=\d+ failed: x509: certificate signed by unknown authority$/,
      ) as string,
    });
  });

  it('reports how long the certificate lives', async () => {
    const { remaining } = await authenticate('CN=alice');
    expect(remaining[0]).toBe((Date.UTC(2027, 0, 1) - Date.UTC(2026, 5, 1)) / 1000);
  });
});
