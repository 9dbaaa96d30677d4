import { generateKeyPairSync, webcrypto, X509Certificate } from 'node:crypto';

type Library = typeof import('@peculiar/x509');
type KeyPair = webcrypto.CryptoKeyPair;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const clientAuth = '1.3.6.1.5.5.7.3.2';
export const serverAuth = '1.3.6.1.5.5.7.3.1';

export interface CertificateSpec {
  /** For example `CN=alice, O=dev`. */
  readonly subject: string;
  readonly issuer?: TestCertificate | undefined;
  readonly ca?: boolean | undefined;
  /** Absent: client authentication for a leaf, none for a CA. Empty: no extension. */
  readonly usages?: readonly string[] | undefined;
  readonly notBefore?: Date | undefined;
  readonly notAfter?: Date | undefined;
}

/** A certificate made in memory, and its key. */
export interface TestCertificate {
  readonly subject: string;
  readonly keys: KeyPair;
  readonly certificate: X509Certificate;
  readonly pem: string;
}

/** Makes one, signed by its issuer or itself. Valid in 2026 unless told otherwise. */
export async function testCertificate(spec: CertificateSpec): Promise<TestCertificate> {
  const x509 = await loadLibrary();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const usages = spec.usages ?? (spec.ca ? [] : [clientAuth]);
  const made = await x509.X509CertificateGenerator.create({
    subject: spec.subject,
    issuer: spec.issuer?.subject ?? spec.subject,
    notBefore: spec.notBefore ?? new Date('2025-12-01T00:00:00Z'),
    notAfter: spec.notAfter ?? new Date('2027-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: spec.issuer?.keys.privateKey ?? keys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(spec.ca ?? false, undefined, true),
      ...(usages.length > 0 ? [new x509.ExtendedKeyUsageExtension([...usages])] : []),
    ],
  });
  const pem = made.toString('pem');
  return { subject: spec.subject, keys, certificate: new X509Certificate(pem), pem };
}

/** The library's injector refuses to load without a metadata polyfill, although it then finds no metadata. */
async function loadLibrary(): Promise<Library> {
  const missing = ['getMetadata', 'getOwnMetadata'].filter((name) => !(name in Reflect));
  for (const name of missing) {
    Object.defineProperty(Reflect, name, { value: () => undefined, configurable: true });
  }
  return import('@peculiar/x509');
}

/** An RSA or elliptic key pair as PEM. */
export function testKeyPair(kind: 'rsa' | 'ec'): { privateKey: string; publicKey: string } {
  const { privateKey, publicKey } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}
