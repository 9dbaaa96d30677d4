import type { X509Certificate } from 'node:crypto';

const uidOid = '1.3.6.1.4.1.57683.2';

/** What a certificate says about whom it was issued to. */
export interface CertificateSubject {
  readonly commonName: string;
  readonly organizations: readonly string[];
  /** Values of the Kubernetes user id attribute. */
  readonly uids: readonly string[];
}

/** Of several common names the last one counts, as in Go. */
export function subjectOf(certificate: X509Certificate): CertificateSubject {
  // The only form in which Node gives values without escapes; the declared type knows single values only.
  const subject = certificate.toLegacyObject().subject as unknown as Record<
    string,
    string | string[] | undefined
  >;
  const values = (key: string): string[] => [subject[key] ?? []].flat();
  return {
    commonName: values('CN').at(-1) ?? '',
    organizations: values('O'),
    uids: values(uidOid),
  };
}
