import { webcrypto } from 'node:crypto';

type Library = typeof import('@peculiar/x509');
type Keys = webcrypto.CryptoKeyPair;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** PEM texts of a certificate and its key. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority that lives for one test. For tests only. */
export class TestCa {
  readonly cert: string;
  readonly #subject: string;
  readonly #keys: Keys;
  readonly #library: Library;

  private constructor(library: Library, ca: { subject: string; cert: string; keys: Keys }) {
    this.#library = library;
    this.#subject = ca.subject;
    this.#keys = ca.keys;
    this.cert = ca.cert;
  }

  static async create(name: string): Promise<TestCa> {
    const library = await loadLibrary();
    const keys = await newKeys();
    const subject = `CN=${name}`;
    const certificate = await library.X509CertificateGenerator.createSelfSigned({
      name: subject,
      ...validFor(1),
      keys,
      signingAlgorithm: algorithm,
      extensions: [new library.BasicConstraintsExtension(true, undefined, true)],
    });
    return new TestCa(library, { subject, cert: certificate.toString('pem'), keys });
  }

  /** @param options.days negative for a certificate that is over */
  async issue(
    name: string,
    options: { dns?: string[]; ips?: string[]; days?: number } = {},
  ): Promise<KeyPair> {
    const { X509CertificateGenerator, SubjectAlternativeNameExtension, PemConverter } =
      this.#library;
    const keys = await newKeys();
    const names = [
      ...(options.dns ?? []).map((value) => ({ type: 'dns' as const, value })),
      ...(options.ips ?? []).map((value) => ({ type: 'ip' as const, value })),
    ];
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${name}`,
      issuer: this.#subject,
      ...validFor(options.days ?? 1),
      publicKey: keys.publicKey,
      signingKey: this.#keys.privateKey,
      signingAlgorithm: algorithm,
      extensions: names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)],
    });
    const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
    return {
      cert: certificate.toString('pem'),
      key: PemConverter.encode(key, 'PRIVATE KEY'),
    };
  }
}

/** The library's injector wants a metadata polyfill to be there, though no class of the library has any. */
async function loadLibrary(): Promise<Library> {
  for (const name of ['getMetadata', 'getOwnMetadata']) {
    if (name in Reflect) continue;
    Object.defineProperty(Reflect, name, { value: () => undefined, configurable: true });
  }
  return await import('@peculiar/x509');
}

const newKeys = (): Promise<Keys> =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

const dayMs = 86_400_000;

/** TLS looks at the real time, whatever clock a test has. */
function validFor(days: number): { notBefore: Date; notAfter: Date } {
  const nowMs = Date.now();
  return { notBefore: new Date(nowMs - 30 * dayMs), notAfter: new Date(nowMs + days * dayMs) };
}
