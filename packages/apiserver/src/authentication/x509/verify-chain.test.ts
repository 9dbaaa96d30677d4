import { FakeClock } from '@skewplane/apimachinery';
import { beforeAll, describe, expect, it } from 'vitest';
import { serverAuth, testCertificate, type TestCertificate } from '../testing/test-certificates.js';
import { CachedVerifier } from './cached-verifier.js';
import { CertificatePool } from './certificate-pool.js';
import { verifyChain } from './verify-chain.js';

const nowMs = Date.UTC(2026, 5, 1);
let ca: TestCertificate;
let impostor: TestCertificate;
let intermediate: TestCertificate;
let roots: CertificatePool;

beforeAll(async () => {
  ca = await testCertificate({ subject: 'CN=ca', ca: true });
  impostor = await testCertificate({ subject: 'CN=ca', ca: true });
  intermediate = await testCertificate({ subject: 'CN=middle', ca: true, issuer: ca });
  roots = CertificatePool.fromPem(`some text\n${ca.pem}\n`);
});

// kubernetes/apiserver pkg/authentication/request/x509/x509_test.go
describe('verifyChain', () => {
  const leaf = (spec: Partial<Parameters<typeof testCertificate>[0]> = {}) =>
    testCertificate({ subject: 'CN=alice', issuer: ca, ...spec });
  const verify = (...chain: TestCertificate[]) =>
    verifyChain(
      chain.map(({ certificate }) => certificate),
      roots,
      nowMs,
    );

  it('accepts what the CA signed', async () => {
    const alice = await leaf();
    const { chain, notAfterMs } = verify(alice);
    expect(chain.map(({ subject }) => subject)).toEqual(['CN=alice', 'CN=ca']);
    expect(notAfterMs).toBe(Date.UTC(2027, 0, 1));
  });

  it('follows intermediates that the client sends, in any order', async () => {
    const deeper = await testCertificate({ subject: 'CN=deep', ca: true, issuer: intermediate });
    const alice = await leaf({ issuer: deeper });
    expect(verify(alice, intermediate, deeper).chain).toHaveLength(4);
  });

  it('accepts a trusted certificate itself', () => {
    expect(verify(ca).chain).toHaveLength(1);
  });

  it.each<[string, () => Promise<TestCertificate>, string]>([
    [
      'another CA',
      () => leaf({ issuer: impostor }),
      'x509: certificate signed by unknown authority',
    ],
    [
      'a missing intermediate',
      () => leaf({ issuer: intermediate }),
      'x509: certificate signed by unknown authority',
    ],
    [
      'an expired certificate',
      () => leaf({ notAfter: new Date('2026-05-31T00:00:00Z') }),
      'x509: certificate has expired or is not yet valid: current time 2026-06-01T00:00:00Z is after 2026-05-31T00:00:00Z',
    ],
    [
      'one from the future',
      () => leaf({ notBefore: new Date('2026-06-02T00:00:00Z') }),
      'x509: certificate has expired or is not yet valid: current time 2026-06-01T00:00:00Z is before 2026-06-02T00:00:00Z',
    ],
    [
      'a server certificate',
      () => leaf({ usages: [serverAuth] }),
      'x509: certificate specifies an incompatible key usage',
    ],
  ])('refuses %s', async (_name, make, message) => {
    const certificate = await make();
    expect(() => verify(certificate)).toThrow(message);
  });

  it.each([[[]], [['2.5.29.37.0']]])('accepts extended key usages %j', async (usages) => {
    expect(verify(await leaf({ usages })).chain).toHaveLength(2);
  });

  it('refuses a leaf that signs as if it were a CA', async () => {
    const alice = await leaf();
    const mallory = await testCertificate({ subject: 'CN=admin', issuer: alice });
    expect(() => verify(mallory, alice)).toThrow(
      'x509: certificate is not authorized to sign other certificates',
    );
  });

  it('refuses an expired intermediate', async () => {
    const old = await testCertificate({
      subject: 'CN=old',
      ca: true,
      issuer: ca,
      notAfter: new Date('2026-01-01T00:00:00Z'),
    });
    const alice = await leaf({ issuer: old });
    expect(() => verify(alice, old)).toThrow('x509: certificate has expired');
  });

  it('refuses a pool without certificates', () => {
    expect(() => CertificatePool.fromPem('nothing')).toThrow(
      'data does not contain any valid RSA or ECDSA certificates',
    );
  });
});

describe('CachedVerifier', () => {
  it('checks signatures once for each certificate object, until it expires', async () => {
    const alice = await testCertificate({ subject: 'CN=alice', issuer: ca });
    let checks = 0;
    const verifyOnce = alice.certificate.verify.bind(alice.certificate);
    alice.certificate.verify = (key) => {
      checks++;
      return verifyOnce(key);
    };
    const clock = new FakeClock(nowMs);
    const verifier = new CachedVerifier(roots, clock);
    for (let request = 0; request < 100; request++) verifier.verify([alice.certificate]);
    expect(checks).toBe(1);
    await clock.advance(Date.UTC(2027, 0, 1) - nowMs + 1_000);
    expect(() => verifier.verify([alice.certificate])).toThrow('has expired');
  });

  it('looks again at a certificate that was not yet valid', async () => {
    const early = await testCertificate({
      subject: 'CN=early',
      issuer: ca,
      notBefore: new Date(nowMs + 5_000),
    });
    const clock = new FakeClock(nowMs);
    const verifier = new CachedVerifier(roots, clock);
    expect(() => verifier.verify([early.certificate])).toThrow('not yet valid');
    await clock.advance(10_000);
    expect(verifier.verify([early.certificate]).chain).toHaveLength(2);
  });
});
