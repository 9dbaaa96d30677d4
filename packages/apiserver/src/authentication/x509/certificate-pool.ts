import { X509Certificate } from 'node:crypto';

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Certificates that are trusted, by the subject they issue as. */
export class CertificatePool {
  readonly certificates: readonly X509Certificate[];
  readonly #bySubject: ReadonlyMap<string, readonly X509Certificate[]>;

  constructor(certificates: readonly X509Certificate[]) {
    this.certificates = certificates;
    this.#bySubject = groupBySubject(certificates);
  }

  /** @throws {Error} when the file holds no certificate */
  static fromPem(pem: string | Buffer): CertificatePool {
    const blocks = pem.toString().match(pemBlock) ?? [];
    if (blocks.length === 0)
      throw new Error('data does not contain any valid RSA or ECDSA certificates');
    return new CertificatePool(blocks.map((block) => new X509Certificate(block)));
  }

  /** Those whose subject is the issuer of `certificate`. */
  candidateIssuers({ issuer }: X509Certificate): readonly X509Certificate[] {
    return this.#bySubject.get(issuer) ?? [];
  }

  contains(certificate: X509Certificate): boolean {
    return (this.#bySubject.get(certificate.subject) ?? []).some((each) =>
      each.raw.equals(certificate.raw),
    );
  }
}

function groupBySubject(
  certificates: readonly X509Certificate[],
): ReadonlyMap<string, readonly X509Certificate[]> {
  const groups = new Map<string, X509Certificate[]>();
  for (const certificate of certificates) {
    const group = groups.get(certificate.subject);
    if (group === undefined) groups.set(certificate.subject, [certificate]);
    else group.push(certificate);
  }
  return groups;
}
