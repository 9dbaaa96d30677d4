import { X509Certificate } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface CertificateSummary {
  /** File name without its ending. */
  readonly name: string;
  readonly subject: string;
  readonly issuer: string;
  readonly subjectAltNames: readonly string[];
  /** RFC 3339. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** What the certificates of a directory say of themselves; keys are not read. */
export async function describePki(directory: string): Promise<CertificateSummary[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.crt')).sort();
  return Promise.all(files.map((file) => describeCertificate(directory, file)));
}

async function describeCertificate(directory: string, file: string): Promise<CertificateSummary> {
  const certificate = new X509Certificate(await readFile(join(directory, file)));
  return {
    name: file.slice(0, -'.crt'.length),
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    subjectAltNames: certificate.subjectAltName?.split(', ') ?? [],
    notBefore: new Date(certificate.validFrom).toISOString(),
    notAfter: new Date(certificate.validTo).toISOString(),
  };
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
